#!/usr/bin/env python3
"""What proves that an archived run is the one that was published: the number on paper, every edit found.

    python3 test_archive.py PROGRAM [unittest arguments]
"""

import base64
import hashlib
import os
import re
import shutil
import subprocess

import program
from program import ROOT, SAMPLE, Case, call, files_below, write

DAY = "2023-11-30"
DATA = ["abgelehnt.csv", "ergebnis.csv", "ergebnis.xml", "hinweise.csv", "lauf.xml"]


def sealed(folder):
    """The number of a run, from its files alone."""
    lines = ""
    for name in DATA:
        with open(os.path.join(folder, name), "rb") as handle:
            lines += "%s  %s\n" % (hashlib.sha256(handle.read()).hexdigest(), name)
    return hashlib.sha256(lines.encode()).hexdigest()


def groups(number):
    return " ".join(number[i:i + 4] for i in range(0, 64, 4))


def seal_anew(folder):
    """SHA256SUMS as whoever edits a run would make them anew."""
    files = files_below(folder)
    files.pop("SHA256SUMS", None)
    write(os.path.join(folder, "SHA256SUMS"), "".join(
        "%s  %s\n" % (hashlib.sha256(content).hexdigest(), name)
        for name, content in sorted(files.items(), key=lambda item: item[0].encode())))


