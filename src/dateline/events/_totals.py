"""Running totals: "21 people have been killed in strikes since Saturday"."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotations import Annotations
from dateline.events.frames import lexicon
from dateline.events.mentions import Mention
from dateline.records import Period

# How many characters before a time its preposition stands within.
_BEFORE = 12


def totalled(annotations: Annotations, mention: Mention) -> Mention:
    """The mention, marked where it tells a total over a stretch of time.

    Deaths and wounds that are only totalled are harm without a single incident (codebook §2).
    """
    if not _is_total(annotations, mention):
        return mention
    if not mention.weak:
        return replace(mention, total=True)
    if mention.harm_only or mention.actors or mention.type != "civilians/attack":
        return mention
    return replace(mention, total=True, weak=False, type="humanitarian/harm")


def _is_stretch(annotations: Annotations, time: Period | None) -> bool:
    """Whether a time is a stretch up to now: "since June", "in the past month"."""
    if time is None or time.span is None or time.precision not in ("open", "range"):
        return False
    before = annotations.text[max(0, time.span.start - _BEFORE) : time.span.start].split()[-1:]
    words = [*before, *time.span.of(annotations.text).split()[:1]]
    return any(word.lower() in lexicon().classes["stretch"] for word in words)


def _is_total(annotations: Annotations, mention: Mention) -> bool:
    token = annotations.doc[mention.token]
    if mention.standing.status not in ("happened", "ongoing"):
        return False
    verb = next((t for t in (token, *token.ancestors) if t.pos_ == "VERB"), token)
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
    if not perfect:
        return False
    if _is_stretch(annotations, mention.time):
        return True
    # "The airstrikes have destroyed 967 vehicles": what they did all together.
    return (
        mention.definite
        and token.dep_ == "nsubj"
        and token.tag_ in ("NNS", "NNPS")
        and any(c.dep_ == "nummod" for o in verb.children if o.dep_ == "dobj" for c in o.children)
    )
