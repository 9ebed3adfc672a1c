"""Ways to break a finished file, each with the rule that has to notice. A change is made on the objects of a copy (pdf_file.Pdf)."""
import re

MUTANTS = []


def mutant(rule, source="alles"):
    def enter(change):
        MUTANTS.append((rule, source, change))
        return change
    return enter


def page(pdf, n=0):
    return pdf.get(pdf.pages()[n])


def content(pdf, change, n=0):
    """Applies change(bytes) to the content of a page; it has to change something."""
    reference = page(pdf, n)["/Contents"]
    before = pdf.data(reference)
    after = change(before)
    assert before != after, "the mutant is the original"
    pdf.set_data(reference, after)


def elements(pdf, role):
    found = [entry["value"] for entry in pdf.objects.values() if "value" in entry and isinstance(entry["value"], dict) and
             entry["value"].get("/S") == "/" + role and "/P" in entry["value"]]
    assert found, role
    return found


def dicts(pdf, **wanted):
    found = []
    for entry in pdf.objects.values():
        value = entry["stream"]["dict"] if "stream" in entry else entry["value"]
        if isinstance(value, dict) and all(value.get("/" + key) == want for key, want in wanted.items()):
            found.append(value)
    assert found, wanted
    return found


def xmp(pdf, old, new):
    reference = pdf.catalog()["/Metadata"]
    data = pdf.data(reference)
    assert old in data
    pdf.set_data(reference, data.replace(old, new))


@mutant("header")
def older(pdf):
    pdf.raw = pdf.raw.replace(b"%PDF-1.7", b"%PDF-2.0", 1)


@mutant("header")
def text_behind_the_end(pdf):
    pdf.raw += b"more\n"


@mutant("trailer")
def no_id(pdf):
    del pdf.trailer["/ID"]


@mutant("trailer")
def encrypted(pdf):
    pdf.trailer["/Encrypt"] = {"/Filter": "/Standard"}


@mutant("streams")
def wrong_length(pdf):
    pdf.raw = re.sub(rb"/Length (\d)", lambda m: b"/Length " + (b"1" if m[1] != b"1" else b"2"), pdf.raw, count=1)


@mutant("streams")
def lzw(pdf):
    pdf.get(page(pdf)["/Contents"])["/Filter"] = "/LZWDecode"


@mutant("limits")
def long_name(pdf):
    page(pdf)["/" + "x" * 128] = 1


@mutant("limits")
def long_string(pdf):
    elements(pdf, "Figure")[0]["/Alt"] = "u:" + "x" * 33000


@mutant("limits")
def large_page(pdf):
    page(pdf)["/MediaBox"] = [0, 0, 14401, 800]


@mutant("limits")
def deep_states(pdf):
    content(pdf, lambda data: b"q " * 29 + data + b" Q" * 29)


@mutant("nothing active")
def script(pdf):
    pdf.catalog()["/OpenAction"] = {"/S": "/JavaScript", "/JS": "u:app.beep()"}


@mutant("nothing active")
def launches(pdf):
    dicts(pdf, Subtype="/Link")[-1]["/A"] = {"/S": "/Launch", "/F": "u:a.exe"}


@mutant("nothing active")
def layers(pdf):
    pdf.catalog()["/OCProperties"] = {"/D": {}}


@mutant("metadata")
def no_xmp(pdf):
    del pdf.catalog()["/Metadata"]


@mutant("metadata")
def level_b(pdf):
    xmp(pdf, b"<pdfaid:conformance>A", b"<pdfaid:conformance>B")


@mutant("metadata")
def not_accessible(pdf):
    xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"")


@mutant("metadata")
def broken_xmp(pdf):
    xmp(pdf, b"</rdf:RDF>", b"")


@mutant("info")
def other_title(pdf):
    pdf.get(pdf.trailer["/Info"])["/Title"] = "u:Anders"


@mutant("info")
def date(pdf):
    pdf.get(pdf.trailer["/Info"])["/CreationDate"] = "u:D:20231130"


@mutant("catalog")
def no_language(pdf):
    del pdf.catalog()["/Lang"]


@mutant("catalog")
def not_marked(pdf):
    pdf.catalog()["/MarkInfo"] = {"/Marked": False}


@mutant("catalog")
def suspects(pdf):
    pdf.catalog()["/MarkInfo"]["/Suspects"] = True


@mutant("catalog")
def file_name_shown(pdf):
    pdf.catalog()["/ViewerPreferences"]["/DisplayDocTitle"] = False


