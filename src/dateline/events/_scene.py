"""Where a happening without a place goes on: at the site, or among the people, told of before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.annotations import Annotations
from dateline.events.frames import lexicon
from dateline.events.happening import Happening, groups
from dateline.events.mentions import Mention
from dateline.places import referent
from dateline.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dateline.events.where import PlacesBySentence

# Steps between words that no sentence joins.
_FAR = 50
# The precision of a country (codebook §4).
COUNTRY = 6
# How many sentences back a scene is looked for, and a happening of the same type.
_SCENE_REACH = 3
_SAME_REACH = 2
# Steps in the parse within which "the house" belongs to the happening, and a place to the house.
_NEAR = 6


def scene_of(
    annotations: Annotations, mention: Mention, by_sentence: PlacesBySentence
) -> Place | None:
    """ "Shots came from the house": the place beside that house, or crowd, where told of before."""
    anchors = set(_anchors(annotations.doc[mention.token], mention))
    here = mention.sentence.index
    for number in range(here - 1, max(-1, here - 1 - _SCENE_REACH), -1):
        sentence = annotations.sentences[number]
        for word in annotations.tokens(sentence):
            if word.lemma_.lower() not in anchors:
                continue
            around = [
                (distance(word, root), place.precision, root.i, place)
                for place, root in by_sentence.get(number, [])
                if place.precision < COUNTRY
            ]
            around += [
                (distance(word, other), place.precision, other.i, place)
                for other in annotations.tokens(sentence)
                if other.dep_ == "pobj" and (place := referent(annotations, other)) is not None
            ]
            if around:
                steps, *_, place = min(around, key=lambda one: one[:3])
                if steps <= _NEAR:
                    return place.place()
    return None


def told_again(
    annotations: Annotations, one: Happening, happenings: Sequence[Happening]
) -> Place | None:
    """The place of the same told before: "the air strikes", "they released another 14"."""
    mention = one.ranked()[0]
    goes_on = not one.among("placed") and mention.standing.status in groups()["realised"]
    bare = mention.definite and _is_bare(annotations.doc[mention.token])
    for other in reversed(happenings):
        if other is one or other.type != one.type or other.place is None:
            continue
        gaps = [mention.sentence.index - m.sentence.index for m in other.mentions]
        again = bare or (goes_on and any(0 <= gap <= _SAME_REACH for gap in gaps))
        before = other.mentions[0].trigger < mention.trigger
        if before and again and other.place.precision < COUNTRY:
            return msgspec.structs.replace(other.place, more_places=())
    return None


def _is_bare(trigger: Token) -> bool:
    """ "The air strikes" were told of before; "the killing of his brother" need not have been."""
    return not any(child.dep_ in ("prep", "relcl", "acl") for child in trigger.children)


def distance(one: Token, other: Token) -> int:
    """Steps between two words in the dependency tree."""
    above: dict[int, int] = {one.i: 0}
    for steps, ancestor in enumerate(one.ancestors, start=1):
        above.setdefault(ancestor.i, steps)
    if other.i in above:
        return above[other.i]
    for steps, ancestor in enumerate(other.ancestors, start=1):
        if ancestor.i in above:
            return steps + above[ancestor.i]
    return _FAR


def _anchors(trigger: Token, mention: Mention) -> Iterator[str]:
    """The site or the crowd that a happening is tied to, as words that may have come before."""
    sites, crowds = lexicon().members(["building"]), lexicon().classes["crowd"]
    for word in trigger.sent:
        lemma = word.lemma_.lower()
        known = any(child.lower_ in ("the", "that") for child in word.children)
        if known and lemma in sites and distance(trigger, word) <= _NEAR:
            yield lemma
        if mention.family == "unrest" and lemma in crowds:
            yield from crowds
