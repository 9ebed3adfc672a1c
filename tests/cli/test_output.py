"""Where a command's text goes (--output), and what is refused as an input because it is no file.

    python3 test_output.py PROGRAM [unittest arguments]
"""

import os

from program import Case, ROOT, call, main, write

DAY = "2023-11-30"
SOON = 600  # seconds: what waits for a pipe waits for ever, and a machine may be busy


class Output(Case):
    def setUp(self):
        super().setUp()
        self.folder = self.exports()
        self.right = self.good(self.evaluate(self.folder)).out
        self.assertGreater(len(self.right.splitlines()), 2)

    def to(self, path, **options):
        return self.evaluate(self.folder, "--output", path, timeout=SOON, **options)

    def read(self, path):
        with open(path, "rb") as handle:
            return handle.read()

    def test_standard_output_closed(self):
        """Nothing takes its number: the file is whole, and nothing lies beside it."""
        path = self.path("x.csv")
        self.good(self.to(path, before=["sh", "-c", 'exec "$0" "$@" >&-']))
        self.assertEqual(self.read(path), self.right)
        self.assertEqual(sorted(os.listdir(self.dir)), ["in", "x.csv"])
        self.assertEqual(self.evaluate(self.folder, before=["sh", "-c", 'exec "$0" "$@" >&-']).code, 6)
        self.good(self.to(path, before=["sh", "-c", 'exec "$0" "$@" <&- >&- 2>&-']))
        self.assertEqual(self.read(path), self.right)

    def test_through_a_link(self):
        """The file behind it is replaced as a whole, the link stays one."""
        os.mkdir(self.path("far"))
        write(self.path("far", "x.csv"), "old" * 10000)
        os.symlink("far/x.csv", self.path("link"))
        self.good(self.to(self.path("link")))
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertEqual(self.read(self.path("far", "x.csv")), self.right)
        self.assertEqual(os.listdir(self.path("far")), ["x.csv"])
        os.symlink("nowhere", self.path("broken"))
        self.refused(self.to(self.path("broken")), 6, "ein Verweis, der auf nichts zeigt")

    def test_over_its_own_input(self):
        path = os.path.join(self.folder, "kunden.csv")
        before = self.read(path)
        os.symlink(path, self.path("link"))
        os.link(path, self.path("hard"))
        for output in (path, self.path("link"), self.path("hard")):
            self.refused(self.to(output), 6, "diese Datei wird gelesen und nicht überschrieben")
            self.assertEqual(self.read(path), before)
        job = self.path("auftrag.xml")
        write(job, '<auftrag version="1"><jobcenter>J</jobcenter><exporte ordner="in"/></auftrag>')
        for command in (["evaluate"], ["list"], ["explain", "--customer", "K1"]):
            done = call(command[0], job, *command[1:], "--rules", "aa90", "--as-of", DAY, "--output", job)
            self.refused(done, 6, "diese Datei wird gelesen und nicht überschrieben")

    def test_standard_output_by_name(self):
        for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
            self.assertEqual(self.good(self.to(name)).out, self.right)
            path = self.path("redirected")
            with open(path, "wb") as handle:
                handle.write(b"before\n")
                handle.flush()
                self.good(self.to(name, stdout=handle))
            self.assertEqual(self.read(path), b"before\n" + self.right)
        self.good(self.to("/dev/null"))
        self.assertEqual(self.to("/dev/full").code, 6)

    def test_into_a_pipe(self):
        pipe = self.path("pipe")
        os.mkfifo(pipe)
        self.refused(self.to(pipe), 6, "diese Pipe liest niemand")
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        self.good(self.to(pipe))
        self.assertEqual(os.read(reader, 1 << 16), self.right)
        self.assertEqual(sorted(os.listdir(self.dir)), ["in", "pipe"])

    def test_nothing_beside_it(self):
        os.mkdir(self.path("out"))
        path = self.path("out", "x.csv")
        self.assertEqual(self.to(path, before=["sh", "-c", 'ulimit -f 0; exec "$0" "$@"']).code, 6)
        self.assertEqual(os.listdir(self.path("out")), [])
        self.good(self.to(path))
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)


