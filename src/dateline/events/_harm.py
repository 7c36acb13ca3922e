"""The words of harm, and where a report uses them: killed, dead, fled, "shot two men dead"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from dateline.codebook import load_yaml
from dateline.records import HarmKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Which part of the clause is harmed: the verb's object, its subject, what the adjective describes,
# what follows the noun's "of", the number of a toll, or whose lives.
Frame = Literal["object", "subject", "adjective", "noun", "toll", "lives"]

# What befalls things, not people.
OF_THINGS: frozenset[HarmKind] = frozenset(["lost", "damaged"])

# How many words may stand between a verb and the word that completes it ("shot two men dead").
_REACH = 7


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word that tells of harm.

    Attributes:
        token: the word that carries the grammar.
        kind: what harm.
        frame: which part of the clause is harmed.
        counted: only a number makes it a figure ("left the town" alone is none).
        last: the last token of the phrase.
    """

    token: Token
    kind: HarmKind
    frame: Frame
    counted: bool = False
    last: int = 0


@dataclass(frozen=True, slots=True)
class _Sense:
    kind: HarmKind
    frame: Frame
    counted: bool = False


@cache
def words() -> dict[str, Any]:
    """`harm.yaml` with its lists as sets and its verbs in all their forms."""
    data: dict[str, Any] = load_yaml("dateline.events", "harm.yaml")
    lists = {
        name: frozenset(found)
        for name, found in data.items()
        if isinstance(found, list) and name != "completed"
    }
    return {
        **data,
        **lists,
        "verbs": _verbs(data),
        "adjectives": {word: kind for kind, found in data["adjectives"].items() for word in found},
        "nouns": {word: kind for kind, found in data["nouns"].items() for word in found},
        "counted_nouns": {
            word: kind for kind, found in data["counted_nouns"].items() for word in found
        },
        "tallies": {word: kind for kind, found in data["tallies"].items() for word in found},
        "people": _people(data["people"]),
        "completed": _completed(data["completed"]),
    }


def _people(data: dict[str, list[str]]) -> dict[str, str]:
    """Each word for people with its side; a singular brings its plural along."""
    named = {word: side for side, found in data.items() for word in found}
    plurals = {f"{word}s": side for word, side in named.items() if not word.endswith(("s", "men"))}
    return {**plurals, **named}


def triggers(doc: Doc) -> Iterator[Trigger]:
    """The words of harm in `doc`, in order; one for each word at most."""
    table = words()
    last_sense: dict[int, Trigger] = {}
    for token in doc:
        word = token.lower_
        if word in table["completed"] and (found := _completion(token)):
            last_sense[found.token.i] = found
        elif word == "fatally" and token.i + 1 < len(doc):
            after = doc[token.i + 1]
            if kind := table["fatally"].get(after.lower_):
                last_sense[after.i] = Trigger(after, kind, "object", last=after.i)
            elif after.is_punct or after.tag_ == "IN":
                # "three were shot, one fatally, near a park"
                last_sense[token.i] = Trigger(token, "killed", "noun", counted=True, last=token.i)
        elif token.i not in last_sense and (found := _single(token)):
            last_sense[token.i] = found
    for position in sorted(last_sense):
        yield last_sense[position]


def _single(token: Token) -> Trigger | None:
    table, word = words(), token.lower_
    if word in table["homonyms"] and _homonym(token):
        return None
    if word in table["hitting"] and _outdone(token):
        return None
    sense = _sense(token)
    if sense is None:
        return None
    if sense.kind == "lost" and _partly(token):
        sense = _Sense("damaged", sense.frame, sense.counted)
    return Trigger(token, sense.kind, sense.frame, sense.counted, token.i)


def _sense(token: Token) -> _Sense | None:
    table, word = words(), token.lower_
    sense: _Sense | None = None
    if word in table["verbs"] and (token.tag_[:1] == "V" or word not in table["nouns"]):
        sense = table["verbs"][word]
    elif word in table["adjectives"]:
        sense = _Sense(table["adjectives"][word], "adjective")
    elif found := _noun(token):
        sense = found
    elif word in table["tolls"]:
        sense = _Sense("killed", "toll", counted=True)
    elif word in table["tolls_of"] and (kind := _told_after(token)):
        sense = _Sense(kind, "toll", counted=True)
    elif word in table["lives"] and _takes_lives(token):
        sense = _Sense("killed", "lives")
    return sense


def _partly(token: Token) -> bool:
    """ "12 houses were partially destroyed"."""
    return any(child.lower_ in words()["partly"] for child in token.children)


