"""Dates as news tells them: partial, in weeks, seasons and decades; their value and interval."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.intervals import TimePrecision

Interval = tuple[date, date]
# Meteorological seasons (codebook §7): first month, and winter runs into the next year.
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or stretch of the calendar at whatever grain the text gives.

    `year` is negative before Christ and None where nothing proves it; `tens` is the decade ("198"),
    `century` its first two digits ("19" for the 20th).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    week: int | None = None
    weekend: bool = False
    quarter: int | None = None
    half: int | None = None
    season: str = ""
    tens: int | None = None
    century: int | None = None
    before_christ: bool = False
    part: str = ""
    clock: str = ""

    @property
    def date(self) -> date | None:
        """The day, if it is one that the calendar has."""
        if not self.year or self.year < 1 or not self.month or not self.day:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def grain(self) -> str:
        """The finest unit given: D, W, WE, M, Q, H, S (season), DE, CE or Y."""
        grains = (
            ("D", self.day), ("WE", self.weekend), ("W", self.week), ("M", self.month),
            ("Q", self.quarter), ("H", self.half), ("S", self.season),
            ("DE", self.tens is not None), ("CE", self.century is not None),
        )  # fmt: skip
        return next((grain for grain, given in grains if given), "Y")

    def value(self) -> str:
        """The TIMEX3 value."""
        return self._day_value() + (
            "T" + (self.clock or self.part) if self.clock or self.part else ""
        )

    def _day_value(self) -> str:
        era = "BC" if self.before_christ or (self.year is not None and self.year < 0) else ""
        if self.century is not None:
            return f"{era}{self.century:02d}"
        if self.tens is not None:
            return f"{era}{self.tens:03d}"
        year = era + (f"{abs(self.year):04d}" if self.year is not None else "XXXX")
        if self.week is not None:
            return f"{year}-W{self.week:02d}" + ("-WE" if self.weekend else "")
        if self.weekend:
            return f"{year}-WXX-WE"
        if self.quarter:
            return f"{year}-Q{self.quarter}"
        if self.half:
            return f"{year}-H{self.half}"
        if self.season:
            return f"{year}-{self.season}"
        if self.day:
            return f"{year}-" + (f"{self.month:02d}" if self.month else "XX") + f"-{self.day:02d}"
        if self.month:
            return f"{year}-{self.month:02d}"
        return f"{year}-XX-XX" if (self.part or self.clock) else year

    def interval(self) -> Interval | None:
        """First and last day, or None where the year is unproved or before Christ."""
        try:
            return self._interval()
        except (ValueError, OverflowError):
            return None

    def _interval(self) -> Interval | None:
        if self.before_christ:
            return None
        if self.century is not None:
            return date(max(1, self.century * 100), 1, 1), date(self.century * 100 + 99, 12, 31)
        if self.tens is not None:
            return date(max(1, self.tens * 10), 1, 1), date(self.tens * 10 + 9, 12, 31)
        if self.year is None or self.year < 1:
            return None
        if self.day:
            return (date(self.year, self.month or 0, self.day),) * 2
        if self.week is not None:
            monday = date.fromisocalendar(self.year, self.week, 1)
            return monday + timedelta(5 if self.weekend else 0), monday + timedelta(6)
        if self.weekend or self.part or self.clock:
            return None
        if self.season:
            first = _SEASON_START[self.season]
            return date(self.year, first, 1), month_end(add_months(date(self.year, first, 1), 2))
        months = 3 if self.quarter else 6 if self.half else 1 if self.month else 12
        first = ((self.quarter or self.half or 1) - 1) * months + 1
        start = date(self.year, self.month or first, 1)
        return start, month_end(add_months(start, months - 1))

    def precision(self) -> TimePrecision:
        """The precision of the codebook."""
        table: dict[str, TimePrecision] = {
            "D": "day", "W": "week", "M": "month", "S": "season", "Y": "year"
        }  # fmt: skip
        return table.get(self.grain, "range")

    def coarse(self, unit: str) -> Moment:
        """This moment at the grain of `unit`, as far as it is known."""
        if unit == "Y":
            return Moment(year=self.year)
        if unit == "M":
            return Moment(year=self.year, month=self.month)
        return replace(self, part="", clock="")


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of its month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def of_day(day: date, part: str = "") -> Moment:
    """One day as a moment."""
    return Moment(year=day.year, month=day.month, day=day.day, part=part)


def of_week(day: date, *, weekend: bool = False) -> Moment:
    """The ISO week that holds `day`."""
    year, week, _ = day.isocalendar()
    return Moment(year=year, week=week, weekend=weekend)


def of_quarter(day: date) -> Moment:
    """The quarter that holds `day`."""
    return Moment(year=day.year, quarter=(day.month + 2) // 3)


def season_year(season: str, day: date) -> int:
    """The year of the latest `season` that has begun by `day` (winter belongs to its December)."""
    return day.year if day.month >= _SEASON_START[season] else day.year - 1


def shifted(day: date, count: int, unit: str) -> Moment | None:
    """The moment `count` units from `day`, at the unit's grain; None if out of the calendar."""
    try:
        if unit in {"D", "WD"}:
            return of_day(day + timedelta(count))
        if unit in {"W", "F"}:
            return of_week(day + timedelta(weeks=count * (2 if unit == "F" else 1)))
        if unit == "WE":
            return of_week(day + timedelta(weeks=count), weekend=True)
        if unit == "M":
            moved = add_months(day, count)
            return Moment(year=moved.year, month=moved.month)
        if unit == "Q":
            return of_quarter(add_months(day, 3 * count))
        if unit == "Y":
            return Moment(year=day.year + count) if day.year + count > 0 else None
        if unit == "DE":
            return Moment(tens=day.year // 10 + count)
        if unit == "CE":
            return Moment(century=day.year // 100 + count)
    except (ValueError, OverflowError):
        pass
    return None


def back(day: date, count: float, unit: str) -> date | None:
    """The day a stretch of `count` units before `day` (after it, where negative)."""
    days = {"TS": 0, "TM": 0, "TH": 1 / 24, "D": 1, "W": 7, "F": 14, "WE": 7}
    months = {"M": 1, "Q": 3, "Z": 3, "Y": 12, "DE": 120, "CE": 1200}
    try:
        if unit in days:
            exact = count * days[unit]
            return day - timedelta(int(exact) if exact == int(exact) else int(exact) + 1)
        return add_months(day, -round(count * months[unit]))
    except (ValueError, OverflowError, KeyError):
        return None


def weekday_near(day: date, weekday: int, step: int) -> date:
    """The nearest `weekday` (1 Monday) on or before `day` (step -1) or on or after it (step 1)."""
    while day.isoweekday() != weekday:
        day += timedelta(step)
    return day


def narrowed(interval: Interval, modifier: str) -> Interval:
    """The early, middle or late part of an interval; a week's end is Thursday to Sunday."""
    start, end = interval
    days = (end - start).days + 1
    if days < 3:
        return interval
    if days == 7:
        cuts = {"START": (0, 2), "MID": (1, 3), "END": (3, 6)}
    else:
        third = days // 3
        cuts = {
            "START": (0, third - 1),
            "MID": (third, 2 * third - 1),
            "END": (days - third - 1, days - 1),
        }
    if modifier not in cuts:
        return interval
    first, last = cuts[modifier]
    return start + timedelta(first), start + timedelta(last)
