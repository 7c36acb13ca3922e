"""What happened."""

from dateline.annotations import Annotations

__all__ = ["events"]


def events(annotations: Annotations) -> Annotations:
    """Stage "events"."""
    return annotations
