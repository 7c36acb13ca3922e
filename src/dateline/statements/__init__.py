"""Who says what."""

from dateline.statements.attributions import Attribution, attributions
from dateline.statements.stage import statements

__all__ = ["Attribution", "attributions", "statements"]
