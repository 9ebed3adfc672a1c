"""What the finished monthly reports of a run say, as a reader takes it down: counts of customers, and rates.

A count is known by a key (month, area, group, what); its value is a number, or None where the report shows the sign
that it is hidden. Every paragraph, heading, label and alternative text that holds a number must be one that is known
here: what nobody looked at could tell anything.
"""
import glob
import html
import html.parser
import os
import re

SIGN = "×"
JOBCENTER = "Jobcenter"
WORDS = "keine eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
WORD = {word: i for i, word in enumerate(WORDS)}
WORD.update({"niemand": 0, "einer": 1, "eines": 1, "keiner": 0, "beide": 2, "ein": 1, "kein": 0})
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
N = r"(?:\d[\d.]*|" + "|".join(sorted(WORD, key=len, reverse=True)) + ")"

VERDICT = {
    "im Rhythmus": "im Rhythmus", "bald fällig": "bald fällig", "neu": "neu", "überfällig": "überfällig",
    "ohne Kontakt": "ohne Kontakt", "ausgenommen": "ausgenommen", "nicht erfasst": "nicht erfasst",
    "ohne Vorgabe": "ohne Vorgabe", "unklar": "unklar",
}
# as the rows of the flow and the front page call them
LONG = {
    "im Rhythmus": "im Rhythmus", "bald fällig": "bald fällig", "noch ohne Kontakt, in der Frist": "neu",
    "überfällig": "überfällig", "ohne anrechenbaren Kontakt": "ohne Kontakt", "ausgenommen": "ausgenommen",
    "vom Regelwerk nicht erfasst": "nicht erfasst", "ohne Vorgabe": "ohne Vorgabe", "unklar": "unklar",
}
RATED = ("im Rhythmus", "bald fällig", "überfällig", "ohne Kontakt")
OTHERS = ("neu", "ausgenommen", "nicht erfasst", "ohne Vorgabe", "unklar")


class Page(html.parser.HTMLParser):
    """Parts in their order: ("h"/"p"/"li"/"dt"/"dd"/"alt", section, text), ("table", section, caption, rows)."""

    def __init__(self, path):
        super().__init__()
        self.parts, self.section, self.words, self.open = [], "", None, None
        self.spoken = False
        self.rows, self.caption, self.svg, self.in_nav, self.in_main = None, "", 0, False, False
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.in_main = self.in_main or tag == "main"
        self.in_nav = self.in_nav or tag == "nav"
        if tag == "section":
            self.section = attributes.get("id", "")
        if "hidden" in attributes.get("class", "").split() and tag == "span":
            self.spoken = True
        if tag == "svg":
            self.svg += 1
        if tag == "figure":
            self.parts.append(("alt", self.section, " ".join(attributes.get("aria-label", "").split())))
        if tag == "text" and self.svg:
            self.open, self.words = "text", []
        if re.fullmatch("h[1-6]|p|td|th|dt|dd|li|caption", tag) and not self.svg:
            self.open, self.words = tag, []
            if tag in ("td", "th"):
                self.span = int(attributes.get("colspan", 1)), int(attributes.get("rowspan", 1))
        elif tag == "br" and self.words is not None:
            self.words.append(" ")
        elif tag == "table":
            self.rows, self.caption = [], ""
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])

    def handle_endtag(self, tag):
        if tag == "span":
            self.spoken = False
        if tag == "svg":
            self.svg -= 1
        if tag == "main":
            self.in_main = False
        if tag == "nav":
            self.in_nav = False
        if tag == "table":
            self.parts.append(("table", self.section, self.caption, self.rows))
            self.rows = None
        if tag != self.open:
            return
        text = " ".join("".join(self.words).replace("\u00ad", "").split())
        if tag in ("td", "th"):
            self.rows[-1].append(text)
        elif tag == "caption":
            self.caption = text
        elif self.in_main and not self.in_nav:
            self.parts.append(("h" if tag[0] == "h" else tag, self.section, text))
        self.open = self.words = None

    def handle_data(self, data):
        if self.words is not None and not self.spoken:
            self.words.append(data)


