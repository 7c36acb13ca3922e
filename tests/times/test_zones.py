"""Clock times keep how far from UTC they are told, in winter and in summer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.times.zones import offset


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("They left at 9 a.m. EST on July 3, 2024.", "2024-07-03T09:00", "-05:00"),
        ("They left at 9 a.m. Eastern time on July 3, 2024.", "2024-07-03T09:00", "-04:00"),
        ("They left at 9 a.m. ET on January 3, 2024.", "2024-01-03T09:00", "-05:00"),
        ("They left at 11:30 GMT on 3 July 2024.", "2024-07-03T11:30", "+00:00"),
        ("They left at 22:15 Kyiv time on 30 March 2024.", "2024-03-30T22:15", "+02:00"),
        ("They left at 22:15 Kyiv time on 31 March 2024.", "2024-03-31T22:15", "+03:00"),
        ("They left at midnight on 31 March 2024.", "2024-03-31T24:00", None),
        ("They left at 10:30 p.m. local time on 3 July 2024.", "2024-07-03T22:30", None),
    ],
)
def test_a_clock_time_keeps_its_zone(timed, text, value, told):
    (mention,) = timed(text).times
    assert (mention.value, mention.offset) == (value, told)


@pytest.mark.parametrize(
    ("day", "clock", "told"),
    [
        ("2024-03-10", "01:59", "-05:00"),
        ("2024-03-10", "03:00", "-04:00"),
        ("2024-11-02", "24:00", "-04:00"),
        ("2024-11-03", "00:30", "-04:00"),
        ("2024-11-03", "03:00", "-05:00"),
        ("2024-11-03", "24:00", "-05:00"),
    ],
)
def test_the_hour_decides_on_the_day_of_a_change(day, clock, told):
    assert offset("America/New_York", date.fromisoformat(day), clock) == told


@given(
    at=st.datetimes(datetime(1970, 1, 2), datetime(2037, 12, 30)),
    zone=st.sampled_from(["Europe/Kiev", "America/New_York", "Asia/Baghdad", "Asia/Tehran"]),
)
def test_an_offset_is_that_of_the_zone_at_that_moment(at, zone):
    from zoneinfo import ZoneInfo

    there = at.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(ZoneInfo(zone))
    told = offset(zone, there.date(), f"{there:%H:%M}")
    hours, minutes = int(told[1:3]), int(told[4:])
    away = timedelta(hours=hours, minutes=minutes) * (-1 if told[0] == "-" else 1)
    back = there.replace(tzinfo=timezone(away))
    # In the hour that a change repeats, either reading is right.
    assert abs((back - there).total_seconds()) in {0, 3600}


def test_without_a_day_or_a_known_zone_there_is_none():
    assert offset("Europe/Kiev", None, "22:15") is None
    assert offset("Nowhere/Else", date(2024, 1, 1), "22:15") is None
    assert offset(5.5, None, "22:15") == "+05:30"
