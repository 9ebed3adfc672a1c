#!/usr/bin/env python3
"""The same input gives the same bytes: wherever, whenever, by whomever and on however many threads.

    python3 test_reproducible.py PROGRAM [unittest arguments]

Every variant of a call is compared with one plain call, file by file.
"""

import os
import shutil
import subprocess
import tempfile

import program
from program import RULE_SETS, SAMPLE, Case, call

DAY = "2023-11-30"


class Reproducible(Case):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory(prefix="kd-cli-") as cls.dir:
            cls.plain = cls().run_files()

    def run_files(self, *more, exports=SAMPLE, out=None, rules="uelzen-ga-08-2019", **options):
        out = out or self.path("out%d" % len(os.listdir(self.dir)))
        self.good(call("report", exports, "--rules", rules, "--as-of", DAY, "--jobcenter", "Musterstadt", "--out", out, "--recipients",
                       *more, **options))
        where = out if os.path.isabs(out) else os.path.join(options["cwd"], out)
        files = program.files_below(os.path.join(where, DAY))
        shutil.rmtree(where)
        return files

    def assert_same(self, files, about):
        self.assertGreater(len(self.plain), 10)
        self.assertEqual(sorted(files), sorted(self.plain), about)
        different = [name for name in sorted(files) if files[name] != self.plain[name]]
        self.assertEqual(different, [], about)

    def test_again(self):
        self.assert_same(self.run_files(), "again")

    def test_threads(self):
        for threads in ("1", "2", "5", "64"):
            self.assert_same(self.run_files("--threads", threads), "%s threads" % threads)

    # Several conditions at once: what one of them changes is changed beside others, too.

    def test_environment(self):
        for umask, words, env in (
                (0, ["--quiet"], {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "0"}),
                (0o027, ["--verbose"], {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "MALLOC_PERTURB_": "165"}),
                (0o077, [], {"TZ": "", "LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8", "HOME": "/nowhere", "USER": "other", "LOGNAME": "other"}),
                (-1, [], {"LC_ALL": "C"})):
            self.assert_same(self.run_files(*words, umask=umask, env=env), (umask, words, env))

    def test_installed_locales(self):
        done = subprocess.run(["locale", "-a"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        others = [name for name in done.stdout.decode("ascii", "replace").split()
                  if name.lower() not in ("c", "posix", "c.utf8", "c.utf-8", "de_de.utf8", "tr_tr.utf8")]
        for name in others[:12]:
            self.assert_same(self.run_files(env={"LC_ALL": name}), name)

    def test_places(self):
        """Another working directory, relative and absolute paths, the exports copied elsewhere, a link to them."""
        copy = self.path("copy of the exports äöü")
        shutil.copytree(SAMPLE, copy)
        self.assert_same(self.run_files(exports=copy + "/", cwd="/"), "copied, from the root, with a slash")
        self.assert_same(self.run_files(exports=os.path.basename(copy), cwd=self.dir, out="a/b/../c"), "copied, relative, into a relative folder")
        os.symlink(copy, self.path("link"))
        for name in os.listdir(copy):
            os.utime(os.path.join(copy, name), (0, 0))
        self.assert_same(self.run_files(exports=self.path("link")), "older files, through a link")

    def test_data_dir(self):
        data = self.path("data")
        for name in ("rules", "templates"):
            shutil.copytree(os.path.join(program.ROOT, name), os.path.join(data, name))
        self.assert_same(self.run_files("--data-dir", data, rules=os.path.join(data, "rules", "uelzen-ga-08-2019.xml")),
                         "data elsewhere, rule set by file")

    def test_another_time(self):
        faketime = shutil.which("faketime")
        if not faketime:
            self.skipTest("no faketime")
        for when in ("1999-12-31 23:59:59", "2038-01-20 00:00:00"):
            self.assert_same(self.run_files(before=[faketime, when]), when)

    def test_evaluate(self):
        for rules in RULE_SETS:
            plain = self.good(self.evaluate(SAMPLE, rules=rules)).out
            for threads in ("1", "3", "16"):
                done = self.good(self.evaluate(SAMPLE, "--threads", threads, rules=rules, env={"LC_ALL": "de_DE.UTF-8"}))
                self.assertEqual(done.out, plain)

    def test_line_ends_and_marks(self):
        """The same exports with CRLF and a byte order mark: the same verdicts (the record tells other digests)."""
        copy = self.path("crlf")
        os.makedirs(copy)
        for name in os.listdir(SAMPLE):
            if name.endswith(".csv"):
                with open(os.path.join(SAMPLE, name), "rb") as handle:
                    text = handle.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                program.write(os.path.join(copy, name), b"\xef\xbb\xbf" + text.removeprefix(b"\xef\xbb\xbf"))
        self.assertEqual(self.run_files(exports=copy)["ergebnis.csv"], self.plain["ergebnis.csv"])


if __name__ == "__main__":
    program.main()
