"""How sure it is that a happening happened, from -3 to 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.events.status import Verdict

_BY_STATUS = {
    "happened": 2.7,
    "ongoing": 2.3,
    "attempted": -0.5,
    "planned": -1.2,
    "threatened": -1.2,
    "feared": -1.0,
    "hypothetical": -0.8,
    "denied": -2.3,
}


def certainty(root: Token, verdict: Verdict) -> float:
    """The certainty of a verdict."""
    return _BY_STATUS[verdict.status]
