#!/usr/bin/env python3
"""Draws the pictures of docs/templates.md anew: each example as PDF and as HTML, side by side (make pictures).

    python3 pictures.py KD-RENDER
"""
import json
import os
import re
import subprocess
import sys
import tempfile

import guide

DPI = 90
FOOTER = 66  # pt from the bottom of a page


def page(folder, name):
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "-singlefile", "-f", "1", "-l", "1", name + ".pdf", name],
                   cwd=folder, check=True)
    return os.path.join(folder, name + ".png")


def below_title(folder, name):
    """Where the blocks of an example begin on its page, below the title that it has to have, in px of the picture."""
    words = subprocess.run(["pdftotext", "-bbox", name + ".pdf", "-"], cwd=folder, check=True, capture_output=True, text=True)
    return int(float(re.search(r'yMax="([\d.]+)">Beispiel<', words.stdout).group(1)) * DPI / 72)


def main():
    render = os.path.abspath(sys.argv[1])
    docs = os.path.join(guide.ROOT, "docs")
    example = os.path.join(guide.ROOT, "tests", "golden", "document", "example.xml")
    jobs = []
    with tempfile.TemporaryDirectory() as folder:
        for block in guide.blocks():
            if block.kind or not block.picture or not block.document():
                continue
            name = os.path.splitext(os.path.basename(block.picture))[0]
            whole = block.text.lstrip().startswith("<document")
            with open(os.path.join(folder, name + ".xml"), "w", encoding="utf-8") as file:
                file.write(block.document())
            subprocess.run([render, name + ".xml", "."], cwd=folder, check=True)
            jobs.append({"out": os.path.join(docs, block.picture), "panels": [
                {"label": "PDF", "png": page(folder, name), "top": 0 if whole else below_title(folder, name), "bottom": FOOTER * DPI // 72},
                {"label": "HTML", "html": os.path.join(folder, name + ".html"), "top": 0 if whole else None}]})
        panels = []
        for name, theme in (("theme.xml", guide.THEME),
                            ("kreisgruen.xml", os.path.join(guide.ROOT, "samples", "themes", "kreisgruen.xml"))):
            into = os.path.join(folder, name[:-4])
            os.mkdir(into)
            subprocess.run([render, "--theme", theme, example, into], check=True)
            panels.append({"label": name, "png": page(into, "example"), "whole": True})
        jobs.append({"out": os.path.join(docs, "bilder", "vorlagen", "themen.png"), "panels": panels})
        list_file = os.path.join(folder, "jobs.json")
        with open(list_file, "w", encoding="utf-8") as file:
            json.dump(jobs, file)
        subprocess.run(["node", os.path.join(guide.ROOT, "tests", "html", "pictures.mjs"), list_file], check=True)
    print("%d Bilder in docs/bilder/vorlagen" % len(jobs))


if __name__ == "__main__":
    main()
