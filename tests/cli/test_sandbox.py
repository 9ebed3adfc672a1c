"""The sandbox of the whole program: what is needed works wherever it lies, what an export might want beyond is refused.

    python3 test_sandbox.py PROGRAM COMPILER [unittest arguments]
"""

import os
import shutil
import subprocess
import sys
import tempfile

from program import ROOT, Case, call, main, write

compiler = "cc"


class Sandbox(Case):
    def setUp(self):
        super().setUp()
        self.told = call("--version").text

    def needs(self, word):
        if word not in self.told:
            self.skipTest("no %s here" % word)

    def break_out(self, what, path=""):
        library = self.path("break.so")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "break_out.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", library, source], check=True)
        os.makedirs(self.path("work"), exist_ok=True)
        return self.report(self.exports(), "--threads", "1", out=self.path("work", "out"), cwd=self.path("work"),
                           env={"LD_PRELOAD": library, "KD_BREAK": what, "KD_BREAK_PATH": path})

    def test_calls(self):
        self.needs("seccomp (")
        for what in ("socket", "execve"):
            done = self.break_out(what)
            self.assertEqual(done.code, 70, done)
            self.assertIn("ein Aufruf des Betriebssystems, den dieses Programm nie braucht, ist gesperrt: " + what, done.err)
            self.assertIn("Abhilfe: ", done.err)

    def test_files(self):
        self.needs("Landlock (ABI")
        write(self.path("foreign"), "secret")
        for what, path in (("read", self.path("foreign")), ("read", "/etc/passwd"), ("write", self.path("new")),
                           ("write", self.path("in", "kunden.csv")), ("write", self.path("foreign"))):
            done = self.break_out(what, path)
            self.assertEqual(done.code, 99, done)
            self.assertIn(what + ": Permission denied", done.err)
        self.assertFalse(os.path.exists(self.path("new")))

    def test_no_memory_in_files(self):
        """As another process sees it, while the program waits for somebody to read what it writes."""
        self.needs("kein Speicherabbild")
        pipe = self.path("pipe")
        os.mkfifo(pipe)
        keep = os.open(pipe, os.O_RDWR)
        self.addCleanup(os.close, keep)
        done = subprocess.Popen([sys.modules["program"].program, "evaluate", os.path.join(ROOT, "samples", "musterstadt"),
                                 "--rules", "aa90", "--output", pipe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.read(keep, 1)
        with open("/proc/%d/limits" % done.pid, encoding="ascii") as handle:
            limits = handle.read()
        owner = os.stat("/proc/%d/environ" % done.pid).st_uid
        done.kill()
        done.wait()
        self.assertRegex(limits, r"Max core file size +0 +0 ")
        self.assertEqual(owner, 0)  # of root, whoever runs it: no other process of the user may look into it

    def links(self):
        """Everything somewhere else, and named through links."""
        elsewhere = tempfile.mkdtemp(prefix="kd-elsewhere-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.addCleanup(shutil.rmtree, elsewhere)
        self.exports("real")
        os.makedirs(self.path("linked"))
        for name in os.listdir(self.path("real")):
            shutil.move(self.path("real", name), os.path.join(elsewhere, name))
            os.symlink(os.path.join(elsewhere, name), self.path("linked", name))
        shutil.copytree(os.path.join(ROOT, "samples", "themes"), os.path.join(elsewhere, "themes"))
        os.symlink(os.path.join(elsewhere, "themes"), self.path("themes"))
        os.makedirs(os.path.join(elsewhere, "archive"))
        os.symlink(os.path.join(elsewhere, "archive"), self.path("out"))
        return elsewhere

    def test_everything_elsewhere(self):
        elsewhere = self.links()
        themes = [name for name in sorted(os.listdir(self.path("themes"))) if name.endswith(".xml")]
        self.assertTrue(themes)
        os.makedirs(self.path("work"))
        os.chdir(self.path("work"))
        self.addCleanup(os.chdir, "/")
        for i, day in enumerate(("2023-10-31", "2023-11-30", "2023-11-30")):
            self.good(self.report("../linked", "--theme", "../themes/" + themes[0], "--recipients", "--replace",
                                  out="../out", day=day))
        self.assertEqual(sorted(os.listdir(os.path.join(elsewhere, "archive"))),
                         ["2023-10-31", "2023-11-30", "2023-11-30.alt"])
        done = self.good(call("verify", "../out/2023-11-30", "--exports", "../linked"))
        self.assertIn("heute: unverändert", done.text)
        self.good(call("verify", "--chain", "../out"))
        os.symlink(os.path.join(elsewhere, "verdicts.csv"), "verdicts.csv")
        write(os.path.join(elsewhere, "verdicts.csv"), "old")
        self.good(self.evaluate("../linked", "--output", "verdicts.csv"))
        self.assertTrue(os.path.islink("verdicts.csv"))
        with open(os.path.join(elsewhere, "verdicts.csv"), "rb") as handle:
            self.assertTrue(handle.read().startswith(b"Kundennummer;"))
        self.good(self.evaluate("../linked", "--output", "/dev/null"))
        self.good(call("job", "init", "../linked", "--output", "job.xml"))
        self.good(self.report("../linked", out="new/below/new"))
        self.assertEqual(os.listdir("new/below/new"), ["2023-11-30"])

    def test_job_names_other_folders(self):
        elsewhere = self.links()
        shutil.copytree(os.path.join(ROOT, "templates"), os.path.join(elsewhere, "templates"))
        write(self.path("jobs", "job.xml"),
              '<auftrag version="1"><jobcenter>J</jobcenter><regelwerk>%s</regelwerk><stichtag>2023-11-30</stichtag>'
              '<exporte ordner="../linked"/><berichte><bericht name="monatsbericht" vorlage="%s"/></berichte>'
              '<archiv ordner="../out"/><ausgabe ordner="../made/here"/></auftrag>'
              % (os.path.join(ROOT, "rules", "aa90.xml"), os.path.join(elsewhere, "templates", "monatsbericht.xsl")))
        self.good(call("report", self.path("jobs", "job.xml")))
        self.assertEqual(os.listdir(self.path("made", "here")), ["2023-11-30"])
        self.good(call("explain", self.path("jobs", "job.xml"), "--customer", "K1", "--output", self.path("k1.txt")))
        self.assertIn(call("check", self.path("jobs", "job.xml")).code, (0, 1))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        compiler = sys.argv.pop(2)
    main()
