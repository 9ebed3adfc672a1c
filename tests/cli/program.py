"""What the tests of the program share: calling it, small exports, reading its lists.

A test file that uses it is called as `python3 test_x.py PROGRAM [unittest arguments]` and ends with
`N passed, M failed`.
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "samples", "musterstadt")
RULE_SETS = ["aa90", "aa90-2021", "ba-arbeitshilfe", "moenchengladbach-2012", "uelzen-ga-08-2019"]
COLUMNS = ("Kundennummer;Team;Betreuer;Altersgruppe;Status;Profillage;Regel;Individuell;Urteil;Fällig;Tage überfällig;"
           "Gezählte Kontakte;Gefordert;Letzter Kontakt;Kontakt ab;Nächster persönlich;Ausgenommen bis;Frist aus;"
           "Pausentage;Fundstelle;Regelwerk;Team wirksam;Bewertet;Grund;Nicht erschienen in Folge;Nächster Termin")
VERDICTS = ["unklar", "ohne_vorgabe", "nicht_geregelt", "ausgenommen", "nie", "ueberfaellig", "neu", "faellig", "erfuellt"]

CUSTOMERS = "Kundennummer;Geburtsdatum;Status;Betreuung seit;Team\n"
CONTACTS = "Kundennummer;Datum;Vermerkart;Kontaktart\n"
ANOTHER = "X9;01.11.2023;Beratungsvermerk;persönlich\n"  # a note, but on nobody who is there
ANOTHERS = CONTACTS + ANOTHER

program = None


class Done:
    """How a call ended."""

    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")

    @property
    def text(self):
        return self.out.decode("utf-8")

    def __repr__(self):
        return "exit %d\n--- out\n%s\n--- err\n%s" % (self.code, self.out[:2000].decode("utf-8", "replace"), self.err[:2000])


def call(*words, cwd=None, env=None, stdout=subprocess.PIPE, umask=-1, timeout=900, before=()):
    """One call of the program; never through a shell."""
    command = list(before) + [program] + [os.fspath(word) for word in words]
    options = {} if umask < 0 else {"preexec_fn": lambda: os.umask(umask)}
    environment = dict(os.environ, **(env or {}))
    return Done(subprocess.run(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, cwd=cwd,
                               env=environment, timeout=timeout, **options))


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as handle:
        handle.write(content if isinstance(content, bytes) else content.encode("utf-8"))


def read_csv(path_or_bytes):
    """Rows as dicts."""
    if isinstance(path_or_bytes, bytes):
        text = path_or_bytes.decode("utf-8")
    else:
        with open(path_or_bytes, "rb") as handle:
            text = handle.read().decode("utf-8")
        # those for spreadsheets begin with a byte order mark, data do not
        marked = os.path.basename(path_or_bytes) in ("abgelehnt.csv", "hinweise.csv")
        if text.startswith("\ufeff") != marked:
            raise AssertionError("%s: byte order mark %s" % (path_or_bytes, "missing" if marked else "not expected"))
        text = text.removeprefix("\ufeff")
    lines = list(csv.reader(text.splitlines(keepends=True), delimiter=";", strict=True))
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def customers(n, first=1):
    return "".join("K%d;01.01.1980;arbeitslos;01.01.2020;Team A\n" % i for i in range(first, first + n))


class Case(unittest.TestCase):
    """A test with a folder of its own (self.dir)."""

    maxDiff = None

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="kd-cli-")
        self.addCleanup(self.clean)

    def clean(self):
        for folder, folders, _ in os.walk(self.dir):
            for name in folders:
                path = os.path.join(folder, name)
                if not os.path.islink(path):
                    os.chmod(path, 0o700)
        shutil.rmtree(self.dir)

    def path(self, *names):
        return os.path.join(self.dir, *names)

    def exports(self, name="in", **files):
        """A folder of exports; kunden and kontakte are made where not given, None leaves a file out."""
        given = {"kunden": CUSTOMERS + customers(2), "kontakte": CONTACTS + "K1;01.11.2023;Beratungsvermerk;persönlich\n"}
        given.update(files)
        os.makedirs(self.path(name), exist_ok=True)
        for stem, content in given.items():
            if content is not None:
                write(self.path(name, stem + ".csv"), content)
        return self.path(name)

    def good(self, done):
        self.assertEqual(done.code, 0, done)
        return done

    def assert_code(self, done, code):
        self.assertEqual(done.code, code, done)
        return done

    def refused(self, done, code, pattern):
        """Ends with code; the one line that says why matches pattern and says what was expected."""
        self.assertEqual(done.code, code, done)
        lines = [line for line in done.err.splitlines() if "; erwartet: " in line]
        self.assertEqual(len(lines), 1, done)
        self.assertRegex(lines[0], pattern)
        return lines[0]

    def report(self, exports, *more, out=None, rules="aa90", day="2023-11-30", **options):
        return call("report", exports, "--rules", rules, "--as-of", day, "--out", out or self.path("out"), *more, **options)

    def evaluate(self, exports, *more, rules="aa90", day="2023-11-30", **options):
        return call("evaluate", exports, "--rules", rules, "--as-of", day, *more, **options)


def files_below(folder):
    """{path within folder: bytes}"""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            with open(path, "rb") as handle:
                found[os.path.relpath(path, folder)] = handle.read()
    return found


def main():
    global program
    if len(sys.argv) < 2:
        sys.exit("usage: %s PROGRAM [unittest arguments]" % sys.argv[0])
    sys.modules["program"].program = os.path.abspath(sys.argv.pop(1))
    result = unittest.main(module="__main__", exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    print("%d passed, %d failed%s" % (result.testsRun - failed - len(result.skipped), failed,
                                      ", %d skipped" % len(result.skipped) if result.skipped else ""))
    sys.exit(1 if failed or not result.testsRun else 0)
