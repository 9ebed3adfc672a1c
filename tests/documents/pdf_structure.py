"""The rules for the structure of a tagged file: the tree and what it says of tables, lists, headings, figures, links."""
from pdf_file import key_tree, structure, text

RULES = {
    "tree": "each element knows its parent, hangs in the tree once and is of a standard type (UA 7.1, A 6.7.3)",
    "parent tree": "each mark of a page leads to the element that names it, and back; so does each annotation (ISO 32000-1, 14.7.4.4)",
    "nesting": "tables, lists and tables of contents hold what they may (UA 7.2, Matterhorn 09-004 to 09-006)",
    "headings": "one H1 first, no level skipped, none empty (UA 7.4)",
    "figures": "figures say what they show and where they are (UA 7.3)",
    "notes": "notes have an ID of their own (UA 7.9)",
    "ids": "the tree of IDs has each ID once (ISO 32000-1, 14.7.2)",
    "links": "a link holds its annotations and words, a reference a link (UA 7.18.5)",
    "regular": "rows of a table fill its columns, cells do not overlap (UA 7.2, 7.5)",
    "scope": "heads have a scope; each cell has heads, the ones it names are of its table (UA 7.5)",
    "numbering": "lists tell how they are numbered (UA 7.6)",
    "empty": "headings, cells' heads, captions, links and paragraphs have content (UA 7.1)",
}

STANDARD = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H",
            "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span",
            "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form"}
GROUPS = {"Document", "Sect", "Div", "Part"}
BLOCKS = {"H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "Table", "Figure", "TOC", "Note", "Sect", "Div", "Caption"}
INLINE = {"Link", "Reference", "Span", "Note"}
# What an element may hold; None: content too.
MAY_HOLD = {
    "Document": BLOCKS, "Sect": BLOCKS, "Div": BLOCKS,
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
    "TH": INLINE | {None}, "TD": INLINE | {None}, "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "Lbl": INLINE | {None},
    "LBody": BLOCKS | INLINE | {None}, "TOC": {"TOCI", "TOC", "Caption"}, "TOCI": {"Reference", "TOC", "P", "Lbl"},
    "Span": {None}, "Reference": {"Link", "Lbl", "Span", None}, "Link": {None, "Span"}, "Figure": {None, "Caption"}, "Note": {"Lbl", "P", None} | INLINE,
    "Caption": INLINE | {None, "P"}, "P": INLINE | {None}, **{f"H{i}": INLINE | {None} for i in range(1, 7)},
}
MAY_BE_IN = {"THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"},
             "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"}}


def check_marks(pdf, pages, elements, faults):
    """Marks and parent tree, both ways."""
    root = pdf.get(pdf.catalog()["/StructTreeRoot"])

    def problem(message):
        faults.add("parent tree", message)

    tree = dict(key_tree(pdf, root.get("/ParentTree", {}), "/Nums", problem))
    if tree and max(tree) >= root.get("/ParentTreeNextKey", 0):
        problem("ParentTreeNextKey is too small")
    named, objects = {}, {}
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, tuple):
                kind, page, value = kid
                into = named if kind == "mcid" else objects
                key = (page, value) if kind == "mcid" else value
                if key in into:
                    problem(f"{key} belongs to two elements")
                into[key] = element
    keys = []
    for reference, page in pages.items():
        key = pdf.get(reference).get("/StructParents")
        keys.append(key)
        owners = pdf.get(tree.get(key)) or []
        for mcid, tag in page.tags.items():
            element = named.pop((reference, int(mcid)), None)
            if element is None or mcid >= len(owners) or owners[int(mcid)] != element.reference:
                problem(f"page {reference}: mark {mcid} and its element do not know each other")
            elif element.role != tag:
                problem(f"page {reference}: mark {mcid} is {tag}, its element {element.role}")
        for note in pdf.get(pdf.get(reference).get("/Annots")) or []:
            key = pdf.get(note).get("/StructParent")
            keys.append(key)
            element = objects.pop(note, None)
            if element is None or tree.get(key) != element.reference:
                problem(f"annotation {note} and its element do not know each other")
            elif element.role != "Link":
                faults.add("links", f"annotation {note} is of a {element.role}")
    if len(set(keys)) != len(keys):
        problem("two things have one key")
    for lost in list(named)[:3] + list(objects)[:3]:
        problem(f"{lost} is named by an element and is not there")


