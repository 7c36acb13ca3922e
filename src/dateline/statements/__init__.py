"""Who says what."""

from dateline.statements.attribution import Attribution
from dateline.statements.attributions import attributions
from dateline.statements.stage import statements

__all__ = ["Attribution", "attributions", "statements"]
