"""What a sentence tells that one party does to another, as a class of PLOVER.

For the tasks that code single sentences (actioncode, cameo_class). Deeds are Dateline's events;
words about deeds (promises, praise, refusals, threats) lie outside its codebook and are read off
the main verb by the table `acts.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.codebook import load_yaml
from dateline.records import Event

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.annotations import Annotations

STATEMENT = "STATEMENT"
_KIND = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "csubj", "parataxis", "xcomp", "pcomp"})
_NOMINAL = ("diplomacy", "humanitarian", "losses")
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its class, the verb that names it, the subject of whoever says that it does it."""

    name: str
    verb: Token
    speaker: Token | None = None


def act(annotations: Annotations) -> Act | None:
    """The act a sentence tells: of its main verb, or of the clause a verb of saying hands on."""
    roots = [token for token in annotations.doc if token.dep_ == "ROOT"]
    for root in roots:
        for verb in (root, *(c for c in root.children if c.dep_ == "conj" and c.pos_ == "VERB")):
            found = _Reading(annotations).of(verb)
            if found is not None:
                return found
    for event in annotations.events:
        if event.status not in ("hypothetical", "feared"):
            return Act(_class(event, annotations), _governor(annotations.root(event.trigger)))
    return Act(STATEMENT, roots[0]) if roots else None


class _Reading:
    """The reading of one sentence's verbs."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations

    def of(self, verb: Token, depth: int = 0) -> Act | None:
        """The act of a verb and what it governs, its modality taken into account."""
        if depth > _DEPTH:
            return None
        return _under_modals(self._plain(verb, depth), verb)

    def _plain(self, verb: Token, depth: int) -> Act | None:
        lemma, clause, words = _lemma(verb), _clause(verb), list(_reach(verb))
        if name := _phrase(lemma, _lemmas(verb, words)):
            return Act(name, verb)
        if lemma in _table("light") and (found := self._nominal(verb)):
            return found
        inner = self.of(clause, depth + 1) if clause is not None else None
        if lemma == "be":
            return self._predicate(verb, inner, depth)
        if lemma in _table("promising") and inner is not None:
            return _promised(inner, verb, firmly=lemma in _table("promising_firmly"))
        if lemma in _table("saying"):
            return self._said(verb, clause, inner)
        if name := _verbs().get(lemma):
            return Act(name, verb)
        return self._deed(verb, words, inner)

    def _deed(self, verb: Token, words: list[Token], inner: Act | None) -> Act | None:
        """The act of a verb that no table holds: Dateline's event, or that of its clause."""
        event = self._event([verb])
        if event is not None and event.family not in _NOMINAL:
            return Act(_class(event, self.annotations), verb)
        if inner is not None and _lemma(verb) in _table("aspect"):
            return inner
        event = event or self._event(words)
        if event is None:
            ended = inner is None and _lemma(verb) in _table("ending")
            return Act("SANCTION", verb) if ended else inner
        name = _class(event, self.annotations)
        if _lemma(verb) in _table("ending"):
            name = "RETREAT" if name in _table("hostile") else "SANCTION"
        return Act(name, verb)

    def _nominal(self, verb: Token) -> Act | None:
        """The act of "announced the suspension of aid"."""
        for child in verb.children:
            stem = _data()["nouns"].get(_lemma(child)) if child.dep_ == "dobj" else None
            if stem is not None:
                name = _phrase(stem, _lemmas(child, list(_phrase_words(child)))) or _verbs().get(
                    stem
                )
                if name is not None:
                    return Act(name, verb)
        return None

    def _predicate(self, verb: Token, inner: Act | None, depth: int) -> Act | None:
        """The act of "is ready to", "is opposed to"."""
        words = set()
        for child in verb.children:
            if child.dep_ in ("acomp", "attr", "prep", "advmod"):
                words.add(_lemma(child))
                clause = _clause(child)
                inner = self.of(clause, depth + 1) if clause is not None else inner
        if words & _table("opposing_adjectives"):
            return Act("REJECT", verb)
        if words & _table("willing"):
            return _promised(inner or Act("AGREE", verb), verb, firmly=True)
        if words & _table("feeling_adjectives"):
            return Act(STATEMENT, verb)
        event = self._event(list(_reach(verb)))
        return Act(_class(event, self.annotations), verb) if event else inner

    def _said(self, verb: Token, clause: Token | None, inner: Act | None) -> Act:
        if clause is not None and any(
            c.dep_ == "aux" and c.lower_ in _table("obliging") for c in clause.children
        ):
            return Act("DEMAND", clause, _subject(verb))
        if inner is None:
            words = list(clause.subtree) if clause is not None else list(_reach(verb))
            event = self._event(words)
            return Act(_class(event, self.annotations) if event else STATEMENT, clause or verb)
        return replace(inner, speaker=inner.speaker or _subject(verb))

    def _event(self, words: list[Token]) -> Event | None:
        """Dateline's event that one of the words sets off."""
        places = {word.idx for word in words}
        for event in self.annotations.events:
            if any(token.idx in places for token in self.annotations.tokens(event.trigger)):
                return event
        return None


