"""The reader who wants to know: finished monthly reports with a smallest group, attacked with arithmetic.

usage: test_published.py PROGRAM SAMPLE_PROGRAM

For small Jobcenters drawn at random, with tiny teams, two months are made from the same exports, the second with the
first kept beside it, and read as published.py reads them. The same runs without a smallest group are the truth. The
attacker knows all that is shown in both months and every sum that the counts obey; he narrows each hidden count from
both sides, and solves the sums as linear equations. He must not get one that is small. He does where only the small
counts themselves are left out: so he is one.
"""
import collections
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

import published
from published import JOBCENTER, OTHERS, RATED

PROGRAM = SAMPLE = None
MOST = 10 ** 6
PRIME = (1 << 61) - 1
DAYS = ("2023-10-31", "2023-11-30")
MONTHS = ("Oktober 2023", "November 2023")

JOB = """<?xml version="1.0" encoding="UTF-8"?>
<auftrag version="1">
  <jobcenter>Jobcenter Probe</jobcenter>
  <bundesland name="Niedersachsen"/>
  <regelwerk>{rules}</regelwerk>
  <stichtag>{day}</stichtag>
  {more}
  <mindestgruppe>{smallest}</mindestgruppe>
  <exporte ordner="{exports}"/>
  <berichte><bericht name="monatsbericht"{attributes}><format>html</format></bericht></berichte>
</auftrag>
"""


