#!/usr/bin/env python3
"""Templates with a fault: the message names the template's own file and line, in German, and the document is kept.

    python3 test_templates.py PROGRAM [unittest arguments]
"""

import os
import re
import xml.etree.ElementTree as tree

import program
from program import CONTACTS, CUSTOMERS, ROOT, Case, call, customers, write

SHEET = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="teil.xsl"/>
<xsl:template match="/">
<document lang="de" title="Probe"><title>Probe</title>
<section><heading>Erster <em>Abschnitt</em></heading><para>Text</para></section>
<section><heading>Zweiter Abschnitt</heading>
<para>Vor dem Fehler</para>
%s
</section>
</document>
</xsl:template>
</xsl:stylesheet>"""
LINE = 8  # of %s
PART = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template name="teil">
%s
</xsl:template>
</xsl:stylesheet>"""
ENGLISH = re.compile(r"\b(the|not found|expected|error|line|element \w|undefined|invalid|could|compile|failed)\b", re.I)


class Templates(Case):
    def run_with(self, body, part="", name="monatsbericht"):
        good = {"kunden": CUSTOMERS + customers(20), "kontakte": CONTACTS + "K1;01.11.2023;Beratungsvermerk;persönlich\n" * 20}
        self.exports("exporte", **good)
        write(self.path("eigen.xsl"), SHEET % body)
        write(self.path("teil.xsl"), PART % part)
        write(self.path("auftrag.xml"), '<auftrag version="1"><jobcenter>J</jobcenter><exporte ordner="exporte"/><berichte>'
                                        '<bericht name="%s" vorlage="eigen.xsl"/></berichte></auftrag>' % name)
        return call("report", self.path("auftrag.xml"), "--rules", "aa90", "--as-of", "2023-11-30", "--out", self.path("out"))

    def fault(self, done, file="eigen.xsl", line=LINE):
        self.assertEqual(done.code, 5, done)
        told = [at for at in done.err.splitlines() if "; erwartet: " in at]
        self.assertEqual(len(told), 1, done)
        self.assertTrue(told[0].startswith("%s:%d: " % (self.path(file), line)), told[0])
        rest = re.sub(r"„[^“]*“|<[^>]*>|\S*/\S*", "", told[0])
        self.assertNotRegex(rest, ENGLISH)
        return told[0]

    def test_a_rejected_document_names_the_template(self):
        """Also where the element was written by a called template, by a file included, or by xsl:element."""
        told = self.fault(self.run_with("<unfug/>"))
        self.assertIn("das Dokument „monatsbericht“, das diese Vorlage schreibt, stimmt nicht im Abschnitt „Zweiter Abschnitt“: "
                      "unbekanntes Element <unfug> in <section>", told)
        told = self.fault(self.run_with('<xsl:call-template name="teil"/>', '<kpis><kpi label="a"/></kpis>'), "teil.xsl", 3)
        self.assertIn("Attribut „value“ fehlt", told)
        self.fault(self.run_with('<xsl:element name="unfug"/>'))
        told = self.fault(self.run_with('<table caption="x"><col/><body><row><cell/></row>\n<row><cell/><cell/></row></body></table>'),
                          line=LINE + 1)
        self.assertIn("<row> hat mehr Zellen", told)
        # in the middle of a text
        told = self.fault(self.run_with('<para>siehe <strong>dort</strong>\n<link to="nirgends">hier</link></para>'), line=LINE + 1)
        self.assertIn("gefunden „nirgends“", told)

    def test_the_document_is_kept(self):
        done = self.run_with("<unfug/>")
        kept = re.search(r"^  Abhilfe: das Dokument liegt in (\S+), dort Zeile (\d+)$", done.err, re.M)
        self.assertTrue(kept, done)
        self.assertEqual(kept[1], self.path("out", "2023-11-30.fehler", "monatsbericht.xml"))
        self.assertEqual(os.listdir(self.path("out")), ["2023-11-30.fehler"])
        self.assertEqual(os.stat(kept[1]).st_mode & 0o777, 0o600)
        with open(kept[1], encoding="utf-8") as file:
            lines = file.read().splitlines()
        self.assertEqual(lines[int(kept[2]) - 1].strip(), "<unfug/>")
        self.assertTrue(lines[int(kept[2]) - 1].startswith("    "))
        root = tree.parse(kept[1]).getroot()
        self.assertEqual([x.tag for x in root], ["title", "section", "section"])
        self.assertFalse([x for x in root.iter() for name in x.attrib if name.startswith("kd-")])
        self.assertNotIn("kd-at", "".join(lines))
        # one older one beside it, no more
        for _ in range(3):
            self.run_with("<unfug/>")
        self.assertEqual(sorted(os.listdir(self.path("out"))), ["2023-11-30.fehler", "2023-11-30.fehler.alt"])

    def test_of_a_team(self):
        done = self.run_with("<unfug/>", name="fachaufsicht")
        self.assertIn("das Dokument „fachaufsicht/", self.fault(done))
        self.assertTrue(os.path.exists(re.search(r"liegt in (\S+),", done.err)[1]))

    def test_an_expression_that_selects_nothing(self):
        for body, words in (('<para><xsl:value-of select="/ergebnis/lauf/stichtagg/@text"/></para>', "„stichtagg“ gibt es im Ergebnis nicht; .*am ehesten „stichtag“"),
                            ('<para>Stand <xsl:value-of select="//stichtag/@txt"/></para>', "„@txt“.*am ehesten „@text“"),
                            ('<para style="{//lauf/name}">x</para>', "„name“.*„@name“: das ist ein Attribut"),
                            ('<xsl:if test="//lauf and not(//luaf)"><para>x</para></xsl:if>', "„luaf“"),
                            ('<xsl:for-each select="child::ergebniss"><para>x</para></xsl:for-each>', "„ergebniss“"),
                            ('<para><xsl:value-of select="/ergebnis/daten/stichtag"/></para>', "<para> ist leer; erwartet: Text"),
                            ('<section><heading><xsl:value-of select="//bereich/@text"/></heading></section>', "<heading> ist leer"),
                            ('<list><item><xsl:value-of select="//bereich/@text"/></item></list>', "ist leer")):
            with self.subTest(body):
                self.assertRegex(self.fault(self.run_with(body)), words)

    def test_names_that_are_none(self):
        """Operators, functions, axes, variables and texts are no names that results must have."""
        done = self.run_with('<xsl:variable name="ort" select="//lauf"/><para title="{{nichts}}"><xsl:value-of select="concat(\'nix\', '
                             'name($ort), position() div 2 mod 3, count(self::node()), //attribute::text[1 or 2 and 3], $ort/*)"/></para>'
                             .replace(' title="{{nichts}}"', ""))
        self.assertEqual(done.code, 0, done)

    def test_faults_of_the_template_itself(self):
        for body, words in (('<xsl:value-of select="foo(1)"/>', "eine Funktion gibt es nicht: „foo“"),
                            ('<xsl:value-of select="$nix"/>', "eine Variable gibt es nicht: „nix“"),
                            ('<xsl:value-of select="1 div"/>', "XPath ist nicht richtig geschrieben: „1 div“"),
                            ('<xsl:value-of select="a:b"/>', "das Präfix eines Namensraums ist nicht erklärt"),
                            ('<xsl:call-template name="fort"/>', "eine aufgerufene Vorlage gibt es nicht: „fort“"),
                            ('<xsl:fordere/>', "gibt es nicht: „fordere“"),
                            ('<xsl:value-of/>', "XSLT"),
                            ('<xsl:if select="1"/>', "XSLT"),
                            ('<xsl:for-each select="string(1)"/>', "ergibt etwas anderes"),
                            ('<xsl:value-of select="document(\'/etc/passwd\')"/>', "gesperrt"),
                            ('<xsl:message terminate="yes">error: hier geht es nicht weiter</xsl:message>',
                             r"\(error: hier geht es nicht weiter\)"),
                            ('<para>', "kein wohlgeformtes XML|ein Element ist nicht richtig geschlossen")):
            with self.subTest(body):
                done = self.run_with(body)
                told = self.fault(done, line=LINE + 1 if body == "<para>" else LINE) if "terminate" not in body else done.err
                self.assertRegex(told, words)
                self.assertEqual(done.code, 5)
                self.assertFalse(os.path.exists(self.path("out", "2023-11-30.fehler")))

    def test_the_templates_of_the_program_know_their_names(self):
        """Copied and named in a job they pass the same check."""
        done = self.run_with("")
        for name in os.listdir(os.path.join(ROOT, "templates")):
            if name.endswith(".xsl"):
                with open(os.path.join(ROOT, "templates", name), encoding="utf-8") as file:
                    write(self.path("v", name), file.read())
        reports = "".join('<bericht name="%s" vorlage="v/%s.xsl"/>' % (name, name.replace("listen", "liste"))
                          for name in ("monatsbericht", "fachaufsicht", "nachweis", "arbeitslisten"))
        write(self.path("auftrag.xml"), '<auftrag version="1"><jobcenter>J</jobcenter><exporte ordner="exporte"/><berichte>%s'
                                        '</berichte></auftrag>' % reports)
        done = call("check", self.path("auftrag.xml"), "--rules", "aa90", "--as-of", "2023-11-30")
        self.assertIn("Thema, Vorlagen, Schriften, Archiv und Ausgabe: kein Fehler", done.text, done)


if __name__ == "__main__":
    program.main()