def _governor(word: Token) -> Token:
    """The verb a noun stands under; the word itself where it is one, or under none."""
    verb = next((w for w in (word, *word.ancestors) if w.pos_ == "VERB"), word)
    return verb if word.dep_ in ("nsubj", "dobj", "nsubjpass") else word


def _class(event: Event, annotations: Annotations) -> str:
    """The class of an event: by its type, but a release is a concession."""
    if event.type == "security/arrest" and any(
        _lemma(token) in _table("releasing") for token in annotations.tokens(event.trigger)
    ):
        return "CONCEDE"
    return _types()[event.type]


def _under_modals(found: Act | None, verb: Token) -> Act | None:
    """An act as "will", "not" or "will not" leave it."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    negated = any(c.dep_ == "neg" for c in verb.children)
    future = bool(auxiliaries & _table("future"))
    if negated and (future or "would" in auxiliaries) and (not found or found.verb == verb):
        return Act("REJECT", verb)
    if found is None or found.verb != verb:
        return found
    if negated and found.name in _KIND:
        return replace(found, name="REJECT")
    return _promised(found, verb, firmly=False) if future else found


def _promised(inner: Act, verb: Token, *, firmly: bool) -> Act:
    """An act that is only announced: a promise if kind, a threat if hostile."""
    if inner.name in _table("hostile"):
        return replace(inner, name="THREATEN", verb=verb)
    if inner.name in _KIND or (firmly and inner.name in (STATEMENT, "INVESTIGATE")):
        return replace(inner, name="AGREE", verb=verb)
    return inner


def _lemma(verb: Token) -> str:
    return verb.lemma_.lower()


def _clause(verb: Token) -> Token | None:
    """The clause a verb governs."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX"):
            return child
    return None


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _lemmas(verb: Token, words: list[Token]) -> frozenset[str]:
    """The base forms of a verb's words, "+" among them where it has an object."""
    found = {_lemma(token) for token in words}
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    if objects:
        found.add("+")
    else:
        found |= {_lemma(t) for c in verb.children if c.dep_ == "nsubj" for t in _phrase_words(c)}
    return frozenset(found)


def _reach(verb: Token) -> Iterator[Token]:
    """The words of a verb's objects, particles and prepositions; of a clause only its verb."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") or (child.dep_ == "advcl" and purpose(child)):
            yield child
        elif child.dep_ in ("nsubj", "conj", "punct", "advcl", "parataxis", "npadvmod"):
            continue
        elif not (child.dep_ == "prep" and any(c.ent_type_ == "DATE" for c in child.children)):
            yield from _phrase_words(child)


def carries(verb: Token, noun: Token) -> bool:
    """Whether a verb and its object together name the act: "held talks", "lifted a ban"."""
    lemma = _lemma(verb)
    if lemma in _table("light"):
        return True
    return lemma not in _verbs() and _phrase(lemma, frozenset({_lemma(noun)})) is not None


def purpose(clause: Token) -> bool:
    """Whether a clause tells what for: "sent a team to investigate"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def _phrase_words(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ not in _CLAUSES:
            yield from _phrase_words(child)
        elif child.dep_ == "pcomp" or (child.dep_ == "acl" and _lemma(token) in _word("@speech")):
            yield child


def _phrase(lemma: str, reach: frozenset[str]) -> str | None:
    """The class of the longest phrase of `acts.yaml` that a verb and its reach make up."""
    for words, name in _phrases().get(lemma, ()):
        if all(word & reach for word in words):
            return name
    return None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(__package__, "acts.yaml")
    return data


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(_data()[name])


def _types() -> dict[str, str]:
    types: dict[str, str] = _data()["types"]
    return types


@cache
def _verbs() -> dict[str, str]:
    return {verb: name for name, entry in _data()["acts"].items() for verb in entry["verbs"]}


@cache
def _phrases() -> dict[str, list[tuple[tuple[frozenset[str], ...], str]]]:
    """For each verb its phrases, those of more words first."""
    found: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
    for name, entry in _data()["acts"].items():
        for phrase in entry["phrases"]:
            verb, *words = phrase.split()
            found.setdefault(verb, []).append((tuple(map(_word, words)), name))
    for phrases in found.values():
        phrases.sort(key=_weakness)
    return found


def _weakness(phrase: tuple[tuple[frozenset[str], ...], str]) -> tuple[int, int, int]:
    words = phrase[0]
    content = sum(not word <= _table("small") for word in words)
    return (-content, -len(words), sum(len(word) > 1 for word in words))


def _word(word: str) -> frozenset[str]:
    return frozenset(_data()["classes"][word[1:]] if word.startswith("@") else [word])
