"""What each table of figures in the reports must show, told from ergebnis.xml by meaning: row and column say which element.

TABLES: (pattern of the caption, function). A function gets a Scope and the Table and gives
{key of a row: (element, {head of a column: path})}. A path is that of an element, an attribute behind "/@"; or a function
of the element. A cell that is not empty must have an entry, and show that text.
"""
import re

VERDICTS = {"im Rhythmus": "erfuellt", "bald fällig": "faellig", "neu": "neu", "überfällig": "ueberfaellig", "ohne Kontakt": "nie",
            "ausgenommen": "ausgenommen", "nicht erfasst": "nicht_geregelt", "ohne Vorgabe": "ohne_vorgabe", "unklar": "unklar"}
BY_VERDICT = {head: f"urteil[@code='{code}']/@text" for head, code in VERDICTS.items()}
GROUP = {"gesamt": "kunden/@text", **BY_VERDICT, "Quote": "quote/@text"}


def clean(text):
    return " ".join((text or "").replace("\u00ad", "").split())


def at(element, path):
    """The text at a path below an element; "–" where there is none."""
    if callable(path):
        return clean(path(element))
    path, _, attribute = path.rpartition("@")
    found = element.find(path.rstrip("/")) if path.rstrip("/") else element
    return clean(found.get(attribute)) if found is not None and found.get(attribute) is not None else "–"


class Scope:
    """What a report is on: root, the Jobcenter's area, the report's own area."""

    def __init__(self, root, area=None):
        self.root = root
        self.jobcenter = root.find("bereich[@art='jobcenter']")
        self.area = area if area is not None else self.jobcenter
        self.is_team = self.area is not self.jobcenter
        self.day = root.find("lauf/stichtag").get("text")
        self.words = {e.get("code"): e.get("name") for e in root.findall("urteile/art")}

    def groups(self, by, area=None):
        return (self.area if area is None else area).findall(f"gruppen[@nach='{by}']/gruppe")

    def whole(self, area=None):
        return self.groups("gesamt", area)[0]

    def own_and_jobcenter(self, own, jobcenter, columns):
        return {self.area.get("name"): (own, columns), "Jobcenter": (jobcenter, columns)}


def named(elements, columns, name="name"):
    return {clean(e.get(name)): (e, columns) for e in elements}


# ---- monatsbericht ----

def comparison(s, table):
    columns = {**BY_VERDICT, "in Betreuung": "kunden/@text", "Quote": "quote/@text"}
    return {f"zum {word} ({e.get('name')})": (e, columns) for zu, word in (("vormonat", "Vormonat"), ("vorjahr", "Vorjahr"))
            for e in s.area.findall(f"verlauf/vergleich[@zu='{zu}']")}


def by_verdict(by):
    return lambda s, table: {**named(s.groups(by), GROUP), "Jobcenter": (s.whole(s.jobcenter), GROUP)}


def team_by_verdict(s, table):
    return s.own_and_jobcenter(s.whole(), s.whole(s.jobcenter), GROUP)


def then(point):
    now, before = point.find("quote").get("text"), point.find("damals")
    return "–" if before is None else "gleich" if before.get("text") == now else before.get("text")


def course(s, table):
    oldest, points = s.area.find("verlauf/aeltester-vermerk"), s.area.findall("verlauf/punkt")

    def more(point):
        if point.get("vermerke") != "nein" or point is points[-1]:
            return ""
        early = oldest is not None and point.get("tag") < oldest.get("tag")
        return " · vor dem ältesten Vermerk" if early else " · Vermerke tragen keine Quote"
    return {e.get("name") + more(e): (e, {**GROUP, "damals": then}) for e in points}


def bare(rate):
    return rate.replace("\u00a0%", "")


def course_of_teams(s, table):
    """By the place of a column: the first month has the name of the last."""
    columns = {k: (lambda e, k=k: bare(e.findall("punkt")[k - 1].find("quote").get("text"))) for k in range(1, 14)}
    return {**named(s.area.findall("verlaeufe/verlauf"), columns), "Jobcenter": (s.jobcenter.find("verlauf"), columns)}


