"""Days of holidays: fixed, counted in weekdays, reckoned from Easter, or by the moon (a table)."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from dateline.times.moments import Interval, month_end, weekday_near


def holiday(rule: str, year: int) -> Interval:
    """First and last day of a holiday in a year.

    Args:
        rule: "12-25"; "11-4-4", the fourth Thursday; "05-L-1", the last Monday; "11-V", the Tuesday
            after the first Monday; "E-2" and "O0", days from Western and Orthodox Easter;
            "1944-06-06", one day of history; else the name of a feast of holidays.csv.
        year: the year of its first day.

    Raises:
        ValueError: the year has no such day, or lies outside the table.
    """
    if rule in _feasts():
        days = [days for days in _feasts()[rule] if days[0].year == year]
        if not days:
            raise ValueError(f"{rule} in {year} is not in the table")
        return days[0]
    day = _day(rule, year)
    return day, day


def _day(rule: str, year: int) -> date:
    if rule[0] in "EO":
        first = easter(year) if rule[0] == "E" else orthodox_easter(year)
        return first + timedelta(int(rule[1:]))
    if len(rule) == 10:
        return date.fromisoformat(rule)
    month, *rest = rule.split("-")
    if rest == ["V"]:
        return weekday_near(date(year, int(month), 1), 1, 1) + timedelta(1)
    if len(rest) == 1:
        return date(year, int(month), int(rest[0]))
    if rest[0] == "L":
        return weekday_near(month_end(date(year, int(month), 1)), int(rest[1]), -1)
    first = weekday_near(date(year, int(month), 1), int(rest[1]), 1)
    return first + timedelta(weeks=int(rest[0]) - 1)


@cache
def _feasts() -> dict[str, list[Interval]]:
    text = files("dateline.times").joinpath("holidays.csv").read_text(encoding="utf-8")
    feasts: dict[str, list[Interval]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        first = date.fromisoformat(row["first"])
        last = first + timedelta(int(row["days"]) - 1)
        feasts.setdefault(row["feast"], []).append((first, last))
    return feasts


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * length) // 451
    month, day = divmod(h + length - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday (Meeus's Julian computus), as a Gregorian date."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    # What the Julian calendar is behind.
    behind = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(behind)
