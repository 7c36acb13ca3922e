"""The common nouns, titles and adjectives that make a phrase a party, ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.codebook import load_yaml

# In order: a word in two lists belongs to the first.
_CLASSES = (
    "force",
    "materiel",
    "paper",
    "member",
    "unit",
    "group",
    "unknown",
    "crowd",
    "witness",
    "analyst",
    "anonymous",
    "office",
    "media",
    "international",
    "group_noun",
    "civilian",
)

# Plain lists of `words.yaml` that are looked up as they stand.
_SETS = (
    "acting_bodies",
    "armed_heads",
    "armed_names",
    "armed_people",
    "arming",
    "bands",
    "unarmed_names",
    "armed",
    "backed",
    "bodies",
    "civic",
    "civic_heads",
    "common_surnames",
    "determiners",
    "heads_of_states",
    "held",
    "insurgents",
    "labels",
    "loose_rebels",
    "name_calling",
    "nobody",
    "not_in_capitals",
    "of_words",
    "official",
    "own",
    "particles",
    "possessives",
    "quantifiers",
    "recordings",
    "relief",
    "relatives",
    "speech",
    "ships",
    "spokesmen",
    "state_run",
    "weak_where",
    "where",
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A head noun: its singular, the class it makes, and whether this form is plural."""

    lemma: str
    kind: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of the room."""

    nouns: dict[str, Noun]
    pairs: dict[tuple[str, str], Noun]
    weak: frozenset[str]
    plain_member: frozenset[str]
    armed: frozenset[str]
    backed: frozenset[str]
    held: frozenset[str]
    speech: frozenset[str]
    quantifiers: frozenset[str]
    titles: dict[str, str]
    pronouns: dict[str, str]
    relatives: frozenset[str]
    anonymity: tuple[str, ...]
    not_in_capitals: frozenset[str]
    where: frozenset[str]
    bodies: frozenset[str]
    civic: frozenset[str]
    civic_heads: frozenset[str]
    insurgents: frozenset[str]
    heads_of_states: frozenset[str]
    nobody: frozenset[str]
    relief: frozenset[str]
    labels: frozenset[str]
    common_surnames: frozenset[str]
    own: frozenset[str]
    official: frozenset[str]
    particles: frozenset[str]
    of_words: frozenset[str]
    recordings: frozenset[str]
    ships: frozenset[str]
    spokesmen: frozenset[str]
    state_run: frozenset[str]
    determiners: frozenset[str]
    possessives: frozenset[str]
    acting_bodies: frozenset[str]
    armed_heads: frozenset[str]
    armed_names: frozenset[str]
    armed_people: frozenset[str]
    arming: frozenset[str]
    bands: frozenset[str]
    unarmed_names: frozenset[str]
    loose_rebels: frozenset[str]
    name_calling: frozenset[str]
    weak_where: frozenset[str]
    regions: dict[str, dict[str, Any]]
    speaking_capitals: dict[str, list[str]]
    namesakes: dict[str, list[str]]
    nicknames: dict[str, str]
    echelons: dict[str, str]
    echelon_order: tuple[str, ...]
    unit_words: dict[str, str]
    ordinals: dict[str, int]


@cache
def lexicon() -> Lexicon:
    """The word lists, loaded once."""
    data = load_yaml("dateline.parties", "words.yaml")
    nouns, pairs = _nouns(data)
    sets = {name: frozenset(map(str, data[name])) for name in _SETS}
    return Lexicon(
        nouns=nouns,
        pairs=pairs,
        weak=frozenset(data["weak"]),
        plain_member=_with_plurals(data["plain_member"]),
        titles={word: kind for kind, words in data["titles"].items() for word in words},
        pronouns={form: kind for kind, forms in data["pronouns"].items() for form in forms},
        anonymity=tuple(data["anonymity"]),
        regions=data["regions"],
        speaking_capitals=data["speaking_capitals"],
        namesakes=data["namesakes"],
        nicknames={noun: side for side, nouns in data["nicknames"].items() for noun in nouns},
        echelons={word: name for name, words in data["echelons"].items() for word in words},
        echelon_order=tuple(data["echelons"]),
        unit_words=data["unit_words"],
        ordinals={word: number for number, word in enumerate(data["ordinals"], start=1)},
        **sets,
    )


def plural(word: str) -> str:
    """The regular plural of an English noun.

    >>> plural("ministry"), plural("policeman"), plural("coach")
    ('ministries', 'policemen', 'coaches')
    """
    if word.endswith("man") and word not in ("human",):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "o"):
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


def _with_plurals(words: list[str]) -> frozenset[str]:
    return frozenset(words) | frozenset(map(plural, words))


def _nouns(data: dict[str, Any]) -> tuple[dict[str, Noun], dict[tuple[str, str], Noun]]:
    nouns: dict[str, Noun] = {}
    pairs: dict[tuple[str, str], Noun] = {}
    plurals = frozenset(data["plural_forms"])
    for kind in _CLASSES:
        for word in data[kind]:
            for form, many in ((word, word in plurals), (plural(word), True)):
                noun = Noun(word, kind, many)
                parts = form.replace("-", " ").split()
                if len(parts) == 1:
                    nouns.setdefault(form, noun)
                elif len(parts) == 2:
                    pairs.setdefault((parts[0], parts[1]), noun)
    return nouns, pairs