class NoFiles(Case):
    """A pipe that nobody writes to, and a device without an end."""

    def setUp(self):
        super().setUp()
        self.folder = self.exports()
        self.pipe = self.path("pipe.xml")
        os.mkfifo(self.pipe)
        os.symlink("/dev/zero", self.path("zero.xml"))

    def no_file(self, done, code):
        self.assertEqual(done.code, code, done)
        self.assertRegex(done.err, "keine (gewöhnliche )?Datei|nicht gelesen werden|nicht öffnen|gibt es nicht|nicht gefunden")
        return done

    def test_job_rules_theme(self):
        for path in (self.pipe, self.path("zero.xml")):
            self.assertIn(call("report", path, "--out", self.path("out"), timeout=SOON).code, (2, 4, 5))
            self.no_file(self.report(self.folder, rules=path, timeout=SOON), 5)
            self.no_file(self.report(self.folder, "--theme", path, timeout=SOON), 5)
        self.assertFalse(os.path.exists(self.path("out", DAY)))

    def job(self, template):
        path = self.path("auftrag.xml")
        write(path, '<auftrag version="1"><jobcenter>J</jobcenter><regelwerk>aa90</regelwerk><stichtag>%s</stichtag><exporte '
                    'ordner="in"/><berichte><bericht name="nachweis" vorlage="%s"><format>html</format></bericht></berichte>'
                    '</auftrag>' % (DAY, template))
        return path

    def test_template_and_include(self):
        self.no_file(call("report", self.job("pipe.xml"), "--out", self.path("out"), timeout=SOON), 5)
        write(self.path("own.xsl"), '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
                                    '<xsl:include href="pipe.xml"/></xsl:stylesheet>')
        self.no_file(call("report", self.job("own.xsl"), "--out", self.path("out"), timeout=SOON), 5)

    def test_logo(self):
        with open(os.path.join(ROOT, "templates", "theme.xml"), encoding="utf-8") as handle:
            theme = handle.read()
        write(self.path("theme.xml"), theme.replace("</theme>", '<logo file="pipe.png" alt="x" height="20"/></theme>'))
        os.mkfifo(self.path("pipe.png"))
        self.assertEqual(self.report(self.folder, "--theme", self.path("theme.xml"), timeout=SOON).code, 5)

    def test_exports(self):
        os.unlink(self.path("in", "kontakte.csv"))
        os.mkfifo(self.path("in", "kontakte.csv"))
        self.no_file(self.evaluate(self.folder, timeout=SOON), 4)

    def test_archive(self):
        self.good(self.report(self.folder, day="2023-10-31"))
        run = self.path("out", "2023-10-31")
        for name, code in (("SHA256SUMS", 4), ("ergebnis.csv", 1), ("lauf.xml", 1)):
            path = os.path.join(run, name)
            os.rename(path, self.path("kept"))
            os.mkfifo(path)
            self.assertEqual(call("verify", run, timeout=SOON).code, code)
            os.unlink(path)
            os.rename(self.path("kept"), path)
        for name in ("ergebnis.xml", "SHA256SUMS"):
            path = os.path.join(run, name)
            os.rename(path, self.path("kept"))
            os.mkfifo(path)
            done = self.good(self.report(self.folder, "--replace", timeout=SOON))
            self.assertIn("damit wird nicht verglichen", done.err)
            os.unlink(path)
            os.rename(self.path("kept"), path)


