"""The same party again: pronouns, "the group", "the army", last names; each with its side."""

from __future__ import annotations

from itertools import pairwise

from dateline.parties.drafts import Draft, Page, is_speech, is_state
from dateline.parties.entities import surname
from dateline.parties.lexicon import lexicon
from dateline.parties.people import STATE, side_of_person
from dateline.parties.phrases import noun_at
from dateline.parties.pronouns import PERSON, REACH, Report, antecedent_of, is_one_human
from dateline.parties.sides import Sides

_KINDS = {
    "force": "force",
    "materiel": "force",
    "paper": "office",
    "member": "group",
    "unit": "unit",
    "group": "group",
    "group_noun": "group",
    "unknown": "group",
    "crowd": "civilians",
    "civilian": "civilians",
    "capital": "state",
    "people": "force",
}
_POSSESSIVES = {"his": "he", "her": "she", "their": "they", "its": "it"}
# "our troops" are of whoever speaks.
_OURS = frozenset(["force", "unit", "group", "office"])
# Verbs of speech that with an object tell of a deed: "claimed the attack", "admitted it".
_OWNING_UP = frozenset(["claim", "admit"])
_NEUTRAL = frozenset(["unknown", ""])
# How many words an office's field may have, and of which kinds.
_FIELD = 7
_FIELD_WORDS = frozenset(["DET", "PROPN", "ADP", "CCONJ", "ADJ"])