def causes(s, table):
    found = {(e.get("name"), e.get("weg")): (e, {"Wechsel": "@weg", "Kund*innen": "@text", "im Rhythmus": "@zaehler-text", "bewertet": "@nenner-text"})
             for e in s.area.findall("verlauf/bewegung/ursache")}
    for point in s.area.findall("verlauf/punkt")[-2:]:
        found[point.get("tag-text"),] = (point, {"Wechsel": "@tag-text", "im Rhythmus": "quote/@zaehler-text", "bewertet": "quote/@nenner-text",
                                                "Quote": "quote/@text"})
    return found


def steps(s, table):
    flow = s.area.find("verlauf/bewegung")
    to = {**VERDICTS, "abgegangen": "ausserhalb", "anderes Team": "anderes_team"}
    names = {**s.words, "ausserhalb": "nicht in Betreuung", "anderes_team": "in anderem Team"}
    columns = {head: (lambda e, code=code: at(flow, f"schritt[@von='{e.get('code')}'][@nach='{code}']/@text")) for head, code in to.items()}
    found = {names[e.get("code")]: (e, {**columns, "zusammen": "@vorher-text"}) for e in flow.findall("platz")}
    found["zusammen"] = (flow, {head: f"platz[@code='{code}']/@jetzt-text" for head, code in to.items()})
    return found


def heat(s, table):
    found, cells = {}, {"Quote": "quote/@text", "bewertet": "quote/@nenner-text"}
    ages = [e.get("name") for e in s.groups("alter")]
    for profile in s.groups("profillage"):
        of = [e for e in s.groups("profillage-alter") if e.get("profillage") == profile.get("name")]
        columns = {f"zusammen | {head}": path for head, path in cells.items()}
        for age, e in zip(ages, of):
            assert e.get("name") == age
            columns.update({f"{age} | {head}": (lambda _, e=e, path=path: at(e, path)) for head, path in cells.items()})
        code = profile.get("kennung")
        found[(f"{code} · " if code and code not in "IZ" else "") + profile.get("name")] = (profile, columns)
    columns = {f"zusammen | {head}": path for head, path in cells.items()}
    for age, e in zip(ages, s.groups("alter")):
        columns.update({f"{age} | {head}": (lambda _, e=e, path=path: at(e, path)) for head, path in cells.items()})
    found["zusammen"] = (s.whole(), columns)
    return found


def ages(s, table):
    """Where no profiles were delivered."""
    columns = {"Quote": "quote/@text", "bewertet": "quote/@nenner-text"}
    return {**named(s.groups("alter"), columns), "zusammen": (s.whole(), columns)}


def overdue(s, table):
    whole = s.whole()
    found = named(whole.findall("dauer"), {"Kund*innen": "@text", "Anteil": "@anteil-text"})
    found["ohne anrechenbaren Kontakt"] = (whole, {"Kund*innen": "urteil[@code='nie']/@text", "Anteil": "dauer-ohne/@anteil-text"})
    found["zusammen"] = (whole, {"Kund*innen": "ueber-der-frist/@text"})
    return found


def staff_columns(s):
    whole = s.jobcenter.find("personal/gesamt")
    has_target = whole.find("ziel") is not None

    def unless_idle(path):
        """Nobody with a target, and no talk that would count towards one."""
        def said(e):
            if has_target and float(e.find("ziel").get("wert")) == 0 and e.find("beratungen").get("wert") == "0":
                return "–"
            if not has_target and path.startswith("beratungen") and e.find("beratungen").get("wert") == "0":
                return e.find("weitere").get("text")
            return at(e, path)
        return said
    time = f"Arbeitszeit in {s.area.find('personal').get('zeit-aus')}"
    return {"Beratungen | Zahl": unless_idle("beratungen/@text"), "Beratungen | Ziel": unless_idle("ziel/@text"),
            "Beratungen | erreicht": unless_idle("erreicht/@text"), "Beratungen | weitere": "weitere/@text",
            f"{time} | Stunden": "zeit/@stunden-text", f"{time} | Anteil": "anteil/@text", f"{time} | Ziel": "anteil-ziel/@text"}


