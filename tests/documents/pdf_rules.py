"""The rules of PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) that a file of ours can break, as far as a machine can
tell. check(pdf) gives the faults as (rule, text); RULES tells each rule. matterhorn.py holds them against the protocol.
"""
import re
import xml.etree.ElementTree as xml

from pdf_file import TrueType, text, to_unicode, tokens, utf16, widths
import pdf_structure

RULES = dict(pdf_structure.RULES, **{
    "header": "begins with %PDF-1.7, a comment of four bytes beyond ASCII, and ends with %%EOF (A 6.1.2, 6.1.3)",
    "trailer": "has two equal IDs and is not encrypted (A 6.1.3)",
    "streams": "lengths are right, filters those of PDF/A, nothing in other files (A 6.1.7)",
    "limits": "names, strings, integers, objects and pages keep the limits (A 6.1.13)",
    "nothing active": "no JavaScript, actions beyond links, forms, attachments, layers, alternates (A 6.4, 6.5, 6.8-6.11)",
    "metadata": "XMP names PDF/A-2a, PDF/UA-1, title and language and is readable (A 6.6, UA 5, 7.1)",
    "info": "the information dictionary says what XMP says, and no date (A 6.6.3)",
    "catalog": "language, marks, title shown, page labels (UA 6.2, 7.1, 7.2)",
    "output intent": "one, an RGB profile (A 6.2.3)",
    "outline": "bookmarks have titles and lead to pages, their family is whole (UA 7.17)",
    "colour": "grey and RGB only, no transparency, no graphics state of its own (A 6.2.4-6.2.10)",
    "images": "plain ones of 8 bits (A 6.2.8)",
    "operators": "those of PDF 1.7, in their place; q and Q, BT and ET, marks balanced (A 6.2.2)",
    "marked": "whatever is drawn is an artifact or belongs to an element, never both (UA 7.1, 01-003 to 01-005)",
    "furniture": "header and footer are on each page, as artifacts of pagination (UA 7.8)",
    "fonts": "composite TrueType, embedded as subset, described in full (A 6.2.11)",
    "glyphs": "each glyph drawn is in the font, is not .notdef and as wide as the file says (A 6.2.11.5, .8)",
    "unicode": "each glyph drawn has its characters; private ones have ActualText (A 6.2.11.7)",
    "annotations": "links only, printed, with Contents, inside the page, known to the structure (A 6.3, UA 7.18)",
})

NAMESPACES = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
              "pdf": "http://ns.adobe.com/pdf/1.3/", "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
              "pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "schema": "http://www.aiim.org/pdfa/ns/schema#",
              "xmp": "http://ns.adobe.com/xap/1.0/"}
LANGUAGE = re.compile(r"^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$")
PAINT = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "Tj", "TJ", "'", '"', "EI"}
SHOW = {"Tj", "TJ", "'", '"'}
PATH = {"m", "l", "c", "v", "y", "h", "re"}
STATE = {"w", "J", "j", "M", "d", "i", "cm", "q", "Q", "rg", "RG", "g", "G", "W", "W*", "n"}
TEXT_STATE = {"Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*"}
MARKS = {"BMC", "BDC", "EMC"}


class Faults(list):
    def add(self, rule, message):
        assert rule in RULES, rule
        if len(self) < 200:
            self.append((rule, message))


