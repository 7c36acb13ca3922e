"""Party phrases around the names that the tables know ("the FMLN", "Moscow", "the Russians")."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.parties.drafts import Draft, Known, Page
from dateline.parties.lexicon import lexicon
from dateline.parties.phrases import bracket_end, is_modifier, left_edge

_POSSESSIVE = frozenset(["'s", "'", "’"])


def name_phrases(page: Page) -> Iterator[Draft]:
    """A draft for each known name that is no modifier inside a longer phrase."""
    for name in page.known:
        kind = name.entity.kind
        if kind in ("adjective", "region"):
            if (draft := _adjective(page, name)) is not None:
                yield draft
        elif kind in ("people", "regional people"):
            if (
                name.first == 0
                or page.pos[name.first - 1] != "NOUN"
                or page.up[name.first - 1] != name.last - 1
            ):
                yield _people(page, name)
        elif kind in ("state", "capital"):
            if (draft := _state(page, name)) is not None:
                yield draft
        elif kind != "person" and not _is_thing(page, name):
            yield _named(page, name)


def _is_thing(page: Page, name: Known) -> bool:
    """ "CCTV footage" is no broadcaster's."""
    after = page.lower[name.last : name.last + 1]
    return name.entity.kind == "media" and bool(after) and after[0] in lexicon().recordings


def _named(page: Page, name: Known) -> Draft:
    kind = name.entity.kind
    head = max(
        range(name.first, name.last), key=lambda i: (not name.first <= page.up[i] < name.last, i)
    )
    first = left_edge(page, name.last - 1, name.first)
    draft = Draft(
        first,
        name.last,
        head,
        kind,
        name.entity.side,
        entity=name.entity,
        owned=True,
        definite=True,
    )
    draft.plural = kind in ("group", "force", "international", "media", "organisation")
    draft.last = bracket_end(page, name)
    if kind in ("media", "group", "force", "office") and is_modifier(page, name.last - 1):
        draft.bare = True
    return draft


def _people(page: Page, name: Known) -> Draft:
    """ "the Russians" are Russia's forces; "many Syrians", "Syrians" its civilians."""
    first = left_edge(page, name.last - 1, name.first)
    words = page.words(first, name.first)
    state = (
        name.entity.kind == "people"
        and bool(words)
        and words[-1] == "the"
        and page.lower[name.last - 1].endswith("s")
    )
    side = name.entity.side if state else "civilians"
    kind = "force" if state else "civilians"
    return Draft(
        first,
        name.last,
        name.last - 1,
        kind,
        side,
        entity=name.entity if state else None,
        plural=True,
        definite=state,
        owned=True,
    )


def _state(page: Page, name: Known) -> Draft | None:
    """A state as a party: not where it only says where something is."""
    head, first = name.last - 1, name.first
    before = page.lower[first - 1] if first else ""
    if before == "the":
        first -= 1
        before = page.lower[first - 1] if first else ""
    if page.annotations.sentence_at(page.doc[head].idx).zone in ("dateline", "byline", "caption"):
        return None
    possessive = name.last < len(page.doc) and page.lower[name.last] in _POSSESSIVE
    hyphen = page.lower[name.last : name.last + 2]
    if len(hyphen) == 2 and hyphen[0] == "-" and hyphen[1] in lexicon().backed:
        return None
    if name.entity.kind == "capital" and not (
        (page.subject(head) and page.dep[head] != "pobj") or before == "between"
    ):
        return None
    if before in lexicon().where and before not in lexicon().weak_where and not possessive:
        return None
    if before == "," and page.dep[head] in ("appos", "npadvmod", "") and not page.subject(head):
        return None
    draft = _of_state(name, first)
    draft.definite = True
    draft.bare = possessive or not (page.subject(head) or page.dep[head] in ("dobj", "dative"))
    return draft


def _adjective(page: Page, name: Known) -> Draft | None:
    """ "Russian" before an event noun ("Russian attack") stands for Russia."""
    if not name.entity.side:
        return None
    after = page.lower[name.last : name.last + 2]
    if len(after) == 2 and after[0] == "-" and after[1] in lexicon().backed:
        return None
    head = name.last - 1
    if page.dep[head] not in ("amod", "compound", "nmod") and not page.loose:
        return None
    draft = _of_state(name, name.first)
    draft.bare = True
    return draft


def _of_state(name: Known, first: int) -> Draft:
    """A draft, from token `first` on, that stands for the state of a name."""
    return Draft(
        first,
        name.last,
        name.last - 1,
        "state",
        name.entity.side,
        entity=name.entity,
        owned=True,
    )