def holds(element):
    return [kid.role if not isinstance(kid, tuple) else None for kid in element.kids]


def check_nesting(element, faults):
    where = f"{element.role} {element.reference}"
    kids = holds(element)
    for kid in kids:
        if kid not in MAY_HOLD.get(element.role, {kid}):
            faults.add("nesting", f"{where} holds {kid or 'content'}")
    parent = element.parent.role if element.parent else None
    if parent not in MAY_BE_IN.get(element.role, {parent}):
        faults.add("nesting", f"{where} is in {parent}")
    if element.role == "Table":
        captions = [i for i, kid in enumerate(kids) if kid == "Caption"]
        if len(captions) > 1 or (captions and captions[0] not in (0, len(kids) - 1)):
            faults.add("nesting", f"{where}: captions {captions}")
        if kids.count("THead") > 1 or kids.count("TFoot") > 1 or (kids and "TBody" not in kids and "TR" not in kids):
            faults.add("nesting", f"{where}: {kids}")
    if element.role == "LI" and kids.count("LBody") != 1:
        faults.add("nesting", f"{where}: {kids}")


def check_table(table, ids, faults):
    """The grid of a table: nothing overlaps, nothing is missing, each cell has its heads."""
    where = f"Table {table.reference}"
    rows = []
    for part in table.elements():
        rows += [part] if part.role == "TR" else [row for row in part.elements() if row.role == "TR"]
    if not rows:
        return
    n = sum(cell.attribute("/Table", "/ColSpan", 1) for cell in rows[0].elements())
    grid = [[None] * n for _ in rows]
    for r, row in enumerate(rows):
        column = 0
        for cell in row.elements():
            while column < n and grid[r][column]:
                column += 1
            for i in range(r, r + cell.attribute("/Table", "/RowSpan", 1)):
                for k in range(column, column + cell.attribute("/Table", "/ColSpan", 1)):
                    if i >= len(rows) or k >= n or grid[i][k]:
                        faults.add("regular", f"{where}: row {r + 1}, column {k + 1} is taken or beyond the table")
                        return
                    grid[i][k] = cell
            column += cell.attribute("/Table", "/ColSpan", 1)
    if any(cell is None for row in grid for cell in row):
        faults.add("regular", f"{where}: row {next(i for i, row in enumerate(grid) if None in row) + 1} is not filled")
        return
    heads = {cell.value["/ID"]: cell for row in rows for cell in row.elements() if cell.role == "TH" and "/ID" in cell.value}
    scopes = {cell: cell.attribute("/Table", "/Scope") for row in rows for cell in row.elements() if cell.role == "TH"}
    for cell, scope in scopes.items():
        if scope not in ("/Row", "/Column", "/Both"):
            faults.add("scope", f"{where}: {cell.reference} has the scope {scope}")
    if not scopes:
        faults.add("scope", f"{where} has no heads")
    named = any(cell.attribute("/Table", "/Headers") for row in rows for cell in row.elements())
    above = [False] * n  # a head of the column stands above
    for r, row in enumerate(grid):
        for k, cell in enumerate(row):
            if cell.role == "TH":
                above[k] = above[k] or scopes[cell] in ("/Column", "/Both")
            else:
                own = cell.attribute("/Table", "/Headers") or []
                if named and not own:
                    faults.add("scope", f"{where}: {cell.reference} names no heads")
                if not own and not above[k] and not any(c.role == "TH" and scopes[c] in ("/Row", "/Both") for c in row[:k]):
                    faults.add("scope", f"{where}: {cell.reference} has no heads")
            for head in cell.attribute("/Table", "/Headers") or []:
                if head not in heads or heads[head] is cell:
                    faults.add("scope", f"{where}: {cell.reference} names {head}")