def check_file(pdf, faults):
    if not re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}\n", pdf.raw) or not pdf.raw.endswith(b"%%EOF\n"):
        faults.add("header", "header or end of the file")
    ids = pdf.trailer.get("/ID") or []
    if len(ids) != 2 or ids[0] != ids[1] or "/Encrypt" in pdf.trailer:
        faults.add("trailer", "ID or encryption")
    for match in re.finditer(rb"\d+ 0 obj\n<<[^\n]*?/Length (\d+) *>>\nstream\n", pdf.raw):
        if not pdf.raw[match.end() + int(match[1]):].startswith(b"\nendstream\nendobj\n"):
            faults.add("streams", f"the length at {match.start()} is wrong")
    for key, entry in pdf.objects.items():
        if "stream" in entry:
            found = entry["stream"]["dict"]
            filters = found.get("/Filter", [])
            if not set(filters if isinstance(filters, list) else [filters]) <= {"/FlateDecode", "/DCTDecode"}:
                faults.add("streams", f"{key}: filter {filters}")
            if {"/F", "/FFilter", "/FDecodeParms"} & set(found):
                faults.add("streams", f"{key}: its data are in another file")
    if len(pdf.objects) > 8388607:
        faults.add("limits", "too many objects")
    for key, value in pdf.values():
        if isinstance(value, str) and value.startswith("/") and len(value.encode()) > 128:
            faults.add("limits", f"{key}: name of {len(value)} bytes")
        elif isinstance(value, str) and value[:2] == "u:" and 2 * len(value.encode("utf-16-be")) // 2 > 32767:
            faults.add("limits", f"{key}: string of {len(value)} characters")
        elif isinstance(value, int) and not -2 ** 31 <= value < 2 ** 31:
            faults.add("limits", f"{key}: {value}")


def check_nothing_active(pdf, faults):
    catalog = pdf.catalog()
    allowed = {"/Type", "/Pages", "/OutputIntents", "/Metadata", "/StructTreeRoot", "/Outlines", "/PageLabels", "/MarkInfo",
               "/ViewerPreferences", "/Lang", "/PageMode", "/PageLayout", "/Version"}
    if set(catalog) - allowed:
        faults.add("nothing active", f"catalogue: {sorted(set(catalog) - allowed)}")
    for key, value in pdf.values():
        if isinstance(value, dict):
            if {"/AA", "/JS", "/EF", "/PresSteps", "/OC", "/Alternates", "/OPI", "/Ref"} & set(value):
                faults.add("nothing active", f"{key}: {sorted(value)}")
            if "/S" in value and value["/S"] in ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide",
                                                 "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/SubmitForm", "/Named"):
                faults.add("nothing active", f"{key}: action {value['/S']}")


