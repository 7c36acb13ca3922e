"""Everybody's fullest name in the report."""

from __future__ import annotations

from dateline.gazetteer.countries import countries
from dateline.parties.drafts import Draft, Page
from dateline.parties.lexicon import lexicon
from dateline.parties.phrases import is_ordinal

# States go by the name that stands in the text; their adjectives are no fuller name.
_PEOPLES = frozenset(["state", "people", "capital", "adjective", "region", "regional people"])


def name_all(page: Page, drafts: list[Draft]) -> None:
    """Set the name of every draft that is no person and no pronoun."""
    for draft in drafts:
        if not draft.name:
            draft.name = _own_name(page, draft)
    _same_entity(page, drafts)
    _fuller(drafts)
    _peoples(drafts)


def _own_name(page: Page, draft: Draft) -> str:
    """The phrase without article, count and possessive; a group by its name alone."""
    if draft.entity is not None and draft.entity.kind in ("adjective", "capital"):
        return countries()[draft.side].name if draft.side in countries() else draft.entity.key
    for index in range(draft.first, draft.last):
        name = page.known_at.get(index)
        if name is not None and name.entity.kind == "group" and name.entity.side == draft.side:
            rest = page.lower[name.last : draft.last]
            after = page.doc[name.last : draft.last]
            plain = page.loose or all(token.is_lower or token.is_punct for token in after)
            if not rest or (plain and rest[-1] in lexicon().plain_member):
                draft.entity = draft.entity or name.entity
                return _with_short(page, name.first, name.last, draft.last)
            break
    first = draft.first
    while first < draft.head and _drops(page, first):
        first += 1
    return (
        page.doc[first : draft.last].text.strip(" -\"“”'’,")
        or page.doc[draft.first : draft.last].text
    )


def _with_short(page: Page, first: int, last: int, limit: int) -> str:
    """A name with the short form that stands in brackets after it."""
    bracketed = last + 2 < limit + 1 and page.lower[last : last + 1] in (["("], ["["])
    return page.doc[first : last + 3 if bracketed else last].text


def _drops(page: Page, index: int) -> bool:
    word = page.lower[index]
    if (
        page.doc[index].is_punct
        or (page.doc[index].like_num and not is_ordinal(word))
        or word in lexicon().possessives
    ):
        return True
    return word in lexicon().quantifiers


def _same_entity(page: Page, drafts: list[Draft]) -> None:
    """Names of one entity of the tables become the longest of them."""
    longest: dict[str, str] = {}
    for name in page.known:
        if name.entity.kind in _PEOPLES:
            continue
        text = page.text[name.hit.start : name.hit.end]
        if len(text) > len(longest.get(name.entity.key, "")):
            longest[name.entity.key] = text
    for draft in drafts:
        if draft.entity is not None and draft.entity.kind not in _PEOPLES:
            key = draft.entity.key
            if draft.kind != "person" and len(draft.name) > len(longest.get(key, "")):
                longest[key] = draft.name
    for draft in drafts:
        if draft.entity is not None and draft.kind != "person" and draft.entity.key in longest:
            draft.name = longest[draft.entity.key]


def _fuller(drafts: list[Draft]) -> None:
    """ "officials" take the name of the "Turkish officials" they are."""
    by_head: dict[tuple[str, str, bool], list[str]] = {}
    for draft in drafts:
        if (
            draft.lemma
            and draft.lemma != "@person"
            and draft.kind in ("force", "office", "unit", "group")
        ):
            by_head.setdefault((draft.lemma, draft.side, draft.plural), []).append(draft.name)
    for draft in drafts:
        names = by_head.get((draft.lemma, draft.side, draft.plural))
        if (
            not names
            or draft.owned
            or draft.entity is not None
            or draft.kind not in ("force", "office", "unit")
        ):
            continue
        words = draft.name.casefold().split()
        fuller = [name for name in names if name.casefold().split()[-len(words) :] == words]
        fuller = [name for name in fuller if len(name) > len(draft.name)]
        if fuller and len(words) <= 2:
            draft.name = fuller[0]


def _peoples(drafts: list[Draft]) -> None:
    """ "the Russians" are the "Russian forces" of the report, if it names them so."""
    forces: dict[str, str] = {}
    for draft in drafts:
        if draft.kind == "force" and draft.plural and draft.owned and draft.entity is None:
            forces.setdefault(draft.side, draft.name)
    for draft in drafts:
        if draft.kind == "force" and draft.entity is not None and draft.entity.kind == "people":
            draft.name = forces.get(draft.side, draft.name)