@mutant("output intent")
def no_profile(pdf):
    pdf.get(pdf.catalog()["/OutputIntents"][0]).pop("/DestOutputProfile")


@mutant("outline")
def bookmark_to_nowhere(pdf):
    dicts(pdf, Parent=pdf.catalog()["/Outlines"])[0]["/Dest"][0] = "1 0 R"


@mutant("outline")
def nameless_bookmark(pdf):
    dicts(pdf, Parent=pdf.catalog()["/Outlines"])[1]["/Title"] = "u: "


@mutant("colour")
def cmyk(pdf):
    content(pdf, lambda data: data.replace(b"0 G\n", b"0 0 0 1 K\n", 1) if b"0 G\n" in data else b"0 0 0 1 k\n" + data)


@mutant("colour")
def transparent_page(pdf):
    page(pdf)["/Group"] = {"/S": "/Transparency"}


@mutant("images", "logo-png")
def soft_mask(pdf):
    dicts(pdf, Subtype="/Image")[0]["/SMask"] = "1 0 R"


@mutant("images", "logo-png")
def missing_picture(pdf):
    content(pdf, lambda data: data.replace(b"/Logo Do", b"/Other Do"))


@mutant("operators")
def unknown_operator(pdf):
    content(pdf, lambda data: data + b"\nfoo\n")


@mutant("operators")
def unbalanced(pdf):
    content(pdf, lambda data: data + b"\nQ\n")


@mutant("operators")
def mark_left_open(pdf):
    content(pdf, lambda data: data[:data.rindex(b"EMC")])


@mutant("marked")
def line_outside(pdf):
    content(pdf, lambda data: data + b"\n0 0 m 10 10 l S\n")


@mutant("marked")
def text_outside(pdf):
    content(pdf, lambda data: re.sub(rb"/P<</MCID \d+>>BDC\n(.*?)EMC\n", rb"\1", data, count=1, flags=re.S))


@mutant("marked")
def tag_in_furniture(pdf):
    content(pdf, lambda data: data.replace(b"/P<<", b"/Artifact BMC\n/P<<", 1) + b"\nEMC\n")


@mutant("marked")
def one_number_twice(pdf):
    content(pdf, lambda data: re.sub(rb"/MCID \d+", b"/MCID 0", data))


@mutant("furniture")
def plain_header(pdf):
    content(pdf, lambda data: data.replace(b"/Subtype/Header", b"", 1))


@mutant("fonts")
def not_embedded(pdf):
    del dicts(pdf, Type="/FontDescriptor")[0]["/FontFile2"]


@mutant("fonts")
def no_map_to_glyphs(pdf):
    del dicts(pdf, Subtype="/CIDFontType2")[0]["/CIDToGIDMap"]


@mutant("fonts")
def set_of_glyphs(pdf):
    dicts(pdf, Type="/FontDescriptor")[0]["/CIDSet"] = "1 0 R"


@mutant("glyphs")
def other_widths(pdf):
    for font in dicts(pdf, Subtype="/CIDFontType2"):
        font["/W"] = [[width + 5 for width in entry] if isinstance(entry, list) else entry for entry in font["/W"]]


@mutant("glyphs")
def notdef(pdf):
    content(pdf, lambda data: re.sub(rb"\[<....", b"[<0000", data, count=1))


@mutant("unicode")
def no_unicode(pdf):
    del dicts(pdf, Subtype="/Type0")[0]["/ToUnicode"]


@mutant("unicode")
def private_characters(pdf):
    for font in dicts(pdf, Subtype="/Type0"):
        pdf.set_data(font["/ToUnicode"], re.sub(rb"> ?<....>", b"><E000>", pdf.data(font["/ToUnicode"])))


@mutant("unicode")
def zero(pdf):
    for font in dicts(pdf, Subtype="/Type0"):
        pdf.set_data(font["/ToUnicode"], re.sub(rb"> ?<....>", b"><0000>", pdf.data(font["/ToUnicode"])))


@mutant("annotations")
def not_printed(pdf):
    del dicts(pdf, Subtype="/Link")[0]["/F"]


@mutant("annotations")
def says_nothing(pdf):
    del dicts(pdf, Subtype="/Link")[0]["/Contents"]


@mutant("annotations")
def leads_nowhere(pdf):
    dicts(pdf, Subtype="/Link")[0]["/Dest"] = "u:name"


@mutant("annotations")
def order_of_tabs(pdf):
    for reference in pdf.pages():
        pdf.get(reference)["/Tabs"] = "/R"


