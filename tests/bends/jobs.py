"""Bends of what a job says of the exports (spec 1.8), and exports that `job init` has to make sense of."""

from exports import FILES, foreign
from forms import BOM, above, both, encoded, names, quoted, raw, separated
from kinds import Kind, asked, chapter, doubt, noted, refused, same
from values import CORE, NBSP, days, ends

chapter("Was der Auftrag sagt", "1.8")


def told(name, what, example, attributes, bend, expect, files=tuple(CORE)):
    def tell(x, stem):
        x.told[stem] = attributes
        bend(x, stem)
    Kind("auftrag-" + name, what, example, tell, expect, list(files), touches=None)


def as_it_is(x, stem):
    pass


told("windows", "Kodierung Windows-1252, und so ist es", '`kodierung="Windows-1252"`', {"kodierung": "Windows-1252"},
     encoded("cp1252"), same(), FILES)
told("windows-ist-utf8", "Kodierung Windows-1252, die Datei ist aber UTF-8", "`persÃ¶nlich`",
     {"kodierung": "Windows-1252"}, as_it_is, noted("UTF-8"), ["kontakte", "mitarbeiter", "abwesenheiten"])
told("utf8-ist-windows", "Kodierung UTF-8, die Datei ist aber Windows-1252", "", {"kodierung": "UTF-8"},
     encoded("cp1252"),
     refused("Zeichen|UTF-8|fehlt"), ["kontakte", "mitarbeiter", "abwesenheiten"])
told("trenner-falsch", "Trennzeichen Komma, in der Datei sind es Semikolons", '`trennzeichen="Komma"`',
     {"trennzeichen": "Komma"}, as_it_is, refused("Trennzeichen|Komma|getrennt", 4), FILES)
told("tabulator", "Trennzeichen Tabulator, und so ist es", '`trennzeichen="Tabulator"`', {"trennzeichen": "Tabulator"},
     separated("\t"), same(), FILES)


told("cp850", "Codepage 850, und so ist es", '`kodierung="CP850"`', {"kodierung": "CP850"}, encoded("cp850"), same(),
     FILES)
told("utf16", "UTF-16 ohne Kennung, und so ist es", '`kodierung="UTF-16LE"`', {"kodierung": "UTF-16LE"},
     encoded("utf-16-le"), same(), FILES)
told("kopfzeile", "die Kopfzeile ist die 26.", '`kopfzeile="26"`', {"kopfzeile": "26"},
     above(*["Erläuterung %d" % i for i in range(25)]), same(), FILES)
told("kopfzeile-falsch", "die genannte Kopfzeile ist keine", '`kopfzeile="3"`', {"kopfzeile": "3"}, as_it_is,
     refused("fehlt|Kopfzeile|nicht zugeordnet", 4), FILES)
told("jahrhundert", "zweistellige Jahre, und der Auftrag sagt, welche", '`jahrhundert="1930"`', {"jahrhundert": "1930"},
     days(lambda v: "%s.%s.%s" % (v.d, v.m, v.y[2:]) + (" " + v.t if v.t else "")), same(), FILES)


def mapped(name, what, example, bend, expect, files=("kontakte",)):
    Kind("zuordnung-" + name, what, example, bend, expect, [], list(files), touches=None)


def mapping(stem_column, change):
    """change(values) of the mapping of a column."""
    stem, column = stem_column
    return lambda x, s: x.mapped[stem]["values"].update({column: change(x.mapped[stem]["values"][column])})


def other_header(stem, column, header):
    def bend(x, s):
        x.mapped[stem]["columns"][column] = header
    return bend


mapped("stimmt", "fremde Namen und Kürzel, alle zugeordnet", "`VERM_ART`", as_it_is, same(), FILES)
mapped("leerzeichen", "der Auftrag nennt die Spalte mit NBSP und doppeltem Leerzeichen", "`GESPR<NBSP> TYP`",
       other_header("kontakte", "Gesprächsart", "GESPR" + NBSP + " TYP"), same())
mapped("gross", "der Auftrag nennt die Spalte klein", "`verm_art`", other_header("kontakte", "Vermerkart", "verm_art"),
       same())
mapped("fehlt", "die Spalte des Auftrags gibt es nicht", "`VERMART`", other_header("kontakte", "Vermerkart", "VERMART"),
       refused("VERMART.*am ehesten.*VERM_ART", 4))