def staff(s, table):
    p, columns = s.area.find("personal"), staff_columns(s)
    if s.is_team:
        return s.own_and_jobcenter(p.find("gesamt"), s.jobcenter.find("personal/gesamt"), columns)
    return {**named(p.findall("team"), columns), "Jobcenter": (p.find("gesamt"), columns)}


def staff_each(s, table):
    return named(s.area.findall("personal/person"), staff_columns(s))


def week_name(e, more=""):
    return f"{e.get('nummer')} · ab {e.get('von-text')}{more}" + "".join(f" · {h.get('name')}" for h in e.findall("feiertag"))


def staff_weeks(s, table):
    return {week_name(e): (e, staff_columns(s)) for e in s.area.findall("personal/woche")}


def posts(s, table):
    columns = {"Personen": "personen/@text", "Vollzeitstellen": "stellen/@text", "Kund*innen": "kunden/@text", "je Stelle": "kunden-je-stelle/@text",
               "davon U25": "u25-je-stelle/@text", "davon Ü25": "ue25-je-stelle/@text", "Anteil Profillage Z": "profillage-z/@text"}
    p = s.area.find("personal")
    if s.is_team:
        found = s.own_and_jobcenter(p.find("gesamt"), s.jobcenter.find("personal/gesamt"), columns)
        return {**found, **{"davon " + e.get("name"): (e, columns) for e in p.findall("person")}}
    return {**named(p.findall("team"), columns), "Jobcenter": (p.find("gesamt"), columns)}


def ahead_weeks(s, table):
    a = s.area.find("ausblick")
    week, until = "in der Woche | ", "bis zu ihrem Ende zusammen | "
    if a.find("gesamt/kapazitaet") is None:
        week = until = ""
    columns = {week + "fällig": "faellig/@text", "zusammen": "zusammen/@text"}
    start = {week + "fällig": "rueckstand/@text"}
    if week:
        columns.update({week + "davon ohne Zahl": "faellig-ohne-zahl/@text", week + "Kapazität": "kapazitaet/@text",
                        week + "davon Rückstand": "fuer-rueckstand/@text", until + "fällig": "gegen-kapazitaet/@text",
                        until + "Kapazität": "kapazitaet-zusammen/@text", until + "es fehlen": "fehlen/@text"})
        start[week + "davon ohne Zahl"] = "rueckstand-ohne-zahl/@text"
    found = {week_name(e, " (angebrochen)" if e.get("angebrochen") == "ja" else ""): (e, columns) for e in a.findall("woche")}
    found[f"Rückstand am {s.day}"] = (a.find("gesamt"), start)
    return found


def ahead(s, table):
    def until(e):
        late = e.find("reicht-nicht-ab")
        return "–" if e.find("kapazitaet") is None else "reicht" if late is None else f"Woche {late.get('nummer')} · {late.get('von-text')}"
    columns = {"Rückstand": "rueckstand/@text", "wird fällig": "faellig/@text", "Kapazität": "kapazitaet/@text", "reicht nicht ab": until,
               "am Ende fehlen": "fehlen/@text"}
    a, whole = s.area.find("ausblick"), s.jobcenter.find("ausblick/gesamt")
    if s.is_team:
        return s.own_and_jobcenter(a.find("gesamt"), whole, columns)
    return {**named(a.findall("team"), columns), "Jobcenter": (whole, columns)}


