"""Time expressions of a report: found, normalised, anchored; and the report's own date."""

from dateline.times.stage import times
from dateline.times.syntax import governing, reporting

__all__ = ["governing", "reporting", "times"]