def number(text):
    """None: hidden. A change ("+3") is none of ours."""
    if text == SIGN:
        return None
    text = text.replace("\u2212", "-").replace(".", "")
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return WORD[text.lower()]


class Facts:
    def __init__(self, month):
        self.month, self.names = month, []
        self.count, self.rate, self.mean = {}, [], []
        self.strange = []  # numbers in texts that nobody knows

    def put(self, key, value):
        """What two places say of the same must agree; one that says it is enough."""
        if self.count.get(key) is None:
            self.count[key] = value
        elif value is not None and self.count[key] != value:
            raise AssertionError(f"{key}: {self.count[key]} and {value}")

    def cell(self, key, text):
        if text not in ("–", ""):
            self.put(key, number(text))
        elif text == "–":
            self.put(key, 0)

    def share(self, part, whole, text):
        """A percentage with one decimal, of two counts."""
        found = re.fullmatch(r"(\d+),(\d) %", text.replace("\u00a0", " "))
        if found:
            self.rate.append((part, whole, int(found[1]) * 10 + int(found[2])))


# ---- tables ----

def by_verdict(facts, rows, area, month, group_of):
    head = rows[0]
    for row in rows[1:]:
        name, group = group_of(row[0])
        if name is None:
            continue
        key = (month, name, group)
        for title, text in zip(head[1:], row[1:]):
            if title == "gesamt" or title in VERDICT:
                facts.cell(key + (VERDICT.get(title, "gesamt"),), text)
            elif title == "Quote":
                facts.share(key + ("met",), key + ("rated",), text)
                if text == "–":
                    facts.put(key + ("rated",), 0)


def teams_table(facts, rows, area):
    def group_of(name):
        return (name if area == JOBCENTER or name in (area, JOBCENTER) else None), ""
    by_verdict(facts, rows, area, facts.month, group_of)


def status_table(facts, rows, area):
    def group_of(name):
        return (JOBCENTER, "") if name == JOBCENTER else (area, ("Status", name))
    by_verdict(facts, rows, area, facts.month, group_of)


def course_table(facts, rows, area):
    for row in rows[1:]:
        month = re.match(r"\w+ \d{4}", row[0].replace("\u00a0", " "))[0]
        by_verdict(facts, [rows[0], row], area, month, lambda name: (area, ""))


def course_rates(facts, rows, area):
    months = months_before(facts.month)
    for row in rows[1:]:
        for month, text in zip(months, row[1:]):
            facts.share((month, row[0], "", "met"), (month, row[0], "", "rated"), text + "\u00a0%")


def rates_table(facts, rows, area):
    for row in rows[2:]:
        name = row[0].split(" · ")[-1]
        for i, age in enumerate(("U25", "Ü25", "")):
            group = (("Profillage", name, age) if age else ("Profillage", name)) if name != "zusammen" else \
                (("Alter", age) if age else "")
            key = (facts.month, area, group)
            facts.cell(key + ("rated",), row[2 + 2 * i])
            facts.share(key + ("met",), key + ("rated",), row[1 + 2 * i])


def bands_table(facts, rows, area):
    key = (facts.month, area, "")
    for row in rows[1:]:
        what = {"ohne anrechenbaren Kontakt": "ohne Kontakt", "zusammen": "late"}.get(row[0], ("seit", row[0]))
        facts.cell(key + (what,), row[1])
        facts.share(key + (what,), key + ("late",), row[2])


def flow_place(name):
    return {"nicht in Betreuung": "außerhalb", "abgegangen": "außerhalb", "in anderem Team": "anderes Team",
            "anderes Team": "anderes Team"}.get(name) or VERDICT.get(name) or LONG[name]


def flow_table(facts, rows, area):
    head = [flow_place(name) for name in rows[0][1:-1]]
    key = (facts.month, area, "")
    for row in rows[1:-1]:
        was = flow_place(row[0])
        for place, text in zip(head, row[1:-1]):
            facts.cell(key + (("Schritt", was, place),), text)
        facts.cell(key + (("war", was),), row[-1])
    for place, text in zip(head, rows[-1][1:-1]):
        facts.cell(key + (("ist", place),), text)


