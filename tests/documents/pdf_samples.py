"""Documents that have everything a PDF can go wrong with, and pictures for their logo."""
import struct
import zlib

HEAD = ('<document lang="de" title="Prüfung der „Ausgabe“ &amp; mehr" subject="Muster" header-left="Links" header-right="Rechts"'
        ' footer-left="Fuß"><title>Titel</title>')


def words(n, word="Wort"):
    return " ".join(f"{word}{i}" for i in range(n))


def table(columns, head, body, more="", caption="Liste"):
    def row(cells):
        return "<row>" + "".join(cells) + "</row>"
    return (f'<table caption="{caption}">' + "<col/>" * columns + (f"<head>{''.join(row(r) for r in head)}</head>" if head else "") +
            f"<body>{''.join(row(r) for r in body)}</body>{more}</table>")


def th(text, more=""):
    return f'<cell header="yes"{more}>{text}</cell>'


def td(text, more=""):
    return f"<cell{more}>{text}</cell>"


EVERYTHING = HEAD + (
    '<subline>Unterzeile</subline><para style="lead">Ein Satz mit <strong>fett</strong> und <em>schräg</em>.</para>'
    '<kpis><kpi label="Quote" value="74,2 %" change="up" change-text="+1,0"/><kpi label="unklar" value="–"/></kpis><toc/>'
    '<section id="eins"><heading>Eins</heading><para>Siehe <link to="zwei">Abschnitt zwei</link> und '
    '<link to="../andere/datei.pdf">anderswo, mit einem Verweis, der über mehr als eine Zeile geht, weil er so viele Worte hat, '
    'dass <strong>keine</strong> Zeile sie fasst</link>.</para>'
    '<list><item>Punkt</item><item><para>Unterpunkte</para><list numbered="yes"><item>a</item><item>b</item></list></item></list>'
    '<note kind="warning">Achtung.</note><note><para>Erstens.</para><para>Zweitens.</para></note></section>'
    '<section id="zwei" page-break="yes"><heading>Zwei</heading>' +
    table(2, [[th("Name"), th("Zahl")]], [[th("Müller"), td('1,5<noteref to="f1"/>')], [th("Meier"), td('2<noteref to="f2"/>')]],
          '<footnote id="f1">Geschätzt.</footnote><footnote id="f2">Ohne die Außenstelle.</footnote>') +
    table(3, [[th("A", ' rowspan="2"'), th("B", ' colspan="2"')], [th("C"), th("D")]],
          [[th("über zwei", ' rowspan="2"'), td("1"), td("2", ' heat="0.9"')], [td("3"), td("")]],
          f"<foot><row>{th('Summe')}{td('8', ' colspan=' + chr(34) + '2' + chr(34))}</row></foot>") +
    '<chart kind="line" alt="Verlauf von 1 nach 2"><series name="s"><point label="Jan" value="1" text="1"/>'
    '<point label="Feb" value="2" text="2"/></series></chart>'
    '<section><heading>Zwei eins</heading><para>Text.</para><section><heading>Tiefer</heading><para>Text.</para></section></section>'
    '<signatures><signature label="Ort, Datum"/><signature label="Leitung"/></signatures></section>'
    '<section id="riss"><heading>Eine Zelle über Seiten</heading>' +
    table(3, [[th("Wer"), th("Was"), th("Mehr")]], [[th("lang"), td(words(2500)), td(words(900, "Rest"))], [th("kurz"), td("x"), td("y")]]) +
    '</section><section id="quer" landscape="yes"><heading>Quer</heading><para>Auf einer Seite im Querformat.</para></section>'
    '<section id="ende"><heading>Ende</heading><para>Wieder hoch.</para></section></document>')

LIST = HEAD + ('<section id="l"><heading>Liste</heading>' + table(4, [[th("Nummer"), th("Name"), th("fällig"), th("Tage")]], [
    [th(f"{i:06}A"), td(f"Müller-{i * 7919 % 1000}"), td(f"{i % 28 + 1:02}.11.2023"), td(str(i * 31 % 400))] for i in range(3000)]) +
    "</section></document>")
