"""What kind of source a speaker is (codebook §3), judged against who fights in the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from dateline.annotations import Annotations
from dateline.parties import dominant_country, mention_at, source_kind
from dateline.records import PartyMention, SourceKind
from dateline.statements.past import Speaker
from dateline.statements.phrases import behind, kinds, unnamed, word_list
from dateline.statements.tree import phrase_start

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNNAMED = re.compile(
    r"(?:not|n't) (?:to )?be (?:named|identified)|anonym"
    r"|not authori[sz]ed to (?:speak|talk)|not allowed to (?:speak|talk)",
    re.IGNORECASE,
)
# "People close to the general": nobody is named, whatever else the phrase tells.
_CLOSE = re.compile(
    r"^(?:the |a |some |two |three |several |other )?(?:people|persons?|sources?) "
    r"(?:familiar with|close to|briefed on|with (?:direct )?knowledge)",
    re.IGNORECASE,
)
_STATE_MEDIA = re.compile(
    r"\bstate(?:-| )(?:run|owned|media|television|tv|news|radio)", re.IGNORECASE
)
_OFFICERS = frozenset(["army", "military", "officer", "commander", "soldier", "colonel", "general"])
_ARMED = frozenset(["force", "unit", "group"])
# Characters after a state's name in which its act of war stands.
_ACT_REACH = 40
_ALPHA3 = 3
_INTERNATIONAL = frozenset(["UN", "EU", "NATO", "ICRC", "OAS", "WHO"])
_NO_SIDE = frozenset(["unknown", "civilians"])


class Kinds:
    """Source kinds of one report; a name keeps the kind that its fullest description gave it."""

    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations
        self._known: dict[str, SourceKind] = {}
        self._named = {one.name: one for one in annotations.parties if one.side != "unknown"}
        self.belligerents = belligerents(annotations)
        self._war = bool(self.belligerents) or _has_war(annotations)

    def of(
        self, speaker: Speaker, head: Token | None, context: str, *, again: bool = False
    ) -> SourceKind:
        """The kind of `speaker`; `context` is the text of its phrase and what follows it.

        `again` tells of a pronoun: it is whoever was told of in full before.
        """
        if speaker.name == unnamed():
            return "anonymous"
        person = speaker.shape == "person" and speaker.name[:1].isupper()
        if (person or again) and (known := self._known.get(speaker.name)) is not None:
            return known
        mention = self._mention(speaker, head)
        told = speaker.words - word_list("papers") if speaker.shape == "paper" else speaker.words
        words = f"{speaker.name} {' '.join(sorted(told))}".casefold()
        found = self._of(speaker, mention, words, context)
        if found is None:
            found = self._known.get(speaker.name) or _by_entity(head)
        self._known.setdefault(speaker.name, found)
        return found

    def _mention(self, speaker: Speaker, head: Token | None) -> PartyMention | None:
        """The party that speaks: at the head, of a paper its issuer, or whose adjective it has."""
        if head is None:
            return None
        if speaker.shape == "paper" and (issuer := self._named.get(speaker.name)) is not None:
            return issuer
        mention = mention_at(self._annotations, head)
        if mention is not None:
            return mention
        before = (mention_at(self._annotations, t) for t in head.doc[phrase_start(head) : head.i])
        return next((m for m in before if m is not None and m.kind == "state"), None)

    def _of(
        self, speaker: Speaker, mention: PartyMention | None, words: str, context: str
    ) -> SourceKind | None:
        if _is_unnamed(speaker, context):
            return "anonymous"
        if _STATE_MEDIA.search(words):
            return "party"
        by_words = _by_words(set(re.findall(r"[\w.'-]+", words)), words)
        if by_words == "anonymous":
            by_words = _behind(words) or by_words
            return self._at_peace(by_words, words)
        if mention is None or mention.side == "unknown":
            return self._at_peace(by_words, words)
        if mention.side in _INTERNATIONAL:
            return "international"
        if mention.side == "civilians" and mention.kind == "person" and by_words is not None:
            return self._at_peace(by_words, words)
        if word_list("diplomats") & set(words.split()):
            return "government"
        by_side = source_kind(mention, self.belligerents)
        # The side tells a belligerent from a state that looks on; words tell the other kinds.
        if by_side == "government" and word_list("armed") & set(words.split()):
            by_side = "party"
        if by_words in (None, "party", "government", "media"):
            return self._at_peace(by_side, words)
        return by_words

    def _at_peace(self, kind: SourceKind | None, words: str) -> SourceKind | None:
        """Where nobody fights, a state's people are no party."""
        if kind != "party" or self._war or word_list("rebels") & set(words.split()):
            return kind
        return "government"