FIGURES = {"gezählte Kontakte": "kontakte", "nicht in der verlangten Vermerkart": "kontakt-anders",
           "erster Kontakt nicht in der verlangten Vermerkart": "erster-anders", "am Telefon": "telefon",
           "außerhalb der genannten Gruppen": "telefon-ausserhalb", "mehr als 7 Tage später erfasst": "erfasst-spaet",
           "Beratungsvermerk mit schriftlicher oder elektronischer Kontaktart": "falsch-kodiert",
           "nach Ende des Folgemonats erfasst": "erfasst-nach-folgemonat", "Termine": "termine", "wahrgenommen": "wahrgenommen",
           "nicht erschienen": "nicht-erschienen", "abgesagt": "abgesagt", "geplant, ohne Ergebnis": "ohne-ergebnis",
           "mit unbekanntem Status": "status-unbekannt", "ohne Rechtsfolgenbelehrung": "ohne-belehrung",
           "nicht erschienen, danach weder Termin noch gezählter Kontakt": "kette-unterbrochen",
           "zuletzt einmal nicht erschienen": "nicht-erschienen-einmal", "zweimal in Folge nicht erschienen": "nicht-erschienen-zweimal",
           "dreimal oder öfter in Folge nicht erschienen": "nicht-erschienen-dreimal", "über der Frist, kein Termin geplant": "ueber-der-frist-ohne-termin",
           "über der Frist, Termin geplant (nach dem Fälligkeitstag)": "ueber-der-frist-mit-termin",
           "in der Frist, nächster Termin erst nach dem Fälligkeitstag": "in-der-frist-zu-spaet"}


def nothing_required(s):
    """Somebody is there, and of nobody a requirement is known: then what is made of counted contacts is not known either."""
    n = {e.get("code"): int(e.get("wert")) for e in s.whole().findall("urteil")}
    return int(s.whole().find("kunden").get("wert")) > 0 and sum(n[code] for code in VERDICTS.values()
                                                                 if code not in ("ohne_vorgabe", "nicht_geregelt", "unklar")) == 0


def figures(s, table):
    month = s.root.find("lauf/monat")
    names = dict(FIGURES)
    required = s.area.find("praxis/verlangt")
    names[f"mit mehr als {required.get('termin-hoechstens')} Minuten geplant"] = "zu-lang"
    names[f"Erstgespräch mit weniger als {required.get('erstgespraech-mindestens')} Minuten geplant"] = "erstgespraech-zu-kurz"
    spans = {f"{month.get('name')} {month.get('jahr')} | ": "monat", "laufende Betreuung | ": "gesamt", "": "gesamt"}
    columns = {}
    for head, part in spans.items():
        columns.update({head + "Zahl": f"{part}/@text", head + "Anteil": f"{part}/@anteil-text"})
    found = {}
    for name, kind in names.items():
        e = s.area.find(f"praxis/figur[@art='{kind}']")
        unknown = nothing_required(s) and re.match("kontakt|erster-|telefon|erfasst|ueber-der|in-der", kind)
        found[name] = (e, {head: (lambda _: "–") for head in columns} if unknown or e is None else columns)
    return found


def lead_times(s, table):
    practice = s.area.find("praxis")
    found, names = {}, {e.get("name") for e in practice.findall("vorlauf/stufe")}
    counted = {e.get("art"): int(e.get("wert")) for e in practice.findall("vorlauf[@bis='kontakt']/stufe")}
    new = int(practice.find("figur[@art='neue']/gesamt").get("wert"))
    nobody = new <= counted.get("ohne-vorgabe", 0) + counted.get("unklar", 0)  # of whom a first contact could be counted

    def said(step, kind, attribute):
        if step is None or (nobody and kind == "kontakt" and step.get("art") not in ("ohne-vorgabe", "unklar")):
            return "–"
        return step.get(attribute)
    kinds = {"erster Termin": "termin", "erster gezählter Kontakt": "kontakt"}
    for name in names:
        columns = {}
        for head, kind in kinds.items():
            step = next((e for e in practice.findall(f"vorlauf[@bis='{kind}']/stufe") if e.get("name") == name), None)
            for word, attribute in (("Zahl", "text"), ("Anteil", "anteil-text")):
                columns[f"{head} | {word}"] = lambda _, step=step, kind=kind, attribute=attribute: said(step, kind, attribute)
        found[name] = (practice, columns)
    unknown = practice.find("vorlauf[@bis='termin']/entfaellt") is not None
    found["zusammen"] = (practice, {"erster gezählter Kontakt | Zahl": "figur[@art='neue']/gesamt/@text",
                                    "erster Termin | Zahl": (lambda _: "–") if unknown else "figur[@art='neue']/gesamt/@text"})
    return found