def causes_table(facts, rows, area):
    key = (facts.month, area, "")
    for row in rows[1:]:
        if len(row) == 6 and not re.match(r"\d\d\.", row[0]):
            facts.cell(key + (("Ursache", row[0], row[1]),), row[2])
            for text, what in ((row[3], "Rhythmus"), (row[4], "bewertet")):
                if text != SIGN and number(text.lstrip("+±")) != 0:
                    facts.put(key + (("Ursache", row[0], row[1]),), abs(number(text.lstrip("+±"))))


def posts_table(facts, rows, area):
    profile = "Anteil Profillage Z" in rows[0]
    for row in rows[1:]:
        person = row[0].startswith("davon ")
        name = row[0][6:] if person else row[0]
        if not person and area != JOBCENTER and name not in (area, JOBCENTER):
            continue
        key = (facts.month, area, ("Person", name)) if person else (facts.month, name, "")
        facts.cell(key + ("gesamt",), row[3])
        posts = float(row[2].replace(".", "").replace(",", "."))
        for text, what in ((row[4], "gesamt"), (row[5], "U25"), (row[6], "Ü25")):
            if re.fullmatch(r"[\d.]+,\d", text):
                ratio = float(text.replace(".", "").replace(",", "."))
                facts.mean.append((key + (what,), (ratio - .0501) * (posts - .0501), (ratio + .0501) * (posts + .0501)))
            else:
                facts.put(key + (what,), None)
        if profile:
            facts.share(key + ("Z",), key + ("gesamt",), row[7])
            facts.put(key + ("Z",), None)


def ahead_table(facts, rows, area):
    key = (facts.month, area, "")
    total = 0 if len(rows[0]) == 4 else None
    facts.cell(key + ("late",), [row for row in rows if row[0].startswith("Rückstand")][0][1])
    for row in rows:
        week = re.match(r"(\d+) ·", row[0])
        if week:
            facts.cell(key + (("Woche", week[1]),), row[1])
    return total


def ahead_teams(facts, rows, area):
    for row in rows[1:]:
        if area != JOBCENTER and row[0] not in (area, JOBCENTER):
            continue
        facts.cell((facts.month, row[0], "", "late"), row[1])
        facts.cell((facts.month, row[0], "", "Wochen"), row[2])


def stages_table(facts, rows, area):
    key = (facts.month, area, "")
    for row in rows[2:]:
        for i, which in enumerate(("Termin", "Kontakt")):
            if row[1 + 2 * i] in ("–", ""):
                continue
            what = "Neue" if row[0] == "zusammen" else ("Vorlauf", which, row[0])
            facts.cell(key + (what,), row[1 + 2 * i])
            facts.share(key + (what,), key + ("Neue",), row[2 + 2 * i])


def exceptions_table(facts, rows, area):
    for row in rows[1:]:
        for title, text in zip(rows[0][1:], row[1:]):
            title = "endet" if title.startswith("endet") else title
            facts.cell((facts.month, area, "", ("Ausnahme", row[0], title)), text)


def next_table(facts, rows, area):
    key = (facts.month, area, "")
    names = {"nicht erschienen": ("Kette", "gesamt"), "zuletzt einmal": ("einmal", "gesamt"),
             "zweimal in Folge": ("zweimal", "gesamt"), "dreimal oder": ("dreimal", "gesamt"), "über der Frist, kein": ("ohne Termin", "late"),
             "über der Frist, Termin": ("mit Termin", "late"), "in der Frist": ("zu spät", "in Frist mit Termin")}
    for row in rows[1:]:
        part, whole = [names[name] for name in names if row[0].startswith(name)][0]
        if row[1] != "–":
            facts.cell(key + (part,), row[1])
            facts.share(key + (part,), key + (whole,), row[2])


def households_table(facts, rows, area):
    for row in rows[1:]:
        facts.cell((facts.month, area, "", ("BG", row[0])), row[1])


def half_years(facts, rows, area):
    for row in rows[1:]:
        key = (facts.month, area, ("EGV", row[0]))
        facts.cell(key + ("gesamt",), row[2])
        facts.cell(key + ("erreicht",), row[4])
        facts.share(key + ("erreicht",), key + ("gesamt",), row[5])


