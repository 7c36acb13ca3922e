"""How a verb stands in its clause: tense, aspect, modality, negation, condition, subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from dateline.codebook import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense = Literal["past", "present", "future", "modal", "none"]
# A broken parse may hang thousands of tokens on one head; nearer ones decide.
_MAX_CHILDREN = 60
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_NONFINITE = frozenset({"VB", "VBG", "VBN"})
# Parts of a sentence that only a verb with a tense of its own can be.
_FINITE_PLACES = frozenset({"ROOT", "ccomp", "conj", "relcl", "parataxis"})


class Words:
    """The word lists of `status.yaml`: `words["nouns"]["plan"]` is a class of a word list."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sets: dict[str, frozenset[str]] = {}
        self._classes: dict[str, dict[str, str]] = {}
        for name, value in data.items():
            if isinstance(value, dict):
                self._classes[name] = {
                    word: kind for kind, words in reversed(value.items()) for word in words
                }
            else:
                self._sets[name] = frozenset(value)

    def has(self, name: str, word: str) -> bool:
        """Whether the list `name` holds `word`."""
        return word in self._sets[name]

    def kind(self, name: str, word: str) -> str | None:
        """The class of `word` in the table `name`; the first class that lists it wins."""
        return self._classes[name].get(word)


@cache
def words() -> Words:
    """The word lists about status, loaded once."""
    return Words(load_yaml("dateline.events", "status.yaml"))


def lemma(token: Token) -> str:
    """The base form, lower case; the word itself where the pipeline gives none."""
    return (token.lemma_ or token.text).lower()


def children(token: Token) -> Iterator[Token]:
    """The words that hang on `token`, at most sixty."""
    return islice(token.children, _MAX_CHILDREN)


def is_verb(token: Token) -> bool:
    """Whether the token is used as a verb."""
    if not token.tag_.startswith(("VB", "MD")):
        return False
    return token.tag_ != "VBG" or token.dep_ not in {"dobj", "pobj", "nsubj", "nsubjpass", "attr"}


def top(token: Token) -> bool:
    """Whether nothing governs the token."""
    return bool(token.head.i == token.i)


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb and what stands around it in its clause."""

    verb: Token
    tense: Tense
    progressive: bool = False
    perfect: bool = False
    infinitive: bool = False
    modal: Token | None = None
    negation: Token | None = None
    condition: Token | None = None
    subject: Token | None = None

    @property
    def finite(self) -> bool:
        """Whether the clause has a tense of its own."""
        return self.tense != "none"

    @property
    def settled(self) -> bool:
        """Whether the clause itself says how it stands: by tense, negation or condition."""
        return self.finite or self.negation is not None or self.condition is not None

    @property
    def now(self) -> bool:
        """Whether the clause is about the present: present or present perfect."""
        return self.tense == "present"


def clause(verb: Token, depth: int = 6) -> Clause:
    """Read the clause of `verb`. A joined verb shares the auxiliaries of the verb before it."""
    own = [child for child in children(verb) if child.i != verb.i]
    auxiliaries = [child for child in own if child.dep_ in _AUXILIARIES and child.lower_ != "to"]
    infinitive = any(child.lower_ == "to" and child.tag_ == "TO" for child in own)
    subject = next((child for child in own if child.dep_ in _SUBJECTS), None)
    shares = (
        verb.dep_ == "conj"
        and depth > 0
        and not (auxiliaries or infinitive or subject)
        and verb.tag_ in _NONFINITE
        and is_verb(verb.head)
    )
    negation = _negation(verb, own)
    if shares and (verb.head.tag_ == verb.tag_ or verb.tag_ == "VB"):
        first = clause(verb.head, depth - 1)
        negation = negation or (first.negation if first.finite else None)
        return Clause(
            verb,
            first.tense,
            first.progressive,
            first.perfect,
            first.infinitive,
            first.modal,
            negation,
            _condition(verb, own) or first.condition,
            first.subject,
        )
    tensed = not infinitive or _has_tense(auxiliaries)
    return Clause(
        verb,
        _tense(verb, auxiliaries, subject) if tensed else "none",
        progressive=_progressive(verb, auxiliaries),
        perfect=any(lemma(a) in {"have", "'ve", "’ve"} for a in auxiliaries),
        infinitive=infinitive,
        modal=next((a for a in auxiliaries if _is_modal(a)), None),
        negation=negation,
        condition=_condition(verb, own),
        subject=subject,
    )


def _progressive(verb: Token, auxiliaries: list[Token]) -> bool:
    """ "is attacking", "is being attacked"."""
    if verb.tag_ == "VBG":
        return any(lemma(a) == "be" for a in auxiliaries)
    return under_way(verb)


def under_way(verb: Token) -> bool:
    """Whether a passive goes on, with or without a tense: "(is) being shelled"."""
    return any(c.lower_ == "being" and c.dep_ in _AUXILIARIES for c in children(verb))


def _is_modal(token: Token) -> bool:
    return words().has("modal", token.lower_) and token.tag_ == "MD"


def _has_tense(auxiliaries: list[Token]) -> bool:
    return any(a.tag_ in {"MD", "VBD", "VBZ", "VBP"} for a in auxiliaries)


def _tense(verb: Token, auxiliaries: list[Token], subject: Token | None) -> Tense:
    for auxiliary in auxiliaries:
        if words().has("future", auxiliary.lower_):
            return "future"
        if _is_modal(auxiliary):
            return "modal"
        if auxiliary.tag_ == "VBD":
            return "past"
        if auxiliary.tag_ in {"VBZ", "VBP"}:
            return "present"
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ in {"VBZ", "VBP"}:
        return "present"
    if verb.tag_ == "VBN" and verb.dep_ in _FINITE_PLACES and subject is not None:
        return "past"
    return "none"


def _negation(verb: Token, own: list[Token]) -> Token | None:
    """The word that negates the verb, or its subject or object: "no one fired"."""
    for child in own:
        if child.dep_ == "neg" or (
            child.dep_ == "advmod" and words().has("negations", child.lower_)
        ):
            following = child.nbor() if child.i + 1 < len(child.doc) else child
            if not words().has("after_not", following.lower_):
                return child
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            if child.lower_ in {"nobody", "none", "nothing", "neither"}:
                return child
            found = next((c for c in children(child) if _is_none(c)), None)
            if found is not None:
                return found
    return None


def conditioned(verb: Token) -> bool:
    """Whether a condition hangs on the verb: "if they cross", "should they cross"."""
    return any(
        child.dep_ == "advcl" and (clause(child).condition is not None or _inverted(child))
        for child in children(verb)
    )


def _inverted(verb: Token) -> bool:
    """ "should a tank cross": an auxiliary that opens the clause before its subject."""
    own = list(children(verb))
    subject = next((child for child in own if child.dep_ in _SUBJECTS), None)
    return subject is not None and any(
        child.dep_ in _AUXILIARIES and child.lower_ in {"should", "had"} and child.i < subject.i
        for child in own
    )


def _is_none(token: Token) -> bool:
    """ "no", or "not a single"; but "vehicle no. 85" is a number."""
    if token.dep_ == "det" and token.lower_ == "no":
        return token.i + 1 >= len(token.doc) or not token.nbor().like_num
    return token.dep_ in {"neg", "preconj", "predet"} and token.lower_ == "not"


def _condition(verb: Token, own: list[Token]) -> Token | None:
    """The "if" or "unless" that opens the clause."""
    for child in own:
        if child.dep_ in {"mark", "advmod"} and words().has("conditional", child.lower_):
            before = child.nbor(-1).lower_ if child.i else ""
            if before not in {"as", "even"}:
                return child
    return None
