"""The same party again: pronouns, "the group", "the army", last names; and everybody's fullest name."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.parties.drafts import Draft, Page
from dateline.parties.lexicon import lexicon
from dateline.parties.people import STATE, side_of_person
from dateline.parties.sides import Sides
from dateline.parties.tables import surname

# How many sentences back a pronoun may reach; read off the order of news paragraphs.
_REACH = 3
_KINDS = {
    "force": "force",
    "materiel": "force",
    "unit": "unit",
    "group": "group",
    "group_noun": "group",
    "unknown": "group",
    "crowd": "civilians",
    "civilian": "civilians",
    "capital": "state",
    "people": "force",
}
_THINGS = frozenset(["state", "force", "unit", "group", "office", "organisation", "international", "media"])
_NEUTRAL = frozenset(["unknown", ""])


@dataclass(slots=True)
class Report:
    """What has been settled so far, walking through a report from its start."""

    page: Page
    sides: Sides
    people: dict[str, Draft] = field(default_factory=dict)
    last: dict[str, Draft] = field(default_factory=dict)  # by lemma
    group: Draft | None = None
    suspects: Draft | None = None
    seen: list[Draft] = field(default_factory=list)


def resolve(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Settle side and kind of every draft in the order of the text; pronouns that stand for none go."""
    report = Report(page, Sides(page))
    _meet_people(report, drafts)
    kept: list[Draft] = []
    for draft in drafts:
        if draft.kind == "pronoun":
            if not _pronoun(report, draft):
                continue
        else:
            _settle(report, draft)
            draft.kind = _KINDS.get(draft.kind, draft.kind)
            if draft.kind == "group" and draft.lemma not in ("", "group", "movement") and draft.owned and draft.side in report.sides.weights:
                draft.kind = "force"
        report.seen.append(draft)
        kept.append(draft)
    return kept


def _meet_people(report: Report, drafts: list[Draft]) -> None:
    """Give each person the side that any of the mentions tells."""
    told: dict[str, tuple[str, str]] = {}
    for draft in drafts:
        if draft.kind != "person":
            continue
        key = surname(draft.name).casefold()
        known = report.people.get(key)
        if known is None or len(draft.name) > len(known.name):
            report.people[key] = draft
        side, kind = side_of_person(report.page, draft)
        rank = (side not in ("", STATE), bool(side), kind != "person")
        if key not in told or rank > (told[key][0] not in ("", STATE), bool(told[key][0]), told[key][1] != "person"):
            told[key] = (side, kind)
    for draft in drafts:
        if draft.kind == "person":
            side, kind = told[surname(draft.name).casefold()]
            draft.name = report.people[surname(draft.name).casefold()].name
            draft.side, draft.kind = side or "civilians", kind


def _settle(report: Report, draft: Draft) -> None:
    sides = report.sides
    if draft.kind == "person" or draft.lemma == "person":
        if draft.side == STATE:
            draft.side = sides.state_at(draft.head)
        return
    if draft.kind == "office" and _nameless(report.page, draft):
        draft.kind = "anonymous"
    sides.settle(draft)
    if not draft.side:
        draft.side = _inherited(report, draft)
    _remember(report, draft)


def _nameless(page: Page, draft: Draft) -> bool:
    """Whether a source asked not to be named; said right after it."""
    if draft.plural or draft.definite:
        return False
    after = " ".join(page.lower[draft.last : draft.last + 16])
    return any(phrase in after for phrase in lexicon().anonymity)


def _inherited(report: Report, draft: Draft) -> str:
    """The side of a phrase that names no owner."""
    sides, before = report.sides, report.last.get(draft.lemma)
    if draft.kind == "group_noun":
        if report.group is not None and (draft.definite or draft.plural):
            draft.antecedent = report.group
            return report.group.side
        return "unknown"
    if draft.kind == "unknown":
        return "unknown"
    if draft.kind == "group":
        if before is not None and draft.definite and before.owned:
            return before.side
        if draft.lemma in ("vigilante", "mercenary", "death squad", "warlord", "combatant"):
            return report.group.side if report.group and draft.definite else "unknown"
        return sides.unnamed_rebels(draft)
    if draft.kind == "media":
        return sides.dominant or "unknown" if _is_state_run(report.page, draft) else "unknown"
    if _possessed(report, draft):
        return report.seen[-1].side if report.seen else "unknown"
    if before is not None and before.owned and draft.definite and draft.kind in ("force", "unit"):
        return before.side
    if draft.kind in ("force", "office", "unit", "materiel"):
        if before is not None and before.owned and draft.sentence - before.sentence <= 1:
            return before.side
        return sides.state_at(draft.head)
    return "unknown"


