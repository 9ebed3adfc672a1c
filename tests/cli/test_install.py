#!/usr/bin/env python3
"""Installed, moved, linked, and in folders with any name: the program finds its data and everything that a job names.

    python3 test_install.py PROGRAM [unittest arguments]

PROGRAM lies in its build folder, from which it is installed.
"""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import program
from program import ROOT, SAMPLE, Case, call, write

ODD = "Mein Ordner äöü #1 100%25? 'x' & [y]"
RUN = ["report", SAMPLE, "--rules", "uelzen-ga-08-2019", "--as-of", "2023-11-30"]


def bare(command, cwd="/", **env):
    """A call without HOME, locale or terminal."""
    done = subprocess.run([os.fspath(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, cwd=cwd, env=env, timeout=900)
    return program.Done(done)


def install(to, destdir=None):
    """The folder of the program after cmake --install."""
    command = ["cmake", "--install", os.path.dirname(program.program)]
    env = dict(os.environ)
    if destdir:
        env["DESTDIR"] = to
    else:
        command += ["--prefix", to]
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)
    found = [folder for folder, _, names in os.walk(to) if os.path.basename(folder) == "bin" and "kontaktdichte" in names]
    assert len(found) == 1, found
    return found[0]


class Installed(Case):
    def run_id(self, command, out="out", **env):
        done = self.good(bare([command, *RUN, "--out", self.path(out)], **env))
        self.assertIn(self.path(out, "2023-11-30"), done.err)
        return self.run_of(out)

    def run_of(self, out):
        return ET.parse(self.path(out, "2023-11-30", "lauf.xml")).getroot().get("kennung")

    def test_the_same_run_wherever_it_is_installed(self):
        ids = {"built": self.run_id(program.program, "built")}
        plain = install(self.path("prefix"))
        ids["prefix"] = self.run_id(os.path.join(plain, "kontaktdichte"), "prefix-out")
        packed = install(self.path("dest"), destdir=True)
        ids["DESTDIR"] = self.run_id(os.path.join(packed, "kontaktdichte"), "dest-out")
        os.mkdir(self.path("commands"))
        os.symlink(os.path.join(plain, "kontaktdichte"), self.path("commands", "kontaktdichte"))
        ids["link"] = self.run_id(self.path("commands", "kontaktdichte"), "link-out")
        ids["by PATH"] = self.by_path()
        os.mkdir(self.path(ODD))
        os.rename(self.path("prefix"), self.path(ODD, "prefix"))
        ids["moved"] = self.run_id(self.path(ODD, "prefix", "bin", "kontaktdichte"), ODD + "-out")
        self.assertEqual(len(set(ids.values())), 1, ids)

    def by_path(self):
        done = bare(["/usr/bin/env", "kontaktdichte", *RUN, "--out", self.path("by-path")], PATH=self.path("commands"))
        self.good(done)
        return self.run_of("by-path")

    def test_a_clone_in_an_odd_folder(self):
        clone = self.path(ODD)
        for name in ("rules", "templates"):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(clone, name))
        os.makedirs(os.path.join(clone, "build", "release"))
        shutil.copy(program.program, os.path.join(clone, "build", "release"))
        # the clone's own data, not that of the place where it was built
        with open(os.path.join(clone, "rules", "nur-hier.xml"), "wb") as copy, \
             open(os.path.join(ROOT, "rules", "aa90.xml"), "rb") as known:
            copy.write(known.read().replace(b'id="aa90"', b'id="nur-hier"'))
        own = os.path.join(clone, "build", "release", "kontaktdichte")
        self.assertIn("nur-hier", self.good(bare([own, "rules", "list"])).text)
        self.run_id(own)
        for dir in (clone, ".", "./", "../" + ODD, "templates/.."):
            done = bare([program.program, *RUN, "--out", self.path("out"), "--replace", "--data-dir", dir], cwd=clone)
            self.good(done)

    def test_without_its_data_it_says_where_it_looked(self):
        os.mkdir(self.path("bin"))
        shutil.copy(program.program, self.path("bin"))
        done = bare([self.path("bin", "kontaktdichte"), "rules", "list"])
        if done.code == 0:
            self.skipTest("it is installed on this machine, too")
        self.refused(done, 5, "nicht gefunden, weder in /.* noch beim Programm in %s" % re.escape(self.path("bin")))

    def test_documents_that_messages_name_are_installed(self):
        install(self.path("prefix"))
        cited = set()
        for folder, _, names in os.walk(os.path.join(ROOT, "src")):
            for name in names:
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    cited |= {text for line in file for string in re.findall(r'"[^"]*"', line)
                              for text in re.findall(r"docs/[\w.]+\.md", string)}
        self.assertTrue(cited)
        doc = self.path("prefix", "share", "doc", "kontaktdichte")
        for name in sorted(cited) + ["README.md"]:
            self.assertTrue(os.path.isfile(os.path.join(doc, name)), name)


