"""Reads a rule file (spec 3.7 and docs/rules.md) into the oracle's RuleSet.  No schema is asked: a file that the
program refuses is not compared."""

import datetime
import xml.etree.ElementTree as ElementTree

import oracle

CALENDAR = {"Kalenderwoche": oracle.Span(7, "days"), "Kalendermonat": oracle.Span(1, "months"),
            "Kalenderquartal": oracle.Span(3, "months"), "Kalenderhalbjahr": oracle.Span(6, "months"),
            "Kalenderjahr": oracle.Span(12, "months")}


def texts(node, name):
    return [" ".join(one.text.split()) for one in node.findall(name)]


def span(node, name):
    return oracle.read_span(node.get(name, ""))


def conditions(node):
    found = {}
    for name, key in (("alter", "age"), ("status", "status"), ("profillage", "profile"), ("funktion", "function")):
        words = texts(node, name)
        if name == "profillage":
            words = ["" if word == "keine" else word for word in words]
        if name == "alter" and len(words) == 1:
            found[key] = words[0]
        elif name != "alter" and words:
            found[key] = tuple(words)
    for one in node.findall("merkmal"):
        found["flag " + one.text.strip()] = one.get("wert") != "nein"
    for one in node.findall("wort"):                     # "several <wort> of one name by "or""
        word = one.text.strip()
        found["word " + one.get("name")] = found.get("word " + one.get("name"), ()) + ("" if word == "keine" else word,)
    since = [(one.get("tag"), span(one, "hoechstens"), span(one, "mindestens")) for one in node.findall("seit")]
    if since:
        found["since"] = since                           # "several are joined by "and""
    return found


def requirement(node):
    modes = frozenset(texts(node, "kontaktart")) or None
    partners = frozenset(texts(node, "partner")) or None
    if node.get("je"):
        return oracle.Asked("calendar", CALENDAR[node.get("je")], None, int(node.get("anzahl", "1")), None, modes, partners)
    if node.get("innerhalb"):
        return oracle.Asked("count", span(node, "innerhalb"), None, int(node.get("anzahl")), None, modes, partners)
    if node.get("zwischen"):
        return oracle.Asked("range", span(node, "und"), span(node, "zwischen"), 1, None, modes, partners)
    if node.get("telefonisch-zwischen"):
        return oracle.Asked("alternation", span(node, "alle"), None, 1, int(node.get("telefonisch-zwischen")), modes, partners)
    return oracle.Asked("interval", span(node, "alle"), None, 1, None, modes, partners)


def acceptance(node):
    suspend, any_span, shorter = (frozenset(word for one in node.findall(name) for word in texts(one, "art"))
                                  for name in ("ruhend", "jedes-intervall", "kuerzeres-intervall"))
    if any_span and shorter:
        raise ValueError("the oracle knows one of jedes-intervall and kuerzeres-intervall in a place")
    return oracle.Acceptance(suspend, any_span | shorter, bool(shorter))


def read(path):
    """(RuleSet, von): von is the first day of its validity or None."""
    root = ElementTree.parse(path).getroot()
    counts = root.find("zaehlt")
    usual_modes, usual = texts(counts, "kontaktart"), acceptance(root.find("ausnahmen"))
    rules = []
    for number, node in enumerate(root.find("regeln"), 1):
        asked = [requirement(one) for one in node.findall("vorgabe")]
        outcome = next((outcome for name, outcome in (
            ("keine-vorgabe", oracle.NONE), ("nicht-erfasst", oracle.NOT_COVERED), ("unklar", oracle.CANNOT_TELL))
            if node.find(name) is not None), oracle.REQUIREMENT)
        own = node.find("ausnahmen")
        rules.append(oracle.Rule(number, conditions(node.find("wenn")), outcome, asked[0] if asked else None,
                                 frozenset(texts(node, "kontaktart") or usual_modes),
                                 usual if own is None else acceptance(own), tuple(asked[1:])))
    words, lists = root.find("worte"), root.find("merkmale")
    first = root.find("erstkontakt")
    von = root.find("gueltigkeit").get("von")
    return oracle.RuleSet(
        root.get("id"), rules, frozenset(texts(counts, "vermerkart")), frozenset(texts(counts, "partner")),
        counts.get("video-als-persoenlich") == "ja",
        {} if lists is None else {one.get("name"): texts(one, "wert") for one in lists.findall("wort")},
        {} if words is None else {name: texts(words, name) for name in ("funktion", "status", "vermerkart", "partner")},
        {} if words is None else {" ".join(one.text.split()): one.get("wie") for one in words.findall("kontaktart")},
        None if first is None else int(first.get("hoechstens"))), von and datetime.date.fromisoformat(von)
