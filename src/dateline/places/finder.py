"""Find the names of places: gazetteer, parser and syntax propose, the evidence decides."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dateline.annotations import Sentence
from dateline.gazetteer import Entry, Index, fold, index
from dateline.places.container import contain, disown
from dateline.places.evidence import weigh
from dateline.places.page import PLACE_LABELS, Found, Page, words

_LONGEST = 5
_COUNTRY_CODES = ("US", "U.S.", "U.S")
_STEM = 4  # letters that a division's name shares with its town's at least
_SPELLED = 6  # letters from which a name may be another's spelling
_SITE_WORDS = 5  # words of a site's name before its head: "Al Salem hospital"
HOLY = ("san", "santa", "santo", "sao")  # the same in Spanish and Portuguese towns
# Words that follow a town's name and are none of it.
_NO_NAMES = (
    "kind_after",
    "facilities",
    "roads",
    "units",
    "institutions",
    "titles",
    "speech",
    "never",
)
SAINT = ("st.", "st", "saint", "sts.", "saints")
CHURCHES = ("church", "cathedral", "monastery", "school", "hospital", "university", "college")
# People a town must have to be believed in a report without capitals, where no preposition of place
# stands before it: after "from" or by the parser's word, and elsewhere.
_PLACED, _UNPLACED = 1_000, 100_000


def find(page: Page) -> list[Found]:
    """Every name that may be a place, scored, in order; none overlap."""
    found = [item for sentence in page.sentences for item in _in_sentence(page, sentence)]
    contain(page, found)
    disown(page, found)
    weigh(page, found)
    return found


def _in_sentence(page: Page, sentence: Sentence) -> Iterator[Found]:
    i = sentence.first_token
    while i < sentence.last_token:
        item = _dedicated(page, i, sentence.last_token) or _match(page, i, sentence.last_token)
        if item is None:
            item = _parsed(page, i, sentence.last_token)
        if item is None:
            item = _site(page, i, sentence.last_token)
        if item is None:
            i += 1
        else:
            yield item
            i = item.last


def _match(page: Page, first: int, limit: int) -> Found | None:
    """The longest name of the index that starts at token `first`."""
    lists = words()
    opener = page.lower[first] in lists["openers"]
    if page.lower[first] in ("the", "a"):
        return None
    if not (page.capital(first) or opener):
        return None
    places = index()
    last_token = min(first + _LONGEST + 2, limit)
    for last in range(last_token, first, -1):
        dot = (
            page.tokens[last - 1] == "."
            and last - first > 1
            and page.end[last - 2] == page.start[last - 1]
        )
        head = last - first > 1 and page.lower[last - 1] in lists["heads"]
        if not (page.could_name(last - 1) or dot or head) or (last - first == 1 and opener):
            continue
        if not head and any(
            not page.could_name(i)
            and page.lower[i] not in lists["inner"]
            and page.tokens[i] not in "-–'’’s&."
            for i in range(first + 1, last - 1)
        ):
            continue
        if dot:
            key = fold(page.slice(first, last))
            if short := _short(page, places, first, last):
                return _found(page, first, last, key, short, abbreviation=True)
            continue
        key = fold(page.slice(first, last))
        if not key or (key in lists["never"] and page.slice(first, last) not in _COUNTRY_CODES):
            continue
        item = _known(page, places, first, last, key)
        if item is not None:
            return item
    return None


def _known(page: Page, places: Index, first: int, last: int, key: str) -> Found | None:
    text = page.slice(first, last)
    if short := _short(page, places, first, last):
        return _found(page, first, last, key, short, abbreviation=True)
    entries = places.find(key)
    bare, _, kind = key.rpartition(" ")
    if entries and bare and kind in words()["shared_heads"]:
        entries = tuple(dict.fromkeys((*entries, *places.find(bare))))
    adjectives = places.adjective(text) if last - first < 4 else ()
    if adjectives and not (key == "us" and entries):
        return _found(page, first, last, key, adjectives, adjective=True)
    if not entries or (len(key) <= 3 and not text.isupper() and not page.guessed):
        return None
    if page.guessed and last - first == 1 and not _plain(page, first, key, entries):
        return None
    if longer := _longer_saint(page, first, last, entries):
        return _found(page, first, longer, fold(page.slice(first, longer)), ())
    return _found(page, first, last, key, entries)


def _short(page: Page, places: Index, first: int, last: int) -> tuple[Entry, ...]:
    """The division a short form stands for: "Miami, Fla.", "B.C."; postal codes need a town."""
    text = page.slice(first, last)
    if last - first > 3 or not (text[-1] == "." or text.isupper()):
        return ()
    after_comma = first > 1 and page.lower[first - 1] == ","
    if after_comma and (text[-1] == "." or page.tokens[first - 2][:1].isupper()):
        return places.abbreviation(text)
    dotted = "." in text[:-1] and text[-1] == "." and first and not page.tokens[first - 1].isdigit()
    return places.abbreviation(text) if dotted or (len(text) == 3 and last - first == 1) else ()


def _longer_saint(page: Page, first: int, last: int, entries: tuple[Entry, ...]) -> int:
    """The end of a longer name that no index has: "San Jose Guayabal" is no San Jose; else 0."""
    if page.lower[first] not in HOLY or entries[0].kind == "country":
        return 0
    end = last
    while end < len(page.tokens) and _goes_on(page, first, end):
        end += 1
    while end > last and page.lower[end - 1] in words()["inner"]:
        end -= 1
    return end if end > last else 0


def _goes_on(page: Page, first: int, i: int) -> bool:
    """Whether token `i` is one more word of the name that starts at `first`."""
    lists = words()
    if page.start[i] != page.end[i - 1] + 1 or not page.tokens[i].isalpha():
        return False
    if page.lower[i] in ("de", "del", "la", "las", "los"):
        return True
    if any(page.lower[i] in lists[name] for name in _NO_NAMES) or page.pos[i] != "PROPN":
        return False
    whole = page.label[first] in PLACE_LABELS and page.first[i] == page.first[first]
    return page.capital(i) and (whole or page.guessed)


def _plain(page: Page, i: int, key: str, entries: tuple[Entry, ...]) -> bool:
    """Whether a single word whose capital is a guess is likely to be the place."""
    lists = words()
    if key in lists["common"] or page.pos[i] not in ("PROPN", "NOUN"):
        return False
    before = lists["prepositions"].get(page.lower[i - 1]) if i else None
    if len(key) <= 3 or before in ("in", "near", "at") or named(page, i):
        return before in ("in", "near", "at") or named(page, i)
    placed = before == "from" or page.label[i] in PLACE_LABELS
    return entries[0].population >= (_PLACED if placed else _UNPLACED)


def _found(
    page: Page,
    first: int,
    last: int,
    key: str,
    entries: tuple[Entry, ...],
    *,
    adjective: bool = False,
    abbreviation: bool = False,
) -> Found:
    item = Found(first, last, page.start[first], page.end[last - 1], key, entries)
    item.adjective, item.abbreviation = adjective, abbreviation
    item.label = page.label[first]
    item.size = math.log10(1 + max((e.population for e in entries), default=0)) / 7
    lists = words()
    if not adjective:
        if last - first > 1 and page.lower[last - 1] in lists["shared_heads"]:
            item.hint = lists["kind_after"].get(page.lower[last - 1])
        elif last < len(page.tokens):
            item.hint = lists["kind_after"].get(page.lower[last])
        if item.hint is None and first >= 2 and page.lower[first - 1] == "of":
            item.hint = lists["kind_before"].get(page.lower[first - 2])
        elif item.hint is None and first:
            item.hint = lists["kind_before"].get(page.lower[first - 1])
        if item.hint == "admin1":
            item.entries = _with_divisions(item.entries, key)
    return item


def _with_divisions(entries: tuple[Entry, ...], key: str) -> tuple[Entry, ...]:
    """With the divisions named after a town ("the Kursk region": "Kurskaya oblast'")."""
    if any(entry.kind == "admin1" for entry in entries):
        return entries
    numbers = dict.fromkeys(entry.admin1_number for entry in entries if entry.admin1_number)
    around = (index().entry(number - 1) for number in numbers)
    stem = key[: max(_STEM, len(key) - 2)]
    return (*(entry for entry in around if fold(entry.name).startswith(stem)), *entries)


def _parsed(page: Page, i: int, limit: int) -> Found | None:
    """A place by the parser's word or by syntax ("the village of Robotyne") that no index has."""
    called = named(page, i)
    if page.first[i] != i and not called:
        return None
    placed = page.label[i] in PLACE_LABELS
    last = min(page.last[i], limit) if page.label[i] else i + 1
    first = i
    while first < last and page.lower[first] in ("the", "a", "an"):
        first += 1
    while last > first and page.lower[last - 1] in ("'s", "’s"):
        last -= 1
    site = page.label[i] == "ORG" and last > first and page.lower[last - 1] in words()["sites"]
    if first == last or not (placed or called or site) or page.lower[first] in words()["never"]:
        return None
    if not (page.tokens[first][0].isupper() and page.tokens[last - 1][0].isupper()):
        return None
    if any(_match(page, j, limit) for j in range(i, last)):
        return None
    key = fold(page.slice(first, last))
    if key in words()["never"]:
        return None
    near = () if site or last - first > 2 or len(key) < _SPELLED else _alike(key)
    item = _found(page, first, last, key, near)
    item.guess = bool(near)
    if site:
        item.hint = "facility"
    return item


