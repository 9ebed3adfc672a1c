#!/usr/bin/env python3
"""Job files: the second sample and its canonical twin, mapping errors, pseudonyms, guesses, text of DIN 91379.

    python3 test_job.py PROGRAM SAMPLE_GENERATOR
"""

import glob
import hashlib
import hmac
import html
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import program
from program import CONTACTS, CUSTOMERS, ROOT, SAMPLE, call, read_csv, write

GENERATOR = os.path.abspath(sys.argv.pop(2))
KREIS = os.path.join(ROOT, "samples", "beispielkreis")
KREIS_ARGUMENTS = ["--customers", "600", "--contacts", "6000", "--teams", "4", "--staff", "11", "--seed", "77", "--as-of",
                   "2023-11-30"]
DAY = ["--rules", "uelzen-ga-08-2019", "--as-of", "2023-11-30"]
DIN_91379 = os.path.join(ROOT, "tests", "data", "din-91379-latin-list-1.3.txt")
KEY = "ein Schlüssel von genügender Länge"
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def pseudonym(number, kind="Kundennummer", key=KEY):
    """As docs/auftrag.md says, written anew."""
    digest = hmac.new(key.encode(), kind.encode() + b"\0" + number.encode(), hashlib.sha256).digest()
    bits = int.from_bytes(digest[:8], "big")
    text = ALPHABET[bits & 15]
    bits >>= 4
    for _ in range(11):
        text += ALPHABET[bits & 31]
        bits >>= 5
    return text


def canonical(folder):
    subprocess.run([GENERATOR, "--out", folder] + KREIS_ARGUMENTS, check=True, stderr=subprocess.DEVNULL)


class JobCase(program.Case):
    def job(self, inner, head="", name="auftrag.xml"):
        path = os.path.join(self.dir, name)
        write(path, '<auftrag version="1">\n<jobcenter>Prüfstadt</jobcenter>\n%s<exporte>\n%s</exporte>\n</auftrag>\n'
              % (head, inner))
        return path

    def put(self, **files):
        for name, content in files.items():
            write(os.path.join(self.dir, name + ".txt"), content)


class Sample(JobCase):
    def test_twin_has_the_same_verdicts(self):
        twin = os.path.join(self.dir, "twin")
        canonical(twin)
        mapped, plain = call("evaluate", os.path.join(KREIS, "auftrag.xml")), call("evaluate", twin, *DAY)
        self.assertEqual((mapped.code, plain.code), (0, 0), mapped)
        self.assertEqual(mapped.out, plain.out)
        self.assertGreater(len(mapped.out.splitlines()), 400)

    def test_it_is_what_the_script_makes(self):
        twin, made = os.path.join(self.dir, "twin"), os.path.join(self.dir, "made")
        canonical(twin)
        subprocess.run([sys.executable, "-B", os.path.join(ROOT, "samples", "beispielkreis.py"), twin, made], check=True)
        self.assertEqual(sorted(os.listdir(made)), sorted(os.listdir(KREIS)))
        for name in os.listdir(KREIS):
            with open(os.path.join(KREIS, name), "rb") as a, open(os.path.join(made, name), "rb") as b:
                self.assertEqual(a.read(), b.read(), name)

    def test_it_looks_real(self):
        """What the sample is for: codes, two forms of date in one file, decimal commas, columns that nobody needs."""
        text = {}
        with open(os.path.join(KREIS, "auftrag.xml"), encoding="utf-8") as handle:
            mapped = handle.read()
        for path in glob.glob(os.path.join(KREIS, "*.TXT")):
            with open(path, "rb") as handle:
                raw = handle.read()
            text[os.path.basename(path)] = raw.decode("cp1252")
        with self.assertRaises(UnicodeDecodeError):
            text["KD_STAMM.TXT"].encode("cp1252").decode("utf-8")
        notes = text["VERMERKE_2023-11.TXT"]
        self.assertRegex(notes, r"\t\d\d\.\d\d\.\d{4} \d\d:\d\d\t")
        self.assertRegex(notes, r"\t\d{4}-\d\d-\d\d\t")
        self.assertRegex(text["PERSONAL.TXT"], r";19,50;")
        headers = [h for t in text.values() for h in re.split(r"[;,\t]", t.splitlines()[0])]
        unused = [h for h in headers if 'in="%s"' % h not in mapped]
        self.assertGreaterEqual(len(unused), 24)

    def test_report_and_command_line(self):
        out = os.path.join(self.dir, "out")
        done = call("report", os.path.join(KREIS, "auftrag.xml"), "--out", out)
        self.assertEqual(done.code, 0, done)
        run = os.path.join(out, "2023-11-30")
        record = ET.parse(os.path.join(run, "lauf.xml")).getroot()
        self.assertEqual(record.findtext("jobcenter"), "Jobcenter Beispielkreis")
        self.assertIn("auftrag.xml", [f.get("name") for f in record.findall("datei")])
        self.assertTrue(os.path.exists(os.path.join(run, "monatsbericht.pdf")))
        done = call("evaluate", os.path.join(KREIS, "auftrag.xml"), "--rules", "aa90", "--as-of", "2023-06-30")
        self.assertEqual(done.code, 0, done)
        self.assertEqual(done.out, call("evaluate", os.path.join(KREIS, "auftrag.xml"), "--rules", "aa90", "--as-of",
                                        "30.06.2023").out)
        self.assertNotIn(b"Uelzen", done.out)

    def test_job_of_canonical_exports(self):
        path = os.path.join(self.dir, "auftrag.xml")
        write(path, '<auftrag version="1"><jobcenter>M</jobcenter><regelwerk>uelzen-ga-08-2019</regelwerk>'
                    '<stichtag>2023-11-30</stichtag><exporte ordner="%s"/></auftrag>' % SAMPLE)
        done = call("evaluate", path)
        self.assertEqual(done.code, 0, done)
        self.assertEqual(done.out, call("evaluate", SAMPLE, *DAY).out)

    def test_threads_and_order(self):
        one = call("evaluate", os.path.join(KREIS, "auftrag.xml"), "--threads", "1")
        self.assertEqual(one.out, call("evaluate", os.path.join(KREIS, "auftrag.xml"), "--threads", "7").out)


