"""What the table consists of: kinds of bends, the files they can occur in, and how a run has to end."""

import known
from exports import FILES


class Expect:
    """How a run has to end.

    same      the figures of the exports as they were (or as `like` makes them), and nothing said that those do not say
    noted     these figures, and the pattern in hinweise.csv, in the output of check or on standard error
    rejected  these figures, and `count` more lines in abgelehnt.csv, the pattern among them
    doubt     other figures, and the pattern on standard error and on the front page
    refused   no report, one of the exit codes, and on standard error the pattern and the name of the file

    Of a job that `job init` proposes: same and noted as above, with the pattern in what it wrote or said; asked: the
    pattern is there, whatever the job gives as it is; refused: it or the run after it refuses.
    """

    WORDS = {
        "same": "wird gelesen",
        "noted": "wird gelesen, mit einem Hinweis",
        "rejected": "die Zeile wird abgelehnt, alles andere gelesen",
        "doubt": "Bericht mit einem Zweifel auf der ersten Seite",
        "refused": "kein Bericht; die Meldung sagt, warum",
        "asked": "der Vorschlag fragt nach",
    }

    def __init__(self, outcome, pattern="", like=None, codes=(), count=None):
        self.outcome, self.pattern, self.like, self.codes, self.count = outcome, pattern, like, codes, count


def same(like=None):
    return Expect("same", like=like)


def noted(pattern, like=None):
    return Expect("noted", pattern, like)


def rejected(pattern, like=None, count=1):
    return Expect("rejected", pattern, like, count=count)


def doubt(pattern):
    return Expect("doubt", pattern)


def refused(pattern, *codes):
    return Expect("refused", pattern, codes=codes or (3, 4, 5))


def asked(pattern):
    return Expect("asked", pattern)


class Row:
    """One run: a kind in one file."""

    def __init__(self, kind, stem, expect, foreign=False):
        self.kind, self.stem, self.expect, self.foreign = kind, stem, expect, foreign
        self.name = "%s/%s%s" % (kind.name, stem, "/auftrag" if foreign else "")
        self.known = known.reason(self.name)

    def bend(self, x):
        self.kind.bend(x, self.stem)


class Kind:
    """One kind in all files where it can occur.

    name, what, example: the last two German, for the table of the documentation.
    bend(exports, stem)  changes the file `stem`; expect: how it ends, or by file {stem: expect, "*": the others}.
    job                  files in which it is tried through a job with foreign names and codes, too.
    keys                 the Kundennummern: "zahlen" (with leading zeros), "buchstaben", None: half of each.
    touches              what else it changes, so that it is not combined with another one that does; None: with none.
    init, then           through `job init`; bent once more before the proposed job is used.
    """

    every = []
    chapter = section = None

    def __init__(self, name, what, example, bend, expect, files=FILES, job=(), rules="uelzen-ga-08-2019", keys=None,
                 touches="", init=False, then=None):
        self.name, self.what, self.example, self.bend = name, what, example, bend
        self.chapter, self.section = Kind.chapter, Kind.section
        self.rules, self.keys, self.init, self.then = rules, keys, init, then
        self.touches = None if touches is None else {self.chapter} | set(touches.split())
        of = expect if isinstance(expect, dict) else {"*": expect}
        self.rows = [Row(self, stem, of.get(stem) or of["*"]) for stem in files]
        self.rows += [Row(self, stem, of.get(stem) or of["*"], foreign=True) for stem in job]
        Kind.every.append(self)


def chapter(title, section):
    """What follows belongs to this chapter of the table; section: of the specification."""
    Kind.chapter, Kind.section = title, section
