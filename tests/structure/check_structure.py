#!/usr/bin/env python3
"""The structure of src/ against docs/architecture.md, and habits that a compiler does not check.

    python3 check_structure.py [--cc COMPILER] [--flags-from compile_commands.json] [ROOT]

- Rooms include only what the table "Which room may include which" allows.
- Public names begin with one of the prefixes that the table gives their room; no two rooms share one.
- The tables of settings and reports name what schema and front page name.
- One file each includes <hpdf.h>, <csv.h> and libxslt.
- Every header compiles on its own, and twice.
- No function that overflows buffers, hides state or asks the user's locale.
- Functions of up to 80 lines, files of up to 700 (design: 60 and 600; what lies between has a reason).
- Every room, every document that design and README promise is there.
- Every section of the specification that code, tests and documents name is in docs/spec.

Ends with `N passed, M failed`.
"""

import argparse
import concurrent.futures
import glob
import json
import os
import re
import shlex
import subprocess
import sys

LONGEST_FUNCTION, LONGEST_FILE = 80, 700
BANNED = ["strcpy", "strcat", "stpcpy", "sprintf", "vsprintf", "gets", "strtok", "atoi", "atol", "atof", "strtod", "strtof",
          "scanf", "sscanf", "fscanf", "localtime", "gmtime", "ctime", "asctime", "setlocale", "strcoll", "strerror_l",
          "tmpnam", "tempnam", "mktemp", "system", "popen", "longjmp", "setjmp", "alloca", "rand", "srand", "isalpha_l",
          "strncpy", "strncat"]
ONCE = {"libharu": r"hpdf\w*\.h", "libcsv": r"csv\.h", "libxlsxwriter": r"xlsxwriter\.h", "libxslt": r"libxslt/\w+\.h"}


