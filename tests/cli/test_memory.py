"""Out of memory: wherever it happens, in the program or in a library, the same words and 70; never a signal, never other bytes.

    python3 test_memory.py PROGRAM COMPILER [--full] [unittest arguments]

Each place in the code that allocates (and who called it) fails once; without --full some of them, others every day.
--full tries all, which takes half an hour.
"""

import concurrent.futures
import datetime
import os
import random
import re
import resource
import shutil
import subprocess
import sys

from program import ROOT, Case, call, files_below, main, write

compiler, full = "cc", False
FEW = 10
WORDS = re.compile(r"kontaktdichte: kein Speicher mehr( \(\d+ Byte angefordert\))?\n  Abhilfe: mehr Speicher[^\n]*\n$")


class Memory(Case):
    def setUp(self):
        super().setUp()
        self.library = self.path("memory.so")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "memory.c")
        subprocess.run([compiler, "-O1", "-fno-builtin", "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", self.library, source],
                       check=True)
        # Everything that a run can have: all reports and forms, a logo, names, pseudonyms in another.
        self.exports()
        for name in ("kunden", "kontakte"):
            with open(os.path.join(ROOT, "samples", "musterstadt", name + ".csv"), "rb") as handle:
                lines = handle.read().splitlines(keepends=True)
            some = {line.split(b";")[0].strip(b'"') for line in lines[1:9]} if name == "kunden" else some
            lines = lines[:1] + [line for line in lines[1:] if line.split(b";")[0].strip(b'"') in some]
            write(self.path("in", name + ".csv"), b"".join(lines))
        self.theme = next(os.path.join(ROOT, "samples", "themes", name)
                          for name in sorted(os.listdir(os.path.join(ROOT, "samples", "themes"))) if name.endswith(".xml"))

    def command(self, name, out):
        common = ["--rules", "uelzen-ga-08-2019", "--as-of", "2023-11-30", "--threads", "1"]
        return {"report": ["report", self.path("in"), *common, "--out", out, "--theme", self.theme, "--accept-mismatch",
                           "--bad-lines", "1", "--recipients"],
                "evaluate": ["evaluate", self.path("in"), *common, "--accept-mismatch", "--bad-lines", "1", "--output", out],
                "check": ["check", self.path("in"), *common],
                "explain": ["explain", self.path("in"), *common, "--accept-mismatch", "--bad-lines", "1", "--customer",
                            self.customer(), "--format", "xml", "--output", out],
                "job init": ["job", "init", self.path("in"), "--output", out],
                "rules check": ["rules", "check", "uelzen-ga-08-2019"],
                "verify": ["verify", self.path("run", "2023-11-30")]}[name]

    def customer(self):
        with open(self.path("in", "kunden.csv"), "rb") as handle:
            return handle.read().splitlines()[1].split(b";")[0].strip(b'"').decode("ascii")

    def result(self, name, out, **options):
        """Exit status, bytes and standard error of a command; what it made is taken away again."""
        done = call(*self.command(name, out), **options)
        made = None
        if os.path.isdir(out):
            made = files_below(out)
            shutil.rmtree(out)
        elif os.path.exists(out):
            with open(out, "rb") as handle:
                made = handle.read()
            os.remove(out)
        return done, (done.code, done.out, made)

    def sites(self, name):
        done, good = self.result(name, self.path("good"))
        self.assertIn(done.code, (0, 1), done)
        traced, same = self.result(name, self.path("good"), env={"LD_PRELOAD": self.library, "KD_SITES": self.path("sites")})
        self.assertEqual(same, good, traced)
        with open(self.path("sites"), encoding="ascii") as handle:
            sites = [int(line) for line in handle]
        self.assertGreater(len(sites), 100)
        return sites, good

    def fail_at(self, name, n, on, good):
        """True: it ended as it should; False: it did without; else the fault."""
        env = {"LD_PRELOAD": self.library, "KD_FAIL": str(n)}
        done, now = self.result(name, self.path("failed-%d-%d" % (n, on)), env=dict(env, KD_FAIL_ON="1") if on else env)
        if now == good:
            return False  # the code that asks can do without
        if done.code == 70 and WORDS.search(done.err) and done.err.count("kein Speicher mehr") == 1:
            return True
        return "%s, allocation %d%s: %r" % (name, n, " and all behind" if on else "", done)

    def try_sites(self, name):
        if name == "verify":
            self.assertEqual(call(*self.command("report", self.path("run"))).code, 0)
        sites, good = self.sites(name)
        if not full:
            sites = random.Random(datetime.date.today().toordinal()).sample(sites, min(FEW, len(sites)))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            ends = list(pool.map(lambda n: self.fail_at(name, n, n % 2, good), sites))
        print("%s: %d places, %d ended" % (name, len(ends), ends.count(True)), file=sys.stderr)
        self.assertEqual([end for end in ends if not isinstance(end, bool)], [])
        self.assertGreater(ends.count(True), len(ends) // 2)

    def test_each_place(self):
        for name in ("report", "evaluate", "check", "verify", "explain", "job init", "rules check"):
            with self.subTest(command=name):
                self.try_sites(name)

    def test_less_and_less(self):
        """The whole process has too little, threads and their stacks too: the run, or the words."""
        _, good = self.result("report", self.path("good"))
        ended = 0
        for megabytes in range(24, 400, 4 if full else 24):
            most = megabytes << 20
            done, now = self.result("report", self.path("little"), before=["prlimit", "--as=%d" % most])
            if now == good or (done.code == 127 and b"kontaktdichte" not in done.out):  # the loader has no room for libraries
                continue
            self.assertEqual(done.code, 70, "%d MiB: %r" % (megabytes, done))
            self.assertRegex(done.err, WORDS)
            ended += 1
        self.assertGreater(ended, 0)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        compiler = sys.argv.pop(2)
    if "--full" in sys.argv:
        sys.argv.remove("--full")
        full = True
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