mapped("neuer-wert", "ein Kürzel, das der Auftrag nicht kennt, steht jetzt in fast jeder Zeile", "`pers2`",
       lambda x, s: x["kontakte"].filled("Kontaktart", lambda v: "pers2"), refused("Kontaktart", 3))
mapped("neuer-wert-oft", "ein Kürzel, das der Auftrag nicht kennt, in vielen Zeilen", "`tel2`",
       lambda x, s: x["kontakte"].filled("Kontaktart", lambda v: "tel2" if v == "tel" else v), doubt("Kontaktart"))
mapped("falsches-ziel", "der Auftrag ordnet auf ein Wort zu, das es nicht gibt", '`nach="persoenlich"`',
       mapping(("kontakte", "Kontaktart"), lambda v: dict(v, pers="persoenlich")), refused("persoenlich"))
mapped("wert-klein", "der Auftrag nennt das Kürzel klein, mit NBSP", "`bv<NBSP>sto`",
       mapping(("kontakte", "Vermerkart"), lambda v: {k.lower().replace(" ", NBSP): to for k, to in v.items()}), same())
mapped("wert-gleich", "Kürzel als Formel", '`="BV"`',
       lambda x, s: x["kontakte"].spelled.append(lambda n, f: '="%s"' % f if n == "Vermerkart" else f), same())

chapter("Vorschlag von job init", "1.8")


def proposed(name, what, example, bend, expect, files=("kunden",), then=None):
    Kind("init-" + name, what, example, bend, expect, list(files), init=True, then=then, touches=None)


def mapped_first(x, stem):
    foreign(x)


def moved_to(path):
    def bend(x, stem):
        x[stem].path = path
    return bend


def beside(**files):
    def bend(x, stem):
        for name, content in files.items():
            x.more[name.replace("_", ".")] = content
    return bend


def copy_as(path, change=lambda data: data):
    """A second file of the same kind."""
    def bend(x, stem):
        x.more[path] = change(x[stem].made())
    return bend


proposed("einfach", "die Exporte, wie sie sind", "", as_it_is, same())
proposed("fremd", "fremde Namen und Kürzel", "`KD_STAMM.TXT`", mapped_first, asked("OFFEN|unsicher"))
proposed("namen", "Dateien heißen anders", "`VERBIS_Export_20231201.csv`", moved_to("VERBIS_Export_20231201.csv"),
         same(),
         CORE)
proposed("sep", "`sep=;`", "`sep=;`", above("sep=;"), same(), CORE)
proposed("vorspann", "Vorspann", "`Kundenliste`", above("Auswertung", "Stand: 30.11.2023", ""), same(), CORE)
proposed("utf16", "UTF-16", "`FF FE`", encoded("utf-16-le", b"\xff\xfe"), same(), CORE)
proposed("windows", "Windows-1252", "", encoded("cp1252"), same(), CORE)
proposed("windows-dann-utf8", "Windows-1252; der nächste Export ist UTF-8", "", encoded("cp1252"), same(), CORE,
         lambda x, s: setattr(x[s], "encoding", "utf-8"))
proposed("bom", "Kennung in Anführungszeichen", '`"<BOM>…"`',
         both(quoted, lambda x, s: x[s].header.__setitem__(0, "\ufeff" + x[s].header[0])), same(), CORE)
proposed("nbsp", "geschützte Leerzeichen in Namen", "`Betreuung<NBSP>seit`", names(lambda h: h.replace(" ", NBSP)),
         same(),
         CORE)
proposed("umbruch", "Zeilenumbruch in Namen", '`"Betreuung<LF>seit"`', names(lambda h: h.replace(" ", "\n")), same(),
         CORE)
proposed("umbruch-fremd", "Zeilenumbruch in fremden Namen", '`"GESPR<LF>TYP"`',
         both(mapped_first, names(lambda h: h.replace(" ", "\n"))), asked("OFFEN|unsicher"), ["kontakte"])
proposed("offen-9999", "offene Enden", "`31.12.9999`", ends("31.12.9999"), same(),
         ["kunden", "ausnahmen", "mitarbeiter"])
proposed("offen-null", "offene Enden", "`00.00.0000`", ends("00.00.0000"), same(),
         ["kunden", "ausnahmen", "mitarbeiter"])
proposed("gleich", "Nummern als Formel", '`="0021"`',
         lambda x, s: x[s].spelled.append(lambda n, f: '="%s"' % f if n == "Kundennummer" else f), same(), CORE)
proposed("zweistellig", "zweistellige Jahre", "`30.11.23`",
         lambda x, s: x[s].filled("Datum", lambda v: v[:6] + v[8:]), same(), ["kontakte"])
