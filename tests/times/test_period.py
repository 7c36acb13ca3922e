"""Periods compare by their days, and their texts in ISO 8601 and EDTF say the same days."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.records import Period, from_json, to_json
from dateline.times.moments import Moment, of_quarter, of_week

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
ENDS = st.none() | DAYS


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(ENDS), draw(ENDS)
    if start and end and start > end:
        start, end = end, start
    return Period(
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision="range" if start and end else "open",
    )


def _days(period: Period) -> tuple[date, date] | None:
    if period.start is None and period.end is None:
        return None
    return (
        date.fromisoformat(period.start) if period.start else date.min,
        date.fromisoformat(period.end) if period.end else date.max,
    )


@given(one=periods(), other=periods())
def test_overlap_and_containment_are_those_of_the_days(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    mine, its = _days(one), _days(other)
    if mine is None or its is None:
        assert not one.overlaps(other)
        assert not one.contains(other)
        return
    assert one.overlaps(other) == (max(mine[0], its[0]) <= min(mine[1], its[1]))
    assert one.contains(one)
    if one.contains(other):
        assert one.overlaps(other)
        assert mine[0] <= its[0] <= its[1] <= mine[1]
        assert not other.contains(one) or (one.start, one.end) == (other.start, other.end)


@given(period=periods())
def test_iso_text_is_the_interval(period):
    start, _, end = period.iso().partition("/")
    told = [None if text in {"", ".."} else text for text in (start, end)]
    assert told == [period.start, period.end]


@given(day=st.dates(date(1, 1, 1), date(9998, 12, 31)), days=st.integers(0, 800))
def test_edtf_text_stands_for_the_same_days(day, days):
    end = day + timedelta(days)
    period = Period(start=day.isoformat(), end=end.isoformat(), precision="range")
    assert _read(period.edtf()) == (period.start, period.end)


@given(day=DAYS)
def test_edtf_of_calendar_units_is_short(day):
    for moment in (
        Moment(year=day.year),
        Moment(year=day.year, month=day.month),
        of_quarter(day),
        Moment(year=day.year, month=day.month, day=day.day),
    ):
        start, end = moment.interval()
        period = Period(start=start.isoformat(), end=end.isoformat(), precision=moment.precision())
        assert _read(period.edtf()) == (period.start, period.end)
        if moment.grain in {"Y", "M", "D"} and day.year < 9999:
            assert period.edtf() == moment.value()
    if 1 < day.year < 9999:
        start, end = of_week(day).interval()
        assert start <= day <= end


@pytest.mark.parametrize(
    ("season", "edtf"), [("SP", "2024-21"), ("SU", "2024-22"), ("FA", "2024-23"), ("WI", "2024-24")]
)
def test_edtf_of_a_season(season, edtf):
    start, end = Moment(year=2024, season=season).interval()
    period = Period(start=start.isoformat(), end=end.isoformat(), precision="season")
    assert period.edtf() == edtf


def test_open_and_unproved_ends():
    since = Period(start="2022-02-24", precision="open")
    recently = Period(end="2024-11-13", precision="open")
    undated = Period()
    assert (since.edtf(), recently.edtf(), undated.edtf()) == ("2022-02-24/..", "/2024-11-13", "")
    assert since.overlaps(recently)
    assert since.contains(Period(start="2023-01-01", end="2023-01-01"))
    assert not since.contains(recently)
    assert not recently.contains(since)
    assert not undated.overlaps(since)
    assert from_json(to_json(since), Period) == since


def _read(text: str) -> tuple[str, str]:
    """First and last day of an EDTF text without open ends."""
    start, _, end = text.partition("/")
    if end:
        return start, end
    if re.fullmatch(r"\d{4}", text):
        return f"{text}-01-01", f"{text}-12-31"
    if re.fullmatch(r"\d{4}-\d\d", text):
        year, month = int(text[:4]), int(text[5:])
        return f"{text}-01", f"{text}-{calendar.monthrange(year, month)[1]:02d}"
    return text, text