def _possessed(report: Report, draft: Draft) -> bool:
    return report.page.lower[draft.first] in ("his", "her", "their", "its") and bool(report.seen)


def _is_state_run(page: Page, draft: Draft) -> bool:
    words = page.words(draft.first, draft.last)
    return "state" in words or "state-run" in words or "official" in words


def _remember(report: Report, draft: Draft) -> None:
    if draft.side in _NEUTRAL and draft.kind != "unknown":
        return
    if draft.owned or draft.lemma not in report.last:
        report.last[draft.lemma] = draft
    if draft.kind == "group" and draft.side not in _NEUTRAL and (draft.entity or report.group is None):
        report.group = draft
    if draft.kind == "unknown":
        report.suspects = draft


def _pronoun(report: Report, draft: Draft) -> bool:
    """Point a pronoun at the nearest fitting party before it."""
    found = _antecedent(report, draft)
    if found is None:
        return False
    draft.antecedent = found.antecedent or found
    draft.side, draft.entity = found.side, found.entity
    draft.plural = found.plural
    draft.lemma = found.lemma if draft.lemma in ("who",) else draft.lemma
    return True


def _antecedent(report: Report, draft: Draft) -> Draft | None:
    page = report.page
    if draft.lemma == "who":
        governor = page.up[page.up[draft.head]] if page.dep[draft.head] == "poss" else page.up[draft.head]
        noun = page.up[governor] if page.dep[governor] == "relcl" else -1
        return next((one for one in reversed(report.seen[-8:]) if one.first <= noun < one.last), None)
    best: tuple[float, int] | None = None
    chosen: Draft | None = None
    for number, one in enumerate(reversed(report.seen)):
        distance = draft.sentence - one.sentence
        if distance > _REACH:
            break
        if not _agrees(draft.lemma, one) or _same_clause_object(page, draft, one):
            continue
        cost = 3.0 * distance + (0.0 if page.subject(one.head) else 1.2) + 0.15 * number
        cost += 2.5 if one.bare else 0.0
        cost += 1.0 if one.kind in ("media", "anonymous") else 0.0
        if best is None or (cost, number) < best:
            best, chosen = (cost, number), one
    return chosen


def _agrees(lemma: str, one: Draft) -> bool:
    """Number and kind: "he" wants a person, "it" a body, "they" many."""
    if one.kind == "pronoun":
        return lemma == one.lemma
    if lemma in ("he", "she"):
        person = one.kind in ("person", "witness", "analyst", "office", "anonymous", "civilians", "group", "force")
        return person and not one.plural and (one.lemma == "person" or _singular_human(one))
    if lemma == "it":
        return one.kind in _THINGS and not (one.plural and one.entity is None) and not _singular_human(one)
    if lemma == "they":
        return one.plural or one.kind in ("force", "group", "unit", "organisation", "international")
    return False


_BODIES = frozenset(
    ["army", "military", "government", "ministry", "parliament", "police", "navy", "force", "regime", "state"]
)


def _singular_human(one: Draft) -> bool:
    if one.entity is not None and one.lemma in ("", None):
        return False
    if one.plural:
        return False
    return one.lemma.endswith(("man", "woman", "or", "er", "ist", "ant", "ent", "al", "ess", "son", "eon", "ief", "ide", "ate", "ian", "oy")) and one.lemma not in _BODIES


def _same_clause_object(page: Page, draft: Draft, one: Draft) -> bool:
    """A subject and the object of the same verb are two parties, unless reflexive."""
    if page.lower[draft.head] in ("themselves", "himself", "herself", "itself") or page.dep[draft.head] == "poss":
        return False
    return page.up[draft.head] == page.up[one.head]