def _alike(key: str) -> tuple[Entry, ...]:
    """Towns and divisions written almost so: another transliteration, a slip."""
    return tuple(e for e in index().similar(key) if e.kind in ("settlement", "admin1", "admin2"))


def _site(page: Page, first: int, limit: int) -> Found | None:
    """A site that no index has, by its head: "Al Salem hospital", "St. Ann's Orthodox Church"."""
    if page.guessed or not page.capital(first) or page.lower[first] in words()["never"]:
        return None
    if page.pos[first] not in ("PROPN", "ADJ", "NOUN"):
        return None
    saint = page.lower[first] in SAINT
    for last in range(first + 1, min(first + _SITE_WORDS * (1 + saint), limit)):
        if page.lower[last] in words()["sites"]:
            break
        proper = page.capital(last) and page.pos[last] == "PROPN"
        owner = saint and page.lower[last] in ("'s", "’s")
        joint = page.lower[last] in ("-", "international", "military", "general")
        if not (proper or owner or joint):
            return None
    else:
        return None
    return _unlisted_site(page, first, last + 1)


def _dedicated(page: Page, first: int, limit: int) -> Found | None:
    """ "The church of St. Paul and St. Ann": the saints are no towns of their names."""
    last = first + 2
    if page.lower[first] not in CHURCHES or last >= limit or page.lower[first + 1] != "of":
        return None
    if page.lower[last] not in SAINT:
        return None
    while last < limit and (page.capital(last) or page.lower[last] in SAINT):
        last += 1
        if last + 1 < limit and page.lower[last] == "and" and page.lower[last + 1] in SAINT:
            last += 1
    return _unlisted_site(page, first, last)


def _unlisted_site(page: Page, first: int, last: int) -> Found:
    item = _found(page, first, last, fold(page.slice(first, last)), ())
    item.hint = "facility"
    return item


def is_site(page: Page, item: Found) -> bool:
    """Whether a name that no index has ends with the head of a site's name."""
    return (
        not item.entries
        and item.last - item.first > 1
        and (
            page.lower[item.first] in CHURCHES
            or (page.lower[item.last - 1] in words()["sites"] and page.capital(item.first))
        )
    )


def named(page: Page, i: int) -> bool:
    """Whether token `i` is named a place by the words before it."""
    return (
        i >= 2
        and page.lower[i - 1] == "of"
        and words()["kind_before"].get(page.lower[i - 2]) == "settlement"
        and page.pos[i] == "PROPN"
        and page.capital(i)
    )