def lengths(s, table):
    heads = {"gezählte Kontakte": "gespraeche", "Termine, wie geplant": "termine"}
    columns = {}
    for head, tag in heads.items():
        if tag == "gespraeche" and nothing_required(s):
            columns.update({f"{head} | {word}": (lambda _: "–") for word in ("Minuten", "Zahl", "offen")})
            continue
        for word, attribute in (("Minuten", "mittel-text"), ("Zahl", "bekannt-text"), ("offen", "unbekannt-text")):
            columns[f"{head} | {word}"] = f"{tag}[@zeitraum='monat']/@{attribute}"
    return named(s.area.findall("praxis/dauern/dauer"), columns)


def exceptions(s, table):
    columns = {"Frist ruht": "ruhend/@text", "eigenes Intervall": "intervall/@text", "Bezirk zählt": "bezirk/@text", "ohne Wirkung": "ohne-wirkung/@text",
               "unklar": "unklar/@text", "zusammen": "gesamt/@text", f"endet bis {s.root.find('lauf/ausnahme-endet').get('bis')}": "endet-bald/@text"}
    return named(s.area.findall("praxis/ausnahmen/ausnahme"), columns, "art")


def half_years(s, table):
    return named(s.area.findall("praxis/halbjahre/halbjahr"), {
        "verlangt": "@verlangt", "Kund*innen": "@kunden-text", "Kontakte im Mittel": "@mittel-text", "schon erreicht": "@erreicht-text", "Anteil": "@anteil-text"})


def households(s, table):
    bg, one = s.area.find("bedarfsgemeinschaften"), "Bedarfsgemeinschaften"
    return {"alle": (bg, {one: "alle/@text"}), "einige": (bg, {one: "einige/@text"}), "keines": (bg, {one: "keine/@text"}),
            "kein Mitglied mit Vorgabe": (bg, {one: "ohne-vorgabe/@text"}), "zusammen": (bg, {one: "@anzahl-text"})}


def files(s, table):
    numbers = {"Größe": "groesse/@text", "Zeilen": "zeilen/@text", "verwendet": "verwendet/@text", "abgelehnt": "abgelehnt/@text",
               "Kundennummer nicht im Bestand": "unbekannte/@text", "doppelt geliefert": "doppelt/@text", "Summen, Fußzeilen": "fusszeilen/@text"}
    none = {head: (lambda _: "nicht geliefert") for head in numbers}
    found = {e.get("art"): (e, numbers if e.get("geliefert") == "ja" else none) for e in s.root.findall("daten/datei")}
    for e in s.root.findall("daten/datei[@geliefert='ja']"):  # in the record under its own name, with each byte
        numbers["Bytes"] = lambda e: "{:,}".format(int(e.find("groesse").get("wert"))).replace(",", ".")
        found[e.get("name") + (f" ({e.get('art')})" if e.get("name") != e.get("art") else "")] = (e, {**numbers, "Kodierung": "@kodierung"})
    return found


def issues(kind):
    def where(e):
        many = len(e.findall("in")) > 1
        return ", ".join(i.get("datei") + (f" {i.get('text')}" if many else "") for i in e.findall("in"))

    def rows(s, table):
        found = named(s.root.findall(f"daten/meldung[@klasse='{kind}']"), {"Zahl": "@text", "Dateien": where}, "grund")
        found["zusammen"] = (s.root.find(f"daten/summe[@klasse='{kind}']"), {"Zahl": "@text"})
        return found
    return rows


