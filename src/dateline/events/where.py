"""Where and when a mention happened: the place and time expression that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.annotations import Annotations
from dateline.events.frames import lexicon
from dateline.events.happening import groups
from dateline.events.mentions import Mention
from dateline.events.speech import Speech
from dateline.parties import mention_at
from dateline.records import Period, Place, PlaceMention, TimeMention
from dateline.times import governing

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAR = 99
_COUNTRY = 6


def place_of(
    annotations: Annotations,
    mention: Mention,
    by_sentence: dict[int, list[PlaceMention]],
    triggers: frozenset[int],
) -> Place | None:
    """The place named in the mention's own sentence that stands nearest to it in the parse.

    `triggers` are the head words of all happenings, which have places of their own.
    """
    token = annotations.doc[mention.token]
    here = [
        (place, annotations.root(place.span))
        for place in by_sentence.get(mention.sentence.index, [])
    ]
    scored = [
        (_distance(token, root) + _penalty(place, root, mention), place.precision, index)
        for index, (place, root) in enumerate(here)
        if not _is_title(annotations, place, root) and not _is_elsewhere(token, root, triggers)
    ]
    scored = [one for one in scored if one[0] < _FAR]
    if not scored:
        return None
    best, root = here[min(scored)[2]]
    joined = [
        place.place() for place, other in here if place is not best and other in root.conjuncts
    ]
    return msgspec.structs.replace(best.place(), more_places=tuple(joined))


def places_by_sentence(annotations: Annotations) -> dict[int, list[PlaceMention]]:
    """The places (no adjectives) of each sentence, by its number."""
    found: dict[int, list[PlaceMention]] = {}
    for place in annotations.places:
        if place.kind != "adjective":
            found.setdefault(annotations.sentence_at(place.span.start).index, []).append(place)
    return found


def period_of(annotations: Annotations, mention: Mention, speech: Speech) -> Period | None:
    """When the mention happened, as the codebook wants it for the mention's status."""
    expression = governing(annotations, annotations.doc[mention.token])
    status = mention.standing.status
    if expression is not None and _dates_the_saying(expression, mention, speech):
        expression = None
    if expression is not None and _is_clock(annotations, expression):
        expression = None
    if expression is None:
        return Period(precision="open") if status == "ongoing" else None
    period = _period(expression)
    if status != "ongoing":
        return period
    if period.start and period.end and period.precision in ("day", "week"):
        return msgspec.structs.replace(period, end=None, precision="open")
    if period.end == annotations.document.published:
        return msgspec.structs.replace(period, end=None, precision="open")
    return period


def _is_clock(annotations: Annotations, expression: TimeMention) -> bool:
    """ "at 10:33 pm": an hour of a day that is told elsewhere."""
    words = expression.span.of(annotations.text).lower().replace(".", "").split()
    return expression.type == "TIME" and not any(
        word.isalpha() and word not in lexicon().classes["hour_words"] for word in words
    )


def _dates_the_saying(expression: TimeMention, mention: Mention, speech: Speech) -> bool:
    """ "is likely to attack, he said on Tuesday": the day is that of the saying (codebook §7)."""
    if mention.standing.status not in groups()["unrealised"]:
        return False
    around = speech.innermost(mention)
    return around is not None and not around.content.contains(expression.span)


def _period(expression: TimeMention) -> Period:
    if expression.period is not None:
        return msgspec.structs.replace(expression.period, span=expression.span)
    return Period(precision="open", span=expression.span)


def _penalty(place: PlaceMention, root: Token, mention: Mention) -> float:
    """What speaks against a place: it acts itself, it is a whole country, it owns something."""
    suffers = root.dep_ == "nsubj" and root.head.lemma_ in lexicon().classes["sufferer"]
    if root.dep_ in ("nsubj", "agent", "dobj") and place.precision >= _COUNTRY and not suffers:
        return _FAR
    if root.dep_ == "pobj" and root.head.lower_ in ("by", "between", "with", "against"):
        return _FAR
    if root.i in mention.argument_tokens and root.dep_ in ("nsubj", "poss", "compound"):
        return _FAR if place.precision >= _COUNTRY else 1
    if root.dep_ in ("compound", "nmod", "amod"):
        if place.precision >= _COUNTRY:
            return _FAR  # "U.S. envoy" says whose he is, not where he was
        return 2 if root.head.ent_type_ in ("ORG", "PERSON") else 0
    if root.dep_ == "poss" or any(child.dep_ == "case" for child in root.children):
        return _owner_penalty(place, root, mention)
    return 1.0 if place.precision >= _COUNTRY else 0.0


def _is_title(annotations: Annotations, place: PlaceMention, root: Token) -> bool:
    """ "the president of Mali", "Moscow's protection", "US-led", "according to the hospital"."""
    if root.i + 1 < len(root.doc) and root.nbor().text == "-" and place.precision >= _COUNTRY:
        return True
    if root.head.lower_ == "to" and root.head.head.lower_ == "according":
        return True
    if root.dep_ == "poss" and (party := mention_at(annotations, root)) is not None:
        return party.kind == "state" and root.head.lemma_ not in lexicon().classes["territory"]
    return (
        place.precision >= _COUNTRY
        and root.dep_ == "pobj"
        and root.head.lower_ == "of"
        and mention_at(annotations, root.head.head) is not None
    )


def _is_elsewhere(token: Token, root: Token, triggers: frozenset[int]) -> bool:
    """ "The blast came two days after bombs exploded in Giza": the clause has its own place."""
    above = {token.i, *(ancestor.i for ancestor in token.ancestors)}
    for step in root.ancestors:
        if step.i in above:
            return False
        if step.dep_ in ("advcl", "pcomp") and _is_dated_by(step):
            return step.i in triggers or any(child.i in triggers for child in step.children)
    return False


def _is_dated_by(clause: Token) -> bool:
    """Whether a clause only says when: "after ...", "before ..."."""
    marks = (clause.head, *clause.lefts)
    return any(mark.lower_ in ("after", "before", "since") for mark in marks)


def _owner_penalty(place: PlaceMention, root: Token, mention: Mention) -> float:
    """ "Ukraine's General Staff" says whose it is; "Ukraine's east" says where."""
    if root.head.i == mention.token:
        return 3 if place.precision >= _COUNTRY else 0
    whose = place.precision >= _COUNTRY and root.head.lemma_ not in lexicon().classes["territory"]
    return _FAR if whose else 3


def _distance(one: Token, other: Token) -> int:
    """Steps between two words in the dependency tree."""
    above: dict[int, int] = {one.i: 0}
    for steps, ancestor in enumerate(one.ancestors, start=1):
        above.setdefault(ancestor.i, steps)
    if other.i in above:
        return above[other.i]
    for steps, ancestor in enumerate(other.ancestors, start=1):
        if ancestor.i in above:
            return steps + above[ancestor.i]
    return _FAR // 2
