"""Persons: found by name, title or last name, with the side their title or apposition tells."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.parties.drafts import Draft, Page
from dateline.parties.entities import surname
from dateline.parties.lexicon import lexicon
from dateline.parties.phrases import left_edge, noun_at

# A side told by role alone ("the governor"): the state of wherever the report is.
STATE = "@state"
_WINDOW = 24
_QUOTES = frozenset(["'", '"', "‘", "’", "“", "”"])


def person_phrases(page: Page) -> Iterator[Draft]:
    """A draft for each mention of a person by name."""
    ranges = _named_ranges(page)
    drafts = [_draft(page, first, last) for first, last in ranges]
    surnames: dict[str, Draft] = {}
    for draft in drafts:
        if len(draft.name) > 2:
            surnames.setdefault(surname(draft.name).casefold(), draft)
    taken = {index for draft in drafts for index in range(draft.first, draft.last)}
    yield from drafts
    for token in page.doc:
        known = surnames.get(token.lower_)
        if (
            known is None
            or token.i in taken
            or token.i in page.place_at
            or page.lower[token.i] in lexicon().nouns
        ):
            continue
        if (page.loose or token.text[:1].isupper()) and page.pos[token.i] in ("PROPN", "NOUN"):
            draft = _draft(page, token.i, token.i + 1)
            draft.entity = draft.entity or known.entity
            yield draft


def side_of_person(page: Page, draft: Draft) -> tuple[str, str]:
    """What title and apposition tell: a side, STATE or "" — and the kind of person."""
    if draft.entity is not None and draft.entity.side:
        return draft.entity.side, "person"
    name_first = draft.head
    while (
        name_first > draft.first
        and page.pos[name_first - 1] == "PROPN"
        and page.lower[name_first - 1] not in lexicon().titles
    ):
        name_first -= 1
    for first, last in _clues(page, draft, name_first):
        side, kind = _told(page, first, last)
        if side or kind != "person":
            return side, kind
    return "", "person"


def _named_ranges(page: Page) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = [
        (name.first, name.last) for name in page.known if name.entity.kind == "person"
    ]
    taken = {index for first, last in found for index in range(first, last)}
    for first, last in (*page.people, *_after_titles(page)):
        first, last = _trim(page, first, last)
        if first >= last or taken & set(range(first, last)) or not _is_person(page, first, last):
            continue
        taken |= set(range(first, last))
        found.append((first, last))
    return [_widest(page, first, last) for first, last in sorted(found)]


def _after_titles(page: Page) -> Iterator[tuple[int, int]]:
    """Capitalised words after a title ("Lieutenant Serhiy Skibchyk")."""
    for token in page.doc:
        if token.lower_ not in lexicon().titles or page.in_headline(token.i):
            continue
        first = last = token.i + 1
        while last < len(page.doc) and _is_name_word(page, last, last > first):
            last += 1
        if last > first and page.doc[last - 1].text[:1].isupper():
            yield first, last


def _is_name_word(page: Page, index: int, inside: bool) -> bool:
    token = page.doc[index]
    if inside and (page.lower[index] in lexicon().particles or token.text.startswith("al-")):
        return True
    plain = noun_at(page, index) is None and page.lower[index] not in lexicon().titles
    return (
        token.text[:1].isupper()
        and page.pos[index] == "PROPN"
        and plain
        and index not in page.known_at
    )


def _trim(page: Page, first: int, last: int) -> tuple[int, int]:
    while last > first and (page.lower[last - 1] in ("'s", "'") or page.doc[last - 1].is_punct):
        last -= 1
    while first < last and (
        page.lower[first] in lexicon().titles or noun_at(page, first) is not None
    ):
        first += 1
    while first < last and not any(map(str.isalpha, page.doc[first].text)):
        first += 1
    return first, last


def _is_person(page: Page, first: int, last: int) -> bool:
    """Whether a stretch the parser calls a person is one: no known place or party in it."""
    for index in range(first, last):
        if index in page.known_at or "\n" in page.doc[index].text:
            return False
        number = page.place_at.get(index)
        if number is not None and last - first == 1:
            return False
        if number is not None and page.annotations.places[number].span.end >= page.doc[
            last - 1
        ].idx + len(page.doc[last - 1]):
            return False
    if not page.loose and not page.doc[last - 1].text[:1].isupper():
        return False
    if not lexicon().ships.isdisjoint(page.words(max(0, first - 1), last)):
        return False
    if page.annotations.sentence_at(page.doc[first].idx).zone == "dateline":
        return False  # "(Levant Dispatch) -"
    if first > 1 and page.words(first - 2, first) == ["the", "general"]:
        return False  # "the General Coordination"
    if last - first > 1:
        return last - first <= 6
    titled = first > 0 and page.lower[first - 1] in lexicon().titles
    aged = last + 1 < len(page.doc) and page.lower[last] == "," and page.doc[last + 1].like_num
    speaks = (
        page.dep[first] == "nsubj" and page.doc[page.up[first]].lemma_.lower() in lexicon().speech
    )
    return titled or aged or speaks


def _widest(page: Page, first: int, last: int) -> tuple[int, int]:
    """A name with the particles and initials around it."""
    while (
        first
        and page.doc[first - 1].text[:1].isupper()
        and len(page.doc[first - 1].text.rstrip(".")) == 1
    ):
        first -= 1
    if page.lower[last : last + 1] and page.lower[last] in _QUOTES:
        close = next(
            (
                i
                for i in range(last + 2, last + 5)
                if page.lower[i : i + 1] and page.lower[i] in _QUOTES
            ),
            last,
        )
        end = close + 1
        while end < len(page.doc) and _is_name_word(page, end, True):
            end += 1
        last = end if last < close < end - 1 else last
    return first, last


def _draft(page: Page, first: int, last: int) -> Draft:
    known = page.known_at.get(first)
    entity = known.entity if known is not None and known.entity.kind == "person" else None
    name = page.doc[first:last].text
    head = max(range(first, last), key=lambda i: (not first <= page.up[i] < last, i))
    edge = min(left_edge(page, head, first), left_edge(page, last - 1, first))
    if edge < first and not _is_prefix(page, edge, first):
        edge = first
    while edge and _leads(page, edge - 1, head):
        edge = left_edge(page, edge - 1, edge - 1)
    return Draft(
        edge, last, head, "person", lemma="@person", name=name, entity=entity, definite=True
    )


def _leads(page: Page, index: int, head: int) -> bool:
    """Whether the word just before a name is its title or office, whatever the parser says."""
    if page.sentence_of[index] != page.sentence_of[head] or page.pos[index] not in (
        "NOUN",
        "PROPN",
        "ADJ",
    ):
        return False
    word = page.lower[index]
    if word in lexicon().titles:
        return True
    noun = lexicon().nouns.get(word)
    return (
        noun is not None
        and not noun.plural
        and noun.kind in ("office", "force", "group", "analyst", "civilian")
    )


def _is_prefix(page: Page, first: int, last: int) -> bool:
    return any(
        page.lower[i] in lexicon().titles or noun_at(page, i) is not None or i in page.known_at
        for i in range(first, last)
    )


def _clues(page: Page, draft: Draft, name_first: int) -> Iterator[tuple[int, int]]:
    """Where to look for a person's role: before the name, after it, and what it is apposed to."""
    if name_first > draft.first:
        bracketed = draft.first > 2 and page.lower[draft.first - 1] == ")"
        yield draft.first - 3 if bracketed else draft.first, name_first
    after = draft.last
    if after < len(page.doc) and page.lower[after] in (",", "(", "-", "–", "—"):
        start = after + 1
        if start < len(page.doc) and page.doc[start].like_num:
            start += 2
        if (
            start < len(page.doc)
            and page.pos[start] in ("DET", "NOUN", "PROPN", "ADJ", "PRON")
            and not page.subject(start)
        ):
            yield start, _clause_end(page, start)
    elif after < len(page.doc) and page.lower[after] in ("of", "from"):
        yield after, _clause_end(page, after)
    role_before = _role_before(page, draft.first - 2)
    if role_before is not None:
        yield left_edge(page, role_before, role_before), draft.first
    if page.dep[draft.head] == "appos" and page.up[draft.head] < draft.first:
        role = page.up[draft.head]
        if noun_at(page, role) is not None:
            yield left_edge(page, role, role), draft.first
    if page.dep[draft.head] == "nsubj" and page.doc[page.up[draft.head]].lemma_ == "be":
        yield page.up[draft.head] + 1, _clause_end(page, page.up[draft.head] + 1)


