"""Verbs: with a tense of their own, or as the words above them say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events._clauses import (
    Clause,
    children,
    clause,
    is_verb,
    lemma,
    top,
    under_way,
    words,
)
from dateline.events._finite import finite, future
from dateline.events._hearsay import refuted
from dateline.events._verdicts import Up, Verdict, apply, prepared, setting

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORDINALS = frozenset({"first", "second", "third", "last", "only", "latest", "next"})
# How many verbs back a list of them is followed; keeps long ones linear.
_CHAIN = 14


def verb_verdict(verb: Token, up: Up) -> Verdict:
    """The verdict on the happening that a verb names."""
    here = clause(verb)
    if not here.settled:
        return _governed(here, up)
    own = finite(here)
    if own.status == "happened" and verb.dep_ == "advcl" and own.rules == ("present",):
        outer = up(verb.head)  # "before the troops cross": later, if the sentence speaks of later
        return own if outer.real or outer.status == "denied" else outer.by("then")
    return own


def _governed(here: Clause, up: Up) -> Verdict:
    """A verb without a tense of its own stands as what governs it says."""
    verb = _first_of(here.verb)
    if verb.dep_ == "conj" and not top(verb):
        return up(verb.head).by("joined")
    head, tag = verb.head, here.verb.tag_
    if top(verb):
        return _alone(here)
    if verb.dep_ == "pcomp":
        return _after_preposition(verb, head, up)
    if verb.dep_ in {"acl", "relcl"} and not is_verb(head):
        return _on_noun(here, head, up)
    if is_verb(head):
        return _under_verb(here, verb, head, up)
    kind = words().kind("adjectives", head.lower_)
    if kind is not None:
        return apply(kind, up(head), head)
    if verb.dep_ == "amod":
        return Verdict("ongoing" if tag == "VBG" else "happened", (), ("participle",))
    outer = up(head) if verb.dep_ != "compound" else Verdict("happened")
    if here.infinitive and outer.real:
        return Verdict("hypothetical", (), ("purpose",))
    return outer.by("inherited")


def _first_of(verb: Token) -> Token:
    """The first of a list of verbs without a tense: "to storm, loot and burn"."""
    for _ in range(_CHAIN):
        if verb.dep_ != "conj" or not is_verb(verb.head) or clause(verb.head).finite:
            break
        verb = verb.head
    return verb


def _alone(here: Clause) -> Verdict:
    """A sentence or headline without a finite verb."""
    if here.infinitive:
        return Verdict("planned", (), ("headline infinitive",))
    if here.verb.tag_ == "VB":
        return Verdict("hypothetical", (), ("imperative",))
    if here.verb.tag_ == "VBG":
        return Verdict("ongoing", (), ("participle alone",))
    return Verdict("happened", (), ("participle alone",))


def _under_verb(here: Clause, verb: Token, head: Token, up: Up) -> Verdict:
    word, outer = lemma(head), up(head)
    kind = words().kind("clause_verbs", word)
    governing = clause(head)
    if verb.dep_ == "advcl" and not here.infinitive:
        return outer.by("inherited")
    if word == "go" and governing.progressive and here.infinitive:
        return future(governing, "going to") if outer.real else outer
    if word in {"have", "be", "need"} and here.infinitive:
        done = (governing.tense == "past" or governing.perfect) and word == "have"
        if word == "be":  # "the talks are to begin", "the aim is to take the town"
            return apply("plan", outer, head)
        return outer.by("had to") if done else Verdict("hypothetical", (head,), ("have to",))
    if kind == "prepare" or (kind == "plan" and word == "prepare"):
        return prepared(governing, outer)
    if here.infinitive and verb.dep_ == "advcl" and kind in {None, "report", "implies", "continue"}:
        return _purpose(verb, outer, kind)
    if kind is None and not here.infinitive:
        return outer.by("inherited")
    if here.infinitive and here.perfect and kind != "fear":
        return outer.by("perfect infinitive")  # "is said to have fled"
    if kind is None and outer.real:
        return Verdict("hypothetical", (), ("infinitive",))
    return apply(kind or "implies", outer, head)


def _purpose(verb: Token, outer: Verdict, kind: str | None) -> Verdict:
    """ "to take the town": a purpose, told as done only where the deed itself does it."""
    if not outer.real:
        return outer.by("purpose")
    if words().has("voiced", lemma(verb)):
        return outer.by("voiced")
    if kind in {"implies", "continue"} or outer.status == "ongoing":
        return outer.by("purpose of fact")
    return Verdict("hypothetical", (), ("purpose",))


def _on_noun(here: Clause, noun: Token, up: Up) -> Verdict:
    """ "the plan to attack", "the town held by", "vehicles rolling"."""
    kind = words().kind("nouns", lemma(noun))
    if here.infinitive:
        if any(child.tag_ == "JJS" or child.lower_ in _ORDINALS for child in children(noun)):
            return setting(noun, up).by("ordinal")
        if kind is None or kind == "part":
            outer = setting(noun, up)
            return outer if not outer.real else Verdict("hypothetical", (), ("purpose",))
        return apply(kind, up(noun), noun)
    outer = setting(noun, up)
    if here.verb.tag_ == "VBG" and not outer.real:
        return outer.by("participle")
    if under_way(here.verb):
        return Verdict("ongoing", (here.verb,), ("participle", "under way"))
    lasts = words().has("lasting_verbs", lemma(here.verb)) or here.verb.tag_ == "VBG"
    if outer.status == "ongoing" or "present" in outer.rules:
        return Verdict("ongoing" if lasts else "happened", (), ("participle", *outer.rules))
    return Verdict("happened", (), ("participle",))


def _after_preposition(verb: Token, preposition: Token, up: Up) -> Verdict:
    """ "after taking", "without taking", "accused of taking", "prevented from taking"."""
    if words().has("absent_prepositions", preposition.lower_):
        return Verdict("denied", (preposition,), ("without",))
    head = preposition.head
    if (cue := refuted(head)) is not None:
        return Verdict("denied", (cue,), ("deny",))
    if is_verb(head):
        kind = words().kind("clause_verbs", lemma(head))
    else:
        table = "adjectives" if head.pos_ == "ADJ" else "nouns"
        kind = words().kind(table, lemma(head))
    if kind not in {None, "implies", "report", "continue", "part", "seem", "effort"}:
        return apply(kind or "", up(head), head)
    outer = up(head)
    if preposition.lower_ in {"after", "since", "despite", "following", "upon"}:
        return Verdict("happened", (), ("after",))
    return outer.by("inherited")