class Jobs(Case):
    """A job in an odd folder, with everything that it can name in odd folders."""

    JOB = """<auftrag version="1"><jobcenter>Jobcenter Muster</jobcenter><regelwerk>Regeln #2 ä%%20/aa90.xml</regelwerk>
<stichtag>2023-11-30</stichtag><namen schluessel="Schlüssel ?/k #.txt">pseudonym</namen>
<thema>Themen %%41/unser thema #.xml</thema>
<exporte ordner="Exporte ü"><datei art="kunden" pfad="Kunden &amp; Co #.csv"/><datei art="kontakte" pfad="kontakte 100%%.csv"/></exporte>
<berichte><bericht name="monatsbericht" vorlage="Vorlagen #1 ü/mein bericht?.xsl"/></berichte>%s</auftrag>"""

    def make(self, rest=""):
        base = self.path(ODD)
        write(os.path.join(base, "auftrag ß.xml"), self.JOB % rest)
        with open(os.path.join(ROOT, "rules", "aa90.xml"), "rb") as file:
            write(os.path.join(base, "Regeln #2 ä%20", "aa90.xml"), file.read())
        write(os.path.join(base, "Schlüssel ?", "k #.txt"), "0123456789abcdef0123456789abcdef")
        os.chmod(os.path.join(base, "Schlüssel ?", "k #.txt"), 0o600)
        write(os.path.join(base, "Exporte ü", "Kunden & Co #.csv"), program.CUSTOMERS + program.customers(3))
        write(os.path.join(base, "Exporte ü", "kontakte 100%.csv"),
              program.CONTACTS + "K1;01.11.2023;Beratungsvermerk;persönlich\n")
        templates = os.path.join(base, "Vorlagen #1 ü")
        write(os.path.join(templates, "mein bericht?.xsl"), """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="teil eins ä.xsl"/>
<xsl:template match="/"><document lang="de" title="Eigener"><title>Eigener</title><xsl:call-template name="eins"/>
<xsl:call-template name="zwei"/></document></xsl:template></xsl:stylesheet>""")
        write(os.path.join(templates, "teil eins ä.xsl"), """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="teil%20zwei.xsl"/><xsl:template name="eins"><para>eins</para></xsl:template></xsl:stylesheet>""")
        write(os.path.join(templates, "teil zwei.xsl"), """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template name="zwei"><para>zwei</para></xsl:template></xsl:stylesheet>""")
        with open(os.path.join(ROOT, "templates", "theme.xml"), encoding="utf-8") as file:
            theme = file.read().replace("</fonts>", '</fonts><logo file="Bilder ö/unser #logo.png" height="30" alt="Logo"/>')
        write(os.path.join(base, "Themen %41", "unser thema #.xml"), theme)
        os.makedirs(os.path.join(base, "Themen %41", "Bilder ö"), exist_ok=True)
        shutil.copy(os.path.join(ROOT, "samples", "themes", "kreisgruen.png"),
                    os.path.join(base, "Themen %41", "Bilder ö", "unser #logo.png"))
        return base

    def test_everything_is_found_and_recorded(self):
        base = self.make()
        done = self.good(bare([program.program, "report", os.path.join(base, "auftrag ß.xml")]))
        run = os.path.join(base, "ausgabe", "2023-11-30")
        self.assertIn(run, done.err)
        record = ET.parse(os.path.join(run, "lauf.xml")).getroot()
        names = {x.get("name") for x in record.iter("datei")}
        self.assertLessEqual({"mein bericht?.xsl", "teil eins ä.xsl", "teil zwei.xsl", "unser thema #.xml"}, names)
        with open(os.path.join(run, "monatsbericht.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("zwei", page)
        self.assertIn("data:image/png", page)
        # another month beside it: the archived one is found
        later = bare([program.program, "report", "auftrag ß.xml", "--as-of", "2023-12-31"], cwd=base)
        self.good(later)
        record = ET.parse(os.path.join(base, "ausgabe", "2023-12-31", "lauf.xml")).getroot()
        self.assertEqual([x.get("stichtag") for x in record.iter("archiv")], ["2023-11-30"])
        self.good(bare([program.program, "verify", run]))

    def test_faults_of_templates_name_the_file(self):
        base = self.make()
        part = os.path.join(base, "Vorlagen #1 ü", "teil zwei.xsl")
        job = os.path.join(base, "auftrag ß.xml")
        write(part, "<xsl:stylesheet")
        self.assertIn("%s:1: " % part, bare([program.program, "report", job]).err)
        os.remove(part)
        done = bare([program.program, "report", job])
        self.assertEqual(done.code, 5)
        self.assertIn("„teil zwei.xsl“ lässt sich nicht öffnen", done.err)
        self.assertNotIn("vorlage:", done.err)

    def test_only_files_beside_are_included(self):
        base = self.make()
        write(os.path.join(base, "teil zwei.xsl"), "<x/>")
        for href in ("../teil%20zwei.xsl", "..%2Fteil%20zwei.xsl", "%2E%2E/teil zwei.xsl", "/etc/passwd", "file:///etc/passwd",
                     "a/../../teil zwei.xsl", "http://localhost/x.xsl", "teil%20zwei.xsl?x", ".", "..", "vorlage:/ordner/../x.xsl"):
            with self.subTest(href):
                write(os.path.join(base, "Vorlagen #1 ü", "teil eins ä.xsl"),
                      '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
                      '<xsl:include href="%s"/></xsl:stylesheet>' % href)
                done = bare([program.program, "report", os.path.join(base, "auftrag ß.xml")])
                self.assertEqual(done.code, 5, done)
                self.assertIn("teil eins ä.xsl:1: ", done.err)

    def test_the_output_lies_beside_the_job(self):
        base = self.make()
        os.mkdir(self.path("elsewhere"))
        self.good(bare([program.program, "report", "../%s/auftrag ß.xml" % ODD], cwd=self.path("elsewhere")))
        self.assertEqual(os.listdir(self.path("elsewhere")), [])
        self.assertTrue(os.path.isdir(os.path.join(base, "ausgabe", "2023-11-30")))
        # a folder of exports: the current folder
        done = self.good(bare([program.program, *RUN], cwd=self.path("elsewhere")))
        self.assertIn(self.path("elsewhere", "ausgabe", "2023-11-30"), done.err)
        # told in the job: seen from it; on the command line: from the current folder
        self.make('<ausgabe ordner="Berichte ä"/>')
        self.good(bare([program.program, "report", os.path.join(base, "auftrag ß.xml")], cwd=self.path("elsewhere")))
        self.assertTrue(os.path.isdir(os.path.join(base, "Berichte ä", "2023-11-30")))
        self.good(bare([program.program, "report", os.path.join(base, "auftrag ß.xml"), "--out", "hier"],
                       cwd=self.path("elsewhere")))
        self.assertTrue(os.path.isdir(self.path("elsewhere", "hier", "2023-11-30")))

    def test_whose_run_lies_there(self):
        base = self.make()
        self.good(bare([program.program, "report", os.path.join(base, "auftrag ß.xml")]))
        run = os.path.join(base, "ausgabe", "2023-11-30")
        record = ET.parse(os.path.join(run, "lauf.xml")).getroot()
        done = bare([program.program, *RUN, "--out", os.path.join(base, "ausgabe")])
        line = self.refused(done, 6, "hier liegt der Lauf %s, Jobcenter Muster, Regelwerk aa90; erwartet: ein anderer Ordner"
                            % record.get("kennung"))
        self.assertTrue(line.startswith(run + ": dieser Lauf ist schon veröffentlicht"), line)
        os.remove(os.path.join(run, "lauf.xml"))
        self.refused(bare([program.program, *RUN, "--out", os.path.join(base, "ausgabe")]), 6, "schon veröffentlicht")

    def test_paths_of_windows(self):
        self.exports("in")
        job = ('<auftrag version="1"><jobcenter>M</jobcenter><regelwerk>aa90</regelwerk><stichtag>30.11.2023</stichtag>\n'
               '<exporte%s><datei art="kunden" pfad="%s"/><datei art="kontakte" pfad="in/kontakte.csv"/></exporte></auftrag>')
        for written, proposed in ((r"in\kunden.csv", "in/kunden.csv"), (r".\in\kunden.csv", "./in/kunden.csv"),
                                  (r"C:\Daten\kunden.csv", "/mnt/c/Daten/kunden.csv"),
                                  (r"d:/Daten/kunden.csv", "/mnt/d/Daten/kunden.csv"),
                                  (r"\\server\frei gabe\kunden.csv", "/mnt/server/frei gabe/kunden.csv")):
            with self.subTest(written):
                write(self.path("auftrag.xml"), job % ("", written))
                done = call("evaluate", self.path("auftrag.xml"))
                line = self.refused(done, 5, "auftrag.xml:2: „%s“ ist ein Pfad von Windows" % re.escape(written))
                self.assertTrue(line.endswith(proposed), line)
        write(self.path("auftrag.xml"), job % (r' ordner="in\x"', "kunden.csv"))
        self.refused(call("evaluate", self.path("auftrag.xml")), 5, r"auftrag.xml:2: „in\\x“ ist ein Pfad von Windows")
        # a file that is really called like that is that file
        write(self.path(r"in\kunden.csv"), program.CUSTOMERS + program.customers(1))
        write(self.path("auftrag.xml"), job % ("", r"in\kunden.csv"))
        done = self.good(call("evaluate", self.path("auftrag.xml")))
        self.assertEqual(len(program.read_csv(done.out)), 1)
        for words in (["check", r"C:\Daten"], ["report", "in", "--out", r"\\server\aus"], ["report", "in", "--theme", r"a\b.xml"],
                      ["check", "in", "--rules", r"regeln\aa90.xml"], ["verify", r"ausgabe\2023-11-30"]):
            with self.subTest(words):
                self.refused(call(*words, cwd=self.dir), 2, "ist ein Pfad von Windows")

    def test_names_are_taken_byte_by_byte(self):
        """ä as one letter and as two are two names of files, whatever the job's text is made of."""
        for name in ("M\u00e4rz", "Ma\u0308rz"):
            self.exports(name)
        write(self.path("auftrag.xml"),
              '<auftrag version="1"><jobcenter>M</jobcenter><regelwerk>aa90</regelwerk><stichtag>30.11.2023</stichtag>'
              '<exporte ordner="Ma\u0308rz"/></auftrag>')
        shutil.rmtree(self.path("M\u00e4rz"))
        self.good(call("evaluate", self.path("auftrag.xml")))


if __name__ == "__main__":
    program.main()
