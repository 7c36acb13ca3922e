"""conflict-class/india_sents: what the police did, told in one sentence of a riot report.

Signs are read off a sentence: what kinds of event Dateline told, what the police are to its verbs,
words of the trade. Plain rules say which signs together make a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING, Any

import dateline
from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.ranker import ranker
from dateline.codebook import load_yaml
from dateline.errors import InputError

if TYPE_CHECKING:
    from spacy.tokens import Token

TABLE = "conflict_class_india_sents"


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The labels of each sentence; none where it does not speak of the police."""
    reader = patient_reader()
    for record in records:
        found = features(reader, record)
        yield {"id": record["id"], "labels": labels(frozenset(found)) if found else []}


def labels(signs: AbstractSet[str]) -> list[str]:
    """The labels of a sentence that bears these signs."""
    rules = {"KILL": _killed, "ARREST": _arrested, "FORCE": _forced, "FAIL": _failed}
    found = [label for label, told in rules.items() if told(signs)]
    if any(label != "FAIL" for label in found) or _acted(signs):
        found.append("ANY_ACTION")
    return found


def _killed(signs: AbstractSet[str]) -> bool:
    """Dead by the police's hand; or dead where there was firing, and the police or a crowd."""
    dead_in_firing = {"dead", "fired"} <= signs and _any(signs, "police", "mob", "force used")
    return "dead by police" in signs or dead_in_firing


def _arrested(signs: AbstractSet[str]) -> bool:
    """A word for arrest or custody, told as done or as a deed of the police."""
    told = _any(signs, "arrested", "first arrested", "by police", "police act")
    return _any(signs, "arrest", "custody") and told and not _any(signs, "unreal", "no arrest")


def _forced(signs: AbstractSet[str]) -> bool:
    """The police fired; or shots beside the police or the dead; or gas and batons in a riot."""
    shots = "fired" in signs and _any(signs, "police", "dead") and not _any(signs, "law", "station")
    gas = "gas" in signs and _any(signs, "police", "mob", "fired", "force used")
    return _any(signs, "police firing", "dead by police") or shots or gas


def _failed(signs: AbstractSet[str]) -> bool:
    """Blamed for a failure, idle before a mob, or present while nothing was done for the victims.

    That a government failed is no failure of the police, nor is what they fired at or speak of.
    """
    forces = _any(signs, "police", "forces")
    others = "politics" not in signs and _any(signs, "security", "mob", "despite")
    deeds = _any(signs, "police firing", "police speak")
    blamed = "failed badly" in signs and (forces or others) and not deeds
    idle = {"police idle", "mob"} <= signs and "fired" not in signs
    present = {"police", "despite", "not done"} <= signs and _any(signs, "mob", "victims")
    return blamed or idle or present


def _acted(signs: AbstractSet[str]) -> bool:
    """The signs of a deed outnumber those of mere talk, by more where no police are named."""
    surplus = len(signs & _words("deeds")) - len(signs & _words("doubts"))
    least: int = _table()["surplus"]["named" if "police" in signs else "unnamed"]
    return surplus >= least


def _any(signs: AbstractSet[str], *names: str) -> bool:
    return not signs.isdisjoint(names)


def features(reader: dateline.Reader, record: Json) -> dict[str, float]:
    """The features of a sentence; none where it does not speak of the police."""
    if not of_police(record["text"]):
        return {}
    try:
        annotations = reader.annotate(record["text"], id=record["id"])
    except InputError:
        return sentence_features((), record["text"], ())
    return sentence_features(annotations.events, record["text"], list(annotations.doc))


def of_police(text: str) -> bool:
    """Whether a sentence names the police or what police do."""
    return bool(_gate().search(text.lower()))


def sentence_features(
    events: Iterable[dateline.Event], text: str, tokens: Sequence[Token]
) -> dict[str, float]:
    """The features of one sentence: what it tells, its words, what the police are to its verbs."""
    return ranker(TABLE).features(events, text) | dict.fromkeys(_roles(tokens), 1.0)


def _roles(tokens: Iterable[Token]) -> Iterator[str]:
    """What the police and the army are to the verbs and nouns beside them."""
    for token in tokens:
        who = _force(token)
        if who is None:
            continue
        verb = token.head
        if token.dep_ in ("nsubj", "nsubjpass"):
            yield f"{who} {_deed(verb)}"
            if any(child.dep_ == "neg" for child in verb.children):
                yield f"{who} not"
            if any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children):
                yield f"{who} may"
        elif verb.dep_ == "agent" or (token.dep_ == "pobj" and verb.lower_ == "by"):
            yield f"by {who}"
        elif token.dep_ in ("compound", "poss", "nmod", "amod"):
            yield f"{who} of {_thing(verb)}"
        else:
            yield f"{who} acted on"


def _deed(verb: Token) -> str:
    """What kind of verb it is: one of saying, of doing nothing much, of doing."""
    if verb.lemma_ in _words("saying"):
        return "speak"
    return "idle" if verb.lemma_ in _words("idle") else "act"


def _thing(noun: Token) -> str:
    """What kind of noun it is: a police place, a police officer, else what the police do."""
    if noun.lemma_.lower() in _words("places"):
        return "place"
    return "officers" if noun.lemma_.lower() in _words("officers") else "deed"


def _force(token: Token) -> str | None:
    """Whether a noun stands for the police or for the army."""
    for who in ("police", "army"):
        words = _words(who)
        if token.lower_ in words or any(
            child.dep_ == "compound" and child.lower_ in words for child in token.children
        ):
            return who
    return None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name])


@cache
def _gate() -> re.Pattern[str]:
    return re.compile(_table()["gate"])


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__ or "", f"{TABLE}.yaml")
    return table
