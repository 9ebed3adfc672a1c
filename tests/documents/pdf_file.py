"""A finished PDF file as data: its objects as qpdf reads them, its content streams as tokens, its structure as a tree.

Values are those of qpdf's JSON: "/Name", "12 0 R", "u:text", "b:hex", numbers, lists, dicts.
"""
import base64
import copy
import json
import re
import struct
import subprocess

REFERENCE = re.compile(r"^(\d+) 0 R$")
TOKEN = re.compile(rb"""\s*(?:
    (?P<number>[-+]?(?:\d+\.?\d*|\.\d+))(?=[\s/\[\]<>()]|$) | (?P<name>/[^\s/\[\]<>(){}%]*) | (?P<open><<|\[)
    | (?P<close>>>|\]) | <(?P<hex>[0-9A-Fa-f\s]*)> | (?P<string>\((?:[^()\\]|\\.)*\)) | (?P<operator>[A-Za-z'"*][A-Za-z0-9*'"]*)
    )""", re.X | re.S)


class Pdf:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        done = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path],
                              check=True, capture_output=True)
        header, objects = json.loads(done.stdout)["qpdf"]
        self.version = header["pdfversion"]
        self.trailer = objects.pop("trailer")["value"]
        self.objects = {key[len("obj:"):]: value for key, value in objects.items()}

    def copy(self):
        """Another one to be changed."""
        other = copy.copy(self)
        other.trailer = copy.deepcopy(self.trailer)
        other.objects = copy.deepcopy(self.objects)
        return other

    def get(self, value):
        """What a value is, references followed; of a stream its dictionary."""
        while isinstance(value, str) and REFERENCE.match(value):
            entry = self.objects.get(value)
            if entry is None:
                return None
            value = entry["stream"]["dict"] if "stream" in entry else entry["value"]
        return value

    def data(self, reference):
        """The bytes of a stream, without its filters."""
        return base64.b64decode(self.objects[reference]["stream"]["data"])

    def set_data(self, reference, data):
        self.objects[reference]["stream"]["data"] = base64.b64encode(data).decode()

    def catalog(self):
        return self.get(self.trailer["/Root"])

    def pages(self):
        """The references of all pages in their order."""
        found = []

        def walk(reference):
            node = self.get(reference)
            if node.get("/Type") == "/Page":
                found.append(reference)
            else:
                for kid in node["/Kids"]:
                    walk(kid)

        walk(self.catalog()["/Pages"])
        return found

    def values(self):
        """Every value there is, at any depth, with the object it stands in."""
        stack = [(key, entry["stream"]["dict"] if "stream" in entry else entry["value"]) for key, entry in self.objects.items()]
        stack.append(("trailer", self.trailer))
        while stack:
            key, value = stack.pop()
            yield key, value
            if isinstance(value, dict):
                for name, inner in value.items():
                    yield key, name
                    stack.append((key, inner))
            elif isinstance(value, list):
                stack += [(key, inner) for inner in value]


def text(value):
    """A text string."""
    if not isinstance(value, str):
        return None
    if value.startswith("u:"):
        return value[2:]
    if value.startswith("b:"):
        return bytes.fromhex(value[2:]).decode("latin-1")
    return None


