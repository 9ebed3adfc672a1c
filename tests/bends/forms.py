"""Bends of the form of files (spec 1.1): encodings, separators, quotes, line ends, names of columns, what is around."""

import gzip
import io
import unicodedata
import zipfile

from exports import FILES
from kinds import Kind, chapter, doubt, noted, refused, rejected, same

CORE = ["kunden", "kontakte"]
BOM = b"\xef\xbb\xbf"
# A column of free text in each file.
FREE = {"kunden": "Vorname", "kontakte": "Gesprächsart", "mitarbeiter": "Name", "abwesenheiten": "Grund",
        "ausnahmen": "Begründung", "termine": "Vertretung"}
MANY = ["kunden", "kontakte", "termine"]  # one bad line is less than one in a hundred there


def encoded(encoding, mark=b""):
    def bend(x, stem):
        x[stem].encoding = encoding
        x[stem].bytes.insert(0, lambda data: mark + data)
    return bend


def text(change):
    return lambda x, stem: x[stem].text.append(change)


def raw(change):
    return lambda x, stem: x[stem].bytes.append(change)


def records(change):
    """change(records, separator): the header is the first."""
    return lambda x, stem: x[stem].lines.append(change)


def spelled(change):
    """change(name of the column, the field as it is written)"""
    return lambda x, stem: x[stem].spelled.append(change)


def above(*lines):
    def bend(x, stem):
        x[stem].above[:0] = lines
    return bend


def below(*lines):
    return lambda x, stem: x[stem].below.extend(lines)


def names(change):
    def bend(x, stem):
        x[stem].header = [change(name) for name in x[stem].header]
    return bend


def separated(separator):
    def bend(x, stem):
        x[stem].separator = separator
    return bend


def ended(end):
    def bend(x, stem):
        x[stem].line_end = end
    return bend


def quoted(x, stem):
    x[stem].quoted = True


def both(*bends):
    def bend(x, stem):
        for one in bends:
            one(x, stem)
    return bend


def without(row):
    """The same exports with one row less."""
    return lambda x, stem: x[stem].rows.pop(row)


def lost_line(pattern, like=None, others=None):
    """One line is bad: rejected where that is less than one in a hundred, else the run ends with it."""
    found = {stem: rejected(pattern, like) for stem in MANY}
    found["*"] = others or refused(pattern, 3)
    return found


chapter("Zeichensatz", "1.1")
Kind("bom", "UTF-8 mit Kennung (BOM)", "`EF BB BF`", raw(lambda b: BOM + b), same(), job=CORE)
Kind("bom-zweimal", "zwei Kennungen", "`EF BB BF EF BB BF`", raw(lambda b: BOM * 2 + b), same(), job=CORE)
Kind("bom-angefuehrt", "Kennung in den ersten Anführungszeichen", '`"<BOM>Kundennummer"`',
     both(quoted, lambda x, s: x[s].header.__setitem__(0, "\ufeff" + x[s].header[0])), same(), job=CORE,
     touches="Anführungszeichen Spaltennamen")
Kind("utf16", "UTF-16 mit Kennung („Unicode-Text“ aus Excel)", "`FF FE`", encoded("utf-16-le", b"\xff\xfe"), same(),
     job=CORE)
Kind("utf16-be", "UTF-16 in anderer Reihenfolge, mit Kennung", "`FE FF`", encoded("utf-16-be", b"\xfe\xff"), same())
Kind("utf16-ohne", "UTF-16 ohne Kennung", "`4B 00 75 00`", encoded("utf-16-le"), refused("UTF-16", 4), touches=None)
Kind("utf16-be-ohne", "UTF-16 in anderer Reihenfolge, ohne Kennung", "`00 4B 00 75`", encoded("utf-16-be"),
     refused("UTF-16", 4), touches=None)
Kind("utf32", "UTF-32", "`FF FE 00 00`", encoded("utf-32-le", b"\xff\xfe\0\0"), refused("UTF-32|Zeichensatz", 4),
     files=CORE, touches=None)