def resolve(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Settle side and kind of every draft in the order of the text.

    Pronouns that stand for no party are left out.
    """
    report = Report(page, Sides(page))
    _meet_people(page, drafts)
    for draft in drafts:
        if draft.side == STATE:
            draft.side = report.sides.dominant or "unknown"
    _link_roles(page, drafts)
    kept: list[Draft] = []
    for draft in drafts:
        if draft.kind == "pronoun":
            if not _pronoun(report, draft):
                continue
        else:
            _settle(report, draft)
        report.seen.append(draft)
        kept.append(draft)
    _let_speak(page, kept)
    return [draft for draft in kept if draft.lemma != "we" or draft.antecedent is not None]


def _let_speak(page: Page, drafts: list[Draft]) -> None:
    """Point "we" and "I" at the nearest speaker; with none, at whoever published the report."""
    speakers = [draft for draft in drafts if draft.lemma != "we" and _may_speak(page, draft)]
    position = 0
    for draft in drafts:
        ours = page.lower[draft.first] == "our" and not draft.owned and draft.kind in _OURS
        if draft.lemma != "we" and not ours:
            continue
        while position < len(speakers) and speakers[position].sentence <= draft.sentence:
            position += 1
        near = speakers[position - 1] if position else None
        if near is not None and not page.quoted(draft.first):
            # Unquoted "we" is the author's, never that of fighters who are told of.
            told = is_state(near.side) or near.lemma == PERSON
            near = near if told and page.voice is None else None
        speaker = page.publisher
        if near is not None and draft.sentence - near.sentence <= REACH:
            speaker = near.antecedent or near
        if speaker is not None:
            draft.side = speaker.side
            draft.antecedent = None if ours else speaker


def _may_speak(page: Page, draft: Draft) -> bool:
    """Whether a party tells something in words; who claims an attack only owns up to it."""
    if not is_speech(page, draft.head):
        return False
    verb = page.doc[page.up[draft.head]]
    owns = any(child.dep_ == "dobj" for child in verb.children)
    return draft.kind == "person" or verb.lemma_ not in _OWNING_UP or not owns


def _meet_people(page: Page, drafts: list[Draft]) -> None:
    """Give each person the fullest name and the side that any of the mentions tells."""
    people = [draft for draft in drafts if draft.lemma == PERSON]
    full: dict[str, list[str]] = {}
    for draft in people:
        names = full.setdefault(surname(draft.name).casefold(), [])
        if " " in draft.name and draft.name not in names:
            names.append(draft.name)
    told: dict[str, tuple[str, str]] = {}
    for draft in people:
        draft.name = _fullest(draft.name, full[surname(draft.name).casefold()])
        found = side_of_person(page, draft)
        if _rank(found) > _rank(told.get(draft.name, ("", "person"))):
            told[draft.name] = found
    for draft in people:
        side, draft.kind = told.get(draft.name, ("", "person"))
        draft.side = side or _listed_side(page, draft, people) or "civilians"


def _link_roles(page: Page, drafts: list[Draft]) -> None:
    """Roles before a name are the person.

    With a comma ("the interior minister, Magdy Ghaffar") or what the role is for between them
    ("Minister for Northern Affairs Ada Brook").
    """
    for role, person in pairwise(drafts):
        if person.lemma != PERSON or role.lemma == PERSON or not is_one_human(role):
            continue
        between = page.lower[role.last : person.first]
        apposed = between == [","] and page.dep[person.head] == "appos"
        if apposed or (_is_field(page, role.last, person.first) and role.kind == "office"):
            role.antecedent = person


def _is_field(page: Page, first: int, last: int) -> bool:
    """Whether a stretch tells what an office is for: "for Northern Affairs"."""
    if not 1 < last - first <= _FIELD or page.lower[first] not in ("for", "of"):
        return False
    return all(page.pos[i] in _FIELD_WORDS for i in range(first + 1, last))


def _fullest(name: str, names: list[str]) -> str:
    """The full name that a last name or shorter name stands for."""
    words = set(name.casefold().split())
    fitting = [one for one in names if words <= set(one.casefold().split())]
    if not fitting and " " not in name:
        fitting = names
    return max(fitting, key=len, default=name)


def _rank(told: tuple[str, str]) -> tuple[bool, bool, bool]:
    side, kind = told
    return side not in ("", STATE), bool(side), kind != "person"


def _listed_side(page: Page, draft: Draft, people: list[Draft]) -> str:
    """In a list of names, the side that the first of them has."""
    if page.dep[draft.head] not in ("conj", "appos"):
        return ""
    before = page.up[draft.head]
    for one in people:
        if one.first <= before < one.last and one.side != "civilians":
            return one.side
    return ""


def _settle(report: Report, draft: Draft) -> None:
    sides, page = report.sides, report.page
    if draft.lemma == PERSON:
        return
    person = draft.antecedent or _apposed(report, draft)
    if person is not None:
        draft.antecedent, draft.side, draft.kind = person, person.side, person.kind
        return
    if draft.kind == "office" and _nameless(page, draft):
        draft.kind = "anonymous"
    sides.settle(draft)
    if not draft.side:
        draft.side = _inherited(report, draft)
    _remember(report, draft)
    draft.kind = _KINDS.get(draft.kind, draft.kind)
    if draft.kind == "group" and draft.side in sides.weights:
        draft.kind = "force"


def _apposed(report: Report, draft: Draft) -> Draft | None:
    """The person just named whom a role in apposition describes ("Roman, 22, a commander")."""
    page = report.page
    before = report.seen[-1] if report.seen else None
    if before is None or before.lemma != PERSON or draft.plural or draft.entity is not None:
        return None
    between = page.lower[before.last : draft.first]
    if not between or len(between) > 4 or between[0] not in (",", "("):
        return None
    if any(word.isalpha() for word in between) or page.dep[draft.head] in ("conj", "nsubj"):
        return None
    return before


def _nameless(page: Page, draft: Draft) -> bool:
    """Whether a source asked not to be named; said right after it."""
    if draft.plural or draft.definite:
        return False
    after = " ".join(page.lower[draft.last : draft.last + 16])
    return any(phrase in after for phrase in lexicon().anonymity)


def _inherited(report: Report, draft: Draft) -> str:
    """The side of a phrase that names no owner."""
    before = report.last.get(draft.lemma)
    if before is not None and not is_state(before.side) and _official(report.page, draft):
        before = None  # "the forces" are the rebels' just named, "the armed forces" the state's
    if draft.kind in ("group_noun", "paper"):
        return _stands_for(report, draft)
    if draft.kind == "media":
        dominant = report.sides.dominant or "unknown"
        return dominant if report.sides.state_run(draft) else "unknown"
    owner = _possessor(report, draft)
    if owner is not None:
        if before is not None and before.side == owner.side and draft.kind == "unit":
            draft.antecedent = before
        return "unknown" if draft.kind == "unknown" else owner.side
    if draft.kind == "unknown":
        return "unknown"
    if draft.kind == "group":
        if before is not None and draft.definite and before.owned:
            return before.side
        return report.sides.unnamed_rebels(draft)
    if before is not None and draft.definite and draft.kind in ("force", "unit", "office"):
        return before.side
    return _servants(report, draft, before)


def _official(page: Page, draft: Draft) -> bool:
    words = page.words(draft.first, draft.head)
    return not lexicon().official.isdisjoint(words)


def _stands_for(report: Report, draft: Draft) -> str:
    """ "The group", "the statement": the group or body met last."""
    found = report.group or report.armed if draft.kind == "group_noun" else report.body
    if found is None or not (draft.definite or draft.kind == "paper"):
        return "unknown"
    draft.antecedent = found.antecedent or found
    return found.side


def _servants(report: Report, draft: Draft, before: Draft | None) -> str:
    """The state of plain soldiers, police and officials."""
    own = _sender(report, draft)
    if own is not None:
        return own.side
    if draft.plural and not draft.definite and draft.lemma in lexicon().heads_of_states:
        return "unknown"  # "five presidents", "several governments"
    body = report.body
    if (
        draft.lemma in lexicon().spokesmen
        and body is not None
        and body.side not in _NEUTRAL
        and draft.sentence - body.sentence <= REACH
        and draft.last - draft.first <= 2
    ):
        # "The army said ... a spokesman said": whoever spoke just before has spokesmen.
        return body.side
    if before is not None and before.owned and draft.sentence - before.sentence <= 1:
        return before.side
    return report.sides.state_at(draft.head)


def _sender(report: Report, draft: Draft) -> Draft | None:
    """The subject that sends, moves or loses the phrase's troops."""
    page, verb = report.page, report.page.up[draft.head]
    if page.dep[draft.head] == "pobj":
        verb = page.up[verb]
    elif page.dep[draft.head] != "dobj":
        return None
    if page.doc[verb].lemma_.lower() not in lexicon().own:
        return None
    for _ in range(3):
        for one in reversed(report.seen[-12:]):
            if page.up[one.head] == verb and page.dep[one.head] == "nsubj":
                return one
        if page.dep[verb] not in ("conj", "xcomp", "advcl"):
            return None
        verb = page.up[verb]
    return None


def _possessor(report: Report, draft: Draft) -> Draft | None:
    """Whose "his brigade" or "their fighters" are."""
    lemma = _POSSESSIVES.get(report.page.lower[draft.first])
    if lemma is None:
        return None
    pronoun = Draft(draft.first, draft.first + 1, draft.first, "pronoun", lemma=lemma)
    pronoun.sentence = draft.sentence
    return antecedent_of(report, pronoun)


def _remember(report: Report, draft: Draft) -> None:
    if draft.kind in ("office", "force", "group", "unit") and is_speech(report.page, draft.head):
        report.body = draft
    if draft.kind in ("unknown", "group"):
        report.armed = draft
    if draft.side in _NEUTRAL:
        return
    lemma = draft.lemma or _head_lemma(report.page, draft)
    if draft.owned or lemma not in report.last or draft.kind == "unit":
        report.last[lemma] = draft
    if draft.kind == "group" and (draft.entity or report.group is None):
        report.group = draft


def _head_lemma(page: Page, draft: Draft) -> str:
    """What a named body is called afterwards: "the ministry" for "Russian Defence Ministry"."""
    found = noun_at(page, draft.last - 1)
    return found[0].lemma if found is not None and draft.kind in ("office", "force") else ""


def _pronoun(report: Report, draft: Draft) -> bool:
    """Point a pronoun at the nearest fitting party before it."""
    if draft.lemma == "we":
        return True
    found = antecedent_of(report, draft)
    if found is None:
        return False
    draft.antecedent = found.antecedent or found
    draft.side, draft.plural = found.side, found.plural
    return True
