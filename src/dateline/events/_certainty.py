"""How sure it is that a happening happened, from -3 to 3: a linear model over the rules.

The weights are made by `training/factuality`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import fsum
from typing import TYPE_CHECKING

from dateline.codebook import load_weights
from dateline.events._clauses import children, clause, is_verb, lemma, top, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.events._verdicts import Verdict

# The raters of UDS half misread negation; what the rules find denied is never rated as likely.
# Dev of the factuality task, November 2026: r .687 with and without, .684 at -1.
DENIED_AT_MOST = -0.5
# How many steps up the parse the model looks, and how many words around the trigger it counts.
_STEPS = 5
_SEEN = 80


@cache
def _weights() -> dict[str, float]:
    return load_weights("dateline.events", "certainty.tsv")


def certainty(root: Token, verdict: Verdict) -> float:
    """The score of the happening at `root`, on which the rules gave `verdict`."""
    weights = _weights()
    # Summed exactly: the order of a set changes from run to run, and with it a plain sum.
    total = fsum(weights.get(name, 0.0) for name in {"always", *features(root, verdict)})
    highest = DENIED_AT_MOST if verdict.status == "denied" else 3.0
    return round(max(-3.0, min(highest, total)), 2)


def features(root: Token, verdict: Verdict) -> Iterator[str]:
    """What holds of the happening, by name: rules, clause, subject, what stands above."""
    yield f"status {verdict.status}"
    for rule in verdict.rules:
        yield f"rule {rule}"
    if verdict.rules:
        yield f"first {verdict.status} {verdict.rules[0]}"
    yield f"lemma {lemma(root)}"
    yield f"tag {root.tag_}"
    yield f"place {root.dep_}"
    yield f"tag {root.tag_} place {root.dep_}"
    yield f"status {verdict.status} tag {root.tag_}"
    yield from _around(root)
    yield from _above(root)
    yield from _sentence(root)


def _around(root: Token) -> Iterator[str]:
    """What hangs on the trigger."""
    for child in children(root):
        if child.dep_ in {"aux", "auxpass", "mark", "neg"}:
            yield f"has {child.lower_}"
        elif child.dep_ in {"advmod", "det", "prt"} and _is_small(child):
            yield f"has {child.lower_}"
            if words().has("doubt", child.lower_):
                yield "doubt"
        else:
            yield f"has {child.dep_}"
    yield from _subject("", clause(root).subject if is_verb(root) else None)


def _is_small(token: Token) -> bool:
    """Whether a word is one of the closed classes, so that a weight of its own is worth it."""
    return token.is_stop or words().has("doubt", token.lower_)


def _subject(where: str, subject: Token | None) -> Iterator[str]:
    if subject is None:
        yield f"{where}subject none"
    elif subject.tag_ in {"PRP", "WDT", "WP", "DT", "EX"}:
        yield f"{where}subject {subject.lower_}"
    else:
        named = any(child.dep_ in {"det", "poss"} for child in children(subject))
        yield f"{where}subject {subject.tag_} {'named' if named else 'bare'}"


def _above(root: Token) -> Iterator[str]:
    """What governs the trigger, step by step."""
    token = root
    for step in range(_STEPS):
        if top(token):
            yield f"top at {step}"
            break
        token = token.head
        near = "over" if step == 0 else "far over"
        table = "clause_verbs" if is_verb(token) else "nouns"
        kind = words().kind(table, lemma(token))
        if kind is not None:
            yield f"{near} {table} {kind}"
        yield f"{near} {token.tag_}"
        yield f"{near} {token.dep_}"
        if token.pos_ == "ADP":
            yield f"{near} {token.lower_}"
        for child in children(token):
            if child.i != root.i and child.dep_ in {"aux", "neg", "mark"}:
                yield f"{near} has {child.lower_}"
        if step == 0 and is_verb(token):
            yield from _subject("over ", clause(token).subject)


def _sentence(root: Token) -> Iterator[str]:
    sentence = root.sent
    if sentence[-1].text in {"?", "!"}:
        yield f"ends {sentence[-1].text}"
    before = root.doc[max(sentence.start, root.i - _SEEN) : root.i]
    for token in before:
        if words().has("modal", token.lower_) or words().has("future", token.lower_):
            yield "modal before"
        elif words().has("conditional", token.lower_):
            yield "if before"
        elif words().has("negations", token.lower_):
            yield "not before"
    for token in root.doc[max(sentence.start, root.i - 3) : root.i]:
        if token.is_stop:
            yield f"near {token.lower_}"