def rules(s, table):
    """Words of rules are those of the rule set; what follows a dash belongs to nobody's rule."""
    found = {}
    by_code = {e.get("kennung"): e for e in s.groups("regel")}

    def lines(e):
        more = [e.findtext("vorgabe"), e.findtext("kontaktarten"), "Ausnahmen: " + e.findtext("ausnahmen") if e.findtext("ausnahmen") else None]
        return " ".join(part for part in more if part)
    for e in s.root.findall("regelwerk/regel"):
        group = by_code.get(e.get("nummer"))
        found[e.get("nummer")] = (e, {
            "Wer": lambda e: e.findtext("wer"), "Vorgabe": lines, "Fundstelle": lambda e: e.findtext("quelle"),
            "Zahl": lambda _, g=group: at(g, "kunden/@text"), "Kund*innen": lambda _, g=group: at(g, "kunden/@text"),
            "Quote": lambda _, g=group: at(g, "quote/@text")})
    if "" in by_code:
        found["–"] = (by_code[""], {"Wer": "@name", "Zahl": "kunden/@text", "Kund*innen": "kunden/@text", "Quote": "quote/@text",
                                    "Vorgabe": lambda _: "unklar, weil eine Angabe fehlt, nach der gefragt wird"})
    found[""] = (s.whole(), {"Kund*innen": "kunden/@text", "Wer": lambda _: "zusammen"})
    return found


# ---- fachaufsicht ----

def of_caption(s, table):
    """The caseworker that a caption names behind its first words."""
    mine = [e for e in s.root.findall("bereich/betreuungen/betreuung") if e.get("team") == s.area.get("name")]
    return next(e for e in mine if table.caption.endswith(", " + clean(e.get("name"))))


def caseworkers(s, table):
    columns = {"Kund*innen": "kunden/@text", "überfällig": BY_VERDICT["überfällig"], "ohne Kontakt": BY_VERDICT["ohne Kontakt"],
               "in 4 Wochen fällig": "listen/liste[@art='faellig']/@text", "ausgenommen": BY_VERDICT["ausgenommen"],
               "Vermerke, die nicht zählen": "vermerke/nicht-gezaehlt/@text"}
    return named([e for e in s.root.findall("bereich/betreuungen/betreuung") if e.get("team") == s.area.get("name")], columns)


def caseload(s, table):
    mine = of_caption(s, table)
    found = named(mine.findall("profillage"), GROUP)
    found.update({"zusammen": (mine, GROUP), s.area.get("name"): (s.whole(), GROUP), "Jobcenter": (s.whole(s.jobcenter), GROUP)})
    return found


def late(s, table):
    mine = of_caption(s, table)
    month = s.root.find("bereich/betreuungen").get("vormonat-name")
    columns = {f"über der Frist {month}": "vormonat/@text", f"über der Frist am {s.day}": "jetzt/@text"}
    for head, tag in {"davon | Kontakt seitdem": "kontakt", "davon | sonst im Rhythmus": "im-rhythmus", "davon | ausgenommen": "ausgenommen",
                      "davon | ausgeschieden": "ausgeschieden", "davon | abgegeben": "abgegeben", "davon | nicht mehr bewertet": "sonstige",
                      "davon | weiterhin": "weiterhin", "dazu | neu": "neu", "dazu | übernommen": "uebernommen"}.items():
        columns[head] = f"{tag}/@text"
    return {None: (mine.find("ueber-der-frist"), columns)}


def weeks_of(s, table):
    mine = of_caption(s, table)

    def talks(e):
        return e.find("weitere").get("text") if e.find("weitere").get("wert") != "0" else e.find("beratungen").get("text")
    def target(tag, attribute, raw):
        """Where no week has a target, none is not 0."""
        whole = mine.find(f"wochen/zusammen/{tag}")
        return (lambda _: "–") if whole is None or float(whole.get(raw)) == 0 else f"{tag}/@{attribute}"
    talk, time = target("ziel", "text", "wert"), target("zeit-ziel", "stunden-text", "minuten")
    columns = {"Beratungen": talks, "Ziel": talk if "erreicht" in table.heads else time, "erreicht": "erreicht/@text", "Anteil der Arbeitszeit": "anteil/@text",
               f"Stunden in {s.area.find('personal').get('zeit-aus')}": "zeit/@stunden-text", "Ziel 2": time}
    holidays = {e.get("nummer"): "".join(f" · {h.get('name')}" for h in e.findall("feiertag")) for e in s.jobcenter.findall("personal/woche")}
    found = {f"{e.get('nummer')} · {e.get('von-text')} bis {e.get('bis-text')}{holidays.get(e.get('nummer'), '')}": (e, columns)
             for e in mine.findall("wochen/woche")}
    found["zusammen"] = (mine.find("wochen/zusammen"), columns)
    return found