proposed("kopie", "eine Kopie daneben", "`Kopie von kunden.csv`",
         lambda x, s: copy_as("Kopie von " + x[s].path)(x, s), noted("Kopie von"), CORE)
proposed("zwei-monate", "der Export des Vormonats daneben", "`Kunden 2023-10.csv`",
         both(moved_to("Export 2023-11.csv"),
              copy_as("Export 2023-10.csv", lambda b: b[:b.rindex(b"\n", 0, len(b) // 2) + 1])),
         noted("Export 2023-10"), CORE)
proposed("mappe", "eine Arbeitsmappe daneben", "`Auswertung.xlsx`",
         lambda x, s: x.more.__setitem__("Auswertung.xlsx", b"PK\x03\x04" + bytes(60)), noted("Auswertung\\.xlsx"))
proposed("nur-mappe", "statt kunden.csv eine Arbeitsmappe", "`kunden.xlsx`",
         lambda x, s: (x.more.__setitem__("kunden.xlsx", b"PK\x03\x04" + bytes(60)), x.file.pop("kunden")),
         asked("kunden\\.xlsx"))
proposed("reste", "Sicherungen und Reste daneben", "`~$kunden.csv`, `Thumbs.db`",
         lambda x, s: x.more.update({"~$kunden.csv": b"\x05", "Thumbs.db": b"\xd0\xcf\x11\xe0" + bytes(99),
                                     "LIESMICH.txt": b"nur Text\n"}), same())
proposed("telefonliste", "eine andere Tabelle daneben", "`telefonliste.csv`",
         lambda x, s: x.more.__setitem__("telefonliste.csv", b"Name;Zimmer;Telefon\nA;1;2\nB;3;4\n"),
         noted("telefonliste"))
proposed("wahr", "Ja und Nein wie Excel", "`WAHR`",
         lambda x, s: [x[s].each(n, lambda v: {"ja": "WAHR", "nein": "FALSCH"}.get(v, v)) for n in
                       ("Schulpflichtig", "SV-Beschäftigung", "Gesundheit", "Mitwirkung")], same())
proposed("yes", "Ja und Nein englisch", "`Yes`",
         lambda x, s: [x[s].each(n, lambda v: {"ja": "Yes", "nein": "No"}.get(v, v)) for n in
                       ("Schulpflichtig", "SV-Beschäftigung", "Gesundheit", "Mitwirkung")], noted("Yes"))
proposed("minus-eins", "Ja und Nein wie Access", "`-1`",
         lambda x, s: [x[s].each(n, lambda v: {"ja": "-1", "nein": "0"}.get(v, v)) for n in
                       ("Schulpflichtig", "SV-Beschäftigung", "Gesundheit", "Mitwirkung")], asked("-1"))
proposed("cp850", "Codepage 850", "ü als `81`", encoded("cp850"), asked("OFFEN|unsicher|CP850"), ["kontakte"])
proposed("einheit", "die Einheit im Namen", "`Dauer (min)`", lambda x, s: x[s].call("Dauer", "Dauer (min)"), same(),
         ["kontakte"])
proposed("tippfehler", "ein Tippfehler im Namen", "`Betreung bis`",
         lambda x, s: x[s].call("Betreuung bis", "Betreung bis"), same())
proposed("senkrecht", "senkrechter Strich als Trennzeichen", "`&#124;`", separated("|"), asked("Trennzeichen|OFFEN"),
         CORE)
proposed("kopf-fehlt", "ohne Kopfzeile", "", lambda x, s: x[s].lines.append(lambda l, sep: l[1:]), asked("OFFEN"), CORE)
proposed("gepackt", "gepackt", "`1F 8B`", raw(lambda b: b"\x1f\x8b\x08" + b), asked("OFFEN"), CORE)
proposed("andere-kunden", "eine zweite Kundenliste mit anderen Spalten daneben", "`kunden_kontakt.csv`",
         lambda x, s: x.more.__setitem__("kunden_anschrift.csv", "Kundennummer;Straße;Ort\n1;A;B\n2;C;D\n".encode()),
         noted("kunden_anschrift"))
proposed("name-vorname", "Name und Vorname in einer Spalte", "`Müller, Susanne`",
         lambda x, s: (x[s].each("Nachname", lambda v: v + ", Ute"), x[s].call("Nachname", "Name, Vorname"),
                       x[s].drop("Vorname")), noted("Name, Vorname"))
