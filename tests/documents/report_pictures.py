#!/usr/bin/env python3
"""Draws the pictures of docs/reports.md and README.md anew: pages of the sample's finished reports (make pictures).

    python3 report_pictures.py KONTAKTDICHTE

A page is found by words that stand on it, so that it stays the right one when others grow.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BILDER = os.path.join(ROOT, "docs", "bilder")
DAY = "2023-11-30"
LARGEST = 150000  # bytes: a page of documentation should open at once
TEAM, CASEWORKER = "Team-201-U25-JBA", "HAR03"
# name of the picture: report, words on the page, dots per inch
PAGES = {
    "berichte-monatsbericht-bewegung": ("monatsbericht", "Was die Quote vom", 72),
    "berichte-monatsbericht-profillage": ("monatsbericht", "Quote und Zahl der Bewerteten nach Profillage", 72),
    "berichte-monatsbericht-ausblick": ("monatsbericht", "gegen die Beratungen, die die", 72),
    "berichte-fachaufsicht-1": (f"fachaufsicht/{TEAM}", "Dossier für die Fachaufsicht\n", 72),
    "berichte-fachaufsicht-betreuung": (f"fachaufsicht/{TEAM}", "Fallbestand\n", 72),
    "berichte-fachaufsicht-stichprobe": (f"fachaufsicht/{TEAM}", "Los 1, Prüfsumme", 72),
    "berichte-nachweis-summen": ("nachweis", "Dieser Nachweis gehört zum Lauf", 72),
    "berichte-nachweis-urteile": ("nachweis", "nach Betreuung und Kundennummer", 72),
    "berichte-arbeitsliste": (f"arbeitslisten/{CASEWORKER}", "Zu kontaktieren", 72),
    "monatsbericht-1": ("monatsbericht", "Kundenkontaktdichte im November", 84),
    "monatsbericht-6": ("monatsbericht", "Je Kalenderwoche, ganzes Jobcenter", 84),
}
SCREENS = {"berichte-uebersicht": ("index.html", 900, 1050), "monatsbericht-html": ("monatsbericht.html", 980, 1250)}
BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]


def page_with(pdf, words):
    """The number of the first page on which the words stand, behind the table of contents' own lines."""
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()
    plain = [re.sub(r"[ \u00a0\u202f]+", " ", page.replace("\u00ad\n", "").replace("\u00ad", "")) for page in text.split("\f")]
    for number, page in enumerate(plain, 1):
        if re.search(words.replace(" ", r"\s"), page):
            return number
    sys.exit(f"{pdf}: auf keiner Seite steht „{words}“")


def screenshot(html, width, height, out):
    browser = os.environ.get("CHROMIUM") or next((path for path in BROWSERS if os.path.exists(path)), None)
    if not browser:
        sys.exit("kein Chromium gefunden; CHROMIUM=... nennt eines")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir=" + profile,
                        f"--window-size={width},{height}", "--force-device-scale-factor=0.8", "--screenshot=" + out, "file://" + html],
                       check=True, capture_output=True)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "report", os.path.join(ROOT, "samples", "musterstadt"), "--rules", "uelzen-ga-08-2019", "--as-of", DAY, "--land", "NI",
                        "--jobcenter", "Jobcenter Musterstadt", "--quiet", "--out", folder], check=True)
        run, drawn = os.path.join(folder, DAY), {}
        for name, (report, words, dpi) in PAGES.items():
            pdf, number = os.path.join(run, report + ".pdf"), None
            number = str(page_with(pdf, words))
            drawn[name] = os.path.join(folder, name)
            subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-f", number, "-l", number, pdf, drawn[name]], check=True)
        for name, (html, width, height) in SCREENS.items():
            drawn[name] = os.path.join(folder, name)
            screenshot(os.path.join(run, html), width, height, drawn[name] + ".png")
        for name, path in drawn.items():
            size = os.path.getsize(path + ".png")
            if size > LARGEST:
                sys.exit(f"{name}.png: {size} Bytes; höchstens {LARGEST}")
            shutil.copy(path + ".png", os.path.join(BILDER, name + ".png"))
    print("%d Bilder in docs/bilder" % len(drawn))


if __name__ == "__main__":
    main()
