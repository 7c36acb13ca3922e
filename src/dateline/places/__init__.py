"""Places named in a report: found, resolved to the map, related to the text."""

from dateline.annotations import Annotations

__all__ = ["places"]


def places(annotations: Annotations) -> Annotations:
    """Stage "places"."""
    return annotations
