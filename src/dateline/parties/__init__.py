"""Parties: states, forces, units, groups, offices and people, each with its side."""

from dateline.parties.queries import dominant_country, mention_at, source_kind
from dateline.parties.registry import forget_added
from dateline.parties.stage import parties

__all__ = ["dominant_country", "forget_added", "mention_at", "parties", "source_kind"]