class Paper(Case):
    def setUp(self):
        super().setUp()
        self.good(self.report(self.exports(), "--jobcenter", "Jobcenter Test"))
        self.run_folder = self.path("out", DAY)
        self.number = sealed(self.run_folder)

    def test_stands_on_the_signed_page(self):
        """In both formats, within the section with the signatures."""
        text = subprocess.run(["pdftotext", "-layout", os.path.join(self.run_folder, "nachweis.pdf"), "-"],
                              stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
        page = [p for p in text.split("\f") if "für die Leitung" in p]
        self.assertEqual(len(page), 1)
        self.assertIn(groups(self.number), page[0])
        with open(os.path.join(self.run_folder, "nachweis.html"), encoding="utf-8") as handle:
            page = handle.read()
        section = page[page.rindex("Bestätigung</h"):page.index("für die Leitung")]
        self.assertIn(groups(self.number), section)

    def test_as_typed(self):
        line = groups(self.number)
        for typed in (line, line.upper(), self.number, "  " + self.number[:24].upper() + "\n", line[:29], line.replace(" ", "\u00a0"),
                      line.replace(" ", "-"), line[:40] + "\n" + line[40:]):
            done = self.good(call("verify", self.run_folder, "--digest", typed))
            self.assertIn("Papier und Ordner gehören zusammen", done.text)
            self.assertIn(line, done.text)
        with open(os.path.join(self.run_folder, "SHA256SUMS"), "rb") as handle:
            self.good(call("verify", self.run_folder, "--digest", hashlib.sha256(handle.read()).hexdigest()))
        self.assertNotIn("Papier", self.good(call("verify", self.run_folder)).text)

    def test_every_digit_counts(self):
        for i in range(64):
            other = self.number[:i] + ("0" if self.number[i] != "0" else "1") + self.number[i + 1:]
            done = call("verify", self.run_folder, "--digest", other)
            self.refused(done, 1, "die Prüfzahl ist nicht die dieses Laufs")
            self.assertIn("Papier und Ordner gehören nicht zusammen", done.text)

    def test_refused(self):
        for typed, pattern in ((self.number[:23], "23 Stellen sind zu wenige, um einen Lauf zu erkennen"), ("", "ist keine Prüfzahl"),
                               (self.number + "0", "ist keine Prüfzahl"), (self.number[:-1] + "g", "ist keine Prüfzahl"),
                               (self.number[:-1] + "ü", "ist keine Prüfzahl")):
            self.refused(call("verify", self.run_folder, "--digest", typed), 2, pattern)
        self.refused(call("verify", "--chain", self.path("out"), "--digest", self.number), 2, "gilt einem Lauf, --chain einer Reihe")

    def test_edited_and_sealed_anew(self):
        """Whoever edits the data and makes all sums anew is found by the paper alone."""
        for name in DATA:
            path = os.path.join(self.run_folder, name)
            with open(path, "rb") as handle:
                was = handle.read()
            write(path, was.replace(b"aa90", b"aa91") if b"aa90" in was else was + b"\n")
            os.chmod(path, 0o600)
            seal_anew(self.run_folder)
            done = call("verify", self.run_folder, "--digest", self.number)
            self.assertEqual(done.code, 1, name)
            self.assertIn("Papier und Ordner gehören nicht zusammen", done.text, name)
            write(path, was)
        seal_anew(self.run_folder)
        self.good(call("verify", self.run_folder, "--digest", self.number))
        with open(path, "ab") as handle: # SHA256SUMS are those of the paper, a file is not
            handle.write(b" ")
        done = call("verify", self.run_folder, "--digest", self.number)
        self.assertEqual(done.code, 1)
        self.assertIn("die Dateien sind aber nicht mehr, wie diese sie nennt", done.text)

    def test_letters_of_templates(self):
        """What pages turn out to lack stands in the data before their number is on the page."""
        with open(os.path.join(ROOT, "templates", "nachweis.xsl"), encoding="utf-8") as handle:
            template = handle.read()
        for name in ("zweifel.xsl",):
            shutil.copy(os.path.join(ROOT, "templates", name), self.path(name))
        write(self.path("eigen.xsl"), template.replace("Die Urteile</heading>", "Die Urteile \u6f22</heading>"))
        write(self.path("auftrag.xml"), '<auftrag version="1"><jobcenter>T</jobcenter><exporte ordner="in"/><berichte>'
              '<bericht name="nachweis" vorlage="eigen.xsl"/></berichte></auftrag>')
        self.good(self.report(self.path("auftrag.xml"), out=self.path("own")))
        folder = self.path("own", DAY)
        with open(os.path.join(folder, "hinweise.csv"), encoding="utf-8") as handle:
            self.assertIn("U+6F22; in einem Text der Berichte", handle.read())
        with open(os.path.join(folder, "nachweis.html"), encoding="utf-8") as handle:
            self.assertIn(groups(sealed(folder)), handle.read())
        self.good(call("verify", folder, "--digest", sealed(folder)))
        self.assertEqual(os.listdir(self.path("own")), [DAY])

    def test_no_run(self):
        self.good(self.report(self.path("in"), "--recipients", "--replace"))
        teams = os.path.join(self.run_folder, "empfaenger", "teams")
        folder = os.path.join(teams, os.listdir(teams)[0])
        done = call("verify", folder, "--digest", self.number)
        self.refused(done, 1, "die Prüfzahl ist nicht die dieses Laufs")
        self.assertIn("Hier liegen nicht alle Daten eines Laufs", done.text)


def signify(*words, **options):
    """Debian's own, which knows nothing of this program."""
    command = shutil.which("signify-openbsd")
    if not command:
        raise AssertionError("signify-openbsd is not there: make test-packages")
    return subprocess.run([command, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


class Signature(Case):
    def setUp(self):
        super().setUp()
        self.public, self.secret = self.key("amt")
        self.exports()
        self.run_folder = self.signed()
        self.signature = os.path.join(self.run_folder, "SHA256SUMS.sig")

    def key(self, name):
        public, secret = self.path(name + ".pub"), self.path(name + ".sec")
        done = signify("-G", "-n", "-p", public, "-s", secret)
        self.assertEqual(done.returncode, 0, done.stdout)
        return public, secret

    def signed(self, *more, out="out"):
        self.good(self.report(self.path("in"), "--sign", self.secret, *more, out=self.path(out)))
        return self.path(out, DAY)

    def verifies(self, folder, public=None):
        return signify("-V", "-p", public or self.public, "-m", "SHA256SUMS", "-x", "SHA256SUMS.sig", cwd=folder).returncode == 0

    def verify(self, code, pattern, *more):
        done = call("verify", self.run_folder, *more)
        self.assertEqual(done.code, code, done)
        self.assertRegex(done.text, "(?m)^Signatur: " + pattern)

    def test_signify_takes_it(self):
        self.assertTrue(self.verifies(self.run_folder))
        other, _ = self.key("anderes")
        self.assertFalse(self.verifies(self.run_folder, other))
        with open(os.path.join(self.run_folder, "SHA256SUMS"), "ab") as handle:
            handle.write(b" ")
        self.assertFalse(self.verifies(self.run_folder))

    def test_same_as_signify_makes(self):
        """Its own signature of these bytes is the same, and is taken here."""
        done = signify("-S", "-s", self.secret, "-m", os.path.join(self.run_folder, "SHA256SUMS"), "-x", self.path("sig"))
        self.assertEqual(done.returncode, 0, done.stdout)
        with open(self.path("sig")) as handle, open(self.signature) as own:
            self.assertEqual(handle.read().splitlines()[1], own.read().splitlines()[1])
        shutil.copy(self.path("sig"), self.signature)
        os.chmod(self.signature, 0o600)
        self.verify(0, "gültig", "--public-key", self.public)

    def test_changes_no_other_byte(self):
        self.good(self.report(self.path("in"), out=self.path("plain")))
        plain, files, again = files_below(self.path("plain", DAY)), files_below(self.run_folder), files_below(self.signed(out="again"))
        self.assertEqual(files, again)
        self.assertEqual(set(files) - set(plain), {"SHA256SUMS.sig"})
        del files["SHA256SUMS.sig"]
        self.assertEqual(files, plain)
        self.assertEqual(os.stat(self.signature).st_mode & 0o777, 0o600)
        self.assertNotIn(b"SHA256SUMS.sig", files["SHA256SUMS"])

    def test_verify(self):
        self.verify(0, "gültig, Schlüssel [0-9a-f]{16}$", "--public-key", self.public)
        self.verify(0, "mit dem Schlüssel [0-9a-f]{16}; ob sie gilt, zeigt --public-key")
        other, _ = self.key("anderes")
        self.verify(1, "mit einem anderen Schlüssel", "--public-key", other)
        with open(other, "rb") as handle, open(self.public, "rb") as own:
            numbered = base64.b64decode(own.read().splitlines()[1])[:10] + base64.b64decode(handle.read().splitlines()[1])[10:]
        write(self.path("falsch.pub"), b"untrusted comment: x\n" + base64.b64encode(numbered) + b"\n")
        self.verify(1, "gilt nicht; SHA256SUMS ist nicht, was unterschrieben wurde", "--public-key", self.path("falsch.pub"))
        for name in ("nichts.pub", self.secret):
            self.assert_code(call("verify", self.run_folder, "--public-key", self.path(name)), 4)
        self.refused(call("verify", self.run_folder, "--public-key", self.secret), 4, "ist kein öffentlicher Schlüssel")

    def test_edited(self):
        """Sealed anew, the signature is not that of the sums any more."""
        path = os.path.join(self.run_folder, "monatsbericht.html")
        with open(path, "ab") as handle:
            handle.write(b" ")
        with open(self.signature, "rb") as handle:
            was = handle.read()
        os.remove(self.signature)
        seal_anew(self.run_folder)
        self.verify(1, "fehlt", "--public-key", self.public)
        self.good(call("verify", self.run_folder))
        write(self.signature, was)
        os.chmod(self.signature, 0o600)
        self.verify(1, "gilt nicht", "--public-key", self.public)

    def test_no_signature(self):
        """Whatever else lies there in its place."""
        with open(self.signature, "rb") as handle:
            was = handle.read()
        second = was.splitlines()[1]
        for content in (b"", b"x\n", was[:-9], was + b"\n", was + was, was.replace(b"RW", b"RX"), b"comment: x\n" + second + b"\n",
                        b"untrusted comment: x\n" + second[:-2] + b"==\n", b"untrusted comment: x\n" + second[:40] + b"\n",
                        was.replace(b"\n", b"\r\n")):
            write(self.signature, content)
            self.verify(1, "SHA256SUMS.sig ist keine")
        os.remove(self.signature)
        os.symlink(self.public, self.signature)
        self.assertIn("gehört nicht dazu: SHA256SUMS.sig", call("verify", self.run_folder).text)
        os.remove(self.signature)
        os.mkdir(self.signature, 0o700)
        self.assertIn("gehört nicht dazu: SHA256SUMS.sig/", call("verify", self.run_folder).text)

    def test_every_bit(self):
        with open(self.signature, "rb") as handle:
            was = handle.read()
        begin = was.index(b"\n") + 1
        raw = base64.b64decode(was[begin:])
        for i in range(0, len(raw) * 8, 7):
            other = bytearray(raw)
            other[i // 8] ^= 1 << i % 8
            write(self.signature, was[:begin] + base64.b64encode(other) + b"\n")
            self.assert_code(call("verify", self.run_folder, "--public-key", self.public), 1)

    def test_chain(self):
        self.good(call("verify", "--chain", self.path("out"), "--public-key", self.public))
        self.good(self.report(self.path("in"), day="2023-12-31"))
        self.good(call("verify", "--chain", self.path("out")))
        self.assert_code(call("verify", "--chain", self.path("out"), "--public-key", self.public), 1)

    def test_by_job(self):
        write(self.path("auftrag.xml"), '<auftrag version="1"><jobcenter>T</jobcenter><exporte ordner="in"/><berichte><bericht '
              'name="monatsbericht"/></berichte><ausgabe ordner="job" signatur="amt.sec"/></auftrag>')
        self.good(call("report", self.path("auftrag.xml"), "--rules", "aa90", "--as-of", DAY, cwd="/"))
        self.assertTrue(self.verifies(self.path("job", DAY)))

    def test_keys(self):
        """Rights are told; what is behind a passphrase, damaged, or no key is refused before anything is made."""
        os.chmod(self.secret, 0o640)
        done = self.good(self.report(self.path("in"), "--sign", self.secret, "--quiet", out=self.path("open")))
        self.assertIn("den Schlüssel %s können auch andere lesen" % self.secret, done.err)
        os.chmod(self.secret, 0o600)
        with open(self.secret, "rb") as handle:
            raw = bytearray(base64.b64decode(handle.read().splitlines()[1]))

        def refused(pattern, content):
            write(self.path("key"), content)
            for command in (["report", "--out", self.path("none")], ["check"]):
                done = call(*command, self.path("in"), "--rules", "aa90", "--as-of", DAY, "--sign", self.path("key"))
                self.refused(done, 4, pattern)
                self.assertIn("signify-openbsd -G -n", done.err)
                self.assertNotIn(base64.b64encode(raw[72:]).decode()[:20], done.err)
            self.assertFalse(os.path.exists(self.path("none")))

        def key(at, value):
            other = bytearray(raw)
            other[at] ^= value
            return b"untrusted comment: x\n" + base64.b64encode(other) + b"\n"
        refused("mit einem Passwort verschlossen", key(7, 42))
        for at in (24, 40, 72, 103):
            refused("der Schlüssel ist beschädigt", key(at, 1))
        refused("ist kein geheimer Schlüssel", key(0, 1))
        refused("ist kein geheimer Schlüssel", key(2, 1))
        refused("ist kein geheimer Schlüssel", b"")
        refused("größer als 1 MiB", b"x" * (2 << 20))


class Replay(Case):
    """The same bytes again from record and inputs, wherever these lie now, or what differs."""

    ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "HOME": "/nowhere", "LANG": "C"}

    def setUp(self):
        super().setUp()
        job = ('<auftrag version="1"><jobcenter>Jobcenter &amp; Test</jobcenter><bundesland name="Niedersachsen"/>'
               '<regelwerk>uelzen-ga-08-2019</regelwerk><vorlauf>10</vorlauf><zielquote>80</zielquote>'
               '<namen schluessel="geheim.key">pseudonym</namen><exporte ordner="exporte"/><berichte>'
               '<bericht name="monatsbericht"/><bericht name="arbeitslisten"><format>html</format><format>xlsx</format></bericht><bericht name="nachweis"><format>html</format></bericht>'
               '</berichte><ausgabe ordner="out" empfaenger="ja"/></auftrag>')
        shutil.copytree(SAMPLE, self.path("exporte"))
        write(self.path("geheim.key"), "0123456789abcdef0123")
        os.chmod(self.path("geheim.key"), 0o600)
        write(self.path("auftrag.xml"), job)
        for day in ("2023-10-31", DAY):
            self.good(call("report", self.path("auftrag.xml"), "--as-of", day))
        self.run_folder = self.path("out", DAY)

    def again(self, *more, run=None, job=None, env=None):
        return call("verify", run or self.run_folder, "--replay", job or self.path("auftrag.xml"), *more, env=env or self.ELSEWHERE,
                    cwd="/")

    def test_same_elsewhere(self):
        """Job, pseudonyms, recipients and an earlier run; all of it moved, in another zone and locale; nothing is written."""
        files = files_below(self.run_folder)
        self.assertTrue([n for n in files if n.startswith("empfaenger/")])
        self.assertIn(b"<vorgaenger", files["lauf.xml"])
        text = self.good(self.again()).text
        self.assertIn("Noch einmal gemacht: in allen %d Dateien dieselben Bytes." % (len(files) - 1), text)
        for name in ("out", "exporte", "geheim.key", "auftrag.xml"):
            os.rename(self.path(name), self.path("neu-" + name))
        os.mkdir(self.path("weg"))
        os.rename(self.path("neu-out", DAY), self.path("weg", DAY))
        os.rename(self.path("neu-auftrag.xml"), self.path("weg", "auftrag.xml"))
        before = files_below(self.dir)
        moved = ["--exports", self.path("neu-exporte"), "--key", self.path("neu-geheim.key"), "--archive", self.path("neu-out")]
        done = self.good(self.again(*moved, run=self.path("weg", DAY), job=self.path("weg", "auftrag.xml")))
        self.assertIn("dieselben Bytes", done.text)
        self.assertEqual(files_below(self.dir), before)

    def test_what_differs(self):
        self.refused(call("verify", self.run_folder, "--replay", self.path("exporte")), 2, "der Lauf hatte einen Auftrag")
        self.refused(call("verify", "--chain", self.path("out"), "--replay", self.path("exporte")), 2, "gilt einem Lauf")
        write(self.path("other.key"), "0123456789abcdef0124")
        done = self.again("--key", self.path("other.key"))
        self.refused(done, 1, "noch einmal gemacht, ist es nicht derselbe Lauf")
        self.assertIn("anders: Parameter schluessel", done.text)
        self.assertIn("andere Bytes: ", done.text)
        with open(self.path("exporte", "kontakte.csv"), "ab") as handle:
            handle.write(b"\r\n")
        done = self.again()
        self.assert_code(done, 1)
        self.assertRegex(done.text, "anders: Eingabe kontakte.csv\n    damals [0-9a-f]{64}\n    jetzt  [0-9a-f]{64}\n")
        self.assertNotIn("anders: Eingabe kunden.csv", done.text)
        os.rename(self.path("out", "2023-10-31"), self.path("weg"))
        done = self.again()
        self.assertIn("fehlt: früherer Lauf 2023-10-31", done.text)
        self.assertIn("fehlt: Lauf davor", done.text)

    def test_not_of_a_changed_run(self):
        with open(os.path.join(self.run_folder, "ergebnis.csv"), "ab") as handle:
            handle.write(b" ")
        done = self.again()
        self.assert_code(done, 1)
        self.assertIn("Nicht noch einmal gemacht", done.text)


class Edits(Case):
    """Whatever is done to an archive, verify finds it and says it."""

    def setUp(self):
        super().setUp()
        self.good(self.report(self.exports(), "--recipients"))
        self.run_folder = self.path("out", DAY)

    def found(self, about):
        done = call("verify", self.run_folder)
        self.assertIn(done.code, (1, 4), "%s\n%s" % (about, done))
        self.assertTrue(done.text.splitlines() or done.err, about)

    def test_every_file(self):
        """A byte flipped, added, taken; gone, doubled, a link, a folder, a name with another case."""
        files = files_below(self.run_folder)
        for number, (name, was) in enumerate(sorted(files.items())):
            path = os.path.join(self.run_folder, name)
            at = (number * 7919) % max(1, len(was))
            for other in ([was[:at] + bytes([was[at] ^ 1 << number % 8]) + was[at + 1:]] if was else []) + [was + b"\n", was[:-1] or b"x"]:
                if other == was:
                    continue
                with open(path, "wb") as handle:
                    handle.write(other)
                self.found(name)
            os.remove(path)
            self.found("gone: " + name)
            os.symlink("/etc/passwd", path)
            self.found("link: " + name)
            os.remove(path)
            os.mkdir(path, 0o700)
            self.found("folder: " + name)
            os.rmdir(path)
            with open(path, "wb") as handle:
                handle.write(was)
            os.chmod(path, 0o600)
        self.good(call("verify", self.run_folder))

    def test_every_byte_of_the_sums(self):
        path = os.path.join(self.run_folder, "SHA256SUMS")
        with open(path, "rb") as handle:
            was = handle.read()
        for at in range(0, len(was), 29):
            with open(path, "wb") as handle:
                handle.write(was[:at] + bytes([was[at] ^ 1]) + was[at + 1:])
            self.found("byte %d" % at)

    def test_recipient_changes_his_file(self):
        """What he was handed is a copy: his change is found, and the report itself stays what it was."""
        path = os.path.join(self.run_folder, "empfaenger", "teams", "Team-A", "monatsbericht.html")
        self.assertEqual(os.stat(path).st_nlink, 1)
        report = os.path.join(self.run_folder, "monatsbericht", "Team-A.html")
        with open(report, "rb") as handle:
            was = handle.read()
        with open(path, "ab") as handle:
            handle.write(b" ")
        self.found("recipient")
        with open(report, "rb") as handle:
            self.assertEqual(handle.read(), was)


if __name__ == "__main__":
    program.main()
