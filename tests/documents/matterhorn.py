"""The failure conditions of the Matterhorn Protocol 1.02 that a machine can tell (87 of 136), and what here looks after each:
a rule of pdf_rules.py, or why it cannot occur. The other 49 ask a human; by checkpoint it is said what answers them.
"""

FORMS = "there is no form: rule `nothing active` allows no AcroForm and `annotations` no widget"
MEDIA = "there is no media: rule `annotations` allows links only"
LAYERS = "there are no layers: rule `nothing active` allows no OCProperties"
SIMPLE = "there is no simple TrueType font: rule `fonts` allows composite ones only"
TYPE1 = "there is no Type 1 font: rule `fonts`"
IDENTITY = "the only CMap for codes is the name Identity-H: rule `fonts`"
CRYPT = "rule `trailer` allows no encryption"
NO_FORM_XOBJECT = "rule `images` allows images only"

# condition: rule or reason
MACHINE = {
    "01-003": "marked", "01-004": "marked", "01-005": "marked", "01-007": "catalog",
    "02-001": "tree", "02-003": "no types are mapped: rule `tree`", "02-004": "no types are mapped: rule `tree`",
    "06-001": "metadata", "06-002": "metadata", "06-003": "metadata",
    "07-001": "catalog", "07-002": "catalog",
    "09-004": "nesting", "09-005": "nesting", "09-006": "nesting", "09-007": "no ruby is written: rule `nesting` lists what may be",
    "09-008": "no warichu is written: rule `nesting` lists what may be",
    "10-001": "unicode",
    "11-001": "catalog", "11-002": "catalog", "11-003": "catalog", "11-004": "catalog", "11-005": FORMS, "11-006": "metadata",
    "13-004": "figures",
    "14-002": "headings", "14-003": "headings", "14-006": "headings", "14-007": "headings",
    "15-003": "scope",
    "17-002": "no formula is written: rule `nesting` lists what may be", "17-003": "no formula is written: rule `nesting`",
    "19-003": "notes", "19-004": "notes",
    "20-001": LAYERS, "20-002": LAYERS, "20-003": LAYERS,
    "21-001": "there are no embedded files: rule `nothing active`",
    "25-001": FORMS, "26-001": CRYPT, "26-002": CRYPT,
    "28-002": "annotations", "28-004": "annotations", "28-005": FORMS, "28-006": "annotations", "28-007": "annotations",
    "28-008": "annotations", "28-009": "annotations", "28-010": FORMS, "28-011": "links", "28-012": "annotations",
    "28-014": MEDIA, "28-015": MEDIA, "28-016": "there are no attachments: rule `annotations`",
    "28-017": "there are no printer's marks: rule `annotations`", "28-018": "there are no printer's marks: rule `annotations`",
    "30-001": NO_FORM_XOBJECT, "30-002": NO_FORM_XOBJECT,
    "31-001": IDENTITY, "31-002": IDENTITY, "31-003": IDENTITY, "31-004": "fonts", "31-005": "fonts", "31-006": "fonts",
    "31-007": IDENTITY, "31-008": IDENTITY, "31-009": "fonts", "31-011": "glyphs", "31-012": TYPE1, "31-013": TYPE1,
    "31-014": "there is no CIDSet: rule `fonts` lists what a descriptor has", "31-015": "there is no CIDSet: rule `fonts`",
    "31-016": "glyphs", "31-017": SIMPLE, "31-018": SIMPLE, "31-019": SIMPLE, "31-020": SIMPLE, "31-021": SIMPLE, "31-022": SIMPLE,
    "31-023": SIMPLE, "31-024": SIMPLE, "31-025": SIMPLE, "31-026": SIMPLE, "31-027": "unicode", "31-028": "unicode",
    "31-029": "unicode", "31-030": "glyphs",
}

HUMAN = {
    "01": "tags come from the roles of the document tree (doc.h); furniture is drawn by the layout as such",
    "02": "no types are mapped", "03": "nothing moves", "04": "each colour has its word; the theme's contrast is checked when it is read",
    "05": "there is no sound", "06": "the title is that of the document", "08": "nothing is scanned",
    "09": "the order of the structure is that of the HTML, held against it word by word (test_pdf.py)",
    "11": "the language is that of the document", "12": "no character is stretched",
    "13": "each chart and the logo are one figure; its text says what is shown, made from the data",
    "14": "headings are those of the sections, five levels at most", "15": "heads are cells that the template calls heads",
    "16": "lists are those of the document; their numbering is told (rule `numbering`)", "17": "there are no formulas",
    "18": "rule `furniture`", "19": "footnotes are notes, their marks references", "22": "there are no article threads",
    "23": "nothing is signed in the file", "24": "there are no forms", "27": "bookmarks are the headings in their order",
    "28": "links stand in the order of their words", "29": "there are no scripts", "31": "the fonts are free (SIL Open Font License)",
}