def notes_table(facts, rows, area):
    for row in rows[2:]:
        if row[0].startswith("erster Kontakt nicht"):
            for i, when in enumerate(("Monat", "Betreuung")):
                key = (facts.month, area, ("Erste", when))
                facts.cell(key + ("anders",), row[1 + 2 * i])
                facts.put(key + ("gesamt",), None)
                facts.share(key + ("anders",), key + ("gesamt",), row[2 + 2 * i])


def changes_table(facts, rows, area):
    """Differences: with one end they give the other."""
    names = ["gesamt", None, "überfällig", "ohne Kontakt", "bald fällig", "ausgenommen", "unklar"]
    for row in rows[1:]:
        month = re.search(r"\((\w+ \d{4})\)", row[0].replace("\u00a0", " "))[1]
        for what, text in zip(names, row[1:]):
            if what and text != SIGN:
                facts.count[("Veränderung", facts.month, month, area, what)] = number(text.lstrip("+±"))


def rules_table(facts, rows, area):
    if "Zahl" in rows[0]:
        for row in rows[1:]:
            facts.cell((facts.month, area, ("Regel", row[0] + row[1]), "gesamt"), row[4])


def front_table(facts, rows, area):
    for row in rows[1:]:
        facts.cell((facts.month, row[0], "", "gesamt"), row[1])
        facts.share((facts.month, row[0], "", "met"), (facts.month, row[0], "", "rated"), row[2])
        facts.cell((facts.month, row[0], "", "überfällig"), row[3])


TABLES = {
    "Teams nach Urteil": teams_table, "Das Team und das Jobcenter nach Urteil": teams_table,
    "Status nach Urteil": status_table, "Verlauf nach Urteil": course_table,
    "Quote je Team und Monat, in Prozent": course_rates, "Quote nach Profillage und Altersgruppe": rates_table,
    "Dauer der Überfälligkeit": bands_table, "Ursachen der Veränderung": causes_table,
    "Kund*innen je Vollzeitstelle": posts_table, "Fällige Kontakte und Kapazität je Kalenderwoche": ahead_table,
    "Fällige Kontakte und Kapazität je Team": ahead_teams,
    "Vorlauf bis zum ersten Termin und bis zum ersten Kontakt": stages_table,
    "Ausnahmen nach Art und Wirkung": exceptions_table, "Kund*innen und ihr nächster Termin": next_table,
    "Bedarfsgemeinschaften": households_table,
    "Kontakte im Halbjahr der Eingliederungsvereinbarung": half_years, "Vermerke": notes_table,
    "Vergleich mit dem Vormonat und dem gleichen Monat des Vorjahres": changes_table,
    "Regeln mit Fundstelle": rules_table, "Teams mit ihren Berichten": front_table,
}
# They hold consultations, hours, talks, appointments, lines, files: no customers.
OTHER_TABLES = re.compile(
    "Beratungen und Arbeitszeit|Dauer von Gesprächen|Termine nach Status|Termine und Regelwerk|Gelieferte Dateien|"
    "Abgelehnte Zeilen|Hinweise:|Befunde:|Berichte auf|Berichte und Listen|Arbeitslisten|Daten des Laufs|Abkürzungen")


# ---- words ----

