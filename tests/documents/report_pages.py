"""Finished reports as data: what a page of HTML and a file of PDF have of tables, figures and sentences, in their order."""
import html
import re

import pdf_rules
import pdf_structure
from pdf_file import Pdf, structure


def clean(text):
    """One line; no-break and thin spaces as spaces, hyphens that only a line's end shows left out."""
    return " ".join(text.replace("\u00ad", "").split())


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]", "", text)


class Table:
    """caption; section: id of the one it stands in; heads: of each column, those of several rows joined by " | ";
    rows: [Row]; raw: the cells of all rows as they stand, those of the head too."""

    def __init__(self, section):
        self.caption, self.section, self.grid, self.raw, self.rows, self.heads = "", section, [], [], [], []

    def place(self, part, cells):
        """cells: [(text, is a head, colspan, rowspan)]"""
        at = len(self.raw)
        self.raw.append([text for text, *_ in cells])
        while len(self.grid) <= at:
            self.grid.append({})
        column = 0
        for text, head, columns, rows in cells:
            while column in self.grid[at]:
                column += 1
            for below in range(at, at + rows):
                while len(self.grid) <= below:
                    self.grid.append({})
                for k in range(column, column + columns):
                    self.grid[below][k] = text if below == at or part == "thead" else ""
            column += columns
        if part != "thead":
            self.rows.append(Row(part, [self.grid[at].get(k, "") for k in range(column)], self.raw[at]))

    def done(self):
        head = self.grid[:len(self.raw) - len(self.rows)]
        for k in range(max((len(row) for row in head), default=0)):
            words = []
            for row in head:
                if row.get(k) and row[k] not in words:
                    words.append(row[k])
            self.heads.append(" | ".join(words))


class Row:
    """part: tbody or tfoot; cells: one for each column (a wide cell in each that it covers); raw: as they stand."""

    def __init__(self, part, cells, raw):
        self.part, self.cells, self.raw = part, cells, raw