GROUPS = HEAD + ('<section id="l"><heading>Liste</heading><table caption="In Gruppen" caption-hidden="yes"><col/><col/><col number="yes"/><head><row>' +
                 th("Nummer") + th("Name") + th("Tage") + "</row></head><body>" +
                 "".join(f'<row group="yes">{th(f"Gruppe {g}", """ colspan="3" """)}</row>' +
                         "".join(f"<row>{th(f'{g}-{i}')}{td(f'Name {g * 100 + i}')}{td(str(i))}</row>" for i in range(40)) for g in range(1, 8)) +
                 "</body></table></section></document>")
CASES = HEAD + ('<section id="l"><heading>Fälle</heading><table source="faelle" columns="nummer name betreuung faellig tage" group="team"'
                ' empty="Nichts." caption="Alle Fälle"/></section></document>')
EMPTY = HEAD + ('<section id="l"><heading>Liste</heading><table source="faelle" where="urteil:ausgenommen neu-ueberfaellig:ja" columns="nummer"'
                ' empty="Niemand ist überfällig." caption="Leer"/></section></document>')
HEADS_ONLY = HEAD + '<section id="l"><heading>Liste</heading>' + table(1, [[th("Kopf")]], []) + "</section></document>"
# Characters that shape, place or mean themselves in ways of their own; the last ones no font has.
ODD = HEAD + ("<para>▲ +1,0 Punkte, 1\u202f893 und 74,2\u00a0%, ≤ 5, Dušek D\u0302orn, ffi fl, Nguyễn Đặng.</para>"
              "<para>Null\u200bbreite, Ver\u00adbinder, Zero\u200dJoiner, \ufeffMarke, Links\u200eRechts.</para>"
              "<para>Privat \ue000\uf8ff, Han 漢字, Bild \U0001F600.</para>" +
              f"<para>{'Donaudampfschifffahrtsgesellschaftskapitänsmütze ' * 40}</para></document>")
WIDE = HEAD + ('<section id="w"><heading>Breit</heading>' +
               table(60, [[th("K"), th("über alle", ' colspan="59"')], [th(f"K{i}") for i in range(60)]],
                     [[th(f"Z{r}")] + [td(str(r * i)) for i in range(59)] for r in range(4)]) + "</section></document>")

# Blocks higher than a page: what they show stays on it.
HIGH = HEAD + (f'<section id="h"><heading>Hoch</heading><kpis><kpi label="{words(1500)}" value="1"/></kpis>'
               f'<signatures><signature label="{words(1500)}"/></signatures><chart kind="bar" alt="Balken"><series name="s">' +
               "".join(f'<point label="p{i}" value="{i}" text="{i}"/>' for i in range(300)) + "</series></chart></section></document>")


def png(width=40, height=20, alpha=True):
    """A picture of one red, half of it clear."""
    rows = b"".join(b"\0" + b"".join(b"\xc0\x10\x20" + (bytes([255 if x < width // 2 else 0]) if alpha else b"")
                                    for x in range(width)) for _ in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def jpeg(components=1):
    """Eight by eight grey points: one block whose only word is that nothing follows."""
    def segment(marker, data):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
    frame = b"".join(bytes([i + 1, 0x11, 0]) for i in range(components))
    scan = b"".join(bytes([i + 1, 0]) for i in range(components))
    one_code = bytes([1] + [0] * 15 + [0])
    return (b"\xff\xd8" + segment(0xdb, b"\0" + b"\1" * 64) + segment(0xc0, struct.pack(">BHHB", 8, 8, 8, components) + frame) +
            segment(0xc4, b"\0" + one_code) + segment(0xc4, b"\x10" + one_code) +
            segment(0xda, bytes([components]) + scan + b"\0\x3f\0") + (b"\x3f" if components == 1 else b"\x03") + b"\xff\xd9")
