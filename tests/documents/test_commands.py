#!/usr/bin/env python3
"""Every command block of README.md, of docs/*.md and of the man page runs as it stands, in order, in one folder a document.

    python3 test_commands.py PROGRAM

In the folder lie the samples and exports to begin with, `kontaktdichte` is on the PATH. `make` is left out: `make test` is
what runs this.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = None
SHELL_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```$", re.M | re.S)


def read(*names):
    with open(os.path.join(ROOT, *names), encoding="utf-8") as file:
        return file.read()


def commands(block):
    """Its commands: lines, those that are continued or in a loop as one."""
    found, open_lines = [], ""
    for line in block.splitlines():
        open_lines += line + "\n"
        if line.endswith("\\") or open_lines.count("while ") > len(re.findall(r"\bdone\b", open_lines)):
            continue
        if open_lines.strip() and not open_lines.startswith("make "):
            found.append(open_lines.strip())
        open_lines = ""
    return found


class Commands(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="kd-befehle-")
        self.addCleanup(shutil.rmtree, self.dir)
        shutil.copytree(os.path.join(ROOT, "samples"), os.path.join(self.dir, "samples"))
        shutil.copytree(os.path.join(ROOT, "samples", "musterstadt"), os.path.join(self.dir, "exporte"))
        for name in ("rules", "templates", "docs"):
            os.symlink(os.path.join(ROOT, name), os.path.join(self.dir, name))
        os.makedirs(os.path.join(self.dir, "build", "release"))
        os.symlink(PROGRAM, os.path.join(self.dir, "build", "release", "kontaktdichte"))
        os.mkdir(os.path.join(self.dir, "geheim"))

    def run_one(self, command, cwd=None, codes=(0,)):
        env = dict(os.environ, PATH=os.path.join(self.dir, "build", "release") + ":" + os.environ["PATH"])
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=cwd or self.dir, env=env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900)
        self.assertIn(done.returncode, codes, "%s\n%s" % (command, done.stdout.decode("utf-8", "replace")[-3000:]))
        return done.stdout.decode("utf-8", "replace")

    def blocks(self, *names):
        found = [commands(block) for block in SHELL_BLOCK.findall(read(*names))]
        self.assertTrue(found)
        return [command for block in found for command in block]

    def test_readme(self):
        ran = self.blocks("README.md")
        self.assertGreaterEqual(len(ran), 4)
        for command in ran:
            self.run_one(command)
        # its table of commands names those of the program
        table = set(re.findall(r"^\| `kontaktdichte (\w+(?: \w+)?)\b", read("README.md"), re.M))
        told = re.findall(r"^  kontaktdichte (report|evaluate|check|explain|list|verify|job init|rules \w+)",
                          self.run_one("kontaktdichte --help"), re.M)
        self.assertLessEqual(set(told), {name if name.split()[0] in ("job", "rules") else name.split()[0] for name in table})

    def test_man_page(self):
        text = read("docs", "kontaktdichte.1").replace("\\-", "-").replace("\\(aq", "'")
        ran = [line for block in re.findall(r"^\.nf\n(.*?)^\.fi$", text, re.M | re.S) for line in block.splitlines()
               if line.startswith("kontaktdichte ")]
        self.assertGreaterEqual(len(ran), 2)
        for command in ran:
            self.run_one(command)

    def test_auftrag(self):
        ran = self.blocks("docs", "auftrag.md")
        job = os.path.join(self.dir, "auftrag.xml")
        for command in ran:
            if command.startswith("kontaktdichte report"): # what is open has been decided by then
                with open(job, encoding="utf-8") as file:
                    text = file.read()
                text = re.sub(r"<jobcenter>.*?</jobcenter>", "<jobcenter>Jobcenter Musterstadt</jobcenter>\n"
                              "  <regelwerk>uelzen-ga-08-2019</regelwerk>\n  <stichtag>30.11.2023</stichtag>", text)
                with open(job, "w", encoding="utf-8") as file:
                    file.write(text)
            self.run_one(command, codes=(0, 1) if command.startswith("kontaktdichte check") else (0,))
        self.assertTrue(os.path.isdir(os.path.join(self.dir, "ausgabe", "2023-11-30")))

    def test_fachaufsicht(self):
        """The sample of a caseworker, recomputed in the folder of a run."""
        self.run_one("kontaktdichte report samples/musterstadt --rules uelzen-ga-08-2019 --as-of 2023-11-30 --out ausgabe")
        # head ends the pipe before sort has written all
        out = self.run_one("set +o pipefail\n" + "\n".join(self.blocks("docs", "fachaufsicht.md")),
                           cwd=os.path.join(self.dir, "ausgabe", "2023-11-30"))
        self.assertEqual(len(out.splitlines()), 5, out)

    def test_templates(self):
        for command in self.blocks("docs", "templates.md"):
            self.run_one(command)

    def test_no_other_document_has_commands(self):
        """One with blocks of its own needs a test above, for they may need a folder that is prepared otherwise."""
        known = {"README.md", "docs/auftrag.md", "docs/fachaufsicht.md", "docs/templates.md"}
        names = ["README.md"] + [os.path.relpath(path, ROOT)
                                 for path in glob.glob(os.path.join(ROOT, "docs", "**", "*.md"), recursive=True)]
        self.assertEqual({name for name in names if SHELL_BLOCK.search(read(name))} - known, set())


def main():
    global PROGRAM
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    result = unittest.main(exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - failed, failed))
    sys.exit(1 if failed or not result.testsRun else 0)


if __name__ == "__main__":
    main()
