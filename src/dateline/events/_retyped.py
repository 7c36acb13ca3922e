"""What a general word stands for: the means of a strike, the kind of an attack, told elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.events.happening import among, groups
from dateline.events.mentions import Mention

# How many sentences back "the attack" may point.
_REACH = 8


def retyped(found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a report, general words typed by what the report says elsewhere.

    "Strikes" are air strikes where the report tells of air strikes; "the attack" is the bombing or
    the battle told of before it.

    Args:
        found: the mentions, in order of the text.
    """
    made: list[Mention] = []
    for number, mention in enumerate(found):
        kind = mention.type
        if mention.type == "strike/unspecified" and mention.frame == "bombardment":
            kind = _means(made, found[number + 1 :]) or kind
        elif mention.vague and mention.definite:
            kind = _meant(made, mention) or kind
        made.append(mention if kind == mention.type else replace(mention, type=kind))
    return made


def _means(before: Sequence[Mention], after: Sequence[Mention]) -> str | None:
    """The type of the strike told of last, or else next."""
    for other in (*reversed(before), *after):
        if other.family == "strike" and other.type != "strike/unspecified":
            return other.type
    return None


def _meant(before: Sequence[Mention], mention: Mention) -> str | None:
    """The type of the attack that "the attack" points to."""
    for other in reversed(before):
        if mention.sentence.index - other.sentence.index > _REACH:
            return None
        if other.weak or other.vague or other.standing.status not in groups()["realised"]:
            continue
        if among(other.type, "deadly") and other.type not in ("unrest/protest", "battle/offensive"):
            return other.type
    return None
