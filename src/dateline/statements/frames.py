"""What a word of attribution governs: the tokens that hold what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.statements.clauses import CLAUSES
from dateline.statements.complements import COMPLEMENTS
from dateline.statements.cuts import Bounds, Held
from dateline.statements.verbs import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token


def held(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """The first complement of `verb` that the sense allows and the sentence has."""
    for name in sense.takes:
        frame = CLAUSES.get(name) or COMPLEMENTS.get(name)
        found = frame(verb, sense, bounds) if frame else None
        if found is not None and found.last > found.first:
            return found
    return None
