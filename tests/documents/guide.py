"""What docs/templates.md holds: its examples, the messages it shows, its pictures. For test_guide.py and pictures.py."""
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GUIDE = os.path.join(ROOT, "docs", "templates.md")
THEME = os.path.join(ROOT, "templates", "theme.xml")
BLOCK = re.compile(r"^```(\w*)(?: (\w+))?\n(.*?)^```\n(?:\n!\[[^]]*\]\(([^)]+)\)\n)?(?:\n```text\n(.*?)^```\n)?", re.M | re.S)


class Block:
    """language, kind ("fehler", "thema" or None), text; picture and message that follow it, or None; line in the guide."""

    def __init__(self, match, whole):
        self.language, self.kind, self.text, self.picture, self.message = match.groups()
        self.line = whole.count("\n", 0, match.start()) + 2
        self.span = match.span(5)

    def __repr__(self):
        return "docs/templates.md:%d" % self.line

    def document(self):
        """As a whole document; None: it is something else (a template, part of a job or of a theme)."""
        begin = self.text.lstrip()
        if self.language != "xml" or self.kind == "thema" or re.match(r"<(xsl:|berichte)", begin):
            return None
        if begin.startswith("<document"):
            return self.text
        return '<document lang="de" title="Beispiel">\n<title>Beispiel</title>\n%s</document>\n' % self.text

    def theme(self):
        """The program's theme with this element in place of its like."""
        with open(THEME, encoding="utf-8") as file:
            whole = file.read()
        name, mark = re.match(r'<(\w+)\s+(\w+="[^"]+")', self.text).groups()
        if name == "logo":
            return whole.replace("</fonts>\n", "</fonts>\n  " + self.text)
        return re.sub(r"<%s\s+%s[^>]*/>" % (name, mark), self.text.strip(), whole)


def read():
    with open(GUIDE, encoding="utf-8") as file:
        return file.read()


def blocks(whole=None):
    whole = whole or read()
    return [Block(match, whole) for match in BLOCK.finditer(whole)]


def columns():
    """Rows of the table of columns, from the registry that the lists are made with."""
    with open(os.path.join(ROOT, "src", "cases", "cases_columns.c"), encoding="utf-8") as file:
        text = re.sub(r'"\s*\n\s*"', "", file.read())
    found = re.findall(r'\[CASE_\w+\] = \{"([^"]+)", "([^"]+)", [^{}]*"([^"]+)"\}', text)
    return ["| `%s` | %s | %s |" % row for row in found]
