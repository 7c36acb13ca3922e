"""What has been settled so far in a report, and whom a pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.parties.drafts import Draft, Page
from dateline.parties.lexicon import lexicon
from dateline.parties.sides import Sides

# How many sentences back a pronoun may reach; read off the order of news paragraphs.
REACH = 3
_THINGS = frozenset(
    ["state", "force", "unit", "group", "office", "organisation", "international", "media"]
)
_MANY = frozenset(["force", "group", "unit", "organisation", "international"])
_HUMANS = frozenset(
    ["person", "witness", "analyst", "office", "anonymous", "civilians", "group", "force"]
)
PERSON = "@person"


@dataclass(slots=True)
class Report:
    """What has been settled so far, walking through a report from its start."""

    page: Page
    sides: Sides
    last: dict[str, Draft] = field(default_factory=dict)  # by lemma
    group: Draft | None = None
    armed: Draft | None = None
    body: Draft | None = None
    seen: list[Draft] = field(default_factory=list)


def antecedent_of(report: Report, draft: Draft) -> Draft | None:
    """The nearest fitting party before a pronoun; None where there is none."""
    page = report.page
    if draft.lemma == "who":
        return _relative(report, draft)
    main = page.dep[draft.head] == "nsubj" and page.dep[page.up[draft.head]] == "ROOT"
    best: tuple[float, int] | None = None
    chosen: Draft | None = None
    for number, one in enumerate(reversed(report.seen)):
        distance = draft.sentence - one.sentence
        if distance > REACH:
            break
        if not _agrees(draft.lemma, one) or _same_clause_object(page, draft, one):
            continue
        cost = _cost(page, draft, one, main) + 2.5 * distance + 0.1 * number
        if best is None or (cost, number) < best:
            best, chosen = (cost, number), one
    return chosen


def _cost(page: Page, draft: Draft, one: Draft, main: bool) -> float:
    """How unlikely a mention is as what a pronoun stands for, distance apart.

    Weights read off the pronouns of the records dev reports, 2026-11.
    """
    if not page.subject(one.head):
        cost = 3.2 if main and draft.sentence == one.sentence else 1.5
    elif page.dep[one.head] == "nsubj" and page.dep[page.up[one.head]] == "ROOT":
        cost = 0.0
    else:
        cost = 0.8
    cost += 2.0 if one.bare else 0.0
    cost += 1.0 if one.kind in ("media", "anonymous", "analyst") else 0.0
    if draft.lemma == "they" and not one.plural:
        cost += 0.8
    return cost


def _relative(report: Report, draft: Draft) -> Draft | None:
    """The noun a relative clause hangs on."""
    page = report.page
    verb = page.up[draft.head]
    if page.dep[draft.head] == "poss":
        verb = page.up[verb]
    for _ in range(2):
        if page.dep[verb] == "relcl":
            noun = page.up[verb]
            near = reversed(report.seen[-8:])
            return next((one for one in near if one.first <= noun < one.last), None)
        verb = page.up[verb]
    return None


def _agrees(lemma: str, one: Draft) -> bool:
    """Number and kind: "he" wants a person, "it" a body, "they" many."""
    if one.lemma == "we":
        return False
    if one.kind == "pronoun":
        return lemma == one.lemma or (one.lemma == "who" and _agrees(lemma, one.antecedent or one))
    if lemma in ("he", "she"):
        return one.kind in _HUMANS and not one.plural and is_one_human(one)
    if lemma == "it":
        many = one.plural and one.entity is None
        return one.kind in _THINGS and not many and not is_one_human(one)
    return lemma == "they" and (one.plural or one.kind in _MANY)


def is_one_human(one: Draft) -> bool:
    """Whether a party is one person, whom "he" or "she" may stand for."""
    if one.lemma == PERSON:
        return True
    return not one.plural and one.entity is None and one.kind in _HUMANS and _is_human(one.lemma)


def _is_human(lemma: str) -> bool:
    noun = lexicon().nouns.get(lemma)
    if lemma in lexicon().bodies or (
        noun is not None and noun.kind in ("group_noun", "unit", "media")
    ):
        return False
    return bool(lemma)


def _same_clause_object(page: Page, draft: Draft, one: Draft) -> bool:
    """A subject and the object of the same verb are two parties, unless reflexive."""
    word = page.lower[draft.head]
    if word.endswith(("self", "selves")) or page.dep[draft.head] == "poss":
        return False
    return page.up[draft.head] == page.up[one.head]
