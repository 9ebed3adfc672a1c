#!/usr/bin/env python3
"""Doubts about the exports as a whole: bent samples, and where each doubt is told.

A doubt goes to standard error (whatever --quiet hides), to the first page of every report in PDF and HTML, to
index.html, hinweise.csv, ergebnis.xml and lauf.xml. Exports that do not fit together end the run with 3.

    python3 test_doubts.py PROGRAM [unittest arguments]
"""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree

import program
from program import SAMPLE, Case, call, read_csv

DAY = "2023-11-30"
RULES = "uelzen-ga-08-2019"


def text_of(html):
    """What a reader of a page sees, in one line."""
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\u00ad", "").replace("&quot;", '"').split())


def content(*path):
    with open(os.path.join(*path), encoding="utf-8") as handle:
        return handle.read()


def page_one(pdf):
    done = subprocess.run(["pdftotext", "-l", "1", pdf, "-"], stdout=subprocess.PIPE, check=True)
    return " ".join(re.sub("\u00ad\\s*", "", done.stdout.decode("utf-8")).split())


class Doubts(Case):
    def sample(self, **bent):
        """The sample with some files bent: a function of the lines (bytes as Latin-1, without line ends; it may give
        one text, too), None leaves the file out."""
        folder = self.path("in")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        for name in sorted(os.listdir(SAMPLE)):
            stem = name.split(".")[0]
            if stem not in bent:
                os.symlink(os.path.join(SAMPLE, name), os.path.join(folder, name))
                continue
            if bent[stem] is None:
                continue
            with open(os.path.join(SAMPLE, name), encoding="latin-1", newline="") as handle:
                lines = handle.read().split("\n")[:-1]
            made = bent[stem](lines)
            with open(os.path.join(folder, name), "w", encoding="latin-1", newline="") as handle:
                handle.write(made if isinstance(made, str) else "".join(line + "\n" for line in made))
        return folder

    def run_report(self, folder, *more, day=DAY, rules=RULES):
        shutil.rmtree(self.path("out"), ignore_errors=True)
        done = self.report(folder, "--quiet", *more, rules=rules, day=day)
        return done, self.path("out", day)

    def told(self, folder, pattern, *more, day=DAY, rules=RULES):
        """The run goes on, and the doubt stands wherever somebody would act on the figures; gives the run's folder."""
        done, run = self.run_report(folder, *more, day=day, rules=rules)
        self.good(done)
        self.assertRegex(done.err, "kontaktdichte: Achtung: .*" + pattern)
        pages = [os.path.join(run, "monatsbericht"), os.path.join(run, "nachweis")]
        for kind in ("monatsbericht", "fachaufsicht", "arbeitslisten"):
            there = os.listdir(os.path.join(run, kind)) if os.path.isdir(os.path.join(run, kind)) else []
            names = sorted(name for name in there if name.endswith(".pdf"))
            pages += [os.path.join(run, kind, name[:-4]) for name in names[:2]]
        for page in pages:
            self.assertRegex(page_one(page + ".pdf"), "Achtung: .*" + pattern, page)
            self.assertRegex(text_of(content(page + ".html")), "Achtung: .*" + pattern, page)
        self.assertRegex(text_of(content(run, "index.html")), "Achtung: .*" + pattern)
        reasons = [row["Grund"] for row in read_csv(os.path.join(run, "hinweise.csv"))]
        self.assertTrue(any(re.search(pattern, reason) for reason in reasons), reasons[:5])
        for name in ("ergebnis.xml", "lauf.xml"):
            tree = xml.etree.ElementTree.parse(os.path.join(run, name))
            told = ["".join(element.itertext()) for element in tree.iter("zweifel")]
            self.assertTrue(any(re.search(pattern, text) for text in told), (name, told))
        return run

    def ended(self, folder, pattern, *more, day=DAY, rules=RULES):
        """Every command ends with 3 and says why; the lists are left, no report is."""
        done, run = self.run_report(folder, *more, day=day, rules=rules)
        line = self.refused(done, 3, pattern)
        self.assertIn("--accept-mismatch", line)
        self.assertFalse(os.path.exists(run))
        self.assertEqual(sorted(os.listdir(run + ".fehler")), ["SHA256SUMS", "abgelehnt.csv", "hinweise.csv"])
        for words in (("evaluate", folder), ("list", folder), ("check", folder), ("explain", folder, "--customer", "1")):
            again = call(*words, "--rules", rules, "--as-of", day, *more)
            self.assertEqual(again.code, 3, again)
            self.assertRegex(again.err, pattern)
        return line

    # ---- files without a line ----

    def test_sample_has_no_doubt(self):
        for rules in program.RULE_SETS:
            done, run = self.run_report(SAMPLE, rules=rules)
            self.good(done)
            self.assertNotIn("Achtung", done.err)
            self.assertNotIn("<zweifel", content(run, "ergebnis.xml"))

    def test_needed_file_without_a_line(self):
        for stem in ("kunden", "kontakte"):
            folder = self.sample(**{stem: lambda lines: lines[:1]})
            self.ended(folder, stem + r"\.csv enthält außer der Kopfzeile keine Zeile")
        run = self.told(folder, r"kontakte\.csv enthält außer der Kopfzeile keine Zeile", "--accept-mismatch")
        self.assertIn('<zweifel an="kontakte.csv" angenommen="ja">', content(run, "lauf.xml"))

    def test_other_file_without_a_line_is_taken_as_not_delivered(self):
        for stem in ("termine", "mitarbeiter", "ausnahmen", "abwesenheiten"):
            folder = self.sample(**{stem: lambda lines: lines[:1]})
            run = self.told(folder, stem + r"\.csv enthält außer der Kopfzeile keine Zeile")
            empty = content(run, "ergebnis.csv")
            done, run = self.run_report(self.sample(**{stem: None}))
            self.good(done)
            self.assertEqual(empty, content(run, "ergebnis.csv"))

    # ---- exports that do not fit together ----

    def few(self, notes=None, customers=None, n=30):
        """A small export: n customers in care since 2020, each with a note in every month of 2022 and 2023."""
        made = customers or "".join("%06d;%02d.01.1980;arbeitslos;01.01.2020;A\n" % (100 + i, 1 + i % 28) for i in range(n))
        if notes is None:
            notes = [(100 + i, "%02d.%02d.%d" % (1 + i % 28, month, year))
                     for i in range(n) for year in (2022, 2023) for month in range(1, 13) if (year, month) < (2023, 12)]
            notes = "".join("%06d;%s;Beratungsvermerk;persönlich\n" % note for note in notes)
        return self.exports(kunden=program.CUSTOMERS + made, kontakte=program.CONTACTS + notes)

    def test_small_export_has_no_doubt(self):
        done, _ = self.run_report(self.few(), rules="aa90")
        self.good(done)
        self.assertNotIn("Achtung", done.err)

    def test_keys_written_in_another_way(self):
        """Both sides are shown to those who run it, and what they look like; pages show no number."""
        for change, ours, theirs, look in (
                (lambda key: str(int(key)), "000100", "100", "führende Nullen"),
                (lambda key: "2,14E+14", "000100", "2,14E+14", "Zehnerpotenz"),
                (lambda key: "'" + key, "000100", "'000100", "Anführungszeichen"),
                (lambda key: "Q-%05d" % (int(key) * 7919 % 99991), "000100", "Q-", "unbekannten Kund")):
            with self.subTest(look=look):
                folder = self.few()
                path = os.path.join(folder, "kontakte.csv")
                head, *lines = content(path).splitlines()
                program.write(path, "\n".join([head] + [change(line[:6]) + line[6:] for line in lines]) + "\n")
                line = self.ended(folder, "Vermerk, gleich welcher Art", rules="aa90")
                for words in (look, "„%s“ in kunden.csv" % ours, "„%s" % theirs, "unbekannte"):
                    self.assertIn(words, line)
        run = self.told(folder, "niemand einen Vermerk, gleich welcher Art", "--accept-mismatch", rules="aa90")
        for name in ("monatsbericht.html", "index.html"):
            self.assertNotIn("000100", text_of(content(run, name)))

    def test_one_in_twenty(self):
        """Of 40 two have a note: that is one in twenty; of 41 it is fewer."""
        notes = "".join("%06d;02.11.2023;Beratungsvermerk;persönlich\n" % i for i in (100, 130))
        done = self.evaluate(self.few(notes, n=40))
        self.good(done)
        self.assertEqual(self.evaluate(self.few(notes, n=41)).code, 3)
        self.good(self.evaluate(self.few(notes, n=41), "--accept-mismatch"))
        self.good(self.evaluate(self.few("X;02.11.2023;Beratungsvermerk;persönlich\n", n=19)))

    def test_unknown_words(self):
        folder = self.sample(kontakte=lambda lines: [line.replace("telefonisch", "fon").replace("pers\u00c3\u00b6nlich", "p.")
                                                     .replace("schriftlich", "post") for line in lines])
        line = self.ended(folder, "die Spalte Kontaktart enthält in .* unbekannte Wörter")
        for words in ("„p.“ ", "„fon“ ", "-mal", "persönlich, telefonisch, video", "job init"):
            self.assertIn(words, line)
        self.told(folder, "die Spalte Kontaktart enthält in .* unbekannte Wörter", "--accept-mismatch")

    def test_words_that_no_rule_asks_for(self):
        """Profiles do not matter under aa90-2021 but for I; under ba-arbeitshilfe they do."""
        folder = self.sample(kunden=lambda lines: [lines[0]] + [
            re.sub("(Markt|Aktivierungs|F\u00c3\u00b6rder|Entwicklungs|Stabilisierungs|Unterst\u00c3\u00bctzungs)profil", "Typ", line)
            for line in lines[1:]])
        self.assertEqual(self.run_report(folder, rules="uelzen-ga-08-2019")[0].code, 0)

    # ---- exports that are cut or do not reach ----

    def test_notes_cut_by_customer(self):
        for order, words in ((None, "in der Folge von kunden.csv"), (lambda line: line.split(";")[0].strip('"'),
                                                                  "in der Folge der Kundennummern")):
            def cut(lines, order=order):
                rows = sorted(lines[1:], key=order) if order else lines[1:]
                return lines[:1] + rows[:len(rows) // 2]
            run = self.told(self.sample(kontakte=cut), words + ".*abgeschnitten")
            self.nothing_compared(run)

    def nothing_compared(self, run):
        """No sentence and no figure holds the day against another month."""
        pages = [name for name in sorted(os.listdir(os.path.join(run, "fachaufsicht"))) if name.endswith(".html")]
        for name in ["monatsbericht.html", "index.html", os.path.join("fachaufsicht", pages[0])]:
            text = text_of(content(run, name))
            for words in (r"\d Punkte (mehr|weniger)", "zum Vormonat", "zum Vorjahr", "Die Quote (ist (höher|niedriger|so)|liegt|steigt|sinkt)",
                          "so hoch wie", "der gleiche Anteil", "Im Rhythmus sind .* als Ende", "[+−±]\u00a0?\\d+ seit Ende"):
                self.assertNotRegex(text, words, name)
        self.assertIn("nicht verglichen", text_of(content(run, "monatsbericht.html")))

    def test_notes_that_end_too_early(self):
        """Stale by a month, by three years, and a day of reporting far ahead."""
        def until(year, month):
            return lambda lines: [lines[0]] + [line for line in lines[1:] if self.day_of(line) <= (year, month)]
        for bent, day, words in ((until(2023, 10), DAY, "0 Vermerke in den letzten zwei Wochen"),
                                 (until(2020, 11), DAY, "der neueste Vermerk davor ist vom"),
                                 (None, "2030-01-31", "der neueste Vermerk davor ist vom 09.12.2023")):
            with self.subTest(words=words):
                folder = self.sample(kontakte=bent) if bent else SAMPLE
                run = self.told(folder, "Exporte scheinen nicht bis zum Stichtag .* zu reichen: " + words, day=day)
                (self.nothing_compared if words.startswith("0 ") else self.nobody_rated)(run)

    @staticmethod
    def day_of(line):
        found = re.search(r"(\d\d)\.(\d\d)\.(\d{4})|(\d{4})-(\d\d)", line)
        if not found:
            return 0, 0
        return (int(found[3]), int(found[2])) if found[3] else (int(found[4]), int(found[5]))

    def test_notes_that_begin_later(self):
        notes = "".join("%06d;%02d.11.2023;Beratungsvermerk;persönlich\n" % (100 + i, 1 + i % 28) for i in range(30))
        run = self.told(self.few(notes), "der älteste Vermerk ist vom 01.11.2023", day="2023-06-30", rules="aa90")
        self.nobody_rated(run)

    def nobody_rated(self, run):
        text = text_of(content(run, "monatsbericht.html"))
        self.assertIn("gibt es keine Quote", text)
        for words in ("Niemand von den", "niemand über der Frist", r"sind überfällig"):
            self.assertNotRegex(text, words)
        tree = xml.etree.ElementTree.parse(os.path.join(run, "ergebnis.xml"))
        self.assertEqual({rate.get("text") for rate in tree.iter("quote") if "zaehler" in rate.attrib}, {"–"})
        self.assertNotIn("0,0\u00a0%", {point.find("quote").get("text") for point in tree.iter("punkt")})
        self.nothing_compared(run)

    def test_without_a_note_nobody_is_rated(self):
        folder = self.sample(kontakte=lambda lines: lines[:1])
        self.nobody_rated(self.told(folder, "keine Zeile", "--accept-mismatch"))

    def test_nobody_in_care(self):
        self.told(self.few(), "am Stichtag 31.12.2015 ist keine von 30 Kund", day="2015-12-31", rules="aa90")

    # ---- groupings without their column (spec 2.11) ----

    def groupings(self, kunden):
        """What ergebnis.xml groups by, and what it says that it does not group by; the report's words."""
        self.good(self.report(self.exports(kunden=kunden), "--quiet", "--replace"))
        run = self.path("out", DAY)
        tree = xml.etree.ElementTree.parse(os.path.join(run, "ergebnis.xml"))
        text = text_of(content(run, "monatsbericht.html"))
        return ({g.get("nach") for g in tree.find("bereich").findall("gruppen")},
                {(o.get("nach"), o.get("spalte")) for o in tree.find("daten").findall("ohne-gliederung")}, text)

    def test_no_grouping_without_its_column(self):
        base = "Kundennummer;Geburtsdatum;Status;Betreuung seit"
        rows = "".join(";".join(["K%d" % i, "01.01.1980", "arbeitslos", "01.01.2020"]) + "%s\n" for i in range(1, 4))
        by, without, text = self.groupings(base + ";Team;Betreuer;Profillage;BG-Nummer\n" + rows % ((";A;B1;M;7",) * 3))
        self.assertLessEqual({"team", "profillage", "profillage-alter", "alter"}, by)
        self.assertEqual(without, set())
        self.assertNotIn("danach gliedert", text)
        by, without, text = self.groupings(base + ";Team;Betreuer;BG-Nummer\n" + rows % ((";A;B1;7",) * 3))
        self.assertFalse({"profillage", "profillage-alter", "team-profillage"} & by)
        self.assertEqual(without, {("profillage", "Profillage")})
        self.assertIn("In kunden.csv fehlt „Profillage“: danach gliedert dieser Bericht nicht.", text)
        by, without, text = self.groupings(base + "\n" + rows % (("",) * 3))
        self.assertEqual({n for n, _ in without}, {"team", "betreuung", "profillage", "bedarfsgemeinschaft"})
        self.assertNotIn("Das Team", text)
        self.assertIn("alter", by)

    # ---- the Datenstand, and the run of the month before ----

    def test_how_far_the_exports_reach(self):
        done, run = self.run_report(SAMPLE)
        self.good(done)
        for words in (page_one(os.path.join(run, "monatsbericht.pdf")), text_of(content(run, "index.html")),
                      text_of(content(run, "nachweis.html"))):
            self.assertRegex(words, "Datenstand:? .*Vermerke.09.12.2023")
        self.assertIn('datenstand="2023-12-09"', content(run, "lauf.xml"))

    def test_against_the_run_before(self):
        archive = self.path("archiv")
        self.good(self.report(SAMPLE, "--quiet", rules=RULES, day="2023-10-31", out=archive))
        folder = self.sample(termine=lambda lines: lines[:len(lines) // 3], abwesenheiten=None)
        done = self.report(folder, "--quiet", rules=RULES, day=DAY, out=archive)
        self.good(done)
        self.assertRegex(done.err, r"termine\.csv hat [\d.]+ Zeilen, im Lauf zum 31\.10\.2023 waren es [\d.]+")
        self.assertRegex(done.err, r"abwesenheiten\.csv fehlt; im Lauf zum 31\.10\.2023 war die Datei da, mit [\d.]+ Zeilen")
        text = page_one(os.path.join(archive, DAY, "monatsbericht.pdf"))
        self.assertIn("im Lauf zum 31.10.2023 waren es", text)
        self.assertIn("abwesenheiten.csv fehlt", text)


if __name__ == "__main__":
    program.main()