def sentences():
    """Patterns of what is said of customers: (pattern, [what each number is])."""
    kund = r"(?: Kund\*innen)?"
    return [
        (rf"\((?P<met>{N}) von (?P<rated>{N})\)", ("met", "rated")),
        (rf"(?P<met>Niemand) von den (?P<rated>{N}) bewerteten", ("met", "rated")),
        (rf"(?P<met>{N}) von (?P<rated>{N}) bewerteten", ("met", "rated")),
        (rf"[Aa]lle (?P<met>{N}) bewerteten Kund", ("met",)),
        (rf"(?P<a>{N}) sind überfällig, weitere (?P<b>{N}) noch ganz", ("überfällig", "ohne Kontakt")),
        (rf"(?P<a>{N}) sind überfällig", ("überfällig",)),
        (rf"(?P<a>Eine) Person ist überfällig, eine weitere", ("überfällig",)),
        (rf"(?P<a>Eine) Person ist überfällig", ("überfällig",)),
        (rf"(?P<a>Niemand) ist überfällig", ("late",)),
        (rf"(?P<a>{N}) sind über der Frist und ganz", ("ohne Kontakt",)),
        (rf"(?P<a>Eine) Person ist über der Frist und ganz", ("ohne Kontakt",)),
        (rf"Bei (?P<a>{N}) Kund\*innen ist unklar", ("unklar",)),
        (rf"Bei (?P<a>einer) Person ist unklar", ("unklar",)),
        (rf"Von (?P<a>{N}) Kund\*innen in Betreuung (?:sind|ist) (?P<b>{N}) bewertet", ("gesamt", "rated")),
        (rf", (?P<a>\d+) neu\b", ("neu",)),
        (rf", (?P<a>\d+) ausgenommen\b", ("ausgenommen",)),
        (rf", (?P<a>\d+) ohne Vorgabe\b", ("ohne Vorgabe",)),
        (rf", (?P<a>\d+) vom Regelwerk nicht erfasst\b", ("nicht erfasst",)),
        (rf", (?P<a>\d+) unklar\b", ("unklar",)),
        (rf"(?P<a>{N}) von (?P<b>{N}) Überfälligen (?:sind|ist) es seit mehr als 90 Tagen", ("über 90", "überfällig")),
        (rf"Alle (?P<a>{N}) Überfälligen sind es seit mehr als 90 Tagen", ("überfällig",)),
        (rf"Von den (?P<a>{N}) Bewerteten ist am .* niemand", ("rated",)),
        (rf"Ohne geplanten Termin nach dem Stichtag: (?P<a>{N})\.", ("ohne Termin",)),
        (rf"Bei (?P<a>{N}) Ausgenommenen endet die Ausnahme", ("endet bald",)),
        (rf"Bei (?P<a>einer) ausgenommenen Person endet", ("endet bald",)),
        (rf"Bei (?P<a>{N}) Ausgenommenen steht das Ende nicht", ("Ende offen",)),
        (rf"Bei (?P<a>einer) ausgenommenen Person steht", ("Ende offen",)),
        (rf"Bei (?P<a>{N}) (?:Kund\*innen|Person) folgt auf den versäumten", ("Kette",)),
        (rf"(?P<a>{N}) von (?P<b>{N}) Kund\*innen (?:haben|hat) (?:eine Eingliederungs|einen Kooperations)", ("EGV", "gesamt")),
        (rf"\((?P<a>{N}) von (?P<b>{N})\)\. Gezählt ist, wessen", ("EGV", "gesamt")),
        (r"ist (?P<a>niemand) seit weniger als drei Monaten in Betreuung", ("Neue",)),
        (r"ist (?P<a>keine) Ausnahme eingetragen", (("Ausnahme", "zusammen", "zusammen"),)),
        (rf"In (?P<a>{N}) von (?P<b>{N}) Bedarfsgemeinschaften mit Vorgabe",
         (("BG", "alle"), ("BG", "mit Vorgabe"))),
        (rf"In allen (?P<a>{N}) Bedarfsgemeinschaften mit Vorgabe", (("BG", "mit Vorgabe"),)),
        (rf"Bei keiner der {N} neuen Personen mit Vorgabe|Bei allen {N} neuen Kund\*innen mit Vorgabe", ()),
        (rf"Bei (?P<a>{N}) von {N} neuen Kund\*innen mit Vorgabe", (("Vorlauf", "Kontakt", "mehr als"),)),
        (rf"seit weniger als drei Monaten in Betreuung ist \((?P<a>{N})\)", ("Neue",)),
        (rf"sind: (?P<a>{N})\. *$|niemand überfällig ist: (?P<b>{N})", (("BG", "nicht überfällig"),)),
        (rf"(?P<a>{N}) Überfällige kamen durch einen Kontakt",
         (("Ursache", "Kontakt", "war überfällig, jetzt im Rhythmus"),)),
        (rf"(?P<a>Eine) überfällige Person kam durch einen Kontakt",
         (("Ursache", "Kontakt", "war überfällig, jetzt im Rhythmus"),)),
        (rf"(?P<a>{N}){kund} fielen mit Ablauf ihrer Frist",
         (("Ursache", "Frist abgelaufen", "war im Rhythmus, jetzt überfällig"),)),
        (rf"(?P<a>[Ee]ine)(?: Person)? fiel mit Ablauf ihrer Frist",
         (("Ursache", "Frist abgelaufen", "war im Rhythmus, jetzt überfällig"),)),
    ]