Kind("windows-1252", "Windows-1252", "ü als `FC`", encoded("cp1252"), same(), job=CORE)
Kind("iso-8859-15", "ISO-8859-15", "ü als `FC`", encoded("iso-8859-15"), same(), job=CORE)


def otherwise(name, what, example, bend):
    """Umlauts that come out as something else: columns or words are no longer known."""
    Kind(name, what, example, bend, {"kontakte": doubt("Kontaktart.*unbekannt|unbekannt.*Kontaktart"),
                                     "*": refused("Kürzel.*fehlt", 4)},
         files=["kontakte", "mitarbeiter", "abwesenheiten"], touches=None)


Kind("cp850", "Codepage 850 (DOS), ohne dass der Auftrag es sagt", "ü als `81`", encoded("cp850"),
     refused("Codepage 850|CP850|Kürzel.*fehlt", 4), ["kunden", "kontakte", "mitarbeiter", "abwesenheiten"], touches=None)
otherwise("macroman", "Zeichensatz alter Macs", "ü als `9F`", encoded("mac-roman"))
otherwise("doppelt-gewandelt", "zweimal nach UTF-8 gewandelt", "`persÃ¶nlich`",
          text(lambda t: t.encode("utf-8").decode("cp1252", "replace").replace("\ufffd", "?")))
otherwise("ersatzzeichen", "Umlaute beim Wandeln verloren", "`pers\ufffdnlich`",
          text(lambda t: "".join("\ufffd" if c in "äöüÄÖÜß" else c for c in t)))
otherwise("fragezeichen", "Umlaute beim Wandeln verloren", "`pers?nlich`",
          text(lambda t: "".join("?" if c in "äöüÄÖÜß" else c for c in t)))
