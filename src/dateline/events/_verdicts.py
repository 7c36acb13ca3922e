"""What the rules of status pass on: a verdict, and how a governing word changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dateline.events._clauses import Clause, children, clause, is_verb, lemma, top, words
from dateline.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_REAL = frozenset({"happened", "ongoing"})
_MAX_STEPS = 14
BY_KIND: dict[str, Status] = {
    "plan": "planned",
    "threaten": "threatened",
    "fear": "feared",
    "fail": "attempted",
    "refuse": "denied",
    "deny": "denied",
    "desire": "hypothetical",
    "cancel": "planned",
}


class Verdict(NamedTuple):
    """A status, the words that decided it and the names of the rules that fired."""

    status: Status
    cues: tuple[Token, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def real(self) -> bool:
        """Whether it took place or takes place."""
        return self.status in _REAL

    def by(self, rule: str, *cues: Token) -> Verdict:
        """The same status, with a rule and its words noted."""
        return self._replace(cues=(*cues, *self.cues), rules=(rule, *self.rules))


# Judges the word one step further up the parse.
Up = Callable[["Token"], Verdict]


def apply(kind: str, outer: Verdict, governor: Token) -> Verdict:
    """What a governor of class `kind`, itself judged `outer`, makes of the event under it."""
    if outer.status == "denied":
        return _undone(kind, outer, governor)
    if kind in {"implies", "report", "seem", "part"}:
        return outer.by(kind)
    if kind in {"continue", "halt"}:
        now = not outer.real or kind == "continue"
        return Verdict("ongoing" if now else outer.status, (governor,), (kind, *outer.rules))
    if kind == "prevent":
        done: Status = "attempted" if outer.real else "feared"
        return Verdict(done, (governor,), (kind,))
    if kind == "attempt":
        return _attempt(outer, governor)
    if not outer.real and kind != "deny":
        return outer.by(kind)
    return Verdict(BY_KIND.get(kind, "hypothetical"), (governor,), (kind,))


def _undone(kind: str, outer: Verdict, governor: Token) -> Verdict:
    """What a negated governor makes of the event: "did not fail to", "would not hesitate to"."""
    if kind == "hesitate":
        return Verdict("threatened", (governor, *outer.cues), (kind,))
    if kind in {"fail", "prevent", "refuse", "deny"}:
        return Verdict("happened", outer.cues, (f"not {kind}",))
    return outer


def _attempt(outer: Verdict, governor: Token) -> Verdict:
    """Trying goes on, has failed, or is itself no more than thought of."""
    failed = _failure(governor)
    if failed is not None:
        return Verdict("attempted", (governor, failed), ("attempt", "failed"))
    if outer.status == "ongoing" or not outer.real:
        return outer.by("attempt", governor)
    if "present" in outer.rules:
        return Verdict("ongoing", (governor,), ("attempt", "present"))
    return Verdict("attempted", (governor,), ("attempt",))


def _failure(governor: Token) -> Token | None:
    """The word that says the attempt failed: "tried but failed", "tried in vain"."""
    for child in children(governor):
        if child.dep_ == "conj" and words().has("failure_verbs", lemma(child)):
            return child
        if child.dep_ == "advmod" and words().has("failure_adverbs", child.lower_):
            return child
        if child.dep_ == "prep":
            for word in children(child):
                if words().has("failure_nouns", word.lower_):
                    return word
    return None


def teller_of(verb: Token) -> Token | None:
    """What tells, fears, denies the clause of `verb`: the verb or noun that it complements."""
    token = verb
    for _ in range(4):
        if token.dep_ == "conj" and is_verb(token.head) and token.tag_ == token.head.tag_:
            token = token.head
        else:
            break
    marked = token.dep_ == "relcl" and any(c.dep_ == "mark" for c in children(token))
    if (token.dep_ in {"ccomp", "acl"} or marked) and not top(token):
        return None if _stands_beside(token) else token.head
    return next((c for c in children(token) if c.dep_ == "parataxis" and is_verb(c)), None)


def _stands_beside(token: Token) -> bool:
    """ "A market was shelled; the army denied it": the first clause is not what is denied."""
    return token.i < token.head.i and any(c.dep_ == "dobj" for c in children(token.head))


def kind_of_teller(teller: Token) -> str | None:
    if is_verb(teller):
        return words().kind("clause_verbs", lemma(teller))
    return words().kind("nouns", lemma(teller)) or words().kind("adjectives", teller.lower_)


def speaks_of_itself(subject: Token | None, teller: Token | None) -> bool:
    """Whether the doer of a reported clause is the speaker."""
    if subject is not None and subject.lower_ in {"we", "i"}:
        return True
    if teller is None or subject is None:
        return False
    speaker = clause(teller).subject if is_verb(teller) else None
    if speaker is None:
        return False
    return words().has("subjects", subject.lower_) or lemma(speaker) == lemma(subject)


def prepared(governing: Clause, outer: Verdict) -> Verdict:
    """Preparing is a plan when the doer says so, and a fear when others do."""
    if not outer.real:
        return outer
    teller = teller_of(governing.verb)
    if teller is None and not words().has("subjects", text_of(governing.subject)):
        return Verdict("feared", (governing.verb,), ("prepare",))
    if teller is None or speaks_of_itself(governing.subject, teller):
        return Verdict("planned", (governing.verb,), ("plan", "prepare"))
    return Verdict("feared", (governing.verb,), ("prepare",))


def setting(token: Token, up: Up) -> Verdict:
    """The verdict on the clause that the noun `token` stands in."""
    for _ in range(_MAX_STEPS):
        if top(token):
            break
        token = token.head
        if is_verb(token):
            return up(token)
    return Verdict("happened", (), ("no clause",))


def text_of(token: Token | None) -> str:
    return token.lower_ if token is not None else ""