# What holds numbers that are none of customers, or follows from counts that are shown.
HARMLESS = [
    r"im Mittel seit [\d.,]+ Tagen",
    r"\d\d\.\d\d\.\d{4}", r"\bLauf [0-9a-f]{12}", r"\b(?:GA|Nr\.) [\d/]+", r"Abschnitt \d+", r"(?:ab |§ ?)?\d+ Tage[n]?\b",
    rf"(?:{'|'.join(MONTHS)}) \d{{4}}", r"Bearbeitungsstand|kontaktdichte \d+\.\d+\.\d+", r"Wochen? \d+",
    r"\d+(?:,\d)? (?:Punkte|Minuten|Stunden|%)", r"[\d.]+(?:,\d)? %", r"\d+ (?:Uhr|Beratungen je Woche|Arbeitstage)",
    r"unter 50, ab 50, ab 60, ab 70, ab 80 %", r"(?:U|Ü)25", r"25-Jährige", r"\(Vollzeit: [\d,]+\)", r"zwölf Wochen",
    r"(?:seit|in jedem der|an jedem der) \w+ (?:Monat|Monaten|Monate|Monatsenden)\b", r"als drei Monaten", r"sechs Monate",
    rf"{N} von {N} (?:gezählten|ersten|(?:ausgefüllten )?Zeilen|Beratungen|Teams)", rf"{N} (?:Zeilen|Beratungen|Termine?n?|Gesprächen)\b",
    rf"[Aa]lle[nr]? {N} (?:Zeilen|gezählten|ersten|Teams)", rf"{N} von {N};", rf"Vier Termine|{N} wurden? vertreten",
    rf"(?:keiner|Keiner) der {N} (?:gezählten|ersten)", rf"danach sind {N} vorgesehen", r"\([\d.,]+ Stunden der Personen",
    rf"angegeben ist: {N}", rf"{N} Personen", rf"Im Rhythmus (?:sind|ist) .* als Ende \w+", rf"ohne Zahl und nicht .*",
    r"kleiner als \d+", r"letzter? Mittel seit [\d.,]+", r"im Mittel seit [\d.,]+ Tagen", r"höchstens seit [\d.]+\.",
    r"von den Bewerteten .*", rf"im Rhythmus [+−±]{N}, bewertet [+−±]{N}", r"ab 31 Tagen", r"in den letzten sechs Monaten",
    r"November|Profillagen? [A-Z].*", r"mehr als 7 Tage", rf"fehl(?:t|en) (?:mindestens )?{N} Termine?",
    r"(?:in der Regel|höchstens) \d+", r"Nov 20\d\d", r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez) 20\d\d",
    r"Ohne Wert: \d+ von \d+|\d+ Werte von|13 Werte|\d+ Werten?|\d+ kleine Liniendiagramme", r"den Wochen", r"eine[rm]? (?:Quote|Vorgabe|Kontakt|Ausnahme|Kapazität|Zahl|Beratung|anderes?|BG|"
    r"Eingliederungsvereinbarung|Regel|Funktion|Abwesenheit|Person aus)\w*", r"Seite \d+", r"SHA256SUMS",
]

TEXTS = [re.compile(pattern, re.I if "Bei" not in pattern else 0) for pattern in HARMLESS]


# A number in words or digits; "eine" only where it counts somebody.
FIGURE = re.compile(rf"(?<![\w,.-])(?:\d[\d.]*|{'|'.join(WORDS[2:])})(?![\w-])|[Ee]iner? (?:Person|weitere|überfällige)")


