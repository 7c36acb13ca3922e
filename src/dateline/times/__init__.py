"""Time expressions of a report: found, normalised, anchored; and the report's own date."""

from dateline.annotations import Annotations

__all__ = ["times"]


def times(annotations: Annotations) -> Annotations:
    """Stage "times"."""
    return annotations
