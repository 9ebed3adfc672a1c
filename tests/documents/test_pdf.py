"""Finished PDF files held against the rules of PDF/A-2a and PDF/UA-1 (pdf_rules.py), against the HTML of the same document, and
the rules against files that were broken on purpose.

usage: test_pdf.py PROGRAM KD_RENDER
"""
import difflib
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import unittest

import matterhorn
import pdf_mutants
import pdf_rules
import pdf_samples
import pdf_structure
from pdf_file import Pdf, structure, text

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = RENDER = OUT = None
DOCUMENTS = {"alles": pdf_samples.EVERYTHING, "liste": pdf_samples.LIST, "gruppen": pdf_samples.GROUPS, "faelle": pdf_samples.CASES, "leer": pdf_samples.EMPTY,
             "zeichen": pdf_samples.ODD, "breit": pdf_samples.WIDE, "kopf": pdf_samples.HEADS_ONLY, "hoch": pdf_samples.HIGH}
LOGOS = {"png": pdf_samples.png(), "png-deckend": pdf_samples.png(alpha=False), "jpeg-grau": pdf_samples.jpeg(1),
         "jpeg-farbig": pdf_samples.jpeg(3)}
# The PDF cuts a table that is too wide for any page into several below each other, the HTML lets it scroll.
DIFFERENT = {"breit"}


def path(name, ending):
    return os.path.join(OUT, "documents", f"{name}.{ending}")


def render(documents, theme=None):
    for name, xml in documents.items():
        with open(path(name, "xml"), "w", encoding="utf-8") as file:
            file.write(xml)
    subprocess.run([RENDER, *(["--theme", theme] if theme else []), *[path(name, "xml") for name in documents], os.path.join(OUT, "documents")],
                   check=True)


def theme_with_logo(name, data):
    file = "logo." + ("png" if name.startswith("png") else "jpg")
    folder = os.path.join(OUT, "theme-" + name)
    os.makedirs(folder)
    with open(os.path.join(folder, file), "wb") as out:
        out.write(data)
    with open(os.path.join(ROOT, "templates", "theme.xml"), encoding="utf-8") as source:
        theme = source.read().replace("</theme>", f'<logo file="{file}" alt="Wappen der Stadt" height="30"/></theme>')
    with open(os.path.join(folder, "theme.xml"), "w", encoding="utf-8") as out:
        out.write(theme)
    return os.path.join(folder, "theme.xml")


def make():
    os.makedirs(os.path.join(OUT, "documents"))
    with open(os.path.join(ROOT, "tests", "golden", "document", "example.xml"), encoding="utf-8") as file:
        render({**DOCUMENTS, "beispiel": file.read()})
    for name, data in LOGOS.items():
        render({"logo-" + name: pdf_samples.HEAD + "<subline>Mit Logo</subline><para>Text.</para></document>"}, theme_with_logo(name, data))
    subprocess.run([PROGRAM, "report", os.path.join(ROOT, "samples", "musterstadt"), "--rules", "uelzen-ga-08-2019", "--as-of", "2023-11-30",
                    "--jobcenter", "Jobcenter Musterstadt", "--land", "NI", "--quiet", "--out", os.path.join(OUT, "reports")], check=True)


OF_A_KIND = 4  # reports that differ by team or caseworker only


def files():
    found = [os.path.join(folder, name) for folder, _, names in os.walk(OUT)
             for name in sorted(n for n in names if n.endswith(".pdf"))[:None if folder.endswith("documents") else OF_A_KIND]]
    return sorted(found)


def some_reports():
    """Each kind of report once, and one of each kind of folder."""
    found = {}
    for file in files():
        if os.sep + "reports" + os.sep in file:
            found.setdefault(os.path.dirname(file), file)
    return sorted(found.values())


class Html(html.parser.HTMLParser):
    """What a reader is told between <main> and its end, but for the table of contents and what charts draw."""

    INLINE = {"a", "strong", "em", "span", "sup", "small", "b", "i", "abbr"}
    VOID = {"br", "col", "hr", "img", "input", "wbr", "meta", "link"}

    def __init__(self, source):
        super().__init__()
        self.inside, self.stack, self.text, self.contents, self.charts = False, [], [], [], []
        self.feed(source)

    def skipped(self):
        return any(tag in ("svg", "script", "style", "template") or "toc" in classes or "aria-hidden" in classes for tag, classes in self.stack)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "main":
            self.inside = True
        if self.inside and values.get("role") == "img":
            self.charts.append(values.get("aria-label") or values.get("alt"))
        if tag not in self.INLINE:
            self.text.append(" ")
        if tag not in self.VOID:
            classes = (values.get("class") or "").split() + (["aria-hidden"] if values.get("aria-hidden") == "true" else [])
            self.stack.append((tag, classes))

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside = False
        while self.stack and self.stack[-1][0] != tag:
            self.stack.pop()
        if self.stack:
            self.stack.pop()
        if tag not in self.INLINE or (tag == "sup" and self.stack and "footnote" in self.stack[-1][1]):
            self.text.append(" ")

    def handle_data(self, data):
        if self.inside and not self.skipped():
            self.text.append(data)
        elif self.inside and any("toc" in classes for _, classes in self.stack):
            self.contents.append(data)