def words(facts, text, area, section, small):
    """Takes the counts out of a text; what is left must not name one below small."""
    key = (facts.month, area, "")
    for name in facts.names:
        text = text.replace(name, "")
    if text.startswith(("Monatsbericht ", "Kundenkontaktdichte ")) or text.startswith(JOBCENTER + " Probe"):
        return  # which report it is
    left = text
    for pattern, names in sentences():
        for found in re.finditer(pattern, text, re.IGNORECASE):
            if not re.search("Eingliederung|Kooperation", text) and "EGV" in names:
                continue
            if names == ("met", "rated") and re.search("Eingliederung|Kooperation|Beratungen|gezählten Kontakten|Gezählt ist, wessen", text):
                continue
            values = [value for value in found.groupdict().values() if value]
            for what, value in zip(names, values):
                if what[0] == "Vorlauf" and isinstance(what, tuple):
                    continue  # the table names its stages otherwise
                facts.put(key + (what,), number(value))
            left = left.replace(found[0], " ")
    if section in ("daten", "methode", "regeln", "urteil", "lesarten", "personal"):
        return
    for pattern in TEXTS:
        left = pattern.sub(" ", left)
    for found in FIGURE.finditer(left):
        if small > 1 and not re.search("Kontakte? |Kapazität|Termin", text):
            facts.strange.append(f"{area}: what is „{found[0]}“ in „{text}“?")


def months_before(month):
    name, year = month.split()
    at = MONTHS.index(name) + 12 * int(year)
    return [f"{MONTHS[i % 12]} {i // 12}" for i in range(at - 12, at + 1)]


def read_page(facts, path, area, small):
    page = Page(path)
    label = None
    for part in page.parts:
        if part[0] == "table":
            _, section, caption, rows = part
            parse = TABLES.get(caption)
            if parse:
                parse(facts, rows, area)
            elif caption.startswith("Urteil am"):
                flow_table(facts, rows, area)
            elif caption.startswith("Nachträglich geändert"):
                if small > 1:
                    facts.strange += [f"{area}: „{cells}“ tells how many verdicts changed afterwards"
                                      for cells in rows[1:] if cells[2:] != ["×", ""]]
            elif not OTHER_TABLES.match(caption):
                raise AssertionError(f"{path}: a table that nobody reads: {caption}")
            continue
        kind, section, text = part
        if kind == "dt":
            label = text
        elif kind == "dd" and label:
            kpi(facts, area, label, text)
            label = None
        elif kind == "alt" and text.startswith("Balkendiagramm „Kund*innen über der Frist“"):
            for name, value in re.findall(r"„([^„“]+)“ mit ([\d.]+)", text):
                what = "ohne Kontakt" if name == "ohne Kontakt" else ("seit", name)
                facts.put((facts.month, area, "", what), number(value))
        elif kind in ("h", "p", "li", "alt"):
            words(facts, text, area, section, small)


def kpi(facts, area, label, text):
    key = (facts.month, area, "")
    label = re.sub(r" \(.*", "", label)
    if label == "Quote":
        facts.share(key + ("met",), key + ("rated",), text)
    elif text != "–":
        facts.put(key + ({"in Betreuung": "gesamt"}.get(label, label),), number(text))


def team_of(path):
    with open(path, encoding="utf-8") as file:
        name = re.search(r"<header[^>]*><p>[^<]* · ([^<]*)</p>", file.read())[1]
    return " ".join(html.unescape(name).split())


def read_run(folder, month, small=1):
    """All monthly reports of a run and its front page; the names of the teams that have one."""
    facts = Facts(month)
    paths = sorted(glob.glob(os.path.join(folder, "monatsbericht", "*.html")))
    teams = facts.names = [team_of(path) for path in paths]
    read_page(facts, os.path.join(folder, "monatsbericht.html"), JOBCENTER, small)
    read_page(facts, os.path.join(folder, "index.html"), JOBCENTER, small)
    for team, path in zip(teams, paths):
        read_page(facts, path, team, small)
    return facts, teams