def run(folder, exports, day, smallest, rules, persons=False, *options):
    job = os.path.join(folder, f"auftrag-{smallest}-{day}.xml")
    with open(job, "w", encoding="utf-8") as file:
        file.write(JOB.format(exports=exports, day=day, smallest=smallest, rules=rules,
                              more="<dienstvereinbarung>DV 7/2022</dienstvereinbarung>" if persons else "",
                              attributes=' betreuer="ja"' if persons else ""))
    out = os.path.join(folder, f"ausgabe-{smallest}")
    done = subprocess.run([PROGRAM, "report", job, "--out", out, "--quiet", "--threads", "2", *options], capture_output=True,
                          text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    return os.path.join(out, day)


# ---- what the counts obey ----

class Sums:
    """whole = sum of parts over keys of the truth; each must hold there, or it would be no knowledge but an error."""

    def __init__(self, truth):
        self.truth, self.list = truth, []

    def add(self, whole, parts, must=True):
        parts = [part for part in parts if part in self.truth]
        if whole not in self.truth or not parts:
            return
        if self.truth[whole] == sum(self.truth[part] for part in parts):
            self.list.append((whole, parts))
        elif must:
            raise AssertionError(f"{whole} = {self.truth[whole]}, but its parts {[(p, self.truth[p]) for p in parts]}")


def complete(truth):
    """Counts that no table shows but that follow: met, late and rated of everybody with verdicts."""
    for month, area, group in {key[:3] for key in truth if len(key) == 4}:
        key = (month, area, group)
        if key + ("im Rhythmus",) in truth:
            codes = [truth.setdefault(key + (what,), 0) for what in RATED]
            for what in OTHERS:
                truth.setdefault(key + (what,), 0)
            for what, value in (("met", codes[0] + codes[1]), ("late", codes[2] + codes[3]), ("rated", sum(codes))):
                if truth.setdefault(key + (what,), value) != value:
                    raise AssertionError(f"{key} {what}: {truth[key + (what,)]}, not {value}")


def rates_of(truth, facts):
    """Met and late of groups that are only shown as a rate of the rated: found from the exact shares."""
    for part, whole, tenths in facts.rate:
        if part not in truth and whole in truth and truth[whole] is not None:
            near = round(tenths * truth[whole] / 1000)
            if truth[whole] and abs(1000 * near - tenths * truth[whole]) <= truth[whole]:
                truth[part] = near
            else:
                truth[part] = 0
    for key in list(truth):
        if len(key) == 4 and key[3] == "rated" and key[:3] + ("met",) not in truth:
            truth[key[:3] + ("met",)] = 0
        if len(key) == 4 and key[3] == "rated":
            truth.setdefault(key[:3] + ("late",), truth[key] - truth[key[:3] + ("met",)])


def exact(truth, folder, month):
    """What is only shown as a ratio or a share, from the exact record."""
    root = xml.etree.ElementTree.parse(os.path.join(folder, "ergebnis.xml")).getroot()
    area = root.find("bereich")

    def put(element, key):
        for name, what in (("u25", "U25"), ("ue25", "Ü25"), ("profillage-z", "Z")):
            if element.find(name) is not None and key + ("gesamt",) in truth:
                truth[key + (what,)] = int(element.find(name).get("wert"))

    put(area.find("personal/gesamt"), (month, JOBCENTER, ""))
    for team in area.findall("personal/team"):
        put(team, (month, " ".join(team.get("name").split()), ""))
    for person in area.findall("personal/person"):
        put(person, (month, " ".join(person.get("team").split()), ("Person", person.get("name"))))
    parts = [(JOBCENTER, area.find("praxis"))]
    parts += [(" ".join(part.get("name").split()), part) for part in area.findall("praxis/praxis-team")]
    for name, part in parts:
        figures = {figure.get("art"): figure for figure in part.findall("figur")}
        for art, window, key in (("in-der-frist-mit-termin", "gesamt", ("", "in Frist mit Termin")),
                                 ("erste-kontakte", "gesamt", (("Erste", "Betreuung"), "gesamt")),
                                 ("erste-kontakte", "monat", (("Erste", "Monat"), "gesamt"))):
            found = figures[art].find(window)
            if found is not None:
                truth[(month, name) + key] = int(found.get("wert"))


def groups_sum(sums, month, area, by):
    """What is counted in groups (verdicts by status, rates by profile and age) sums to the area."""
    groups = collections.defaultdict(list)
    for key in sums.truth:
        if key[:2] == (month, area) and isinstance(key[2], tuple) and key[2][0] == by:
            groups[key[2]].append(key[3])
    flat = [group for group in groups if len(group) == 2]
    for what in ("met", "late", "rated", "gesamt") + RATED + OTHERS:
        sums.add((month, area, "", what), [(month, area, group, what) for group in flat])
        for group in flat:
            inner = [other for other in groups if len(other) == 3 and other[1] == group[1]]
            sums.add((month, area, group, what), [(month, area, other, what) for other in inner])
        for age in ("U25", "Ü25"):
            inner = [other for other in groups if len(other) == 3 and other[2] == age]
            sums.add((month, area, ("Alter", age), what), [(month, area, other, what) for other in inner])


def area_sums(sums, month, area):
    truth = sums.truth
    whats = {key[3] for key in truth if key[:3] == (month, area, "")}

    def add(whole, parts, must=True):
        sums.add((month, area, "", whole), [(month, area, "", part) for part in parts], must)

    def those(*begin):
        return sorted((what for what in whats if isinstance(what, tuple) and what[:len(begin)] == begin), key=str)

    add("überfällig", those("seit"))
    add("über 90", [what for what in those("seit") if what[1] in ("91 bis 180 Tage", "über 180 Tage")])
    add("late", ["ohne Termin", "mit Termin"])
    add("gesamt", ["U25", "Ü25"])
    add("Wochen", those("Woche"))
    for which in ("Termin", "Kontakt"):
        add("Neue", those("Vorlauf", which))
    add(("BG", "zusammen"), [("BG", name) for name in ("alle", "einige", "keines", "kein Mitglied mit Vorgabe")])
    add(("BG", "mit Vorgabe"), [("BG", name) for name in ("alle", "einige", "keines")])
    kinds = {what[1] for what in those("Ausnahme")} - {"zusammen"}
    effects = {what[2] for what in those("Ausnahme")} - {"zusammen", "endet"}
    for effect in effects | {"zusammen", "endet"}:
        add(("Ausnahme", "zusammen", effect), [("Ausnahme", kind, effect) for kind in sorted(kinds)])
    for kind in kinds | {"zusammen"}:
        add(("Ausnahme", kind, "zusammen"), [("Ausnahme", kind, effect) for effect in sorted(effects)])
    for place in {what[1] for what in those("war")}:
        add(("war", place), those("Schritt", place))
    for place in {what[1] for what in those("ist")}:
        add(("ist", place), [what for what in those("Schritt") if what[2] == place])
        add(place, [("ist", place)])
    persons = sorted({key[2] for key in truth if key[:2] == (month, area) and isinstance(key[2], tuple)
                      and key[2][0] == "Person"})
    for what in ("gesamt", "U25", "Ü25", "Z"):
        sums.add((month, area, "", what), [(month, area, person, what) for person in persons], must=False)


RISE, FALL = ("war überfällig, jetzt im Rhythmus", "war im Rhythmus, jetzt überfällig")
MOVES = {  # a change of the verdict: from, to
    RISE: (("überfällig", "ohne Kontakt"), ("im Rhythmus", "bald fällig")),
    FALL: (("im Rhythmus", "bald fällig"), ("überfällig", "ohne Kontakt")),
}


def causes_sum(sums, month, area):
    """Whoever went from overdue to rhythm, or back, has one of the causes of that move."""
    whats = [key[3] for key in sums.truth if key[:3] == (month, area, "") and isinstance(key[3], tuple)]
    for move, (before, after) in MOVES.items():
        steps = [("Schritt", x, y) for x in before for y in after if ("Schritt", x, y) in whats]
        causes = [what for what in whats if what[0] == "Ursache" and what[2] == move]
        if steps:
            total = (month, area, "", ("Wechsel", move))
            sums.truth[total] = sum(sums.truth[(month, area, "", what)] for what in steps)
            sums.add(total, [(month, area, "", what) for what in steps])
            sums.add(total, [(month, area, "", what) for what in causes], must=False)
    for cause, place, came in (("zugegangen", "außerhalb", True), ("abgegangen", "außerhalb", False),
                               ("ausgenommen", "ausgenommen", False),
                               ("nicht mehr ausgenommen", "ausgenommen", True)):
        for half in (("im Rhythmus", "bald fällig"), ("überfällig", "ohne Kontakt")):
            steps = [("Schritt", place, x) if came else ("Schritt", x, place) for x in half]
            words = ("jetzt im Rhythmus", "jetzt überfällig") if came else ("war im Rhythmus", "war überfällig")
            move = words[half[0] == "überfällig"]
            sums.add((month, area, "", ("Ursache", cause, move)), [(month, area, "", what) for what in steps], False)


def family(key):
    """The table a count stands in."""
    month, area, group, what = key
    kind = "Profil" if group and group[0] in ("Profillage", "Alter") else group[0] if group else ""
    return month, area, kind, what[0] if isinstance(what, tuple) else "" if kind else what


SAID = ("endet bald", "Ende offen")  # in a sentence, where it is neither 0 nor hidden


def fill(truth, known, teams):
    """A row that is not there is 0; the reader knows that only where the table is there."""
    there = {family(key) for key, value in known.items() if key[0] != "Veränderung" and value is not None}
    rows = [key for key in truth if key[1:2] == (JOBCENTER,) and len(key) == 4 and (
        key[2] and key[2][0] in ("Status", "Profillage", "Alter") or key[3][0] in ("Ausnahme", "Vorlauf", "seit", "Woche") or key[3] in SAID)]
    for key in rows:
        for team in teams:
            other = (key[0], team) + key[2:]
            if other not in truth:
                truth[other] = 0
                whole = {"Vorlauf": "Neue", "seit": "late"}.get(key[3][0])
                none = whole and known.get((key[0], team, "", whole)) == 0
                known[other] = 0 if key[3] not in SAID and (none or family(other) in there) else None


def all_sums(truth, teams):
    sums = Sums(truth)
    for month, area, group in sorted({key[:3] for key in truth if len(key) == 4 and key[0] != "Veränderung"}, key=str):
        key = (month, area, group)
        if key + ("im Rhythmus",) in truth:
            sums.add(key + ("gesamt",), [key + ("rated",)] + [key + (what,) for what in OTHERS])
            sums.add(key + ("met",), [key + (what,) for what in RATED[:2]])
            sums.add(key + ("late",), [key + (what,) for what in RATED[2:]])
        sums.add(key + ("rated",), [key + ("met",), key + ("late",)])
        if group == "":
            for by in ("Status", "Profillage", "Alter"):
                groups_sum(sums, month, area, by)
            area_sums(sums, month, area)
            causes_sum(sums, month, area)
    for key in [key for key in truth if len(key) == 4 and key[1] == JOBCENTER]:
        month, _, group, what = key
        what_kind = what[0] if isinstance(what, tuple) else ""
        if what_kind not in ("BG", "Schritt", "Ursache", "war", "ist", "Wechsel"):  # teams do not sum up there
            sums.add(key, [(month, team, group, what) for team in teams], must=False)
    return sums


# ---- the attacker ----

def linear(sums, facts):
    """Every sum as a row of coefficients that gives 0, over keys; and bounds that rates and ratios give."""
    rows = [dict([(whole, -1)] + [(part, 1) for part in parts]) for whole, parts in sums.list]
    limits = []  # (coefficients, at least) ... sum >= least
    for part, whole, tenths in facts.rate:
        limits.append(({part: 2000, whole: -(2 * tenths - 1)}, 0))
        limits.append(({part: -2000, whole: 2 * tenths + 1}, 0))
    for key, low, high in facts.mean:
        limits.append(({key: 1}, int(low) if low == int(low) else int(low // 1 + 1)))
        limits.append(({key: -1}, -int(high // 1)))
    return rows, limits


def narrow(rows, limits, known, keys):
    """Least and most of every count, until nothing moves."""
    low = {key: known[key] if known.get(key) is not None else 0 for key in keys}
    high = {key: known[key] if known.get(key) is not None else MOST for key in keys}
    both = [(row, 0) for row in rows] + [({key: -n for key, n in row.items()}, 0) for row in rows]
    both += [(row, least) for row, least in limits if all(key in low for key in row)]
    of_key = collections.defaultdict(list)
    for i, (row, _) in enumerate(both):
        for key in row:
            of_key[key].append(i)
    todo = set(range(len(both)))
    while todo:
        row, least = both[todo.pop()]
        most = sum(n * (high[key] if n > 0 else low[key]) for key, n in row.items())
        for key, n in row.items():  # n * key >= least - most of the others
            bound = least - (most - n * (high[key] if n > 0 else low[key]))
            if n > 0 and -(-bound // n) > low[key]:
                low[key] = -(-bound // n)
            elif n < 0 and bound // n < high[key]:
                high[key] = bound // n
            else:
                continue
            todo.update(of_key[key])
            most = sum(m * (high[other] if m > 0 else low[other]) for other, m in row.items())
    return low, high


def solve(rows, known):
    """The hidden counts that the sums alone determine, by elimination modulo a prime."""
    reduced, found = {}, set()
    for row in rows:
        row = {key: n % PRIME for key, n in row.items() if known.get(key) is None}
        for key in sorted(row, key=str):
            if key in row and key in reduced:
                factor = row[key]
                for other, n in reduced[key].items():
                    row[other] = (row.get(other, 0) - factor * n) % PRIME
                row = {other: n for other, n in row.items() if n}
        while any(key in reduced for key in row):
            key = next(key for key in row if key in reduced)
            factor = row[key]
            for other, n in reduced[key].items():
                row[other] = (row.get(other, 0) - factor * n) % PRIME
            row = {other: n for other, n in row.items() if n}
        if row:
            pivot = min(row, key=str)
            inverse = pow(row[pivot], -1, PRIME)
            row = {key: n * inverse % PRIME for key, n in row.items()}
            for key, other in list(reduced.items()):
                if pivot in other:
                    factor = other[pivot]
                    for name, n in row.items():
                        other[name] = (other.get(name, 0) - factor * n) % PRIME
                    reduced[key] = {name: n for name, n in other.items() if n}
            reduced[pivot] = row
    for key, row in reduced.items():
        if len(row) == 1:
            found.add(key)
    return found


def attack(sums, facts, known, smallest):
    """The small counts that the attacker gets: {key: value}. A change is no group of customers."""
    truth = sums.truth
    rows, limits = linear(sums, facts)
    keys = set(truth)
    low, high = narrow(rows, limits, known, keys)
    wrong = [key for key in keys if not low[key] <= truth[key] <= high[key]]
    if wrong:
        raise AssertionError(f"the attacker reckons with what is not so: {wrong[:3]}")
    determined = solve(rows, known)
    return {key: truth[key] for key in keys
            if 0 < truth[key] < smallest and key[0] != "Veränderung" and (known.get(key) is not None or low[key] == high[key]
                                              or key in determined)}


# ---- the tests ----

def read_both(folders, small):
    """Both months of a run; where they say the same of a count, it is one count."""
    runs = [published.read_run(folder, month, small) for folder, month in zip(folders, MONTHS)]
    return runs


class Case:
    """One Jobcenter: two months, once with all and once with what is hidden."""

    def __init__(self, test, exports, smallest, rules, persons=False):
        self.test, self.smallest = test, smallest
        with tempfile.TemporaryDirectory() as folder:
            exact_runs = [run(folder, exports, day, 1, rules, persons) for day in DAYS]
            hidden_runs = [run(folder, exports, day, smallest, rules, persons) for day in DAYS]
            self.open, self.hidden = read_both(exact_runs, 1), read_both(hidden_runs, smallest)
            for (facts, _), path, month in zip(self.open, exact_runs, MONTHS):
                exact(facts.count, path, month)
            with open(os.path.join(hidden_runs[1], "ergebnis.xml"), encoding="utf-8") as file:
                self.internal = file.read()

    def check(self):
        """Gives how many small counts the attacker gets where only they are left out, and how many are hidden."""
        truth, known, rates, means = {}, {}, [], []
        for (facts, teams), (shown, shown_teams) in zip(self.open, self.hidden):
            self.test.assertEqual(teams, shown_teams)
            self.test.assertEqual(shown.strange, [])
            self.take(facts.count, truth)
            self.take(shown.count, known)
            rates += shown.rate
            means += shown.mean
            complete(truth)
            rates_of(truth, facts)
        for key, value in known.items():
            if key[0] != "Veränderung":
                truth.setdefault(key, 0)  # a column that is all 0 is shown where one of it is hidden
                if value is not None:
                    self.test.assertEqual(value, truth[key], key)
                    self.test.assertFalse(0 < value < self.smallest, f"{key} = {value}")
        complete(truth)
        truth = {key: value for key, value in truth.items() if value is not None and key[0] != "Veränderung"}
        teams = sorted(set(self.open[0][1]) | set(self.open[1][1]))
        fill(truth, known, teams)
        sums = all_sums(truth, teams)
        for change in [key for key in known if key[0] == "Veränderung"]:
            self.add_change(sums, change, known)
        facts = published.Facts("")
        facts.rate = [rate for rate in rates if rate[0] in truth and rate[1] in truth]
        facts.mean = [mean for mean in means if mean[0] in truth]
        got = attack(sums, facts, known, self.smallest)
        self.test.assertEqual(got, {})
        naive = {key: value if not 0 < value < self.smallest else None for key, value in sums.truth.items()}
        facts.rate, facts.mean = [], []
        return len(attack(sums, facts, naive, self.smallest)), sum(value is None for value in known.values())

    @staticmethod
    def take(counts, to):
        for key, value in counts.items():
            if to.get(key) is None:
                to[key] = value

    @staticmethod
    def add_change(sums, change, known):
        _, month, before, area, what = change
        now, then, by = (month, area, "", what), (before, area, "", what), known[change]
        if now in sums.truth and then in sums.truth and sums.truth[now] - sums.truth[then] == by:
            step = ("Veränderung", month, before, area, what, "um")
            sums.truth[step] = known[step] = abs(by)
            sums.list.append((now, [then, step]) if by >= 0 else (then, [now, step]))


class TestPublished(unittest.TestCase):
    maxDiff = None

    def exports(self, folder, seed, customers, teams):
        out = os.path.join(folder, f"exporte-{seed}")
        subprocess.run([SAMPLE, "--out", out, "--customers", str(customers), "--contacts", str(customers * 12), "--teams",
                        str(teams), "--staff", str(2 * teams), "--seed", str(seed), "--as-of", "2023-11-30"], check=True,
                       stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        return out

    def test_small_jobcenters(self):
        naive = hidden = 0
        rules = ("uelzen-ga-08-2019", "aa90", "moenchengladbach-2012")
        with tempfile.TemporaryDirectory() as folder:
            for seed in range(CASES):
                customers, teams = 25 + seed * 53 % 400, 1 + seed % 6
                exports = self.exports(folder, seed + 1, customers, teams)
                with self.subTest(seed=seed + 1, customers=customers, teams=teams):
                    case = Case(self, exports, (3, 5, 3, 2)[seed % 4], rules[seed % 3], persons=seed % 3 == 1)
                    n, m = case.check()
                    naive += n
                    hidden += m
        self.assertGreater(hidden, 100)
        self.assertGreater(naive, 20)  # with the small counts alone left out he gets many of them

    def test_what_is_said(self):
        """The sign has its legend; the data of the run is complete and says that it is not to be published."""
        case = Case(self, os.path.join(ROOT, "samples", "musterstadt"), 3, "uelzen-ga-08-2019")
        root = xml.etree.ElementTree.fromstring(case.internal)
        self.assertEqual(root.find("lauf/mindestgruppe").attrib, {"wert": "3", "angewendet": "nein"})
        self.assertIn("nicht zum Veröffentlichen", root.find("lauf/mindestgruppe").text)
        self.assertNotIn("verborgen=", case.internal)
        self.assertTrue(case.check()[1])

    def test_folders(self):
        """A team's folder holds no data of the run, and its front page hides what the report hides."""
        with tempfile.TemporaryDirectory() as folder:
            out = run(folder, os.path.join(ROOT, "samples", "musterstadt"), DAYS[1], 3, "uelzen-ga-08-2019", True,
                      "--recipients")
            teams = os.path.join(out, "empfaenger", "teams")
            self.assertEqual(len(os.listdir(teams)), 8)
            for team in os.listdir(teams):
                self.assertEqual(sorted(os.listdir(os.path.join(teams, team))),
                                 ["SHA256SUMS", "index.html", "monatsbericht.html"])
                facts, front = published.Facts("November 2023"), published.Facts("November 2023")
                name = published.team_of(os.path.join(teams, team, "monatsbericht.html"))
                facts.names = front.names = [name]
                published.read_page(facts, os.path.join(teams, team, "monatsbericht.html"), name, 3)
                published.read_page(front, os.path.join(teams, team, "index.html"), name, 3)
                self.assertEqual(facts.strange + front.strange, [])
                self.assertGreaterEqual(len(front.count), 4)
                for key, value in front.count.items():
                    self.assertEqual(facts.count[key], value, key)
            for name in ("monatsbericht.html", "index.html"):
                with open(os.path.join(out, name), encoding="utf-8") as file:
                    self.assertIn("kleiner als 3", file.read())


ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASES = int(os.environ.get("KD_CASES", "12"))

if __name__ == "__main__":
    PROGRAM, SAMPLE = (os.path.abspath(path) for path in sys.argv[1:3])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
