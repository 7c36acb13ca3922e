"""The trigger lexicon: frames of words that name happenings, read from `triggers.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.codebook import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token

Condition = Mapping[str, Any]
_SKIPPED = frozenset({"DET", "ADJ", "ADV", "NUM", "PRON", "PART", "PUNCT"})
_MAX_SKIP = 3
_HANGING = frozenset({"dobj", "prt", "nsubjpass", "oprd", "acomp"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "csubj"})


@dataclass(frozen=True, slots=True)
class Rule:
    """`type` is coded where all of `conditions` hold."""

    type: str
    conditions: Condition


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Words for one kind of happening and the rules that type them."""

    name: str
    rules: tuple[Rule, ...]
    of: str = "target"
    weak: bool = False
    harm_only: bool = False
    shares: bool = False
    needs: Condition = field(default_factory=dict)
    unless: Condition = field(default_factory=dict)
    needs_if: Mapping[str, Condition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase of the lexicon found at `tokens` (indices); `key` is its base form."""

    key: str
    tokens: tuple[int, ...]
    frame: Frame


class Lexicon:
    """Every trigger word, by base form; `classes` are the named word lists."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.classes: dict[str, frozenset[str]] = {
            name: frozenset(words) for name, words in data["classes"].items()
        }
        self.bases: dict[str, str] = data["bases"]
        self.verbs: dict[str, list[Frame]] = {}
        self.nouns: dict[str, list[Frame]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Frame, bool]]] = {}
        for entry in data["frames"]:
            self._add(entry)

    def _add(self, entry: Mapping[str, Any]) -> None:
        frame = Frame(
            name=entry["frame"],
            rules=tuple(Rule(rule["type"], rule.get("if", {})) for rule in entry["types"]),
            of=entry.get("of", "target"),
            weak=entry.get("weak", False),
            harm_only=entry.get("harm_only", False),
            shares=entry.get("shares", False),
            needs=entry.get("needs", {}),
            unless=entry.get("unless", {}),
            needs_if=entry.get("needs_if", {}),
        )
        for table, words in ((self.verbs, entry.get("verbs")), (self.nouns, entry.get("nouns"))):
            for word in words or ():
                if "-" in word:
                    self._add_phrase(word.replace("-", " "), frame, hyphened=True)
                else:
                    table.setdefault(word, []).append(frame)
        for phrase in entry.get("phrases") or ():
            self._add_phrase(phrase.replace("-", " "), frame)

    def _add_phrase(self, phrase: str, frame: Frame, *, hyphened: bool = False) -> None:
        words = tuple(phrase.split())
        self.phrases.setdefault(words[0], []).append((words, frame, hyphened))

    def members(self, names: str | list[str]) -> frozenset[str]:
        """The words of a class, or of a list of classes and words."""
        if isinstance(names, str):
            names = [names]
        return frozenset().union(*(self.classes.get(name, frozenset({name})) for name in names))

    def matches(self, sentence: list[Token]) -> list[Match]:
        """Phrases and words of the lexicon in one sentence, longest first at each place."""
        bases = [self._base(token) for token in sentence]
        aspect = self.classes["aspect"]
        found: list[Match] = []
        for at, token in enumerate(sentence):
            for words, frame, hyphened in self.phrases.get(bases[at], ()):
                if hyphened and token.pos_ == "VERB" and "-" not in _next(sentence, at):
                    continue  # "sits in eighth place" is no sit-in
                if tokens := (
                    _phrase_at(sentence, bases, at, words, aspect)
                    or _in_tree(token, words, self.classes["particle"])
                ):
                    found.append(Match("_".join(words), tokens, frame))
            table = self._table(token)
            found.extend(Match(bases[at], (token.i,), frame) for frame in table.get(bases[at], ()))
        return sorted(found, key=lambda match: -len(match.tokens))

    def _base(self, token: Token) -> str:
        if token.pos_ == "VERB" and is_noun(token) and token.lower_ in self.nouns:
            return token.lower_  # "Shelling continued": the lemma of the verb is another word
        return base(token)

    def _table(self, token: Token) -> dict[str, list[Frame]]:
        if is_noun(token):
            return self.nouns
        if token.pos_ == "VERB" or (token.pos_ in ("ADJ", "AUX") and token.tag_.startswith("V")):
            return self.verbs
        return {}


def is_noun(token: Token) -> bool:
    """Whether a word is a noun, or the "-ing" form of a verb in the place of one."""
    if token.pos_ in ("NOUN", "PROPN"):
        return True
    if token.pos_ == "ADJ" and token.dep_ in _NOMINAL:
        return True  # "the offensive begun in May"
    return (
        token.tag_ == "VBG"
        and token.dep_ in _NOMINAL
        and not any(child.dep_ in ("dobj", "prt", "aux", "advmod") for child in token.children)
    )


@cache
def lexicon() -> Lexicon:
    """The trigger lexicon that ships with the package."""
    return Lexicon(load_yaml("dateline.events", "triggers.yaml"))


def base(token: Token) -> str:
    """The base form of a word in small letters; plural names ("Clashes") lose their ending."""
    word = lexicon().bases.get(token.lower_) or token.lemma_.lower()
    if token.pos_ == "PROPN" and len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        if word.endswith(("shes", "ches", "sses")):
            return word[:-2]
        return word[:-1]
    return word


def _in_tree(token: Token, words: tuple[str, ...], particles: frozenset[str]) -> tuple[int, ...]:
    """A verb and its particle or object, wherever they stand: "drove them out".

    Or what a preposition ties to it: "set two schools on fire".
    """
    if token.pos_ != "VERB":
        return ()
    for child in token.children:
        match words:
            case (_, second) if base(child) == second:
                loose = second in particles and child.dep_ in ("advmod", "prep")
                if loose or child.dep_ in _HANGING:
                    return tuple(sorted((token.i, child.i)))
            case (_, second, third) if child.dep_ in ("prep", "dobj"):
                for preposition in (child, *_prepositions_of(child)):
                    found = [noun for noun in preposition.children if base(noun) == third]
                    if preposition.lower_ == second and found and found[0].dep_ == "pobj":
                        return tuple(sorted((token.i, preposition.i, found[0].i)))
    return ()


def _prepositions_of(noun: Token) -> list[Token]:
    """What hangs on a noun or on one joined to it: parsers tie "on fire" to "the schools"."""
    return [c for one in (noun, *noun.conjuncts) for c in one.children if c.dep_ == "prep"]


def _next(sentence: list[Token], at: int) -> str:
    return str(sentence[at + 1].text) if at + 1 < len(sentence) else ""


def _phrase_at(
    sentence: list[Token],
    bases: list[str],
    at: int,
    words: tuple[str, ...],
    aspect: frozenset[str],
) -> tuple[int, ...]:
    """The tokens of `words` from position `at` on, small words between them skipped, or ()."""
    tokens, position = [sentence[at].i], at
    for word in words[1:]:
        for step in range(1, _MAX_SKIP + 2):
            place = position + step
            if place >= len(sentence):
                return ()
            if bases[place] == word:
                tokens.append(sentence[place].i)
                position = place
                break
            between = sentence[place]
            if (
                between.pos_ not in _SKIPPED
                and between.dep_ not in ("compound", "poss", "case")
                and bases[place] not in aspect
            ):
                return ()
            if between.text in '.,;:!?"“”()':
                return ()
        else:
            return ()
    return tuple(tokens)