def _is_unnamed(speaker: Speaker, context: str) -> bool:
    """Whether the text keeps a source's name back; an officer is a party even so."""
    if _CLOSE.match(context):
        return True
    return bool(_UNNAMED.search(context)) and not speaker.words & _OFFICERS


def _behind(words: str) -> SourceKind | None:
    """What "military sources" or "press reports" are, beside unnamed."""
    told = set(re.findall(r"[\w.'-]+", words))
    for kind, those in behind().items():
        if told & those:
            return cast(SourceKind, kind)
    return None


def belligerents(annotations: Annotations) -> frozenset[str]:
    """The sides that have forces, units or armed groups in the report."""
    found = set()
    armed = word_list("armed")
    for mention in annotations.parties:
        if mention.side in _NO_SIDE:
            continue
        leads = annotations.text[mention.span.end : mention.span.end + 4] == "-led"
        if (
            mention.kind in _ARMED
            or leads
            or (mention.kind == "office" and armed & set(mention.name.casefold().split()))
        ):
            found.add(mention.side)
    found -= _INTERNATIONAL
    warring = _warring_states(annotations)
    alone = len(found) == 1 and _are_states(found) and not _has_rebels(annotations)
    if alone and not warring and not _has_war(annotations):
        return frozenset()  # one state's forces and nobody to fight: a flood, a trial
    found |= warring
    if found & word_list("coalition_enemies") or any(
        mention.side in word_list("coalition_names") for mention in annotations.parties
    ):
        found |= word_list("coalition")
    no_state = not any(_are_states([side]) for side in found) and _has_war(annotations)
    if _are_states(found) or no_state or _has_rebels(annotations):
        # Whom another state strikes at home, or rebels fight there, is their enemy.
        home, theirs = dominant_country(annotations), _rebel_countries(annotations)
        if found and home is not None and (not theirs or home in theirs):
            found.add(home)
        elif found:
            found |= theirs
    return frozenset(found - _INTERNATIONAL)


def _has_war(annotations: Annotations) -> bool:
    """Whether the report tells of weapons of war being used."""
    return any(token.lemma_.lower() in word_list("war") for token in annotations.doc)


def _are_states(sides: Iterable[str]) -> bool:
    return all(len(side) == _ALPHA3 and side.isupper() for side in sides)


def _has_rebels(annotations: Annotations) -> bool:
    """Whether the report tells of rebels by that name."""
    return any(
        mention.kind == "group"
        and mention.head.of(annotations.text).casefold() in word_list("rebels")
        for mention in annotations.parties
    )


def _rebel_countries(annotations: Annotations) -> set[str]:
    """The countries that rebels are told to be of: "Salvadoran guerrillas"."""
    spans = [
        mention.span
        for mention in annotations.parties
        if mention.kind == "group"
        and mention.head.of(annotations.text).casefold() in word_list("rebels")
    ]
    return {
        place.country
        for place in annotations.places
        if place.country and any(span.start <= place.span.start < span.end for span in spans)
    }


def _warring_states(annotations: Annotations) -> set[str]:
    """The states whose missiles, strikes or invasions the report names."""
    found = set()
    acts, between = word_list("acts_of_war"), word_list("told_of_acts")
    for mention in annotations.parties:
        if mention.kind != "state" or mention.side in _NO_SIDE:
            continue
        after = annotations.text[mention.span.end : mention.span.end + _ACT_REACH]
        words = [word for word in re.findall(r"[^\W\d_]+|-", after.casefold()) if word != "s"]
        first = next((word for word in words if word not in between), "")
        if first in acts and not after.lstrip().startswith((",", ".", ";")):
            found.add(mention.side)
    return found


def _by_words(words: set[str], phrase: str) -> SourceKind | None:
    for kind, (single, phrases) in kinds().items():
        if words & single or any(part in phrase for part in phrases):
            return cast(SourceKind, kind)
    return None


def _by_entity(head: Token | None) -> SourceKind:
    if head is None:
        return "anonymous"
    return "party" if head.ent_type_ in ("GPE", "NORP", "ORG") else "civilian"