class Mapping(JobCase):
    """Every fault says the file and line of the job, what was found, what would fit."""

    def setUp(self):
        super().setUp()
        self.put(k="KDNR;GEB;ALO;SEIT;Status\nK1;01.01.1980;1;01.01.2020;verheiratet\n",
                 v="KDNR;TAG;ART;KANAL\nK1;05.11.2023;BV;01\n")

    CONTACT_FILE = ('<datei art="kontakte" pfad="v.txt">\n<spalte name="Kundennummer" in="KDNR"/>\n'
                    '<spalte name="Datum" in="TAG"/>\n<spalte name="Vermerkart" in="ART">'
                    '<wert von="BV" nach="Beratungsvermerk"/></spalte>\n'
                    '<spalte name="Kontaktart" in="KANAL"><wert von="01" nach="persönlich"/></spalte>\n</datei>\n')

    def customers(self, number="KDNR", more="", path="k.txt", attributes=""):
        return ('<datei art="kunden" pfad="%s"%s>\n<spalte name="Kundennummer" in="%s"/>\n'
                '<spalte name="Geburtsdatum" in="GEB"/>\n<spalte name="Betreuung seit" in="SEIT"/>\n%s</datei>\n'
                % (path, attributes, number, more))

    STATUS = '<spalte name="Status" in="ALO"><wert von="1" nach="arbeitslos"/></spalte>\n'

    def fails(self, inner, code, line, *parts):
        path = self.job(inner)
        for command in ("evaluate", "check"):
            done = call(command, path, *DAY)
            self.assertEqual(done.code, code, done)
            said = done.err + done.text # check lists more than one on standard output
            self.assertIn("%s:%d: " % (path, line), said)
            for part in parts:
                self.assertIn(part, said)

    def test_mapped(self):
        done = call("evaluate", self.job(self.customers(more=self.STATUS) + self.CONTACT_FILE), *DAY)
        self.assertEqual(done.code, 0, done)
        row, = read_csv(done.out)
        self.assertEqual((row["Status"], row["Letzter Kontakt"]), ("arbeitslos", "2023-11-05"))

    def test_column_not_there(self):
        self.fails(self.customers("KD_NR", self.STATUS) + self.CONTACT_FILE, 4, 5, "„KD_NR“ (für „Kundennummer“)",
                   "KDNR, GEB, ALO, SEIT, Status", "am ehesten „KDNR“")

    def test_needed_column_not_mapped(self):
        self.fails(self.customers(more='<spalte name="Status" fehlt="ja"/>\n') + self.CONTACT_FILE, 4, 4, "„Status“",
                   "vorhanden: KDNR, GEB, ALO, SEIT, Status", '<spalte name="Status" in=')

    def test_two_to_one(self):
        self.fails(self.customers(more=self.STATUS + '<spalte name="Status" in="Status"/>\n') + self.CONTACT_FILE, 5, 9,
                   "zwei des Exports", "„ALO“", "Zeile 8")

    def test_one_to_two(self):
        self.fails(self.customers(more='<spalte name="Status" in="KDNR"/>\n') + self.CONTACT_FILE, 5, 8,
                   "schon „Kundennummer“", "Zeile 5")

    def test_header_twice(self):
        self.put(k="KDNR;GEB;ALO;SEIT;kdnr\nK1;01.01.1980;1;01.01.2020;K2\n")
        self.fails(self.customers(more=self.STATUS) + self.CONTACT_FILE, 4, 5, "„kdnr“ steht zweimal")

    def test_unknown_word(self):
        self.fails(self.customers(more=self.STATUS.replace("arbeitslos", "arbeitlos")) + self.CONTACT_FILE, 5, 8,
                   "„arbeitlos“", "am nächsten liegt „arbeitslos“")

    def test_file_not_there(self):
        self.fails(self.customers(more=self.STATUS, path="K.TXT") + self.CONTACT_FILE, 4, 4, "K.TXT gibt es nicht",
                   "am ehesten „k.txt“")

    def test_encoding_against_the_mark(self):
        self.put(k="\ufeffKDNR;GEB;ALO;SEIT\nK1;01.01.1980;1;01.01.2020\n")
        self.fails(self.customers(more=self.STATUS, attributes=' kodierung="Windows-1252"') + self.CONTACT_FILE, 4, 4,
                   "BOM")

    def test_separator_told(self):
        self.fails(self.customers(more=self.STATUS, attributes=' trennzeichen="Komma"') + self.CONTACT_FILE, 4, 4,
                   "die Kopfzeile ein einziges Feld: KDNR;GEB;ALO;SEIT;Status")

    def test_check_names_all(self):
        path = self.job(self.customers("KD_NR") + self.CONTACT_FILE.replace('"TAG"', '"DATUM"').replace("KANAL", "WEG"))
        done = call("check", path)
        self.assertEqual(done.code, 4, done)
        for line in (5, 11, 13):
            self.assertIn("%s:%d: " % (path, line), done.text)
        self.assertIn("3 Fehler", done.text)

    def test_unmapped_unknown_value_is_a_warning(self):
        self.put(k="KDNR;GEB;ALO;SEIT\nK1;01.01.1980;7;01.01.2020\n")
        done = call("check", self.job(self.customers(more=self.STATUS) + self.CONTACT_FILE))
        self.assertEqual(done.code, 1, done)
        self.assertIn("„7“", done.text)
        self.assertIn("k.txt:2", done.text)

    def test_told_encodings(self):
        for name, codec in (("ISO-8859-15", "iso8859-15"), ("Windows-1252", "cp1252"), ("UTF-8", "utf-8")):
            text = "KDNR;GEB;ALO;SEIT;Team\nK1;01.01.1980;1;01.01.2020;Žižka € Œ\n".replace("Ž", "Ž")
            self.put(k=text.encode(codec))
            done = call("evaluate", self.job(self.customers(more=self.STATUS, attributes=' kodierung="%s"' % name) +
                                             self.CONTACT_FILE), *DAY)
            self.assertEqual(read_csv(done.out)[0]["Team"], "Žižka € Œ", done)

    def test_not_silent(self):
        """What the reader of a job should know is told with its line, by every command."""
        path, out = self.job(self.customers(more=self.STATUS) + self.CONTACT_FILE), os.path.join(self.dir, "out")
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        write(path, text.replace("</exporte>", '</exporte>\n<berichte>\n<bericht name="monatsbericht" betreuer="ja"/>\n'
                                               '</berichte>'))
        line = text.count("\n", 0, text.index("</exporte>")) + 3
        for done, code in ((call("report", path, "--out", out, *DAY), 0), (call("evaluate", path, *DAY), 0), (call("check", path), 1)):
            self.assertEqual(done.code, code, done)
            self.assertIn("Hinweis: %s:%d: " % (path, line), done.err)
            self.assertIn("dienstvereinbarung", done.err)

    def test_rules_not_found(self):
        path = self.job(self.customers() + self.CONTACT_FILE, "<regelwerk>aa91</regelwerk>\n")
        self.refused(call("evaluate", path), 5, r"auftrag.xml:3: Regelwerk „aa91“ nicht gefunden")
        self.refused(call("evaluate", path, "--rules", "aa92"), 5, r"^kontaktdichte: Regelwerk „aa92“ nicht gefunden")

    def test_not_valid(self):
        path = self.job("", head="<unfug/>\n")
        done = call("check", path)
        self.assertEqual(done.code, 5, done)
        self.assertIn("%s:3: " % path, done.err)


