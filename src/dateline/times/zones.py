"""Time zones of clock times: how far from UTC the clock stood, on that day and at that hour."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def offset(zone: float | str, day: date | None, clock: str) -> str | None:
    """The UTC offset ("-05:00") of a clock time; None where the day or the zone is not known.

    Args:
        zone: hours east of UTC ("EST" is always -5), or the IANA name of a zone with summer time
            ("Eastern time" is -5 in winter and -4 in summer).
        day: the day of the clock time.
        clock: the time of day, "22:30"; "24:00" is the midnight that ends the day.
    """
    if not isinstance(zone, str):
        minutes = round(zone * 60)
    else:
        if day is None:
            return None
        hour, minute = (int(part) for part in clock.split(":")[:2])
        try:
            # Local midnight plus hours is wrong on the day of a change: the hour is set instead.
            shown = day + timedelta(hour // 24) if day < date.max else day
            there = datetime.combine(shown, time(hour % 24, minute), ZoneInfo(zone))
            minutes = round((there.utcoffset() or timedelta()).total_seconds() / 60)
        except (ZoneInfoNotFoundError, OverflowError):
            return None
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