def _noun(token: Token) -> _Sense | None:
    table, word = words(), token.lower_
    if word in table["nouns"] and token.tag_[:1] != "V":
        return _Sense(table["nouns"][word], "noun")
    if word in table["counted_nouns"]:
        return _Sense(table["counted_nouns"][word], "noun", counted=True)
    return _Sense(table["tallies"][word], "noun") if word in table["only_tallies"] else None


def _told_after(token: Token) -> HarmKind | None:
    """What "the number of people killed" counts."""
    table = words()
    following = [after.lower_ for after in token.doc[token.i + 1 : token.i + 6]]
    if following[:1] != ["of"]:
        return None
    for word in following[1:]:
        for name in ("adjectives", "counted_nouns", "tallies"):
            if kind := table[name].get(word):
                return cast(HarmKind, kind)
        if word in table["verbs"]:
            return cast(HarmKind, table["verbs"][word].kind)
    return None


def _homonym(token: Token) -> bool:
    """ "she wound up on a plane", "was left with nothing": the same form of another verb."""
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ == "wound":
        return token.tag_ in ("VBD", "VBN")
    return following in words()["homonyms"][token.lower_]


def _outdone(token: Token) -> bool:
    """ "shot and killed": the second verb says what came of the first."""
    table = words()
    joined = [t for t in (token.head, *token.children) if t.i != token.i and abs(t.i - token.i) < 4]
    return any(
        t.lower_ in table["verbs"] and table["verbs"][t.lower_].kind == "killed" for t in joined
    )


def _takes_lives(token: Token) -> bool:
    around = [
        token.head,
        *token.doc[max(0, token.i - 6) : token.i],
        *token.doc[token.i : token.i + 4],
    ]
    return any(word.lower_ in words()["take_lives"] for word in around)


def _completion(token: Token) -> Trigger | None:
    """The verb that `token` completes, close before it in its sentence ("burnt alive")."""
    for phrase, sense, verbs in words()["completed"][token.lower_]:
        if tuple(t.lower_ for t in token.doc[token.i : token.i + len(phrase)]) != phrase:
            continue
        for position in range(token.i - 1, max(-1, token.i - _REACH), -1):
            before = token.doc[position]
            if before.lower_ in verbs:
                last = token.i + len(phrase) - 1
                return Trigger(before, sense.kind, sense.frame, sense.counted, last)
            if before.is_sent_start or (before.is_punct and before.text not in "-'’"):
                break
    return None


def _completed(
    entries: list[dict[str, Any]],
) -> dict[str, list[tuple[tuple[str, ...], _Sense, frozenset[str]]]]:
    table: dict[str, list[tuple[tuple[str, ...], _Sense, frozenset[str]]]] = {}
    for entry in entries:
        phrase = tuple(entry["by"].split())
        sense = _Sense(entry["kind"], entry.get("frame", "object"), entry.get("counted", False))
        table.setdefault(phrase[0], []).append((phrase, sense, frozenset(entry["verbs"])))
    return table


def _verbs(data: dict[str, Any]) -> dict[str, _Sense]:
    senses: dict[str, _Sense] = {}
    for name in ("object", "subject", "object_counted", "subject_counted"):
        frame: Frame = "object" if name.startswith("object") else "subject"
        for kind, verbs in data[name].items():
            for verb in verbs:
                for form in _forms(*verb.split()):
                    senses.setdefault(form, _Sense(kind, frame, name.endswith("counted")))
    return senses


def _forms(base: str, *irregular: str) -> Iterator[str]:
    """A verb's forms; `irregular` are its past and participles where spelling gives others.

    >>> sorted(_forms("die"))
    ['die', 'died', 'dies', 'dying']
    """
    consonant_y = base.endswith("y") and base[-2] not in "aeiou"
    yield base
    if consonant_y:
        yield base[:-1] + "ies"
    else:
        yield base + ("es" if base.endswith(("sh", "ch", "ss")) else "s")
    if irregular:
        yield from irregular
    elif base.endswith("e"):
        yield base + "d"
    else:
        yield base[:-1] + "ied" if consonant_y else base + "ed"
    if base.endswith("ie"):
        yield base[:-2] + "ying"
    elif base.endswith("e") and not base.endswith("ee"):
        yield base[:-1] + "ing"
    else:
        double = irregular and irregular[0].endswith(base[-1] * 2 + "ed")
        yield base + (base[-1] if double else "") + "ing"