otherwise("umschrift", "Umlaute umschrieben", "`persoenlich`",
          text(lambda t: t.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")))
Kind("entitaeten", "Umlaute als HTML-Zeichen", "`pers&ouml;nlich`",
     text(lambda t: t.replace("ä", "&auml;").replace("ö", "&ouml;").replace("ü", "&uuml;")),
     {"kontakte": doubt("Kontaktart"), "*": refused("Kürzel.*fehlt", 4)},
     files=["kontakte", "mitarbeiter", "abwesenheiten"], touches=None)
Kind("zerlegt", "Umlaute aus zwei Zeichen (NFD)", "u und ¨", text(lambda t: unicodedata.normalize("NFD", t)), same(),
     job=CORE)

Kind("bom-windows", "Kennung von UTF-8, der Inhalt ist aber Windows-1252", "`EF BB BF … FC`",
     both(encoded("cp1252"), raw(lambda b: BOM + b)), refused("Zeichen|UTF-8|fehlt"), touches=None)


def from_a_part_on(share):
    """Two exports one behind the other, the second in Windows-1252."""
    def change(data):
        begin = data.rindex(b"\n", 0, int(len(data) * share)) + 1
        return data[:begin] + data[begin:].decode("utf-8").encode("cp1252")
    return raw(change)


Kind("halb-windows", "UTF-8, ab der Mitte Windows-1252 (zwei Exporte aneinander)", "", from_a_part_on(0.5),
     {"mitarbeiter": refused("Zeichen|UTF-8", 3), "*": doubt("zwei Zeichensätzen")},
     files=["kunden", "kontakte", "mitarbeiter", "termine"], touches=None)
Kind("viertel-windows", "UTF-8, nach dem ersten Viertel Windows-1252", "", from_a_part_on(0.25),
     doubt("zwei Zeichensätzen"), files=["kunden", "kontakte"], touches=None)

chapter("Keine Textdatei", "1.1")


def packed(**entries):
    def change(data):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in entries.items():
                archive.writestr(zipfile.ZipInfo(name.replace("_", "/")), content if content is not None else data)
        return buffer.getvalue()
    return raw(change)


def foreign_form(name, what, example, bend, pattern, files=tuple(FILES)):
    Kind(name, what, example, bend, refused(pattern, 4), files=list(files), touches=None)


foreign_form("gzip", "gepackt (gzip)", "`1F 8B`", raw(lambda b: gzip.compress(b, mtime=0)), "gzip|gepackt|komprimiert")
foreign_form("zip", "gepackt (ZIP)", "`PK`", packed(kunden=None), "ZIP|gepackt|komprimiert|Arbeitsmappe")
foreign_form("xlsx", "Arbeitsmappe unter dem Namen .csv", "`PK`", packed(xl_workbook="<workbook/>"), "Arbeitsmappe|ZIP")
foreign_form("xls", "alte Arbeitsmappe unter dem Namen .csv", "`D0 CF 11 E0`",
             raw(lambda b: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b), "Arbeitsmappe|Excel|Office", CORE)
foreign_form("pdf", "PDF", "`%PDF`", raw(lambda b: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b), "PDF", CORE)
foreign_form("html", "HTML-Tabelle, die sich Excel-Datei nennt", "`<html><table>`",
             raw(lambda b: b"<html><body><table>\n<tr><td>Kundennummer</td><td>Datum</td></tr>\n</table>\n"),
             "HTML|XML|Trennzeichen|Kopfzeile", CORE)
foreign_form("json", "JSON", '`[{"Kundennummer":`', raw(lambda b: b'[{"Kundennummer": "1", "Datum": "2"}]\n'),
             "JSON|Trennzeichen|Kopfzeile|fehlt", CORE)
foreign_form("leer", "leere Datei", "0 Byte", raw(lambda b: b""), "Kopfzeile|leer")
foreign_form("nur-bom", "nur die Kennung", "`EF BB BF`", raw(lambda b: BOM), "Kopfzeile|leer", CORE)
foreign_form("nur-umbrueche", "nur leere Zeilen", "", raw(lambda b: b"\r\n\r\n"), "Kopfzeile|leer", CORE)

chapter("Trennzeichen", "1.1")
Kind("komma", "Komma", "`Kundennummer,Datum`", separated(","), same(), job=CORE)
Kind("tabulator", "Tabulator", "`Kundennummer⇥Datum`", separated("\t"), same(), job=CORE)
Kind("tabulator-angefuehrt", "Tabulator und Anführungszeichen", '`"K1"⇥"2"`', both(separated("\t"), quoted), same(),
     touches="Anführungszeichen")
Kind("senkrecht", "senkrechter Strich", "`Kundennummer&#124;Datum`", separated("|"), refused("Trennzeichen|getrennt durch", 4),
     touches=None)
Kind("dach", "ein Zeichen, das kein Trennzeichen ist", "`Kundennummer^Datum`", separated("^"),
     refused("Trennzeichen|getrennt durch", 4), files=CORE, touches=None)
Kind("sep", "erste Zeile `sep=;`", "`sep=;`", above("sep=;"), same(), job=CORE, touches="Drumherum")
Kind("sep-gross", "erste Zeile `SEP=;`", "`SEP=;`", above("SEP=;"), same(), touches="Drumherum")
Kind("sep-angefuehrt", "erste Zeile in Anführungszeichen", '`"sep=;"`', above('"sep=;"'), same(), touches="Drumherum")
Kind("sep-komma", "`sep=,` und Kommas", "`sep=,`", both(separated(","), above("sep=,")), same(), job=CORE,
     touches="Drumherum")
Kind("sep-tabulator", "`sep=` mit Tabulator", "`sep=⇥`", both(separated("\t"), above("sep=\t")), same(),
     touches="Drumherum")
Kind("sep-senkrecht", "`sep=` mit senkrechtem Strich", "`sep=&#124;`", both(separated("|"), above("sep=|")), same(),
     touches="Drumherum")
Kind("sep-falsch", "`sep=,`, aber Semikolons", "`sep=,`", above("sep=,"), refused("sep=|Trennzeichen", 4), touches=None)
Kind("sep-bom", "Kennung und `sep=;`", "`<BOM>sep=;`", both(above("sep=;"), raw(lambda b: BOM + b)), same(),
     touches="Drumherum Zeichensatz")
Kind("trenner-am-ende", "Trennzeichen am Ende jeder Zeile, auch der Kopfzeile", "`…;Bis;`",
     records(lambda l, s: [one + s for one in l]), same(), job=CORE)
Kind("trenner-zeilen", "Trennzeichen am Ende der Zeilen, nicht der Kopfzeile", "`K1;…;;`",
     records(lambda l, s: l[:1] + [one + s * 2 for one in l[1:]]), same())
Kind("dezimalkomma", "Komma als Trennzeichen und, ohne Anführungszeichen, in Zahlen", "`IFK,19,5,Mo-Mi`",
     both(separated(","), lambda x, s: x[s].filled("Wochenstunden", lambda v: "19,5"),
          spelled(lambda name, f: f.strip('"') if name == "Wochenstunden" else f)),
     refused("Felder|„Von“", 3), files=["mitarbeiter"], touches=None)
Kind("trenner-im-text", "Trennzeichen in jedem Text, ohne Anführungszeichen", "`Umzug; krank`",
     lambda x, s: spelled(lambda name, f: f + x[s].separator + "x" if name == FREE[s] else f)(x, s),
     {"mitarbeiter": refused("Felder|„Von“", 3), "*": refused("Felder", 3)}, touches=None)

chapter("Anführungszeichen", "1.1")
Kind("alles-angefuehrt", "jedes Feld in Anführungszeichen", '`"K1";"30.11.2023"`', quoted, same(), job=CORE)
Kind("umbruch-im-text", "Zeilenumbruch, Trenner und Anführung in einem Text", '`"Umzug<LF>; ""bald"""`',
     lambda x, s: x[s].add("Bemerkung", lambda i: 'eine\nzweite "Zeile"; mit,\r\nallem' if i % 3 else ""),
     noted("Bemerkung"), job=CORE)
Kind("langer-text", "ein Text mit 300 Zeilen und 100 kB", '`"…"`',
     lambda x, s: x[s].add("Verlauf", lambda i: 'Zeile mit "Text"; und mehr\n' * 300 + "x" * 90000 if i == 1 else ""),
     noted("Verlauf"))
Kind("anfuehrung-innen", "Anführungszeichen mitten in einem Text", '`Umzug "bald"`',
     spelled(lambda name, f: f + ' "so"' if name == "Grund" else f), same(), files=["abwesenheiten"])
Kind("anfuehrung-offen", "ein Anführungszeichen, das nicht schließt", '`"Max;…`',
     records(lambda l, s: l[:3] + ['"' + l[3]] + l[4:]), lost_line("Anführungszeichen", without(2)), touches=None)
Kind("einfache-anfuehrung", "einfache Anführungszeichen um jedes Feld", "`'K1';'30.11.2023'`",
     records(lambda l, s: [s.join("'" + f + "'" for f in one.split(s)) for one in l]),
     refused("fehlt|Anführungszeichen", 4), touches=None)
Kind("typografische", "typografische Anführungszeichen um jedes Feld", "`„K1“;„30.11.2023“`",
     records(lambda l, s: l[:1] + [s.join("„" + f + "“" for f in one.split(s)) for one in l[1:]]),
     refused("Datum|„|unbekannt|Anführungszeichen"), files=["kunden", "kontakte", "abwesenheiten", "termine"],
     touches=None)
KEYS = ("Kundennummer", "Kürzel", "Betreuer", "BG-Nummer", "Mitarbeiter")
Kind("gleich", "Nummern als Formel, damit die Nullen bleiben", '`="0021"`',
     spelled(lambda name, f: '="%s"' % f if name in KEYS and f else f), same(), job=CORE)
Kind("gleich-gespeichert", "dieselbe Formel, von Excel gespeichert", '`"=""0021"""`',
     spelled(lambda name, f: '"=""%s"""' % f if name in KEYS and f else f), same())
Kind("gleich-alles", "jedes Feld als Formel, auch Tage, Wörter und Zahlen", '`="30.11.2023"`',
     spelled(lambda name, f: '="%s"' % f if f and '"' not in f else f), same(), job=CORE)

chapter("Zeilen", "1.1")
Kind("crlf", "Zeilenenden CRLF", "`0D 0A`", ended("\r\n"), same(), job=CORE)
Kind("cr", "Zeilenenden CR allein (alte Macs)", "`0D`", ended("\r"), refused("CR", 4), touches=None)
Kind("gemischt", "Zeilenenden gemischt", "", records(lambda l, s: [one + "\r" if i % 3 else one
                                                                 for i, one in enumerate(l)]), same())
Kind("crcrlf", "doppelt gewandelte Zeilenenden", "`0D 0D 0A`", ended("\r\r\n"), same())
Kind("ohne-letztes", "ohne Zeilenende am Schluss", "", text(lambda t: t.rstrip("\r\n")), same(), job=CORE,
     touches="Drumherum")
Kind("leere-zeilen", "leere Zeilen dazwischen und am Schluss", "",
     records(lambda l, s: [part for one in l for part in (one, "")] + ["", ""]), same(), job=CORE)
Kind("leere-saetze", "zwanzig Zeilen nur aus Trennzeichen", "`;;;;`",
     records(lambda l, s: l + [s * l[0].count(s)] * 20), same(), job=CORE)
Kind("leere-saetze-leerzeichen", "solche Zeilen mitten darin, mit Leerzeichen", "` ; ;`",
     records(lambda l, s: l[:3] + [(" " + s) * l[0].count(s) + "\u00a0"] * 5 + l[3:]), same())
Kind("leere-saetze-angefuehrt", "solche Zeilen mit Anführungszeichen", '`"";"";""`',
     records(lambda l, s: l + [s.join(['""'] * (l[0].count(s) + 1))] * 5), same())
Kind("leerzeichen", "Zeilen nur aus Leerzeichen", "`   `",
     records(lambda l, s: l[:2] + ["   ", "  "] + l[2:] + [" "]), same())
Kind("strg-z", "Strg-Z am Ende (DOS)", "`1A`", raw(lambda b: b + b"\x1a"), same(), job=CORE, touches="Zeichensatz")
Kind("strg-z-rest", "Strg-Z am Ende, dahinter ein Rest des Blocks", "`1A 00 00`",
     raw(lambda b: b + b"\x1a" + bytes(99)),
     same(), touches="Zeichensatz")
Kind("strg-z-mitten", "Strg-Z mitten in der Datei, danach mehr Zeilen", "`…1A…`",
     records(lambda l, s: l[:len(l) * 2 // 3] + ["\x1a" + l[len(l) * 2 // 3]] + l[len(l) * 2 // 3 + 1:]),
     doubt("Strg-Z|Ctrl-Z|endet"), touches=None)
Kind("nullen-am-ende", "mit Nullbytes aufgefüllt", "`00 00`", raw(lambda b: b + bytes(300)),
     {**{stem: doubt("bricht mitten") for stem in MANY}, "*": refused("Binärdatei|Zeichen")}, touches=None)
Kind("null-im-feld", "ein Nullbyte in einem Feld", "`K1<00>`",
     records(lambda l, s: l[:2] + [l[2][:3] + "\0" + l[2][3:]] + l[3:]), lost_line("Zeichen", without(1)), touches=None)
Kind("byte-kaputt", "ein Byte, das kein UTF-8 ist", "`FF`",
     lambda x, s: x[s].bytes.append(lambda data: data.replace(b"\n", b"\n\xff", 2).replace(b"\n\xff", b"\n", 1)),
     lost_line("Zeichen", without(1)), touches=None)
Kind("seitenvorschub", "Seitenvorschub vor einer Zeile", "`0C`",
     records(lambda l, s: l[:4] + ["\f" + l[4]] + l[5:]), same())
Kind("zeilentrenner", "Zeilentrenner U+2028 in einem Text", "`Umzug<U+2028>bald`",
     lambda x, s: x[s].each("Begründung", lambda v: v.replace(" ", "\u2028")), same(), files=["ausnahmen"])
Kind("kurze-zeile", "eine Zeile mit weniger Feldern, als die Kopfzeile Spalten hat", "`K1;30.11.2023`",
     records(lambda l, s: l[:3] + [s.join(l[3].split(s)[:4])] + l[4:]),
     {"kunden": rejected("Felder|leer", without(2)),
      "*": noted("weniger Felder", lambda x, s: x[s].rows[2].__setitem__(
          slice(4, None), [""] * (len(x[s].rows[2]) - 4)))},
     files=["kunden", "kontakte", "mitarbeiter", "ausnahmen", "termine"], touches=None)
CUT = "abgeschnitten|mitten in|bricht"
Kind("abgeschnitten", "die Datei bricht mitten in einer Zeile ab", "",
     raw(lambda b: b[:b.rindex(b"\n", 0, len(b) // 2) + 9]), doubt(CUT), touches=None)

chapter("Drumherum", "1.1")
TITLE = ("Auswertung Jobcenter", "Stand: 30.11.2023", "")
Kind("vorspann", "Titel, Stand und eine leere Zeile über der Kopfzeile", "`Kundenliste`", above(*TITLE), same(),
     job=CORE)
Kind("vorspann-trenner", "derselbe Vorspann, mit Trennzeichen aufgefüllt", "`Kundenliste;;;`",
     records(lambda l, s: [t + s * l[0].count(s) for t in TITLE] + l), same(), job=CORE)
Kind("vorspann-angefuehrt", "derselbe Vorspann in Anführungszeichen", '`"Kundenliste"`',
     records(lambda l, s: ['"Auswertung ""Nord"""', '"Stand:"' + s + '"30.11.2023"', '""'] + l),
     same())
Kind("vorspann-woerter", "eine Zeile darüber, die Namen von Spalten enthält", "`Kundennummer; Datum`",
     records(lambda l, s: ["Kundennummer" + s + " Datum und Status"] + l), same())
Kind("vorspann-sep", "`sep=;`, darunter ein Vorspann", "`sep=;`", above("sep=;", "Auswertung", ""), same(),
     touches="Trennzeichen")
Kind("vorspann-19", "19 Zeilen Vorspann", "", above(*["Erläuterung %d" % i for i in range(19)]), same(), files=CORE)
Kind("vorspann-25", "25 Zeilen Vorspann", "", above(*["Erläuterung %d" % i for i in range(25)]),
     refused("Kopfzeile|fehlt", 4), files=CORE, touches=None)
Kind("leere-davor", "leere Zeilen über der Kopfzeile", "", above("", "", ""), same(), job=CORE)
Kind("kommentar", "ein Kommentar über der Kopfzeile", "`# exportiert am …`", above("# exportiert am 01.12.2023"),
     same())
Kind("ohne-kopf", "ohne Kopfzeile", "`K1;30.11.2023`", records(lambda l, s: l[1:]), refused("Kopfzeile|fehlt", 4),
     touches=None)


def footer(name, what, example, *lines):
    Kind(name, what, example, below(*lines), rejected("Fußzeile"), touches="Zeilen")


footer("fuss-sqlcmd", "Fußzeile von sqlcmd", "`(120 Zeilen betroffen)`", "", "(120 Zeilen betroffen)")
footer("fuss-psql", "Fußzeile von psql", "`(120 Zeilen)`", "(120 Zeilen)")
footer("fuss-summe", "Summenzeile", "`Summe;120`", "Summe")
footer("fuss-stand", "der Stand unter den Zeilen", "`Stand: 30.11.2023`", "", "Stand: 30.11.2023")
footer("fuss-ende", "Ende der Liste", "`*** Ende ***`", "*** Ende der Liste ***")
Kind("strichzeile", "Strichzeile unter der Kopfzeile (sqlcmd)", "`-----;-----`",
     records(lambda l, s: l[:1] + [s.join("-" * len(n) for n in l[0].split(s))] + l[1:]),
     rejected("Fußzeile"), touches=None)
Kind("kopf-wiederholt", "die Kopfzeile noch einmal mitten darin (zwei Exporte aneinander)", "",
     records(lambda l, s: l[:4] + l[:1] + l[4:]), rejected("Kopfzeile"), touches=None)



def other_order(x, stem):
    """From the middle on another header, with two columns changed over."""
    def change(lines, separator):
        parts = [line.split(separator) for line in lines]
        half = len(parts) // 2
        for part in parts[half:]:
            part[2], part[3] = part[3], part[2]
        head = list(parts[0])
        head[2], head[3] = head[3], head[2]
        return [separator.join(part) for part in parts[:half] + [head] + parts[half:]]
    x[stem].lines.append(change)


Kind("kopf-anders", "von der Mitte an eine andere Kopfzeile mit vertauschten Spalten", "",
     other_order, refused("zweite Kopfzeile", 4), ["kunden", "kontakte"],
     touches=None)

chapter("Spaltennamen", "1.1")


def head(name, what, example, change, expect=None, files=tuple(FILES), job=(), touches=""):
    Kind("kopf-" + name, what, example, names(change), expect or same(), list(files), job, touches=touches)


BLANK = ["kunden", "kontakte", "termine"]  # where a name has a blank
head("gross", "in Großbuchstaben", "`KUNDENNUMMER`", str.upper, job=CORE)
head("klein", "in Kleinbuchstaben", "`kundennummer`", str.lower)
head("nbsp", "mit geschütztem Leerzeichen", "`Betreuung<NBSP>seit`", lambda h: h.replace(" ", "\u00a0"), files=BLANK,
     job=CORE)
head("leer-leer", "mit zwei Leerzeichen", "`Betreuung  seit`", lambda h: h.replace(" ", "  "), files=BLANK)
head("rand", "mit Leerzeichen und NBSP am Rand", "` Datum<NBSP>`", lambda h: "\u00a0 " + h + " \u2003", job=CORE)
head("umbruch", "mit Zeilenumbruch (Alt+Eingabe)", '`"Betreuung<LF>seit"`', lambda h: h.replace(" ", "\n"), files=BLANK,
     job=CORE)
head("umbruch-crlf", "mit Zeilenumbruch CRLF", '`"Betreuung<CR><LF>seit"`', lambda h: h.replace(" ", "\r\n"),
     files=BLANK)
head("tabulator", "mit Tabulator", "`Betreuung⇥seit`", lambda h: h.replace(" ", "\t"), files=BLANK)
head("nullbreit", "mit Zeichen ohne Breite", "`Kunden<U+200B>nummer`", lambda h: h[:2] + "\u200b" + h[2:] + "\u200d",
     job=CORE)
head("trennstrich", "mit weichem Trennzeichen", "`Kunden<U+00AD>nummer`", lambda h: h[:3] + "\u00ad" + h[3:], job=CORE)
head("doppelpunkt", "mit Doppelpunkt", "`Kundennummer:`", lambda h: h + ":", job=CORE)
head("zerlegt", "Umlaute aus zwei Zeichen", "`Ku¨rzel`", lambda h: unicodedata.normalize("NFD", h))
head("angefuehrt", "doppelt angeführt", '`"""Kundennummer"""`', lambda h: '"' + h + '"', refused("fehlt", 4),
     touches=None)
head("stern", "mit Sternchen", "`Kundennummer*`", lambda h: h + "*", refused("\\*", 4), touches=None)
head("unterstrich", "Unterstrich statt Leerzeichen", "`Betreuung_seit`", lambda h: h.replace(" ", "_"),
     refused("Betreuung_seit", 4), files=["kunden"], touches=None)
head("tabelle", "mit dem Namen der Tabelle davor", "`t.Kundennummer`", lambda h: "t." + h, refused("t\\.", 4),
     touches=None)
head("umschrift", "Umlaute als ae, oe, ue", "`Kuerzel`", lambda h: h.replace("ü", "ue").replace("ä", "ae"),
     refused("Kuerzel", 4), files=["mitarbeiter", "abwesenheiten"], touches=None)


def reversed_columns(x, stem):
    for row in [x[stem].header, x[stem].names] + x[stem].rows:
        row.reverse()


Kind("spalten-umgekehrt", "Spalten in anderer Reihenfolge", "", reversed_columns, same(), job=CORE, touches=None)
Kind("spalte-mehr", "weitere Spalten", "`Mandant`", lambda x, s: x[s].add("Mandant", "214", 0), noted("Mandant"),
     job=CORE)
Kind("spalte-ohne-namen", "Spalten ohne Namen", "`;;Datum`",
     both(lambda x, s: x[s].add("", "7", 0), lambda x, s: x[s].add("", "x", 2)), noted("ohne Namen"))
Kind("spalte-zweimal", "eine Spalte zweimal", "`Datum;…;Datum`",
     lambda x, s: x[s].add(x[s].header[1], lambda i: x[s].rows[i][1]), refused("zweimal", 4), job=CORE, touches=None)
Kind("spalte-zweimal-fast", "eine Spalte zweimal, anders geschrieben", "`Datum;…;<NBSP>DATUM:`",
     lambda x, s: x[s].add("\u00a0" + x[s].header[1].upper() + ":", ""), refused("zweimal", 4), touches=None)


def renamed(names_of, pattern, refusal, name, what, example):
    for stem, (old, new) in names_of.items():
        expect = refused("fehlt.*" + pattern % new, 4) if refusal else noted(
            pattern % new, lambda x, s, old=old: x[s].drop(old))
        Kind(name, what, example, lambda x, s, old=old, new=new: x[s].call(old, new), expect, [stem], touches=None)


renamed({"kunden": ("Betreuung bis", "Betreung bis"), "kontakte": ("Gesprächspartner", "Gesprächpartner"),
         "mitarbeiter": ("Wochenstunden", "Wochenstunde"), "abwesenheiten": ("Grund", "Gründe"),
         "ausnahmen": ("Intervall", "Interval"), "termine": ("Status", "Statuss")}, "%s", False,
        "tippfehler", "Tippfehler in einer Spalte, die nicht da sein muss", "`Betreung bis`")
renamed({"kunden": ("Betreuung seit", "Betreung seit"), "kontakte": ("Vermerkart", "Vermerk-Art"),
         "mitarbeiter": ("Kürzel", "Kürzl"), "abwesenheiten": ("Bis", "Biss"), "ausnahmen": ("Art", "Artt"),
         "termine": ("Beginn", "Begin")}, ".*am ehesten.*%s", True,
        "tippfehler-noetig", "Tippfehler in einer nötigen Spalte", "`Begin`")
Kind("spalte-englisch", "ganz andere Namen", "`CustomerID`",
     lambda x, s: x[s].header.__setitem__(0, {"mitarbeiter": "Code", "abwesenheiten": "Code"}.get(s, "CustomerID")),
     refused(r"fehlt[\s\S]*job init", 4), touches=None)
Kind("einheit", "mit der Einheit im Namen", "`Dauer (min)`", lambda x, s: x[s].call("Dauer", "Dauer (min)"),
     noted("Dauer \\(min\\)", lambda x, s: x[s].drop("Dauer")), files=["kontakte", "termine"], touches=None)
Kind("einheit-stunden", "mit der Einheit im Namen", "`Wochenstunden [h]`",
     lambda x, s: x[s].call("Wochenstunden", "Wochenstunden [h]"),
     noted("Wochenstunden \\[h\\]", lambda x, s: x[s].drop("Wochenstunden")), files=["mitarbeiter"], touches=None)