def _role_before(page: Page, index: int) -> int | None:
    """The office that "the governor of the region of Poltava," tells right before a name."""
    if index < 1 or page.lower[index + 1] != ",":
        return None
    for at in range(index, max(-1, index - _WINDOW // 2), -1):
        if page.doc[at].is_punct or page.pos[at] in ("VERB", "AUX"):
            return None
        found = noun_at(page, at)
        if found is not None and not found[0].plural and found[0].kind in ("office", "force"):
            following = page.lower[at + 1 : at + 2]
            return at if following in (["of"], ["in"], ["for"]) else None
    return None


def _clause_end(page: Page, start: int) -> int:
    index = start
    while (
        index < min(len(page.doc), start + _WINDOW)
        and page.sentence_of[index] == page.sentence_of[start]
    ):
        if page.lower[index] in (
            ",",
            ")",
            ";",
            "said",
            "says",
            "told",
            "—",
            "who",
            "which",
            ":",
            '"',
            "“",
        ):
            break
        index += 1
    return index


def _told(page: Page, first: int, last: int) -> tuple[str, str]:
    """The side and kind that the words of a role tell."""
    role = ""
    kind = "person"
    for index in range(first, last):
        found = noun_at(page, index)
        word = page.lower[index]
        if not role and found is not None:
            role = found[0].kind
            kind = {"witness": "witness", "analyst": "analyst"}.get(role, "person")
        elif not role and lexicon().titles.get(word) in ("military", "office"):
            role = "office"
    for index in range(first, last):
        name = page.known_at.get(index)
        if name is None or name.entity.kind in ("person", "media") or not name.entity.side:
            continue
        hyphen = page.lower[name.last : name.last + 2]
        if len(hyphen) == 2 and hyphen[0] == "-" and hyphen[1] in lexicon().backed:
            continue
        if role in ("civilian", "crowd", "witness", "analyst"):
            return "civilians", kind
        return name.entity.side, kind
    if role in ("force", "office", "unit"):
        return STATE, kind
    if role in ("civilian", "crowd", "witness", "analyst", "media"):
        return "civilians", kind
    return "", kind