# A comment, a style or script with what is in it, or a tag: (end, name, attributes). Enough for HTML that a validator has seen
# (html.pages, documents.reports), and several times faster than html.parser.
TAG = re.compile(r"""<!--.*?-->|<!doctype[^>]*>|<(style|script)\b[^>]*>.*?</\1>|<(/?)([a-z][a-z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.S | re.I)
ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


def attributes_of(text):
    return {name: html.unescape(double or single or bare) for name, double, single, bare in ATTRIBUTE.findall(text)}


class Page:
    """tables: [Table]; texts: [(section, kind, text)] of all else that is read, chart by chart and sentence by sentence;
    kpis: [(label, value, change)]; about: the description of the page. Kinds are the names of elements, "chart" for the
    words that stand for a chart, "label" for a text drawn in one, "tick" for a text of its axis."""

    BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "caption", "th", "td", "title"}

    # Of others the attributes say nothing here.
    WITH_ATTRIBUTES = {"meta", "section", "text", "figure", "th", "td"}

    def __init__(self, source):
        self.tables, self.texts, self.kpis, self.about, self.title = [], [], [], "", ""
        self.sections, self.table, self.part, self.row, self.words, self.open = [""], None, None, None, None, None
        self.svg, self.note, self.label, self.drawn = 0, 0, None, []
        self.source = source
        self.take(source)

    @classmethod
    def read(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(file.read())

    def take(self, source):
        at = 0
        for found in TAG.finditer(source):
            if found.start() > at:
                self.handle_data(source, at, found.start())
            at = found.end()
            _, end, tag, attributes = found.groups()
            if end:
                self.handle_endtag(tag)
            elif tag:
                self.handle_starttag(tag, attributes_of(attributes) if tag in self.WITH_ATTRIBUTES else {})
                if attributes.endswith("/"):
                    self.handle_endtag(tag)
        assert "<" not in source[at:], "a tag that does not end"

    def handle_starttag(self, tag, have):
        if tag == "meta" and have.get("name") == "description":
            self.about = have.get("content", "")
        elif tag == "section":
            self.sections.append(have.get("id") or self.sections[-1])
        elif tag == "svg":
            self.svg, self.drawn = self.svg + 1, []
        elif tag == "text" and self.svg:
            self.label = (have.get("x"), have.get("text-anchor"), [])
        elif tag == "sup":
            self.note += 1
        elif tag == "table":
            self.table = Table(self.sections[-1])
        elif tag in ("thead", "tbody", "tfoot"):
            self.part = tag
        elif tag == "tr":
            self.row = []
        elif tag == "br" and self.words is not None:
            self.words.append("\n")
        elif tag == "figure" and have.get("aria-label"):
            self.texts.append((self.sections[-1], "chart", clean(have["aria-label"])))
        if tag in self.BLOCKS and not self.svg:
            self.end_text()
            self.open, self.words = (tag, have), []

    def end_text(self):
        if self.open and self.open[0] not in ("th", "td", "caption") and "".join(self.words).strip():
            self.put_text(self.open[0], "".join(self.words))
        self.open, self.words = None, None

    def put_text(self, tag, words):
        text = clean(words)
        if tag == "title":
            self.title = text
        elif tag == "dt":
            self.kpis.append([text, "", ""])
        elif tag == "dd" and self.kpis:
            self.kpis[-1][2 if self.kpis[-1][1] else 1] = text
        else:
            self.texts.append((self.sections[-1], tag, text))

    def handle_endtag(self, tag):
        if tag == "section":
            self.sections.pop()
        elif tag == "svg":
            self.svg -= 1
            self.end_chart()
        elif tag == "text" and self.label:
            self.drawn.append((self.label[0], self.label[1], clean("".join(self.label[2]))))
            self.label = None
        elif tag == "sup":
            self.note -= 1
        elif tag == "caption":
            self.table.caption = clean("".join(self.words))
            self.open = self.words = None
        elif tag in ("th", "td") and self.row is not None:
            number = {name: int(self.open[1].get(name) or 1) for name in ("colspan", "rowspan")}
            self.row.append((clean("".join(self.words)), tag == "th", number["colspan"], number["rowspan"]))
            self.open = self.words = None
        elif tag == "tr":
            self.table.place(self.part, self.row)
            self.row = None
        elif tag == "table":
            self.table.done()
            self.tables.append(self.table)
            self.table = None
        elif self.open and tag == self.open[0]:
            self.end_text()

    def end_chart(self):
        """Ticks of the value axis stand on one right edge, more than one."""
        edges = [x for x, anchor, _ in self.drawn if anchor == "end"]
        for x, anchor, text in self.drawn:
            self.texts.append((self.sections[-1], "tick" if anchor == "end" and edges.count(x) > 1 else "label", text))
        self.drawn = []

    def handle_data(self, source, at, end):
        if self.label:
            self.label[2].append(html.unescape(source[at:end]))
        elif self.words is not None and not (self.note and self.open[0] in ("th", "td")):
            self.words.append(html.unescape(source[at:end]))


def tables_of_pdf(path):
    """[(caption, [[cell]])], squeezed; and all the text of the file in its order, squeezed."""
    pdf = Pdf(path)
    pages = pdf_rules.check_pages(pdf, pdf_rules.Faults())
    found = []

    def said(element):
        return squeezed("".join(piece for owner, piece in pdf_structure.spoken(element, pages) if not is_note(owner)))

    def is_note(element):
        while element:
            if element.role == "Reference" or element.role == "Note":
                return True
            if element.role in ("TD", "TH", "Caption"):
                return False
            element = element.parent
        return False

    def complain(what):
        raise AssertionError(f"{path}: {what}")

    top = structure(pdf, complain)
    for root in top:
        for element in root.walk():
            if element.role == "Table":
                caption = "".join(said(kid) for kid in element.elements() if kid.role == "Caption")
                rows = [[said(cell) for cell in row.elements()] for row in element.walk() if row.role == "TR"]
                found.append((caption, rows))
    words = [piece for root in top for _, piece in pdf_structure.spoken(root, pages)]
    return found, squeezed("".join(words))
