"""Kinds that do not end as they should yet, each with the reason. The test prints and counts them, and says which are
right by now. A row stands there by its kind, or as kind/file."""

KNOWN = {
    "an unknown word of fewer than 20 lines, and days that nobody can have been born: hints, no doubt":
        "wort-ein-profil geburt-2060",
    "values that can be read but cannot be meant (hours as minutes, shares of a post) are not doubted":
        "zahl-stunden zahl-sekunden zahl-anteil zahl-prozent bg-nullen datei-65536",
    "marks for nothing are values":
        "nichts-null/termine nichts-strich/termine nichts-bg-nummer nichts-team nichts-betreuer nichts-mitarbeiter "
        "nichts-vertretung",
    "more fields than columns are a hint; a file that ends inside a line is told of the notes alone":
        "entitaeten dezimalkomma trenner-im-text abgeschnitten",
    "keys that fit in part, and keys of staff, are not held against each other":
        "nummer-gemischt nummer-e nummer-halb-fremd nummer-nullbreit-innen kuerzel-klein kuerzel-name "
        "kuerzel-steuer team-leerzeichen team-nullbreit",
    "how far files other than the notes reach is not told":
        "datei-drei-monate datei-drei-jahre-alt datei-jahr-voraus",
    "a file that lies there under nearly its name is not delivered":
        "datei-endung datei-nummeriert datei-verweis",
    "form: Ctrl-Z inside, two encodings in one file, an unnamed empty column, white space in <wert>":
        "strg-z-rest strg-z-mitten halb-windows viertel-windows trenner-am-ende wort-nbsp wort-trennstrich "
        "init-umbruch auftrag-utf8-ist-windows",
    "the message does not name the likeliest column or the next step":
        "tippfehler-noetig spalte-englisch",
}
REASON = {kind: reason for reason, kinds in KNOWN.items() for kind in kinds.split()}


def reason(row):
    """Of a row by its name; None: it has to be right."""
    return REASON.get(row) or REASON.get(row.split("/")[0])