def not_counted(s, table):
    columns = {"Kontaktart": "@kontaktart", "mit": "@partner", "Vermerkart": "@vermerkart", "Zahl": "@text", "davon selbst geführt": "@selbst-text"}
    return {tuple(clean(e.get(a)) for a in ("grund-text", "vermerkart", "kontaktart", "partner")): (e, columns)
            for e in of_caption(s, table).findall("vermerke/weise")}


# ---- index ----

def teams_of_index(s, table):
    return named(s.groups("team", s.jobcenter), {**BY_VERDICT, "Kund*innen": "kunden/@text", "Quote": "quote/@text"})


TABLES = [
    ("Vergleich mit dem Vormonat", comparison), ("Teams nach Urteil|Summen je Team", by_verdict("team")),
    ("Status nach Urteil", by_verdict("status")), ("Das Team und das Jobcenter nach Urteil", team_by_verdict),
    ("Verlauf nach Urteil", course), ("Quote je Team und Monat", course_of_teams), ("Ursachen der Veränderung", causes),
    (r"Urteil am [\d.]+ \(Zeilen\)", steps), ("Quote nach Profillage und Altersgruppe", heat), ("Quote nach Altersgruppe", ages),
    ("Dauer der Überfälligkeit", overdue),
    ("Beratungen und Arbeitszeit je Team", staff), (r"Beratungen und Arbeitszeit je Betreuer\*in", staff_each),
    ("Beratungen und Arbeitszeit je Kalenderwoche", staff_weeks), (r"Kund\*innen je Vollzeitstelle", posts),
    ("Fällige Kontakte und Kapazität je Kalenderwoche", ahead_weeks), ("Fällige Kontakte und Kapazität je Team", ahead),
    (r"Vermerke$|Termine nach Status|Termine und Regelwerk|Kund\*innen und ihr nächster Termin", figures),
    ("Vorlauf bis zum ersten Termin", lead_times), ("Dauer von Gesprächen und Terminen", lengths), ("Ausnahmen nach Art", exceptions),
    ("Kontakte im Halbjahr", half_years), ("Bedarfsgemeinschaften$", households), ("Gelieferte Dateien|Eingaben$", files),
    ("Abgelehnte Zeilen: ", issues("abgelehnt")), ("Hinweise: ", issues("hinweis")), ("Befunde: ", issues("befund")),
    ("Regeln mit Fundstelle|Regeln, in dieser Folge", rules), ("Die Betreuungen des Teams", caseworkers), ("Fallbestand nach", caseload),
    ("Über der Frist: überfällig oder ohne Kontakt", late), ("Beratungen nach Wochen, ", weeks_of), ("Vermerke, die nicht zählen, ", not_counted),
    ("Teams mit ihren Berichten", teams_of_index),
]


def key_of(table, row, rows):
    """Which entry a row asks for: its head, or as many cells as keys have; words behind a dot may be left out."""
    if None in rows:
        return None
    sizes = {len(key) for key in rows if isinstance(key, tuple)}
    for n in sorted(sizes, reverse=True):
        key = tuple(row.cells[:n]) if len(set(row.cells[:n])) > 1 or n == 1 else (row.cells[0],)
        if key in rows:
            return key
    if row.cells[0] in rows:
        return row.cells[0]
    return row.cells[0].split(" · von ")[0]