def plain(pieces):
    return re.sub("[\u00ad\u200b]", "", "".join(pieces)).split()


def words_of_structure(pdf, pages):
    """The words of the structure, and what stands apart: texts of figures, lines of the table of contents."""
    said, contents, figures, last = [], [], [], None
    skipped, summaries = set(), {}
    for top in structure(pdf, lambda message: None):
        for element in top.walk():
            if element.role == "Figure":
                figures.append(text(element.value["/Alt"]))
            if element.attribute("/Table", "/Summary"):  # a caption that is not shown
                summaries[id(element)] = text(element.attribute("/Table", "/Summary"))
            if element.role in ("Figure", "TOC") or (element.role == "Lbl" and element.parent.role == "LI"):
                skipped.update(id(inner) for inner in element.walk())
            if element.role == "TOCI":  # its own words, not those of the lines in it
                own = [piece for kid in element.elements() if kid.role != "TOC" for _, piece in pdf_structure.spoken(kid, pages)]
                contents.append(" ".join("".join(own).split()))
        for element, piece in pdf_structure.spoken(top, pages):
            block = element
            while block.role in ("Link", "Reference", "Span"):
                block = block.parent
            if id(element) in skipped:
                continue
            if block is not last:
                said.append(" ")
            last = block
            while block:
                said += [" ", summaries.pop(id(block), ""), " "] if id(block) in summaries else []
                block = block.parent
            said.append(piece)
    return said, contents, figures


class Rules(unittest.TestCase):
    def test_files_keep_every_rule(self):
        for file in files():
            with self.subTest(os.path.relpath(file, OUT)):
                self.assertEqual([], pdf_rules.check(Pdf(file)))
                self.assertIn("No syntax or stream encoding errors", subprocess.run(["qpdf", "--check", file], capture_output=True, text=True,
                                                                                    check=True).stdout)

    def test_a_torn_row_is_one_row(self):
        pdf = Pdf(path("alles", "pdf"))
        rows = [e for top in structure(pdf, self.fail) for e in top.walk() if e.role == "TR"]
        torn = [row for row in rows if len({kid[1] for e in row.walk() for kid in e.kids if isinstance(kid, tuple)}) > 1]
        self.assertEqual(1, len(torn), "rows on more than one page")
        cells = torn[0].elements()
        self.assertEqual(["TH", "TD", "TD"], [cell.role for cell in cells])
        pages = pdf_rules.check_pages(pdf, pdf_rules.Faults())
        for cell, word, n in ((cells[1], "Wort", 2500), (cells[2], "Rest", 900)):
            said = "".join(piece for _, piece in pdf_structure.spoken(cell, pages)).split()
            self.assertEqual([f"{word}{i}" for i in range(n)], said)

    def test_contents_nest(self):
        """What stands in a section is a table of contents inside its line."""
        pdf = Pdf(path("alles", "pdf"))
        pages = pdf_rules.check_pages(pdf, pdf_rules.Faults())
        lines = []
        for element in (inner for top in structure(pdf, self.fail) for inner in top.walk() if inner.role == "TOCI"):
            own = [piece for kid in element.elements() if kid.role != "TOC" for _, piece in pdf_structure.spoken(kid, pages)]
            depth, parent = 0, element.parent
            while parent:
                depth, parent = depth + (parent.role == "TOCI"), parent.parent
            lines.append((depth, " ".join("".join(own).split()[:-1])))
        self.assertEqual([(0, "Eins"), (0, "Zwei"), (1, "Zwei eins"), (0, "Eine Zelle über Seiten"), (0, "Quer"), (0, "Ende")], lines)

    def test_heads_by_name(self):
        pdf = Pdf(path("gruppen", "pdf"))
        pages = pdf_rules.check_pages(pdf, pdf_rules.Faults())
        by_id, row = {}, None
        for top in structure(pdf, self.fail):
            for element in top.walk():
                if element.role in ("TH", "TD"):
                    said = "".join(piece for _, piece in pdf_structure.spoken(element, pages))
                    by_id[element.value.get("/ID")] = said
                    if said.strip() == "Name 213":
                        row = [by_id[head].strip() for head in element.attribute("/Table", "/Headers")]
        self.assertEqual(["Name", "Gruppe 2", "2-13"], row)

    def test_logo(self):
        for name in LOGOS:
            pdf = Pdf(path("logo-" + name, "pdf"))
            with self.subTest(name):
                images = [key for key, entry in pdf.objects.items() if "stream" in entry and entry["stream"]["dict"].get("/Subtype") == "/Image"]
                self.assertEqual(1, len(images))
                if name.startswith("png"):
                    data = pdf.data(images[0])
                    self.assertEqual(40 * 20 * 3, len(data))
                    self.assertEqual(b"\xc0\x10\x20", data[:3])
                    self.assertEqual(b"\xff\xff\xff" if name == "png" else b"\xc0\x10\x20", data[-3:], "clear points show the paper")
                else:
                    self.assertEqual("/DeviceGray" if name == "jpeg-grau" else "/DeviceRGB", pdf.get(images[0])["/ColorSpace"])
                figures = [e for top in structure(pdf, self.fail) for e in top.walk() if e.role == "Figure"]
                self.assertEqual(["Wappen der Stadt"], [text(e.value["/Alt"]) for e in figures])

    def test_protocol_is_covered(self):
        self.assertEqual(87, len(matterhorn.MACHINE))
        for condition, answer in matterhorn.MACHINE.items():
            named = re.findall("`([^`]+)`", answer) or [answer]
            self.assertLessEqual(set(named), set(pdf_rules.RULES), condition)


