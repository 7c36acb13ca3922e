"""The words that attribute speech, as data: what stance each gives, what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.codebook import load_yaml
from dateline.records import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Sense:
    """One way a word attributes speech.

    Attributes:
        group: the group of `verbs.yaml` it belongs to.
        stance: what it makes of its content, before the content has been read.
        takes: the complements that may hold what is said, in the order they are tried.
        particle: the second word, as "for" in "call for"; "" for none.
        thought: an act of the mind, not of speech.
        predicate: it is an adjective ("were worried that").
        weak: an attribution in the wide sense, never a statement of a record.
    """

    group: str
    stance: Stance
    takes: tuple[str, ...]
    particle: str = ""
    thought: bool = False
    weak: bool = False
    predicate: bool = False


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("dateline.statements", "verbs.yaml")
    return data


@cache
def _senses(part: str) -> dict[str, tuple[Sense, ...]]:
    """Lemma → senses, those with a particle first; `part` is "verbs" or "adjectives"."""
    found: dict[str, list[Sense]] = {}
    for group, entry in _data().items():
        if not isinstance(entry, dict) or part not in entry:
            continue
        for word in entry[part]:
            lemma, _, particle = word.partition(" ")
            sense = Sense(
                group,
                entry["stance"],
                tuple(entry["takes"]),
                particle,
                entry.get("thought", False),
                entry.get("weak", False),
                part == "adjectives",
            )
            found.setdefault(lemma, []).append(sense)
    return {
        lemma: tuple(sorted(senses, key=lambda sense: not sense.particle))
        for lemma, senses in found.items()
    }


def senses_of(token: Token) -> tuple[Sense, ...]:
    """The senses in which a verb or adjective attributes speech; none for any other word."""
    if token.lower_ in _senses("adjectives") and _is_predicate(token):
        return _senses("adjectives")[token.lower_]
    if token.pos_ in ("VERB", "AUX"):
        senses = _senses("verbs").get(token.lemma_.lower(), ())
        return tuple(sense for sense in senses if not sense.particle or particle(token, sense))
    return ()


def _is_predicate(token: Token) -> bool:
    """ "They were worried", "it remains committed"; not "the worried men"."""
    if token.dep_ in ("acomp", "oprd"):
        return True
    return token.tag_ in ("VBN", "JJ") and any(c.dep_ in ("auxpass", "cop") for c in token.lefts)


def may_speak(token: Token) -> bool:
    """Whether the word can introduce or close a direct quotation."""
    return any("quote" in sense.takes for sense in senses_of(token))


def particle(token: Token, sense: Sense) -> Token | None:
    """The second word of a sense ("for" of "call for") where it stands by the verb."""
    for child in token.rights:
        if child.lower_ == sense.particle and child.i - token.i <= 2:
            return child
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == sense.particle:
        return token.nbor(1)
    return None


@cache
def noun_stances() -> dict[str, Stance]:
    """Nouns that carry a clause ("reports that ...") and the stance of each."""
    return {noun: stance for stance, nouns in _data()["nouns"].items() for noun in nouns}


@cache
def feelings() -> dict[str, Stance]:
    """Nouns of what is felt or meant ("expressed concern over") and the stance of each."""
    return {noun: stance for stance, nouns in _data()["feelings"].items() for noun in nouns}


@cache
def claims() -> frozenset[str]:
    """Nouns that name a claim, so that rejecting one denies what it says."""
    return frozenset(_data()["claims"])


@cache
def words(name: str) -> frozenset[str]:
    """A plain list of the data file."""
    return frozenset(_data()[name])