class Pseudonyms(JobCase):
    def setUp(self):
        super().setUp()
        self.key = os.path.join(self.dir, "schlüssel")
        write(self.key, KEY + "\n")
        os.chmod(self.key, 0o600)
        write(os.path.join(self.dir, "kunden.csv"), b"Kundennummer;Nachname;Geburtsdatum;Status;Betreuung seit;Betreuung bis\n"
              b"NR-1;Geheim;01.01.1980;arbeitslos;01.01.2020;\nNR-2;Geheim;01.01.1980;arbeitslos;01.01.2020;\n"
              b"NR-2;Geheim;01.01.1980;arbeitslos;01.01.2020;\nNR-3;Geh\x8feim;01.01.1980;arbeitslos;01.01.2020;\n"
              b"NR-4;\"Geheim;01.01.1980;arbeitslos;01.01.2020;\nNR-5;Geheim;31.02.1980;arbeitslos;01.01.2020;\n"
              b"NR-6;Geheim;01.01.1980;arbeitslos;01.01.2020;01.01.2019\n")
        write(os.path.join(self.dir, "kontakte.csv"), CONTACTS + "NR-9;05.11.2023;Beratungsvermerk;persönlich\n"
              "NR-1;05.11.2023;Beratungsvermerk;persönlich\n")
        self.path = os.path.join(self.dir, "auftrag.xml")
        write(self.path, '<auftrag version="1">\n<jobcenter>P</jobcenter>\n<grenze>1</grenze>\n'
                         '<namen schluessel="schlüssel">pseudonym</namen>\n<exporte/>\n</auftrag>\n')

    def test_nowhere_a_number(self):
        out = os.path.join(self.dir, "out")
        done = call("report", self.path, "--out", out, *DAY)
        self.assertEqual(done.code, 0, done)
        run = os.path.join(out, "2023-11-30")
        for folder, _, names in os.walk(run):
            for name in names:
                if name.endswith(".pdf"):
                    continue
                with open(os.path.join(folder, name), "rb") as handle:
                    content = handle.read()
                self.assertNotIn(b"NR-", content, name)
                self.assertNotIn(b"Geh", content, name)
        rows = read_csv(os.path.join(run, "ergebnis.csv"))
        self.assertEqual([r["Kundennummer"] for r in rows], [pseudonym("NR-1"), pseudonym("NR-2")])
        rejected = read_csv(os.path.join(run, "abgelehnt.csv"))
        self.assertIn(pseudonym("NR-9"), [r["Wert"] for r in rejected])
        self.assertEqual(len(rejected), 6)
        for command in ("evaluate", "check"):
            done = call(command, self.path, *DAY)
            self.assertNotIn(b"NR-", done.out, command)
            self.assertNotIn("NR-", done.err, command)
            self.assertIn(pseudonym("NR-2").encode(), done.out, command)

    # ---- every hint and doubt that tells of keys: the marker "OIO" has letters that no pseudonym has ----

    def bent(self, notes=None, customers=None, more=None):
        """Sixty customers with a note a month; what is given replaces files."""
        base = "".join("00OIO%03d;Wer;%02d.02.1980;arbeitslos;01.01.2020;;BGOIO%03d\n" % (i, 1 + i % 28, i) for i in range(60))
        plain = "".join("00OIO%03d;%02d.%02d.2023;Beratungsvermerk;persönlich\n" % (i, 1 + i % 28, month)
                        for i in range(60) for month in range(1, 12))
        write(os.path.join(self.dir, "kunden.csv"), "Kundennummer;Nachname;Geburtsdatum;Status;Betreuung seit;Betreuer;"
              "BG-Nummer\n" + (customers or (lambda text: text))(base))
        write(os.path.join(self.dir, "kontakte.csv"), CONTACTS + (notes or (lambda text: text))(plain))
        for name in ("ausnahmen.csv", "termine.csv"):
            path = os.path.join(self.dir, name)
            if os.path.exists(path):
                os.remove(path)
        for name, text in (more or {}).items():
            write(os.path.join(self.dir, name), text)

    def assert_no_number(self, what, content):
        found = re.search(b"(?i).{0,60}oio[0-9]{2}.{0,60}", re.sub(rb"base64,[A-Za-z0-9+/=]+", b"", content))
        self.assertIsNone(found, what)

    def texts(self, folder):
        """All files of a run as text: PDF and XLSX, too."""
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                if name.endswith(".pdf"):
                    yield name, subprocess.run(["pdftotext", path, "-"], stdout=subprocess.PIPE, check=True).stdout
                elif name.endswith(".xlsx"):
                    with zipfile.ZipFile(path) as book:
                        for part in book.namelist():
                            yield name + "/" + part, book.read(part)
                else:
                    with open(path, "rb") as handle:
                        yield name, handle.read()

    def test_doubts_and_hints_hold_no_number(self):
        appointments = "Kundennummer;Beginn\n" + "".join("0OIO%03d;01.12.2023 09:00\n" % i for i in range(30))
        bends = {
            "as they are": ({}, "", 0),
            "zeros lost in part": ({"notes": lambda t: t.replace("00OIO00", "OIO00")}, "anders geschrieben|führende Nullen", 0),
            "zeros lost": ({"notes": lambda t: t.replace("00OIO", "OIO")}, "führende Nullen", 3),
            "small letters": ({"notes": lambda t: t.replace("00OIO00", "00oio00")}, "anders geschrieben|Kleinschreibung", 0),
            "shortened": ({"notes": lambda t: t.replace("00OIO00", "2,14E+1OIO00")}, "unbekannten", 0),
            "others": ({"notes": lambda t: t + t.replace("00OIO", "99OIO")}, "unbekannten Kund", 0),
            "unseen": ({"notes": lambda t: t.replace("00OIO0", "00\u200bOIO0"),
                        "customers": lambda t: t.replace("00OIO001", "00O\u200bIO001")}, "", 0),
            "control": ({"customers": lambda t: t.replace("00OIO001", "00OIO\a001")}, "", 0),
            "one household": ({"customers": lambda t: re.sub("BGOIO0[0-3].", "BGOIO001", t)}, "BG-Nummer", 0),
            "nothing": ({"customers": lambda t: t.replace("BGOIO00", "NULL\nNULL;-;NULL")}, "", 0),
            "one number": ({"customers": lambda t: t + "".join(
                "00OIO000;Wer;01.02.1980;arbeitslos;%02d.01.2021;;\n" % day for day in range(1, 26))}, "Kundennummer", 0),
            "two people": ({"customers": lambda t: t + "00OIO000;Andere;02.02.1990;arbeitslos;01.01.2021;;\n"}, "", 0),
            "appointments": ({"more": {"termine.csv": appointments}}, "termine.csv", 0),
            "exceptions": ({"more": {"ausnahmen.csv": "Kundennummer;Von;Art\n" + "".join(
                "OIO%03d;01.01.2023;JBA\n" % i for i in range(10))}}, "ausnahmen.csv", 0),
            "footer": ({"notes": lambda t: t + "Summe OIO001;;;\n00OIO001;;;\n00OIO002;;;;;;\n"}, "", 0),
        }
        for name, (bend, told, code) in bends.items():
            with self.subTest(name):
                self.bent(**bend)
                out = os.path.join(self.dir, "out " + name)
                done = call("report", self.path, "--out", out, *DAY)
                self.assertEqual(done.code, code, done)
                self.assertRegex(done.err, "(?s)" + told)
                self.assert_no_number("stderr", done.err.encode() + done.out)
                files = dict(self.texts(out))
                self.assertIn("hinweise.csv", files)
                for path, content in files.items():
                    self.assert_no_number(path, content)
                for command in ("evaluate", "check", "list"):
                    done = call(command, self.path, *DAY)
                    self.assert_no_number(command, done.err.encode() + done.out)

    def test_the_same_in_a_series(self):
        first, second = call("evaluate", self.path, *DAY).out, call("evaluate", self.path, *DAY).out
        self.assertEqual(first, second)
        write(self.key, KEY + " und noch einer")
        self.assertNotEqual(first, call("evaluate", self.path, *DAY).out)

    def test_key_missing_or_short(self):
        for content in (b"kurz\n", None):
            os.remove(self.key) if content is None else write(self.key, content)
            done = call("evaluate", self.path, *DAY)
            self.assertEqual(done.code, 4, done)
            self.assertIn("%s:4: " % self.path, done.err)
            self.assertEqual(done.out, b"")

    def test_key_is_a_pipe(self):
        os.remove(self.key)
        os.mkfifo(self.key)
        self.refused(call("evaluate", self.path, *DAY, timeout=20), 4, "auftrag.xml:4: .*ist keine Datei")

    def test_explain(self):
        """By pseudonym or by number; what is asked for in vain is not repeated."""
        by_name = call("explain", self.path, "--customer", pseudonym("NR-1"), *DAY)
        self.assertEqual(by_name.code, 0, by_name)
        by_number = call("explain", self.path, "--customer", "NR-1", *DAY)
        self.assertEqual((by_number.code, by_number.out), (0, by_name.out), by_number)
        self.assertNotIn(b"NR-", by_number.out)
        done = call("explain", self.path, "--customer", "NR-77", *DAY)
        self.refused(done, 2, "weder als Pseudonym noch als Kundennummer")
        self.assertNotIn("NR-", done.err)
        done = call("explain", self.path, "--customer", "NR-1", "--output", os.path.join(self.dir, "e.txt"), *DAY)
        self.assertEqual((done.code, done.out), (0, b""), done)
        with open(os.path.join(self.dir, "e.txt"), "rb") as handle:
            self.assertEqual(handle.read(), by_name.out)

    def test_key_open_to_others(self):
        os.chmod(self.key, 0o644)
        self.assertIn("chmod 600", call("evaluate", self.path, *DAY).err)


