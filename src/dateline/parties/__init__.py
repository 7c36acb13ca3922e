"""Parties named in a report, each with the side it serves."""

from dateline.annotations import Annotations

__all__ = ["parties"]


def parties(annotations: Annotations) -> Annotations:
    """Stage "parties"."""
    return annotations
