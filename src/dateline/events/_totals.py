"""Running totals: "21 people have been killed in strikes since Saturday"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.events.frames import lexicon
from dateline.events.mentions import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


def totalled(annotations: Annotations, mention: Mention) -> Mention:
    """The mention, marked where it tells a total over a stretch of time.

    Deaths and wounds that are only totalled are harm without a single incident (codebook §2).
    """
    if not _is_total(annotations.doc[mention.token], mention):
        return mention
    if not mention.weak:
        return replace(mention, total=True)
    if mention.harm_only or mention.actors or mention.type != "civilians/attack":
        return mention
    return replace(mention, total=True, weak=False, type="humanitarian/harm")


def _is_total(token: Token, mention: Mention) -> bool:
    if mention.standing.status not in ("happened", "ongoing"):
        return False
    verb = next((t for t in (token, *token.ancestors) if t.pos_ == "VERB"), token)
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
    if not perfect:
        return False
    stretch = mention.time is not None and mention.time.precision in ("open", "range")
    words = mention.when.split()
    if stretch and words and words[0] in lexicon().classes["stretch"]:
        return True
    # "The airstrikes have destroyed 967 vehicles": what they did all together.
    return (
        mention.definite
        and token.dep_ == "nsubj"
        and token.tag_ in ("NNS", "NNPS")
        and any(c.dep_ == "nummod" for o in verb.children if o.dep_ == "dobj" for c in o.children)
    )