class Init(JobCase):
    def init(self, folder):
        path = os.path.join(self.dir, "vorschlag.xml")
        if os.path.exists(path):
            os.remove(path)
        done = call("job", "init", folder, "--output", path)
        self.assertEqual(done.code, 0, done)
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        ET.fromstring(text)
        return path, text

    def test_lines_above_the_header(self):
        """The header's line is told as the encoding is: as a guess that the file may overrule."""
        folder = self.exports()
        self.assertNotIn("Kopfzeile erkannt", self.init(folder)[1])
        with open(os.path.join(folder, "kunden.csv"), encoding="utf-8") as handle:
            content = handle.read()
        program.write(os.path.join(folder, "kunden.csv"), "Auswertung\nStand: 30.11.2023\n\n" + content)
        path, text = self.init(folder)
        self.assertIn('Kopfzeile erkannt: Zeile 4; kopfzeile="4" legt sie fest', text)
        self.assertEqual(text.count("Kopfzeile erkannt"), 1)

    def test_canonical(self):
        """Verdicts of the proposal are those of the folder: no guess harms what needs none."""
        path, _ = self.init(os.path.join(ROOT, "samples", "musterstadt"))
        twin = os.path.join(self.dir, "twin")
        canonical(twin)
        path, text = self.init(twin)
        self.assertEqual(call("evaluate", path, *DAY).out, call("evaluate", twin, *DAY).out)
        self.assertFalse("OFFEN: Pflichtspalte" in text)

    def test_real(self):
        """Files and columns of beispielkreis all found, codes that mean nothing by themselves marked."""
        path, text = self.init(KREIS)
        done = call("check", path)
        self.assertIn(done.code, (1, 3), done)  # codes are still without a meaning
        self.assertRegex(text, r"OFFEN: Was bedeutet „01“")
        self.assertIn('<wert von="BVSTO" nach="Beratungsvermerk zur Standortbestimmung"/>', text)
        self.assertIn('<wert von="31.12.9999" nach=""/>', text)
        self.assertFalse("OFFEN: Pflichtspalte" in text)
        with open(os.path.join(KREIS, "KD_STAMM.TXT"), encoding="cp1252") as handle:
            row = handle.read().splitlines()[1].split(";")
        for personal in (row[2], row[4], row[6]):
            self.assertNotIn(personal, text)
        for c in ET.fromstring(text).iter("spalte"):
            self.assertIsNotNone(c.get("in"))

    # Headers that nobody had in mind when the synonyms were written.
    FOREIGN = {
        "kunden": ("export_bewerber.csv", ["Kunden-Nr.", "Nachname", "Vorname", "Geb.-Datum", "Arbeitslosstatus",
                   "Profillage (4PM)", "Zuständiges Team", "Betreuer/in", "In Betreuung seit", "Betreuung beendet am",
                   "Stand gültig ab", "Bedarfsgem.-Nr.", "EGV vom", "Schulpflicht J/N", "Abschlussjahrgang",
                   "SV-pflichtig beschäftigt", "Gesundheitliche Einschränkung", "Mangelnde Mitwirkung"]),
        "kontakte": ("beratungshistorie.csv", ["Kunden-Nr.", "Datum des Gesprächs", "Art des Vermerks", "Art des Kontakts",
                     "Gespräch mit", "Kürzel Fachkraft", "Dauer (Min.)", "Erfasst", "Art des Gesprächs"]),
        "mitarbeiter": ("teamliste.csv", ["Kürzel", "Vollständiger Name", "Teamzugehörigkeit", "Funktion", "Std./Woche",
                        "Anwesend an", "Eintrittsdatum", "Austrittsdatum"]),
        "abwesenheiten": ("zeiten.csv", ["Mitarbeiter/in", "erster Tag", "letzter Tag", "Art"]),
        "ausnahmen": ("regelausnahmen.csv", ["Kunden-Nr.", "Beginn", "Ende", "Grund der Ausnahme", "Neuer Rhythmus",
                      "Bemerkung"]),
        "termine": ("outlook.csv", ["Kunden-Nr.", "Beginn (Datum/Uhrzeit)", "Organisator", "Dauer", "Betreff",
                    "Teilnahmestatus", "Belehrung erfolgt", "vertreten durch", "gebucht am"]),
    }

    def test_foreign_names(self):
        twin, other = os.path.join(self.dir, "twin"), os.path.join(self.dir, "other")
        canonical(twin)
        right = {}
        for kind, (name, headers) in self.FOREIGN.items():
            with open(os.path.join(twin, kind + ".csv"), encoding="utf-8-sig", newline="") as handle:
                head, _, rest = handle.read().partition("\n")
            known = head.strip().split(";")
            write(os.path.join(other, name), ";".join(headers) + "\n" + rest)
            # by canonical name: the generator may write columns in another order than this list
            right[kind] = (name, dict(zip(known, headers)))
        path, text = self.init(other)
        found = wrong = 0
        for f in ET.fromstring(text).iter("datei"):
            name, columns = right[f.get("art")]
            self.assertEqual(f.get("pfad"), name)
            for c in f.iter("spalte"):
                if columns.get(c.get("name")) == c.get("in"):
                    found += 1
                else:
                    wrong += 1
        self.assertEqual(wrong, 0, text)
        self.assertGreaterEqual(found, 50)

    def test_anything(self):
        """Any bytes end in a valid job file or a clear error."""
        odd = os.path.join(self.dir, "odd")
        write(os.path.join(odd, "a--b&<.csv"), "x--y;\"<&>\";;a\x01b;x--y\n-- -->;&amp;;\x02;\ufffe;\"\n" * 3)
        write(os.path.join(odd, "binär.bin"), bytes(range(256)) * 40)
        write(os.path.join(odd, "leer.csv"), b"")
        write(os.path.join(odd, "utf16.csv"), "a;b\n1;2\n".encode("utf-16"))
        write(os.path.join(odd, "kd.csv"), b"KDNR;GEB_DAT;Status;Betreuung seit;Team\n"
              + b"".join(b"K%d;01.01.1970;\xff\"\"--;01.01.2020;>--\n" % i for i in range(50)))
        os.mkfifo(os.path.join(odd, "rohr"))
        os.mkdir(os.path.join(odd, "ordner"))
        path, text = self.init(odd)
        self.assertIn("kd.csv", text)
        done = call("check", path)
        self.assertEqual(done.code, 5, done)  # no contacts: needed, and said to be open
        self.assertIn("OFFEN: keine Datei sieht aus wie die nötige „kontakte“", text)
        self.assertIn("„kontakte“", done.err)

    def test_never_overwritten(self):
        path = os.path.join(self.dir, "da.xml")
        write(path, "von Hand")
        self.refused(call("job", "init", KREIS, "--output", path), 6, "da.xml: gibt es schon")
        with open(path, encoding="utf-8") as handle:
            self.assertEqual(handle.read(), "von Hand")

    def test_what_is_open(self):
        path, text = self.init(KREIS)
        done = call("check", path)
        self.assertIn(done.code, (1, 3), done)  # codes are still without a meaning
        block = done.text.split("\n\n")[1]
        self.assertTrue(done.text.startswith("Im Auftrag noch offen: "), done)
        for number, line in enumerate(text.splitlines(), 1):
            if "<!-- OFFEN" in line:
                self.assertIn("%s:%d: OFFEN" % (path, number), block)
        self.assertNotIn("bezeichnet", block)
        self.assertRegex(block, r"vorschlag.xml:\d+: <jobcenter>.*Platzhalter")
        self.assertIn("kein Stichtag", block)
        out = os.path.join(self.dir, "out")
        self.refused(call("report", path, "--out", out, *DAY), 5, r"vorschlag.xml:\d+: .*Platzhalter")
        self.assertFalse(os.path.exists(out))
        self.assertEqual(call("evaluate", path, "--accept-mismatch", *DAY).code, 0)
        self.assertNotIn("noch offen", call("check", os.path.join(KREIS, "auftrag.xml")).text)
        write(path, '<auftrag version="1">\n<jobcenter>P</jobcenter>\n<exporte ordner="%s"/>\n</auftrag>\n' % SAMPLE)
        block = call("check", path).text.split("\n\n")[1]
        for word in ("kein Bundesland", "kein Regelwerk", "kein Stichtag"):
            self.assertIn(word, block)
        block = call("check", path, "--land", "NI", *DAY).text
        self.assertNotIn("noch offen", block)

    def test_what_is_told(self):
        path = os.path.join(self.dir, "auftrag.xml")
        done = call("job", "init", KREIS, "--output", path, "--jobcenter", "A & <B>", "--land",
                    "BY+Mariä Himmelfahrt+Augsburger Friedensfest", *DAY)
        self.assertEqual(done.code, 0, done)
        root = ET.parse(path).getroot()
        self.assertEqual(root.findtext("jobcenter"), "A & <B>")
        self.assertEqual(root.find("bundesland").get("name"), "Bayern")
        self.assertEqual([n.text for n in root.find("bundesland")], ["Mariä Himmelfahrt", "Augsburger Friedensfest"])
        self.assertEqual((root.findtext("regelwerk"), root.findtext("stichtag")), (DAY[1], DAY[3]))
        done = call("check", path)
        self.assertIn(done.code, (1, 3), done)  # codes are still without a meaning
        self.assertFalse("kein Bundesland" in done.text or "Platzhalter" in done.text, done)
        own = os.path.join(self.dir, "eigen.xml")
        shutil.copy(os.path.join(ROOT, "rules", "aa90.xml"), own)
        done = call("job", "init", KREIS, "--rules", "eigen.xml", cwd=self.dir)
        self.assertEqual(ET.fromstring(done.out).findtext("regelwerk"), os.path.realpath(own))

    def test_standard_output_names_the_folder_in_full(self):
        done = call("job", "init", ".", cwd=KREIS)
        self.assertEqual(ET.fromstring(done.out).find("exporte").get("ordner"), os.path.realpath(KREIS))

    def test_nothing_there(self):
        done = call("job", "init", self.dir)
        self.assertEqual(done.code, 4, done)
        self.assertEqual(done.out, b"")

    KUNDEN = "Kundennummer;%s;Geburtsdatum;Status;Betreuung seit;Betreuung bis\n"
    VERMERKE = "Kundennummer;Datum;Vermerkart;Kontaktart\n" + "".join(
        "%06d;%02d.10.2023;Beratungsvermerk;persönlich\n" % (i, i % 28 + 1) for i in range(100, 160))

    def kunden(self, name, head="Nachname;Vorname", person="Muster;Ute", since="01.02.2022", end="00.00.0000"):
        write(os.path.join(self.dir, "in", name), self.KUNDEN % head + "".join(
            "%06d;%s;%02d.05.1980;arbeitslos;%s;%s\n" % (i, person, i % 28 + 1, since, end) for i in range(100, 160)))
        write(os.path.join(self.dir, "in", "kontakte.csv"), self.VERMERKE)

    def test_two_exports_of_one_kind(self):
        """The one with the newest day; where that does not tell, it is open. Never the other as something else."""
        self.kunden("Kunden 2023-10.csv")
        self.kunden("Kunden 2023-11.csv", since="01.11.2023")
        self.kunden("Kopie von Kunden.csv")
        root = ET.fromstring(self.init(os.path.join(self.dir, "in"))[1])
        self.assertEqual({f.get("art"): f.get("pfad") for f in root.iter("datei")},
                         {"kunden": "Kunden 2023-11.csv", "kontakte": "kontakte.csv"})
        text = self.init(os.path.join(self.dir, "in"))[1]
        self.assertRegex(text, "mehrere Exporte dieser Art: .*„Kunden 2023-10.csv“.*„Kunden 2023-11.csv“ .*01.11.2023.*hier genommen")
        self.kunden("Kunden 2023-11.csv")
        path, text = self.init(os.path.join(self.dir, "in"))
        self.assertRegex(text, "OFFEN: welcher dieser Exporte gilt\\? .*„Kopie von Kunden.csv“.*„Kunden 2023-10.csv“.*„Kunden 2023-11.csv“")
        self.assertNotIn('art="termine"', text)
        self.assertIn("welcher dieser Exporte gilt", call("check", path).text)

    def test_names_in_one_column(self):
        for head in ("Name, Vorname", "Kunde", "Name"):
            self.kunden("kunden.csv", head, "Muster-Özil, Ute Maria")
            path, text = self.init(os.path.join(self.dir, "in"))
            parts = {c.get("name"): (c.get("in"), c.get("teil")) for c in ET.fromstring(text).iter("spalte") if c.get("teil")}
            self.assertEqual(parts, {"Nachname": (head, "vor dem Komma"), "Vorname": (head, "nach dem Komma")})
            self.assertNotIn("Özil", text)
        out = os.path.join(self.dir, "out")
        self.assertEqual(call("report", path, "--jobcenter", "J", "--out", out, *DAY).code, 0)
        with open(os.path.join(out, "2023-11-30", "nachweis.html"), encoding="utf-8") as handle:
            self.assertIn("Muster-Özil, Ute Maria", handle.read())

    def test_parts_have_one_column(self):
        self.refused(call("check", self.job(
            '<datei art="kunden" pfad="k.txt"><spalte name="Nachname" in="N" teil="vor dem Komma"/>'
            '<spalte name="Vorname" in="N" teil="vor dem Komma"/></datei>' + Mapping.CONTACT_FILE)), 5, "ist schon „Nachname“ zugeordnet")

    def test_what_comes_next(self):
        self.kunden("kunden.csv")
        path = os.path.join(self.dir, "mein auftrag.xml")
        done = call("job", "init", os.path.join(self.dir, "in"), "--output", path)
        self.assertEqual((done.code, done.out), (0, b""), done)
        self.assertIn("Auftrag geschrieben: %s\n" % path, done.err)
        self.assertIn("3 Stellen sind noch offen", done.err)
        self.assertTrue(done.err.endswith("kontaktdichte check '%s'\n" % path), done.err)
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        self.assertIn('<wert von="00.00.0000" nach=""/>', text)
        self.assertNotIn("kodierung=\"UTF-8\"", text)  # what the bytes show next month holds
        self.refused(call("job", "init", os.path.join(self.dir, "in"), "--output", path), 6, "gibt es schon")
        done = call("job", "init", "in", cwd=self.dir)
        self.assertTrue(done.err.endswith("kontaktdichte job init in --output auftrag.xml\n"), done.err)
        self.assertEqual(call("job", "init", "in", "--quiet", cwd=self.dir).err, "")

    def test_paths(self):
        folder = os.path.join(self.dir, "ex porte")
        shutil.copytree(KREIS, folder)
        call("job", "init", "ex porte", "--output", "ex porte/auftrag2.xml", cwd=self.dir)
        done = call("job", "init", "ex porte", cwd=self.dir)
        write(os.path.join(self.dir, "hier.xml"), done.out)
        os.mkdir(os.path.join(self.dir, "fern"))
        call("job", "init", "ex porte", "--output", "fern/auftrag.xml", cwd=self.dir)
        for path in ("ex porte/auftrag2.xml", "hier.xml", "fern/auftrag.xml"):
            self.assertIn(call("check", path, cwd=self.dir).code, (1, 3), path)  # it is a draft