class Order(unittest.TestCase):
    """What is read aloud from the PDF is what the HTML says, word by word.

    In one format only: the table of contents (its lines are compared apart, the PDF adds page numbers and shows it from the fifth page on),
    labels of lists (the HTML has the browser's), what charts draw (their texts are compared), page furniture.
    """

    def compare(self, name, pdf_file, html_file):
        pdf = Pdf(pdf_file)
        pages = pdf_rules.check_pages(pdf, pdf_rules.Faults())
        said, contents, figures = words_of_structure(pdf, pages)
        with open(html_file, encoding="utf-8") as file:
            page = Html(file.read())
        left, right = plain(said), plain(page.text)
        if contents:  # the heading of the table of contents
            left.remove("Inhalt")
            self.assertEqual([" ".join(line.split()[:-1]) for line in contents if line], [" ".join(e.split()) for e in page.contents if e.strip()
                                                                                         and e.strip() != "Inhalt"][:len(contents)])
        if left != right:
            difference = [line for line in difflib.unified_diff(left, right, "PDF", "HTML", lineterm="", n=3)]
            self.fail(f"{name}: " + " ".join(difference[:60]))
        self.assertEqual(figures, page.charts, name)

    def test_documents(self):
        for name in [*DOCUMENTS, "beispiel"]:
            if name not in DIFFERENT:
                with self.subTest(name):
                    self.compare(name, path(name, "pdf"), path(name, "html"))

    def test_reports(self):
        compared = 0
        for file in some_reports():
            other = file[:-len("pdf")] + "html"
            if os.path.exists(other):
                compared += 1
                with self.subTest(os.path.relpath(file, OUT)):
                    self.compare(file, file, other)
        self.assertGreater(compared, 0)

    def test_poppler_reads_the_same(self):
        """What pdfinfo says of the structure is what is compared above; it does not know /ActualText, and reads each page once an element:
        only short files."""
        for file in [path("beispiel", "pdf"), path("zeichen", "pdf"), some_reports()[0]]:
            said = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, check=True).stdout.decode("utf-8", "replace")
            theirs = "".join(re.findall(r'^ *"(.*?)"$', said, re.M | re.S))
            pdf = Pdf(file)
            pages = pdf_rules.check_pages(pdf, pdf_rules.Faults())
            ours = "".join(piece for top in structure(pdf, self.fail) for _, piece in pdf_structure.spoken(top, pages, glyphs=True))
            squeezed = [re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\\]", "", s) for s in (theirs, ours)]
            self.assertEqual(squeezed[0], squeezed[1], file)


class Mutants(unittest.TestCase):
    """No rule is one that cannot fail: each is broken, and only then it complains."""

    def test_each_rule_finds_its_mutant(self):
        sources = {name: Pdf(path(name, "pdf")) for name in ("alles", "gruppen", "logo-png")}
        found = set()
        for rule, source, change in pdf_mutants.MUTANTS:
            with self.subTest(f"{rule}: {change.__name__}"):
                broken = sources[source].copy()
                change(broken)
                rules = {fault[0] for fault in pdf_rules.check(broken)}
                self.assertIn(rule, rules, change.__doc__)
                found.add(rule)
        self.assertEqual(set(pdf_rules.RULES) - found, set(), "rules without a mutant")


def main():
    global PROGRAM, RENDER, OUT
    PROGRAM, RENDER = os.path.abspath(sys.argv.pop(1)), os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as OUT:
        make()
        result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