def check_metadata(pdf, faults):
    catalog = pdf.catalog()
    entry = pdf.objects.get(catalog.get("/Metadata"), {}).get("stream")
    if not entry or "/Filter" in entry["dict"] or entry["dict"].get("/Subtype") != "/XML":
        faults.add("metadata", "no XMP that can be read without a filter")
        return
    data = pdf.data(catalog["/Metadata"])
    try:
        tree = xml.fromstring(data)
    except xml.ParseError as error:
        faults.add("metadata", f"XMP: {error}")
        return

    def said(path):
        found = tree.find(".//" + path, NAMESPACES)
        return None if found is None else "".join(found.itertext()).strip()

    for path, want in (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        if said(path) != want:
            faults.add("metadata", f"{path} is {said(path)}")
    if not said("dc:title") or not LANGUAGE.match(said("dc:language") or ""):
        faults.add("metadata", "no title or no language")
    if "http://www.aiim.org/pdfua/ns/id/" not in [uri.text for uri in tree.iter("{%s}namespaceURI" % NAMESPACES["schema"])]:
        faults.add("metadata", "the schema of PDF/UA is not described")
    if any(element.tag.startswith("{%s}" % NAMESPACES["xmp"]) for element in tree.iter()):
        faults.add("info", "XMP has a date")
    info = pdf.get(pdf.trailer.get("/Info")) or {}
    for key, path in (("/Title", "dc:title"), ("/Subject", "dc:description"), ("/Producer", "pdf:Producer")):
        if text(info.get(key)) != said(path):
            faults.add("info", f"{key} is {text(info.get(key))!r}, XMP says {said(path)!r}")
    if set(info) - {"/Title", "/Subject", "/Producer"}:
        faults.add("info", f"more than XMP says: {sorted(info)}")


def check_catalog(pdf, faults):
    catalog = pdf.catalog()
    marks = pdf.get(catalog.get("/MarkInfo")) or {}
    if not LANGUAGE.match(text(catalog.get("/Lang")) or ""):
        faults.add("catalog", "no language")
    if marks.get("/Marked") is not True or marks.get("/Suspects"):
        faults.add("catalog", "MarkInfo")
    if (pdf.get(catalog.get("/ViewerPreferences")) or {}).get("/DisplayDocTitle") is not True:
        faults.add("catalog", "the title is not shown")
    if (pdf.get(catalog.get("/PageLabels")) or {}).get("/Nums") != [0, {"/S": "/D"}]:
        faults.add("catalog", "no page labels")
    intents = pdf.get(catalog.get("/OutputIntents")) or []
    profile = pdf.get(intents[0]).get("/DestOutputProfile") if intents else None
    if len(intents) != 1 or pdf.get(intents[0]).get("/S") != "/GTS_PDFA1" or profile not in pdf.objects:
        faults.add("output intent", "not one of PDF/A")
    else:
        data = pdf.data(profile)
        if pdf.get(profile).get("/N") != 3 or data[16:20] != b"RGB " or data[12:16] not in (b"mntr", b"prtr") or data[8] > 4:
            faults.add("output intent", "not an RGB profile")


def check_outline(pdf, faults):
    pages = set(pdf.pages())
    root = pdf.catalog().get("/Outlines")
    if root is None:
        return

    def walk(node):
        count, previous, kid = 0, None, pdf.get(node).get("/First")
        while kid:
            item = pdf.get(kid)
            if not item or item.get("/Parent") != node or item.get("/Prev") != previous:
                faults.add("outline", f"{kid}: family")
                return count
            if not (text(item.get("/Title")) or "").strip():
                faults.add("outline", f"{kid} has no title")
            goal = item.get("/Dest")
            if not isinstance(goal, list) or goal[0] not in pages or goal[1] != "/XYZ":
                faults.add("outline", f"{kid} leads nowhere")
            below = walk(kid)
            count += 1 + (below if item.get("/Count", 0) > 0 else 0)
            if abs(item.get("/Count", 0)) != below:
                faults.add("outline", f"{kid}: /Count {item.get('/Count')} for {below}")
            previous, kid = kid, item.get("/Next")
        if pdf.get(node).get("/Last") != previous:
            faults.add("outline", f"{node}: /Last")
        return count

    if walk(root) != pdf.get(root).get("/Count"):
        faults.add("outline", "/Count of the root")


class Page:
    """What its content says: the tag of each MCID, the furniture; by MCID the text, and what the glyphs alone mean."""

    def __init__(self, reference):
        self.reference, self.tags, self.pagination, self.text, self.glyphs = reference, {}, [], {}, {}


def check_font(pdf, faults, name, reference):
    font = pdf.get(reference)
    inner = pdf.get((font.get("/DescendantFonts") or [None])[0]) or {}
    descriptor = pdf.get(inner.get("/FontDescriptor")) or {}
    names = {font.get("/BaseFont"), inner.get("/BaseFont"), descriptor.get("/FontName")}
    wanted = {"/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight", "/StemV", "/FontFile2"}
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H" or inner.get("/Subtype") != "/CIDFontType2" or \
            inner.get("/CIDToGIDMap") != "/Identity" or set(descriptor) != wanted | {"/Type", "/FontName"} or descriptor.get("/FontFile2") not in pdf.objects:
        faults.add("fonts", f"{name}: {sorted(wanted ^ set(descriptor))}")
        return None
    if len(names) != 1 or not re.match(r"^/[A-Z]{6}\+", names.pop() or ""):
        faults.add("fonts", f"{name}: names of a subset")
    system = inner.get("/CIDSystemInfo") or {}
    if (text(system.get("/Registry")), text(system.get("/Ordering")), system.get("/Supplement")) != ("Adobe", "Identity", 0):
        faults.add("fonts", f"{name}: CIDSystemInfo")
    if "/ToUnicode" not in font:
        faults.add("unicode", f"{name} has no ToUnicode")
    data = pdf.data(descriptor["/FontFile2"])
    if pdf.get(descriptor["/FontFile2"]).get("/Length1") != len(data):
        faults.add("fonts", f"{name}: Length1")
    return (TrueType(data), widths(inner.get("/W", [])), inner.get("/DW", 1000),
            to_unicode(pdf.data(font["/ToUnicode"])) if "/ToUnicode" in font else {})


def check_glyphs(faults, where, font, data, actual):
    program, width, default, unicode = font
    said = ""
    if len(data) % 2:
        faults.add("glyphs", f"{where}: half a glyph")
    for glyph in (data[i] << 8 | data[i + 1] for i in range(0, len(data) - 1, 2)):
        if glyph == 0 or not program.has(glyph):
            faults.add("glyphs", f"{where}: glyph {glyph}")
        elif abs(program.width(glyph) - width.get(glyph, default)) > 1:
            faults.add("glyphs", f"{where}: glyph {glyph} is {program.width(glyph)} wide, not {width.get(glyph, default)}")
        found = unicode.get(glyph)
        if not found or any(c in "\0\ufeff\ufffe" for c in found):
            faults.add("unicode", f"{where}: glyph {glyph} is {found!r}")
        elif not actual and any(0xE000 <= ord(c) < 0xF900 or ord(c) >= 0xF0000 for c in found):
            faults.add("unicode", f"{where}: glyph {glyph} is private and has no ActualText")
        said += found or ""
    return said


def check_content(pdf, faults, reference, fonts):
    """Walks through the content of a page."""
    page, found = pdf.get(reference), Page(reference)
    resources = pdf.get(page["/Resources"])
    marks, states, font, in_text, path = [], [], None, False, False
    where = f"page {reference}"
    try:
        operators = list(tokens(pdf.data(page["/Contents"])))
    except ValueError as error:
        faults.add("operators", f"{where}: {error}")
        return found
    for name, operands in operators:
        if name in ("BMC", "BDC"):
            properties = operands[1] if name == "BDC" else {}
            mcid = properties.get("/MCID")
            artifact = operands[0] == "/Artifact"
            if (mcid is not None or artifact) and any(m["mcid"] is not None or m["artifact"] for m in marks):
                faults.add("marked", f"{where}: {operands} inside other marks")
            if mcid is not None and (mcid in found.tags or artifact):
                faults.add("marked", f"{where}: MCID {mcid} twice, or of an artifact")
            if mcid is not None:
                found.tags[mcid] = operands[0][1:]
            if artifact:
                found.pagination.append((properties.get("/Type"), properties.get("/Subtype")))
            actual = properties.get("/ActualText")
            marks.append({"mcid": mcid, "artifact": artifact, "actual": actual, "text": in_text})
            inside = [m["mcid"] for m in marks if m["mcid"] is not None]
            if actual is not None and inside:
                found.text[inside[0]] = found.text.get(inside[0], "") + utf16(actual)
        elif name == "EMC":
            if not marks or marks[-1]["text"] != in_text:
                faults.add("operators", f"{where}: EMC")
            if marks:
                marks.pop()
        elif name in PAINT:
            inside = [m for m in marks if m["artifact"] or m["mcid"] is not None]
            if not inside:
                faults.add("marked", f"{where}: {name} belongs to nothing")
            if (name in SHOW) != in_text or (name in SHOW and not font):
                faults.add("operators", f"{where}: {name} out of place")
            if name == "Do" and operands[0] not in (resources.get("/XObject") or {}):
                faults.add("images", f"{where}: {operands[0]} is missing")
            if name in SHOW and font:
                actual = any(m["actual"] is not None for m in marks)
                pieces = operands[0] if name == "TJ" else operands[-1:]
                for piece in pieces:
                    if isinstance(piece, bytes):
                        said = check_glyphs(faults, where, font, piece, actual)
                        mcid = inside[0]["mcid"] if inside else None
                        if mcid is not None:
                            found.glyphs[mcid] = found.glyphs.get(mcid, "") + said
                            found.text[mcid] = found.text.get(mcid, "") + ("" if actual else said)
            path = False
        elif name == "Tf":
            font = fonts.get(operands[0])
            if font is None:
                faults.add("fonts", f"{where}: {operands[0]} is missing")
        elif name in ("BT", "ET"):
            if in_text == (name == "BT"):
                faults.add("operators", f"{where}: {name}")
            in_text = name == "BT"
        elif name == "q":
            states.append((font, len(marks)))
            if len(states) > 28:
                faults.add("limits", f"{where}: q within q more than 28 deep")
        elif name == "Q":
            if not states or states[-1][1] != len(marks):
                faults.add("operators", f"{where}: Q without q, or marks across it")
            if states:
                font = states.pop()[0]
        elif name in PATH:
            path = True
            if in_text:
                faults.add("operators", f"{where}: a path within text")
        elif name not in STATE | TEXT_STATE | MARKS:
            faults.add("colour" if name in ("k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "gs", "ri") else "operators",
                       f"{where}: operator {name}")
        elif name == "n":
            path = False
    if marks or states or in_text or path:
        faults.add("operators", f"{where} does not end what it began")
    for kind in ("/Header", "/Footer"):
        if ("/Pagination", kind) not in found.pagination:
            faults.add("furniture", f"{where} has no {kind[1:]}")
    return found


def check_resources(pdf, faults, resources):
    if set(resources) - {"/Font", "/XObject", "/ProcSet"}:
        faults.add("colour", f"resources: {sorted(resources)}")
    for name, reference in (resources.get("/XObject") or {}).items():
        image = pdf.get(reference)
        if image.get("/Subtype") != "/Image" or image.get("/BitsPerComponent") != 8 or image.get("/Interpolate") or \
                {"/SMask", "/Mask", "/Alternates", "/OPI", "/ImageMask"} & set(image):
            faults.add("images", f"{name}: {sorted(image)}")
        if image.get("/ColorSpace") not in ("/DeviceRGB", "/DeviceGray"):
            faults.add("colour", f"{name}: {image.get('/ColorSpace')}")


def check_pages(pdf, faults):
    """Gives what the pages say, by reference."""
    fonts, found = {}, {}
    allowed = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Tabs", "/StructParents", "/Annots"}
    for reference in pdf.pages():
        page = pdf.get(reference)
        box = page.get("/MediaBox") or [0, 0, 0, 0]
        if not all(3 <= side <= 14400 for side in (box[2] - box[0], box[3] - box[1])):
            faults.add("limits", f"page {reference} is {box}")
        if set(page) - allowed:
            faults.add("colour", f"page {reference}: {sorted(set(page) - allowed)}")
        if page["/Resources"] not in fonts:
            resources = pdf.get(page["/Resources"])
            check_resources(pdf, faults, resources)
            fonts[page["/Resources"]] = {name: check_font(pdf, faults, name, font)
                                         for name, font in (resources.get("/Font") or {}).items()}
        found[reference] = check_content(pdf, faults, reference, fonts[page["/Resources"]])
    return found


def check_annotations(pdf, faults):
    pages = set(pdf.pages())
    for reference in pages:
        page = pdf.get(reference)
        notes = pdf.get(page.get("/Annots")) or []
        if notes and page.get("/Tabs") != "/S":
            faults.add("annotations", f"page {reference}: order of tabs")
        for note in notes:
            value = pdf.get(note)
            rect, box = value.get("/Rect") or [0, 0, 0, 0], page["/MediaBox"]
            if value.get("/Subtype") != "/Link" or value.get("/F") != 4 or not (text(value.get("/Contents")) or "").strip():
                faults.add("annotations", f"{note}: {value.get('/Subtype')}, F {value.get('/F')}, {value.get('/Contents')}")
            if not (box[0] <= rect[0] < rect[2] <= box[2] and box[1] <= rect[1] < rect[3] <= box[3]):
                faults.add("annotations", f"{note} lies at {rect}")
            goal, action = value.get("/Dest"), value.get("/A")
            if not (isinstance(goal, list) and goal[0] in pages and goal[1] == "/XYZ") and \
                    not (isinstance(action, dict) and action.get("/S") == "/URI" and action.get("/URI")):
                faults.add("annotations", f"{note} leads nowhere")
            if not isinstance(value.get("/StructParent"), int):
                faults.add("annotations", f"{note} belongs to no element")


def check(pdf):
    faults = Faults()
    check_file(pdf, faults)
    check_nothing_active(pdf, faults)
    check_metadata(pdf, faults)
    check_catalog(pdf, faults)
    check_outline(pdf, faults)
    pages = check_pages(pdf, faults)
    check_annotations(pdf, faults)
    pdf_structure.check(pdf, pages, faults)
    return faults