def check_heads(table, faults):
    """Where heads are in more than one row, head groups or reach over rows, scopes do not do."""
    part = [p for p in table.elements() if p.role == "THead"]
    many = bool(part) and len(part[0].elements()) > 1
    for body in (p for p in table.elements() if p.role == "TBody"):
        for row in body.elements():
            cells = row.elements()
            many |= any(c.role == "TH" and c.attribute("/Table", "/RowSpan", 1) > 1 for c in cells)
            many |= len(cells) == 1 and cells[0].role == "TH" and cells[0].attribute("/Table", "/ColSpan", 1) > 1
    named = any("/ID" in cell.value for cell in table.walk() if cell.role == "TH")
    if many and not named:
        faults.add("scope", f"Table {table.reference} needs heads by name")


def has_content(element):
    return any(any(isinstance(kid, tuple) for kid in inner.kids) for inner in element.walk())


def check_headings(elements, faults):
    level = 0
    for element in elements:
        if len(element.role) == 2 and element.role[0] == "H" and element.role[1].isdigit():
            own = int(element.role[1])
            if own > level + 1 or (own == 1 and level):
                faults.add("headings", f"H{own} behind {'H%d' % level if level else 'nothing'}")
            level = own
        elif element.role == "H":
            faults.add("headings", "H beside numbered ones")
    if level == 0:
        faults.add("headings", "there is none")


def check_element(pdf, element, ids, faults):
    where = f"{element.role} {element.reference}"
    if element.role not in STANDARD:
        faults.add("tree", f"{where} is no standard type")
    check_nesting(element, faults)
    if element.role == "Figure":
        box = element.attribute("/Layout", "/BBox")
        if not (text(element.value.get("/Alt")) or "").strip():
            faults.add("figures", f"{where} does not say what it shows")
        pages = [kid[1] for inner in element.walk() for kid in inner.kids if isinstance(kid, tuple)]
        media = pdf.get(pages[0])["/MediaBox"] if pages else [0, 0, 0, 0]
        if not isinstance(box, list) or not (media[0] <= box[0] < box[2] <= media[2] and media[1] <= box[1] < box[3] <= media[3]):
            faults.add("figures", f"{where} lies at {box}")
    if element.role == "Note" and not element.value.get("/ID"):
        faults.add("notes", f"{where} has no ID")
    if "/ID" in element.value:
        if element.value["/ID"] in ids:
            faults.add("notes" if element.role == "Note" else "ids", f"{where}: its ID is another's, too")
        ids[element.value["/ID"]] = element.reference
    if element.role == "Link":
        kinds = {kid[0] for kid in element.kids if isinstance(kid, tuple)}
        if kinds != {"mcid", "object"}:
            faults.add("links", f"{where} holds {sorted(kinds)}")
    if element.role == "Reference" and "Link" not in holds(element):
        faults.add("links", f"{where} leads nowhere")
    if element.role == "L" and not element.attribute("/List", "/ListNumbering"):
        faults.add("numbering", where)
    if element.role in ("H1", "H2", "H3", "H4", "H5", "H6", "P", "Caption", "Figure", "Note", "Lbl", "Reference") and not has_content(element):
        faults.add("empty", where)


def check(pdf, pages, faults):
    root = pdf.get(pdf.catalog().get("/StructTreeRoot"))
    if not root:
        faults.add("tree", "there is no structure")
        return
    top = structure(pdf, lambda message: faults.add("tree", message))
    if [element.role for element in top] != ["Document"] or "/RoleMap" in root:
        faults.add("tree", "the root is not one Document, or types are mapped")
    elements = [inner for element in top for inner in element.walk()]
    ids = {}
    for element in elements:
        check_element(pdf, element, ids, faults)
    for element in elements:
        if element.role == "Table":
            check_table(element, ids, faults)
            check_heads(element, faults)
    check_headings(elements, faults)
    check_marks(pdf, pages, elements, faults)
    known = dict(key_tree(pdf, root["/IDTree"], "/Names", lambda message: faults.add("ids", message))) if "/IDTree" in root else {}
    if known != ids:
        faults.add("ids", f"{len(known)} in the tree, {len(ids)} at elements")


def spoken(element, pages, glyphs=False):
    """The text of an element in its order as (element, piece). glyphs: what the glyphs mean, whatever /ActualText says."""
    for kid in element.kids:
        if isinstance(kid, tuple):
            if kid[0] == "mcid":
                yield element, (pages[kid[1]].glyphs if glyphs else pages[kid[1]].text).get(kid[2], "")
        else:
            yield from spoken(kid, pages, glyphs)