class Check:
    def __init__(self, root):
        self.root, self.src = root, os.path.join(root, "src")
        self.passed, self.faults = 0, []
        self.prefixes = {}  # room -> what its public names begin with
        self.files = {}  # path within src -> text
        for path in sorted(glob.glob(os.path.join(self.src, "**", "*.[ch]"), recursive=True)):
            with open(path, encoding="utf-8") as handle:
                self.files[os.path.relpath(path, self.src)] = handle.read()

    def test(self, name, faults):
        if faults:
            self.faults.append(name)
            print("FAIL: %s" % name)
            for fault in faults:
                print("  " + fault)
        else:
            self.passed += 1

    def room_of(self, path):
        return path.split("/")[0] if "/" in path else ""

    # ---- rooms ----

    def table(self):
        """{room: rooms it may include} from the first table of docs/architecture.md whose header names rooms."""
        with open(os.path.join(self.root, "docs", "architecture.md"), encoding="utf-8") as handle:
            lines = handle.read().splitlines()
        found = {}
        for line in lines:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if line.startswith("| room |") or line.startswith("| Room |"):
                found["?"] = None
            elif "?" in found and line.startswith("|"):
                if not set(cells[0]) <= set("-: "):
                    found[cells[0].strip("`")] = words_of(cells[1])
                    self.prefixes[cells[0].strip("`")] = words_of(cells[2])
            elif len(found) > 1:
                break
        found.pop("?", None)
        return found

    def rooms(self):
        table = self.table()
        folders = {self.room_of(path) for path in self.files} - {""}
        self.test("the table of docs/architecture.md names every room and no other",
                  ["only in src/: " + room for room in sorted(folders - set(table))] +
                  ["only in the table: " + room for room in sorted(set(table) - folders)])
        self.test("the table allows no circle", self.circles(table))
        faults = []
        for path, text in self.files.items():
            room = self.room_of(path)
            for number, line in enumerate(text.splitlines(), 1):
                match = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
                if not match:
                    continue
                other = self.room_of(match.group(1))
                if match.group(1) not in self.files:
                    faults.append("src/%s:%d: %s is not named from src/" % (path, number, match.group(1)))
                elif room and other != room and other not in table.get(room, ()):
                    faults.append("src/%s:%d: %s must not include %s" % (path, number, room, match.group(1)))
        self.test("rooms include only what the table allows", faults)

    def names(self):
        """What a header makes public. A constant may begin with a word of its enum's tag: LATE_MET of agg_late_step."""
        faults, used = [], set()
        for path, text in self.files.items():
            room = self.room_of(path)
            if not room or not path.endswith(".h") or path.endswith("_list.h"):
                continue
            for name, tag in public_names(text):
                spelt = {name + "_", name.lower() + "_"}  # a prefix in capitals is one of constants alone
                own = [p for p in self.prefixes.get(room, ()) if any(form.startswith(p + "_") for form in spelt)]
                used.update((room, prefix) for prefix in own)
                if not own and not (tag and name.split("_")[0].lower() in {w for part in tag.split("_") for w in (part, part + "s")}):
                    faults.append("src/%s: %s" % (path, name))
        self.test("public names begin with a prefix of their room", faults)
        self.test("every prefix of the table is in use", ["%s: %s" % (room, prefix) for room in self.prefixes
                                                          for prefix in sorted(self.prefixes[room]) if (room, prefix) not in used])
        owners = {}
        for room, prefixes in self.prefixes.items():
            for prefix in prefixes:
                owners.setdefault(prefix, []).append(room)
        self.test("no two rooms share a prefix", ["%s: %s" % (p, ", ".join(rooms)) for p, rooms in owners.items() if len(rooms) > 1])

    def tables(self):
        """Elements of settings and names of reports against templates/auftrag.rng and templates/index.xsl."""
        texts = {}
        for name in ("auftrag.rng", "index.xsl"):
            with open(os.path.join(self.root, "templates", name), encoding="utf-8") as handle:
                texts[name] = handle.read()
        faults = []
        for element in re.findall(r'\.element = "([^"]+)"', self.files["settings/table.c"]):
            parent, _, attribute = element.partition("/@")
            at = texts["auftrag.rng"].find('<element name="%s">' % parent)
            if at < 0 or (attribute and '<attribute name="%s">' % attribute not in texts["auftrag.rng"][at:].split("</define>")[0]):
                faults.append("templates/auftrag.rng has no %s" % element)
        self.test("the job's schema has the element of each setting", faults)
        rows = re.findall(r'^    \{\.name = "(\w+)"', self.files["reports/reports.c"], re.M)
        asked = re.findall(r"<value>(\w+)</value>", texts["auftrag.rng"].split('<element name="bericht">')[1].split("</choice>")[0])
        titles = set(re.findall(r"<xsl:when test=\"\. = '(\w+)'\">", texts["index.xsl"]))
        self.test("rows of reports, the job's schema and the front page name the same",
                  ([] if rows else ["no rows found"]) + ["only a row: " + name for name in rows if name not in asked] +
                  ["only templates/auftrag.rng: " + name for name in asked if name not in rows] +
                  ["no title in templates/index.xsl: " + name for name in rows if name not in titles])

    def circles(self, table):
        faults = []
        for room in table:
            seen, todo = set(), list(table[room])
            while todo:
                other = todo.pop()
                if other == room:
                    faults.append("%s reaches itself" % room)
                    break
                if other not in seen:
                    seen.add(other)
                    todo += table.get(other, ())
        return faults

    def foreign(self):
        for name, pattern in ONCE.items():
            users = {p for p, t in self.files.items() if re.search(r"#\s*include\s*<%s>" % pattern, t)}
            self.test("exactly one file includes %s" % name, [] if len(users) == 1 else sorted(users) or ["nobody does"])

    # ---- headers ----

    def flags(self, commands):
        """Include folders and definitions that the build uses, of all files together."""
        flags = ["-std=c17", "-D_GNU_SOURCE", "-I", self.src]
        if commands and os.path.exists(commands):
            with open(commands, encoding="utf-8") as handle:
                entries = json.load(handle)
            for entry in entries:
                words = entry.get("arguments") or shlex.split(entry["command"])
                for i, word in enumerate(words):
                    if word in ("-isystem", "-I"):
                        flags += [word, words[i + 1]] if [word, words[i + 1]] not in pairs(flags) else []
                    elif word.startswith("-I") and word not in flags:
                        flags.append(word)
        return flags

    def headers(self, compiler, commands):
        flags = self.flags(commands)

        def alone(path):
            text = '#include "%s"\n#include "%s"\ntypedef int nothing;\n' % (path, path)
            done = subprocess.run([compiler, *flags, "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c", "-"],
                                  input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            first = done.stdout.decode("utf-8", "replace").strip().splitlines()[:1]
            return ["src/%s: %s" % (path, first[0] if first else "?")] if done.returncode else []

        names = [path for path in self.files if path.endswith(".h") and not path.endswith("_list.h")]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            self.test("every header compiles on its own", [f for faults in pool.map(alone, names) for f in faults])
        unguarded = [p for p in names if not re.search(r"#ifndef (KD_\w+_H)\n#define \1\n", self.files[p])]
        self.test("every header is guarded by KD_..._H", unguarded)

    # ---- habits ----

    def banned(self):
        faults = []
        pattern = re.compile(r"(?<![\w.>])(%s)\s*\(" % "|".join(BANNED))
        for path, text in self.files.items():
            for number, line in enumerate(without_comments(text).splitlines(), 1):
                match = pattern.search(line)
                if match and not re.match(r"struct tm \*gmtime\(const time_t \*t\)$", line):  # takes the place of libc's
                    faults.append("src/%s:%d: %s" % (path, number, match.group(1)))
        self.test("no banned calls", faults)
        faults = []
        for path, text in self.files.items():
            for number, line in enumerate(without_comments(text).splitlines(), 1):
                if re.match(r"\s*typedef\s+(struct|union)\b", line) or re.search(r"\btypedef\b.*\w_t\s*;", line):
                    faults.append("src/%s:%d: %s" % (path, number, line.strip()))
        self.test("no typedefs of structs, no types in _t", faults)
        exits = sorted(p for p, t in self.files.items() if re.search(r"(?<![\w.])(exit|abort|_exit)\s*\(", without_comments(t)))
        self.test("only base/mem.c, base/ending.c and base/sandbox_calls.c end the program",
                  [p for p in exits if p not in ("base/mem.c", "base/ending.c", "base/sandbox_calls.c")])

    def lengths(self):
        self.test("files of up to %d lines" % LONGEST_FILE,
                  ["src/%s: %d lines" % (p, t.count("\n")) for p, t in self.files.items() if t.count("\n") > LONGEST_FILE])
        faults = []
        for path, text in self.files.items():
            begin, name = 0, ""
            for number, line in enumerate(text.splitlines(), 1):
                if line == "{":
                    begin = number
                elif line == "}" and begin:
                    if number - begin > LONGEST_FUNCTION:
                        faults.append("src/%s:%d: %s has %d lines" % (path, begin, name, number - begin - 1))
                    begin = 0
                elif not begin and re.match(r"\w.*\w\(", line):
                    name = re.match(r".*?(\w+)\(", line).group(1)
        self.test("functions of up to %d lines" % LONGEST_FUNCTION, faults)

    def documents(self):
        names = ["README.md", "CHANGELOG.md", "docs/architecture.md", "docs/glossary.md", "docs/kontaktdichte.1"]
        self.test("documents are there", [n for n in names if not os.path.exists(os.path.join(self.root, n))])
        with open(os.path.join(self.root, "docs", "glossary.md"), encoding="utf-8") as handle:
            glossary = handle.read().lower()
        words = ["stichtag", "profillage", "kontaktdichte", "vermerkart", "kontaktart", "bedarfsgemeinschaft", "betreuer",
                 "ausnahme", "regelwerk", "urteil", "quote"]
        self.test("the glossary knows the words of the field", [w for w in words if w not in glossary])

    def references(self):
        parts = glob.glob(os.path.join(self.root, "docs", "spec", "[0-9]*.md"))
        there = set()
        for path in parts:
            there.add(os.path.basename(path).split("-")[0])
            with open(path, encoding="utf-8") as handle:
                there.update(re.findall(r"^## (\d\.\d+)", handle.read(), re.M))
        named, faults = 0, []
        for folder in ("src", "tests", "docs", "templates", "rules", "cmake", "samples"):
            for path in sorted(glob.glob(os.path.join(self.root, folder, "**", "*.*"), recursive=True)):
                if not path.endswith((".c", ".h", ".py", ".md", ".xsl", ".rng", ".txt", ".sh", ".cmake")):
                    continue
                with open(path, encoding="utf-8", errors="replace") as handle:
                    text = handle.read()
                found = re.findall(r"\bspec(?:ification)?(?: part)? (\d(?:\.\d+)?)\b((?:(?:,| and| to) \d\.\d+)*)", text, re.I)
                if path.endswith((".c", ".h")):
                    found += [(name, "") for name in re.findall(r"\((\d\.\d+)\)", " ".join(re.findall(r"/\*.*?\*/", text, re.S)))]
                for first, more in found:
                    for name in [first] + re.findall(r"\d\.\d+", more):
                        named += 1
                        if name not in there:
                            faults.append("%s: spec %s" % (os.path.relpath(path, self.root), name))
        self.test("every section of the specification that is named is there", faults)
        self.test("sections of the specification are named", [] if named > 100 else ["only %d" % named])

    def text_form(self):
        faults = []
        for path, text in self.files.items():
            for number, line in enumerate(text.splitlines(), 1):
                if "\t" in line or line != line.rstrip():
                    faults.append("src/%s:%d: tab, or space at the end" % (path, number))
            if "\r" in text or not text.endswith("\n"):
                faults.append("src/%s: line ends" % path)
        self.test("no tabs, no spaces at the end of a line", faults)


def words_of(cell):
    return {word.strip().strip("`") for word in cell.split(",") if word.strip()}


def public_names(text):
    """(name, tag of the enum it is a constant of) of all that stands at the top of a header."""
    text = re.sub(r"\\\n", " ", without_comments(text))
    names = [(name, "") for name in re.findall(r"^[ ]*#[ ]*define[ ]+(\w+)", text, re.M) if not re.match(r"KD_\w+_H$", name)]
    text = re.sub(r"^[ ]*#.*$", "", text, flags=re.M)
    text = re.sub(r"__attribute__\s*\(\(.*?\)\)(?=\s*[;{])", "", text, flags=re.S)
    depth, statement, statements = 0, "", []
    for sign in text:
        statement += sign
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and (sign == ";" or (sign == "}" and re.match(r"[^={}]*\)\s*\{", statement))):
            statements.append(statement.strip(" \n;"))
            statement = ""
    for one in statements:
        enum, record = re.match(r"enum\s*(\w*)\s*\{(.*)\}", one, re.S), re.match(r"(?:struct|union)\s+(\w+)\s*\{", one)
        head = one.split("{")[0].split("=")[0]
        if enum:
            names += [(enum.group(1), "")] if enum.group(1) else []
            constants = re.sub(r"\([^()]*\)", "", enum.group(2)).split(",")
            names += [(re.match(r"\s*(\w+)", c).group(1), enum.group(1)) for c in constants if c.strip()]
        elif record:
            names.append((record.group(1), ""))
        elif re.match(r"(struct|union|enum)\s+\w+$", one) or not one or one.startswith("_Static_assert"):
            continue
        elif "(" in head:
            names.append((re.search(r"(\w+)\s*\(", head).group(1), ""))
        else:
            names += [(re.search(r"(\w+)\s*$", part).group(1), "") for part in re.sub(r"\[[^\]]*\]", "", head).split(",")]
    return names


def pairs(words):
    return [[words[i], words[i + 1]] for i in range(len(words) - 1)]


def without_comments(text):
    """Comments and string literals blanked, line breaks kept."""
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", nargs="?",
                        default=os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--flags-from", help="compile_commands.json of a build")
    options = parser.parse_args()
    check = Check(options.root)
    check.rooms()
    check.names()
    check.tables()
    check.foreign()
    check.headers(options.cc, options.flags_from)
    check.banned()
    check.lengths()
    check.documents()
    check.references()
    check.text_form()
    print("%d passed, %d failed" % (check.passed, len(check.faults)))
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