def tokens(data):
    """The operators of a content stream: (name, operands); strings as bytes, names with their slash."""
    at, stack, operands = 0, [], []
    end = len(data.rstrip())
    while at < end:
        match = TOKEN.match(data, at)
        if not match or match.end() == at:
            raise ValueError(f"content at {at}: {data[at:at + 20]!r}")
        at = match.end()
        kind = match.lastgroup
        value = match.group(kind)
        if kind == "operator":
            if value in (b"true", b"false", b"null"):
                operands.append(value == b"true")
                continue
            yield value.decode(), operands
            operands = []
        elif kind == "open":
            stack.append((value, operands))
            operands = []
        elif kind == "close":
            opened, outer = stack.pop()
            inner = operands if opened == b"[" else dict(zip(operands[::2], operands[1::2]))
            operands = outer + [inner]
        elif kind == "number":
            operands.append(float(value))
        elif kind == "name":
            operands.append(value.decode("latin-1"))
        elif kind == "hex":
            digits = re.sub(rb"\s", b"", value)
            operands.append(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        else:
            operands.append(value[1:-1])
    if stack or operands:
        raise ValueError("content ends in the middle")


def utf16(data):
    """A text string of a content stream."""
    return data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


class TrueType:
    """What is asked of an embedded font program: how many glyphs there are, how wide each is, that each lies inside."""

    def __init__(self, data):
        count = struct.unpack(">H", data[4:6])[0]
        self.tables = {}
        for i in range(count):
            tag, _, offset, length = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
            if offset + length > len(data):
                raise ValueError("a table of the font ends behind the file")
            self.tables[tag.decode()] = data[offset:offset + length]
        self.units = struct.unpack(">H", self.tables["head"][18:20])[0]
        self.glyphs = struct.unpack(">H", self.tables["maxp"][4:6])[0]
        self.metrics = struct.unpack(">H", self.tables["hhea"][34:36])[0]
        wide = struct.unpack(">h", self.tables["head"][50:52])[0]
        loca = self.tables["loca"]
        self.offsets = [o * (1 if wide else 2) for o in
                        struct.unpack(f">{len(loca) // (4 if wide else 2)}{'I' if wide else 'H'}", loca)]

    def width(self, glyph):
        """In 1/1000 em."""
        at = 4 * min(glyph, self.metrics - 1)
        return struct.unpack(">H", self.tables["hmtx"][at:at + 2])[0] * 1000 / self.units

    def has(self, glyph):
        return glyph < self.glyphs and self.offsets[glyph] <= self.offsets[glyph + 1] <= len(self.tables["glyf"])


def to_unicode(data):
    """A ToUnicode CMap as a dict from code to text."""
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, value in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(value.decode()).decode("utf-16-be", "surrogatepass")
    return found


def widths(array):
    """The W of a CID font as a dict."""
    found, i = {}, 0
    while i < len(array):
        if isinstance(array[i + 1], list):
            found.update({array[i] + k: width for k, width in enumerate(array[i + 1])})
            i += 2
        else:
            found.update({cid: array[i + 2] for cid in range(array[i], array[i + 1] + 1)})
            i += 3
    return found


class Element:
    """An element of the structure; kids: Elements, ("mcid", page, n) and ("object", page, reference)."""

    def __init__(self, reference, value, parent):
        self.reference, self.value, self.parent, self.kids = reference, value, parent, []
        self.role = (value.get("/S") or "/")[1:]
        found = value.get("/A") or []
        self.attributes = {}
        for attribute in found if isinstance(found, list) else [found]:
            self.attributes.update({(attribute.get("/O"), key): inner for key, inner in attribute.items()})

    def attribute(self, owner, key, default=None):
        return self.attributes.get((owner, key), default)

    def elements(self):
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self):
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += reversed(element.elements())


def structure(pdf, problem):
    """The root's kids as Elements; problem(text) is told what does not hang together."""
    seen = set()

    def build(reference, parent, parent_reference):
        value = pdf.get(reference)
        if not isinstance(reference, str) or not isinstance(value, dict):
            problem(f"a kid of {parent_reference} is no element")
            return None
        if reference in seen:
            problem(f"{reference} hangs in the tree twice")
            return None
        seen.add(reference)
        if value.get("/P") != parent_reference:
            problem(f"{reference} does not know its parent")
        element = Element(reference, value, parent)
        kids = value.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                element.kids.append(("mcid", value.get("/Pg"), kid))
            elif isinstance(kid, dict) and kid.get("/Type") == "/MCR":
                element.kids.append(("mcid", kid.get("/Pg", value.get("/Pg")), kid["/MCID"]))
            elif isinstance(kid, dict) and kid.get("/Type") == "/OBJR":
                element.kids.append(("object", kid.get("/Pg", value.get("/Pg")), kid["/Obj"]))
            else:
                inner = build(kid, element, reference)
                if inner:
                    element.kids.append(inner)
        return element

    root = pdf.catalog()["/StructTreeRoot"]
    kids = pdf.get(root).get("/K", [])
    return [element for element in (build(kid, None, root) for kid in (kids if isinstance(kids, list) else [kids])) if element]


def key_tree(pdf, node, leaf, problem, limits=None):
    """A tree of numbers ("/Nums") or names ("/Names") as a list of (key, value), its order and limits checked."""
    node = pdf.get(node)
    found = []
    if leaf in node:
        found = list(zip(node[leaf][::2], node[leaf][1::2]))
    for kid in node.get("/Kids", []):
        found += key_tree(pdf, kid, leaf, problem, True)
    keys = [key for key, _ in found]
    if any(a >= b for a, b in zip(keys, keys[1:])):
        problem(f"the keys of a {leaf} tree are not in order")
    if limits and found and node.get("/Limits") != [keys[0], keys[-1]]:
        problem(f"the /Limits of a {leaf} tree are not those of its keys")
    return found