@mutant("annotations")
def a_note(pdf):
    dicts(pdf, Subtype="/Link")[0]["/Subtype"] = "/Text"


@mutant("tree")
def wrong_parent(pdf):
    elements(pdf, "P")[3]["/P"] = pdf.trailer["/Root"]


@mutant("tree")
def unknown_type(pdf):
    elements(pdf, "P")[3]["/S"] = "/Absatz"


@mutant("tree")
def no_structure(pdf):
    del pdf.catalog()["/StructTreeRoot"]


@mutant("parent tree")
def lost_element(pdf):
    cell = elements(pdf, "TD")[0]
    cell.pop("/K")


@mutant("parent tree")
def wrong_page(pdf):
    pages = pdf.pages()
    cell = next(cell for cell in elements(pdf, "TD") if "/Pg" in cell)
    cell["/Pg"] = next(p for p in pages if p != cell["/Pg"])


@mutant("parent tree")
def other_tag(pdf):
    content(pdf, lambda data: data.replace(b"/H1<<", b"/P<<", 1))


@mutant("parent tree")
def limits_of_tree(pdf):
    leaf = next(value for value in dicts(pdf) if "/Nums" in value and "/Limits" in value)
    leaf["/Limits"] = [7, 9]


@mutant("nesting")
def cell_in_body(pdf):
    body = elements(pdf, "TBody")[0]
    body["/S"] = "/TR"


@mutant("nesting")
def item_without_body(pdf):
    elements(pdf, "LBody")[0]["/S"] = "/P"


@mutant("nesting")
def contents_of_paragraphs(pdf):
    elements(pdf, "TOCI")[0]["/S"] = "/H2"


@mutant("nesting")
def heads_without_body(pdf):
    table = elements(pdf, "Table")[0]
    table["/K"] = [kid for kid in table["/K"] if pdf.get(kid)["/S"] != "/TBody"]


@mutant("headings")
def level_skipped(pdf):
    elements(pdf, "H2")[0]["/S"] = "/H4"


@mutant("headings")
def no_first(pdf):
    elements(pdf, "H1")[0]["/S"] = "/P"


@mutant("figures")
def says_nothing_of_it(pdf):
    del elements(pdf, "Figure")[0]["/Alt"]


@mutant("figures")
def no_place(pdf):
    del elements(pdf, "Figure")[0]["/A"]


@mutant("notes")
def note_without_id(pdf):
    del elements(pdf, "Note")[0]["/ID"]


@mutant("notes")
def notes_alike(pdf):
    first, second = elements(pdf, "Note")[:2]
    second["/ID"] = first["/ID"]


@mutant("ids", "gruppen")
def tree_of_ids(pdf):
    del pdf.get(pdf.catalog()["/StructTreeRoot"])["/IDTree"]


@mutant("links")
def link_without_place(pdf):
    link = elements(pdf, "Link")[0]
    link["/K"] = [kid for kid in link["/K"] if not (isinstance(kid, dict) and kid["/Type"] == "/OBJR")]


@mutant("links")
def link_is_a_span(pdf):
    elements(pdf, "Link")[0]["/S"] = "/Span"


@mutant("regular")
def cell_lost(pdf):
    row = elements(pdf, "TR")[1]
    row["/K"] = row["/K"][:-1]


@mutant("regular")
def span_forgotten(pdf):
    wide = next(cell for cell in elements(pdf, "TH") if "/ColSpan" in (cell.get("/A") or {}))
    del wide["/A"]["/ColSpan"]


@mutant("regular")
def reaches_too_far(pdf):
    elements(pdf, "TD")[0]["/A"] = {"/O": "/Table", "/RowSpan": 40}


@mutant("scope")
def no_scope(pdf):
    del elements(pdf, "TH")[0]["/A"]["/Scope"]


@mutant("scope")
def all_data(pdf):
    for cell in elements(pdf, "TH"):
        cell["/S"] = "/TD"


@mutant("scope", "gruppen")
def unknown_head(pdf):
    cell = next(cell for cell in elements(pdf, "TD") if "/Headers" in (cell.get("/A") or {}))
    cell["/A"]["/Headers"] = ["u:nobody"]


@mutant("scope", "gruppen")
def names_forgotten(pdf):
    for cell in elements(pdf, "TH"):
        cell.pop("/ID", None)


@mutant("numbering")
def list_without_numbering(pdf):
    elements(pdf, "L")[0].pop("/A")


@mutant("empty")
def empty_paragraph(pdf):
    elements(pdf, "P")[0].pop("/K")