class Hostile(Case):
    """XML that would take minutes, pictures that are none: refused with words, at once."""

    def timed(self, done, words):
        self.assertEqual(done.code, 5, done)
        self.assertIn(words, done.err)

    def test_attributes_without_end(self):
        many = " ".join('a%d="x"' % i for i in range(200000))
        folder = self.exports()
        words = "ein Element hat mehr als 1000 Attribute"
        write(self.path("x.xml"), "<!-- %s -->\n<auftrag %s/>" % (many, many))
        for call_words in (("check", "x.xml"), ("check", folder, "--rules", "x.xml"), ("report", folder, "--rules", "aa90", "--theme", "x.xml")):
            self.timed(call(*call_words, cwd=self.dir, timeout=SOON), "x.xml:2: " + words)
        write(self.path("x.xsl"), '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
                                  '<xsl:template match="/"><a %s/></xsl:template></xsl:stylesheet>' % many)
        write(self.path("a.xml"), '<auftrag version="1"><jobcenter>J</jobcenter><regelwerk>aa90</regelwerk><exporte ordner="in"/>'
                                  '<berichte><bericht name="monatsbericht" vorlage="x.xsl"/></berichte></auftrag>')
        self.timed(call("report", "a.xml", "--accept-mismatch", cwd=self.dir, timeout=SOON), words)

    def test_long_and_deep(self):
        for text in ("<auftrag><jobcenter>%s</jobcenter></auftrag>" % ("x" * (9 << 20)), "<a>" * 100000, "<a b='%s'/>" % ("y" * (9 << 20))):
            write(self.path("x.xml"), text)
            self.assertEqual(call("check", "x.xml", cwd=self.dir, timeout=SOON).code, 5)

    def test_a_jpeg_without_a_picture(self):
        frame = bytes.fromhex("ffd8ffc0000b080010001001012200")
        with open(os.path.join(ROOT, "templates", "theme.xml"), encoding="utf-8") as file:
            theme = file.read()
        write(self.path("t.xml"), theme.replace("</theme>", '<logo file="l.jpg" alt="x" height="20"/></theme>'))
        folder = self.exports()
        for content, words in ((frame + b"\xff\xd9", "enthält kein Bild"), (frame + bytes.fromhex("ffda00080101003f00ffd9"), "enthält kein Bild"),
                               (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "ist keine lesbare PNG-Datei"), (b"<svg/>", "ist weder PNG noch JPEG")):
            write(self.path("l.jpg"), content)
            self.timed(call("report", folder, "--rules", "aa90", "--theme", self.path("t.xml"), "--out", self.path("out"),
                            "--accept-mismatch"), words)

    def test_lines_that_are_no_header(self):
        """A customer's line, or one of a file that is no export, is not shown; names of columns are."""
        secret = "214A991844;Geheim;Sabine;29.08.1980;arbeitslos;24.06.2022\n"
        for content in (secret * 3, secret.replace(";", ",") * 3, secret.replace(";", "|") * 3, "root:x:0:0:Geheim:/root:/bin/bash\n"):
            for command in ("check", "evaluate", "report"):
                done = call(command, self.exports(kunden=content), "--rules", "aa90", "--as-of", "2023-11-30", cwd=self.dir)
                self.assertNotEqual(done.code, 0, done)
                self.assertIn("nicht gezeigt", done.text + done.err)
                self.assertNotIn("Geheim", done.text + done.err)
                self.assertNotIn("214A991844", done.text + done.err)
        for content in ("KDNR;NAME;GEB\n1;2;3\n", "Kundennummer|Geburtsdatum|Status\n1|2|3\n", "Kd1;Kundennummer;Status\n1;2;3\n"):
            done = call("check", self.exports(kunden=content), "--rules", "aa90", "--as-of", "2023-11-30")
            self.assertIn(content.splitlines()[0].split(";")[0], done.text + done.err)

    def test_system_files(self):
        """Named as a job or a key, nothing of one is printed."""
        write(self.path("a.xml"), '<auftrag version="1"><jobcenter>J</jobcenter><namen schluessel="/etc/passwd">pseudonym</namen>'
                                  '<exporte ordner="in"/></auftrag>')
        self.exports()
        for words in (("check", "/etc/passwd"), ("report", "/etc/passwd"), ("check", self.path("in"), "--rules", "/etc/passwd"),
                      ("report", self.path("in"), "--rules", "aa90", "--theme", "/etc/passwd"), ("check", self.path("a.xml"))):
            done = call(*words)
            self.assertNotIn("root:", done.text + done.err)


if __name__ == "__main__":
    main()
