"""Publishing when all goes wrong: killed at each call that changes the file system, ended by signals, on drives that refuse.

    python3 test_publishing.py PROGRAM COMPILER [unittest arguments]
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from program import ROOT, Case, call, customers, CUSTOMERS, main, write

DAY, OTHER = "2023-11-30", "2023-10-31"
compiler = "cc"


def whole(folder):
    """The bytes of a run's ergebnis.csv, where all of it is what its SHA256SUMS say; else None."""
    try:
        with open(os.path.join(folder, "SHA256SUMS"), encoding="utf-8") as handle:
            named = dict(reversed(line.rstrip("\n").split("  ", 1)) for line in handle)
    except OSError:
        return None
    there = {os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names}
    if not named or there - {"SHA256SUMS"} != set(named):
        return None
    for name, digest in named.items():
        with open(os.path.join(folder, name), "rb") as handle:
            if hashlib.sha256(handle.read()).hexdigest() != digest:
                return None
    with open(os.path.join(folder, "ergebnis.csv"), "rb") as handle:
        return handle.read()


class Publishing(Case):
    """One report of two customers, a run of which is a few dozen calls."""

    def setUp(self):
        super().setUp()
        self.shim = self.path("shim.so")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", self.shim, source], check=True)
        self.out = self.path("out")
        self.exports("old")
        self.exports("new", kunden=CUSTOMERS + customers(3))
        self.exports("other")
        for name, day in (("old", DAY), ("new", DAY), ("other", OTHER)):
            self.job(name, day)
        self.env = {}

    def job(self, name, day, more=""):
        write(self.path(name + ".xml"),
              '<auftrag version="1"><jobcenter>Jobcenter Test</jobcenter><regelwerk>aa90</regelwerk><stichtag>%s</stichtag>'
              '<exporte ordner="%s"/><berichte><bericht name="nachweis"><format>html</format></bericht></berichte><archiv verwenden="nein"/>'
              '%s</auftrag>' % (day, self.path(name), more))

    def run_it(self, name, *more, **env):
        if env or self.env:
            env = dict(self.env, LD_PRELOAD=self.shim, ASAN_OPTIONS="verify_asan_link_order=0", **env)
        return call("report", self.path(name + ".xml"), "--out", self.out, "--threads", "1", "--replace", *more, env=env)

    def start(self):
        shutil.rmtree(self.out, ignore_errors=True)
        self.good(self.run_it("old"))
        return whole(os.path.join(self.out, DAY))

    def count(self, name="new"):
        """How many calls a run that replaces makes."""
        self.start()
        self.good(self.run_it(name, KD_COUNT=self.path("count")))
        with open(self.path("count"), encoding="ascii") as handle:
            n = int(handle.read())
        self.assertGreater(n, 20)
        return n

    def check(self, old, new, at):
        """After the next run, of another day: the old run or the new one stands, nothing is hidden, nothing lost."""
        done = self.good(self.run_it("other"))
        names = sorted(os.listdir(self.out))
        now = whole(os.path.join(self.out, DAY))
        self.assertIn(now, (old, new), "killed at %d: %s" % (at, done))
        self.assertEqual(names, [OTHER, DAY] + ([DAY + ".alt"] if now == new else []), "killed at %d: %s" % (at, done))
        if now == new:
            self.assertEqual(whole(os.path.join(self.out, DAY + ".alt")), old)
        return now == new, done

    def kill_everywhere(self):
        n = self.count()
        new = whole(os.path.join(self.out, DAY))
        became, said = set(), 0
        base = self.path("base")
        old = self.start()
        shutil.rmtree(base, ignore_errors=True)
        shutil.copytree(self.out, base)
        for at in range(1, n + 1):
            shutil.rmtree(self.out)
            shutil.copytree(base, self.out)
            done = self.run_it("new", KD_AT=str(at), KD_DO="kill")
            self.assertEqual(done.code, -signal.SIGKILL, done)
            self.assertIn(whole(os.path.join(self.out, DAY)), (old, new, None if self.env else old))
            is_new, done = self.check(old, new, at)
            became.add(is_new)
            said += "Hinweis: " in done.err and ("abgebrochener" in done.err or "unterbrochen" in done.err)
        self.assertEqual(became, {False, True})
        self.assertGreater(said, n / 2)

    def test_killed_at_each_call(self):
        self.kill_everywhere()

    def test_killed_at_each_call_without_exchange(self):
        self.env = {"KD_REFUSE": "exchange noreplace"}
        self.kill_everywhere()

    def test_killed_at_random(self):
        """At any moment, in no call in particular; KD_KILLS=1000 for a night."""
        kills = int(os.environ.get("KD_KILLS", "30"))
        self.start()
        began = time.monotonic()
        self.good(self.run_it("new"))
        lasts = time.monotonic() - began
        new, ended = whole(os.path.join(self.out, DAY)), 0
        old = self.start()
        for at in range(kills):
            run = subprocess.Popen([sys.modules["program"].program, "report", self.path("new.xml"), "--out", self.out,
                                    "--replace"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                run.wait(random.uniform(0, lasts * 1.1))
            except subprocess.TimeoutExpired:
                run.kill()
            ended += run.wait() == -signal.SIGKILL
            self.assertIn(whole(os.path.join(self.out, DAY)), (old, new))
            if self.check(old, new, at)[0]:
                old = self.start()
            else:
                shutil.rmtree(os.path.join(self.out, OTHER))
        self.assertGreater(ended, kills // 3)

    def test_signals(self):
        """Whatever is at work: nothing is left, words, and the status that a shell shows for the signal."""
        old = self.start()
        for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGXCPU"):
            number = getattr(signal, name)
            for on, at in (("write", "3"), ("write", "6"), ("syncfs", "1")):
                done = self.run_it("new", KD_ON=on, KD_AT=at, KD_DO="%d wait" % number)
                self.assertEqual(done.code, -number, done)
                self.assertIn("abgebrochen durch %s; veröffentlicht ist nichts" % name, done.err)
                self.assertEqual(os.listdir(self.out), [DAY])
                self.assertEqual(whole(os.path.join(self.out, DAY)), old)

    def test_signals_while_going_on(self):
        """At each call, without stopping it: the run is published, or nothing of it is there."""
        n = self.count()
        new, ended = whole(os.path.join(self.out, DAY)), 0
        for at in range(1, n + 1):
            old = self.start()
            done = self.run_it("new", KD_AT=str(at), KD_DO="%d" % signal.SIGTERM)
            self.assertIn(done.code, (0, -signal.SIGTERM), done)
            now = whole(os.path.join(self.out, DAY))
            self.assertEqual(sorted(os.listdir(self.out)), [DAY] + ([DAY + ".alt"] if now == new else []), done)
            self.assertIn(now, (old, new))
            if "veröffentlicht ist nichts" in done.err:
                self.assertEqual(now, old)
                ended += 1
        self.assertGreater(ended, 0)

    def test_ignored_signals_stay_ignored(self):
        self.start()
        done = call("report", self.path("new.xml"), "--out", self.out, "--replace", before=["nohup"],
                    env={"LD_PRELOAD": self.shim, "KD_AT": "5", "KD_DO": "%d" % signal.SIGHUP,
                         "ASAN_OPTIONS": "verify_asan_link_order=0"})
        self.good(done)

    def test_largest_file(self):
        """A file that may not become as large as it is: a failure of writing, with words."""
        done = call("report", self.path("old.xml"), "--out", self.out, before=["sh", "-c", 'ulimit -f 8; exec "$0" "$@"'])
        self.assertEqual(done.code, 6, done)
        self.assertIn("die Datei würde zu groß", done.err)
        self.assertEqual(os.listdir(self.out), [])

    def test_share_that_refuses_everything(self):
        self.env = {"KD_REFUSE": "modes exchange noreplace syncfs locks"}
        self.job("new", DAY, '<ausgabe zugriff="laufwerk" empfaenger="ja"/>')
        for i in range(2):
            done = self.good(self.run_it("new"))
            self.assertIn('zugriff="laufwerk": wer diesen Lauf lesen kann, bestimmt das Laufwerk', done.err)
        self.assertIn("nicht in einem Schritt", done.err)
        self.assertIsNotNone(whole(os.path.join(self.out, DAY)))
        self.assertIsNotNone(whole(os.path.join(self.out, DAY + ".alt")))
        with open(os.path.join(self.out, DAY, "lauf.xml"), encoding="utf-8") as handle:
            self.assertIn('<parameter name="zugriff" wert="laufwerk"/>', handle.read())

    def test_share_that_refuses_modes(self):
        self.job("new", DAY, '<ausgabe zugriff="alle"/>')
        self.env = {"KD_REFUSE": "modes"}
        self.refused(self.run_it("new"), 6, "die Rechte lassen sich auf diesem Laufwerk nicht setzen.*zugriff=\"laufwerk\"")
        self.good(self.run_it("old"))

    def workbooks(self):
        """The job, with the lists of the caseworkers as XLSX."""
        write(self.path("new.xml"),
              '<auftrag version="1"><jobcenter>Jobcenter Test</jobcenter><regelwerk>aa90</regelwerk><stichtag>%s</stichtag>'
              '<exporte ordner="%s"/><berichte><bericht name="arbeitslisten"><format>xlsx</format></bericht></berichte>'
              '</auftrag>' % (DAY, self.path("new")))

    def test_nothing_is_written_elsewhere(self):
        """What libxlsxwriter calls temporary lies in the folder in the making; that of the system may be full."""
        self.workbooks()
        nowhere = self.path("nowhere")
        self.good(call("report", self.path("new.xml"), "--out", self.out,
                       env={"TMPDIR": nowhere, "TMP": nowhere, "TEMP": nowhere}))
        trace = self.path("trace")
        done = call("report", self.path("new.xml"), "--out", self.out, "--replace",
                    env={"LD_PRELOAD": self.shim, "KD_MADE": trace, "ASAN_OPTIONS": "verify_asan_link_order=0"})
        self.good(done)
        with open(trace, encoding="utf-8") as handle:
            made = handle.read().splitlines()
        self.assertGreater(len(made), 10)
        for path in made:
            self.assertTrue(path.startswith((self.out, "/proc/self/fd/")), path)

    def test_full_disk(self):
        """The parts of a workbook that found no room: no file that only looks like one."""
        self.workbooks()
        self.env = {"KD_REFUSE": "parts"}
        self.refused(self.run_it("new"), 6, "die XLSX-Datei ist nicht ganz geworden")
        self.assertEqual(os.listdir(self.out), [])

    def recorded(self, name):
        with open(os.path.join(self.out, DAY, "lauf.xml"), encoding="utf-8") as handle:
            return [line.split('sha256="')[1][:64] for line in handle if 'name="%s"' % name in line and "sha256" in line]

    def test_export_changes_while_it_is_read(self):
        """Its days set back as well, or another file in its place: the run ends and says so."""
        path = self.path("new", "kontakte.csv")
        write(path, "Kundennummer;Datum;Vermerkart;Kontaktart;Mitarbeiter\nK1;01.11.2023;Beratungsvermerk;persönlich;k\n")
        os.utime(path, (10**9, 10**9))
        self.refused(self.run_it("new", KD_CHANGE=path), 4, "kontakte.csv: hat sich geändert, während gelesen wurde")
        write(self.path("next.csv"), "Kundennummer;Datum;Vermerkart;Kontaktart\nK1;01.10.2023;Beratungsvermerk;persönlich\n")
        done = self.run_it("new", KD_CHANGE=path, KD_CHANGE_TO=self.path("next.csv"))
        self.refused(done, 4, "kontakte.csv: hat sich geändert, während gelesen wurde")
        self.assertFalse(os.path.exists(self.path("next.csv")) or os.path.exists(os.path.join(self.out, DAY)))
        self.good(self.run_it("new"))
        with open(path, "rb") as handle:
            self.assertEqual(self.recorded("kontakte.csv"), [hashlib.sha256(handle.read()).hexdigest()])

    def test_other_files_change_meanwhile(self):
        """What was parsed is what is recorded; what others read by name has to stay as it is."""
        job = self.path("new.xml")
        with open(job, "rb") as handle:
            digest = hashlib.sha256(handle.read()).hexdigest()
        self.good(self.run_it("new", KD_CHANGE=job, KD_CHANGE_AT="5"))
        with open(job, "rb") as handle:
            self.assertNotEqual(hashlib.sha256(handle.read()).hexdigest(), digest)
        self.assertEqual(self.recorded("new.xml"), [digest])
        self.job("new", DAY)
        data = self.path("data")
        for name in ("rules", "templates"):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(data, name))
        schema = os.path.join(data, "templates", "document.rng")
        done = self.run_it("new", "--data-dir", data, KD_CHANGE=schema, KD_CHANGE_AT="12")
        self.refused(done, 4, "document.rng: hat sich während des Laufs geändert")

    def test_lists_of_failures_do_not_pile_up(self):
        write(self.path("new", "kontakte.csv"), "Kundennummer;Datum;Vermerkart;Kontaktart\nK1;gestern;x;y\n")
        for _ in range(4):
            self.assertEqual(self.run_it("new").code, 3)
        self.assertEqual(sorted(os.listdir(self.out)), [DAY + ".fehler", DAY + ".fehler.alt"])


if __name__ == "__main__":
    if len(sys.argv) > 2:
        compiler = sys.argv.pop(2)
    main()