class Documentation(JobCase):
    def test_example_loads(self):
        with open(os.path.join(ROOT, "docs", "auftrag.md"), encoding="utf-8") as handle:
            example = re.search(r"```xml\n(<\?xml.*?)```", handle.read(), re.S).group(1)
        path = os.path.join(self.dir, "auftrag.xml")
        write(path, example)
        shutil.copytree(KREIS, os.path.join(self.dir, "exporte"))
        write(os.path.join(self.dir, "geheim", "pseudonyme.txt"), KEY)
        done = call("evaluate", path)
        self.assertEqual(done.code, 0, done)
        self.assertGreater(len(done.out.splitlines()), 400)
        done = call("report", path)
        self.assertEqual(done.code, 0, done)
        self.assertTrue(os.path.exists(os.path.join(self.dir, "berichte", "2023-11-30", "monatsbericht.html")))


class Text(JobCase):
    """Every character and sequence of DIN 91379, UTF-8 as NFC and as NFD, to every text output."""

    def entries(self):
        with open(DIN_91379, encoding="utf-8") as handle:
            lines = [line.rstrip("\n").split("; ", 4) for line in handle if line.strip()]
        return ["".join(chr(int(point, 16)) for point in re.split(r"[ +]+", line[2].strip())) for line in lines]

    def names(self):
        """
        Teams of 30 entries; a frame of letters, so that no space is cut and no combining mark begins a name. Without tab
        and line breaks, which are white space in XML and HTML.
        """
        entries = [e for e in self.entries() if e not in "\t\n\r"]
        self.assertGreater(len(entries), 900)
        return ["Team %02d x%sx" % (i // 30, "x x".join(entries[i:i + 30])) for i in range(0, len(entries), 30)]

    def folder(self, form, names):
        def quoted(text):
            return '"%s"' % text.replace('"', '""')

        folder = os.path.join(self.dir, form)
        write(os.path.join(folder, "kunden.csv"), CUSTOMERS + "".join(
            "K%d;01.01.1980;arbeitslos;01.01.2020;%s\n" % (i, quoted(unicodedata.normalize(form, name)))
            for i, name in enumerate(names)))
        write(os.path.join(folder, "kontakte.csv"), CONTACTS + "".join(
            "K%d;05.11.2023;Beratungsvermerk;persönlich\n" % i for i in range(len(names))))
        return folder

    def test_each_to_ergebnis(self):
        """One by one, so that no entry hides in another; numbered, for teams that differ by white space alone are one."""
        names = ["%d x%sx" % (i, e) for i, e in enumerate(self.entries())]
        wanted = [unicodedata.normalize("NFC", n) for n in names]
        for form in ("NFC", "NFD"):
            done = call("evaluate", self.folder(form, names), *DAY)
            self.assertEqual(done.code, 0, done)
            self.assertEqual([r["Team"] for r in read_csv(done.out)], wanted, form)

    def test_every_output(self):
        names = self.names()
        wanted = {unicodedata.normalize("NFC", n) for n in names}
        for form in ("NFC", "NFD"):
            out = os.path.join(self.dir, "out" + form)
            done = call("report", self.folder(form, names), "--out", out, *DAY)
            self.assertEqual(done.code, 0, done)
            run = os.path.join(out, "2023-11-30")
            self.assertEqual({r["Team"] for r in read_csv(os.path.join(run, "ergebnis.csv"))}, wanted)
            with open(os.path.join(run, "ergebnis.xml"), encoding="utf-8") as handle:
                xml = handle.read()
            ET.fromstring(xml)
            with open(os.path.join(run, "monatsbericht.html"), encoding="utf-8") as handle:
                page = html.unescape(handle.read())
            for name in wanted:
                self.assertTrue(name in html.unescape(xml), "ergebnis.xml: " + name)
                self.assertTrue(name in page, "monatsbericht.html: " + name)


if __name__ == "__main__":
    program.main()
