#!/usr/bin/env python3
"""Makes tests/data/feiertage.csv, with which tests/unit/test_holidays.c compares the program.

    python3 tests/oracle/holidays_table.py > tests/data/feiertage.csv
    python3 tests/oracle/holidays_table.py --check tests/data/feiertage.csv

Nothing in here is taken from the program. The days come from the Python library `holidays` (Debian: python3-holidays;
any version from 0.10 on), and where that library says nothing or not what the law says, from the list LAW below. Applied
to a newer version, which has some of it, LAW changes nothing twice.

One line is a day: `2023-08-15;SL;BY+himmelfahrt` - the Länder in which it is a holiday everywhere, and those in
parts of which it is one.
"""

import collections
import datetime
import sys

FIRST, LAST = 1990, 2100
LANDS = "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH".split()
NEW = "BB MV SN ST TH".split()


def day(year, month, number):
    return datetime.date(year, month, number)


def every_year(first, last, month, number):
    return [day(year, month, number) for year in range(first, last + 1)]


def corpus_christi(year):
    from dateutil.easter import easter
    return easter(year) + datetime.timedelta(days=60)


def before_1990_10_03(land):
    """The library begins with the third of October 1990. By hand, Easter 1990 being 15 April."""
    days = [(1, 1), (4, 13), (4, 16), (5, 1), (5, 24), (6, 4)]
    if land not in NEW:
        days.append((6, 17))                                          # the old Tag der deutschen Einheit
    if land in ("BW", "BY"):
        days.append((1, 6))
    if land in ("BW", "BY", "HE", "NW", "RP", "SL"):
        days.append((6, 14))
    if land == "SL":
        days.append((8, 15))
    if land == "BB":
        days += [(4, 15), (6, 3)]
    return [day(1990, month, number) for month, number in days]


# What is a holiday, and what is none, whatever the library says: (why, Länder, days)
MORE = [
    ("FeiertG BE 2024: 8 May 2025, 17 June 2028", ["BE"], [day(2020, 5, 8), day(2025, 5, 8), day(2028, 6, 17)]),
    ("FTG M-V of 28.06.2022: 8 March from 2023 on", ["MV"], every_year(2023, LAST, 3, 8)),
]
LESS = [
    ("FeiertG LSA of 22.05.1992: not before 1993", ["ST"], every_year(1990, 1992, 1, 6)),
    ("BayFTG Art. 1 (1) no. 2: only in some communities", ["BY"], every_year(FIRST, LAST, 8, 15)),
]
REGIONAL = [
    ("BY+himmelfahrt", every_year(FIRST, LAST, 8, 15)),
    ("BY+friedensfest", every_year(FIRST, LAST, 8, 8)),
    ("SN+fronleichnam", [corpus_christi(year) for year in range(FIRST, LAST + 1)]),
    ("TH+fronleichnam", [corpus_christi(year) for year in range(FIRST, LAST + 1)]),
]


def from_library(land):
    import holidays
    years = range(FIRST, LAST + 1)
    if hasattr(holidays, "country_holidays"):
        return set(holidays.country_holidays("DE", subdiv=land, years=years))
    return set(holidays.Germany(prov=land, years=years))


def from_library_1990(land):
    """Newer versions begin with 1991: the rest of 1990, by hand."""
    days = [(10, 3), (11, 21), (12, 25), (12, 26)]
    if land in NEW:
        days.append((10, 31))
    if land in ("BW", "BY", "NW", "RP", "SL"):
        days.append((11, 1))
    return [day(1990, month, number) for month, number in days]


def lines():
    where = collections.defaultdict(list)
    for land in LANDS:
        days = from_library(land) | set(before_1990_10_03(land))
        library_1990 = {d for d in days if d >= day(1990, 10, 3) and d.year == 1990}
        if library_1990 and library_1990 != set(from_library_1990(land)):
            sys.exit("1990 in %s: the library says %s" % (land, sorted(library_1990)))
        days |= set(from_library_1990(land))
        for _, which, more in MORE:
            days |= set(more) if land in which else set()
        for _, which, less in LESS:
            days -= set(less) if land in which else set()
        for one in days:
            where[one].append(land)
    for token, days in REGIONAL:
        for one in days:
            where[one].append(token)
    return ["%s;%s" % (one.isoformat(), ";".join(tokens)) for one, tokens in sorted(where.items())]


def main():
    made = lines()
    if sys.argv[1:2] == ["--check"]:
        with open(sys.argv[2], encoding="ascii") as handle:
            there = handle.read().split("\n")
        if there[-1] == "":
            there.pop()
        for line in sorted(set(made) - set(there)):
            print("missing: " + line)
        for line in sorted(set(there) - set(made)):
            print("too much: " + line)
        return 1 if made != there else 0
    print("\n".join(made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
