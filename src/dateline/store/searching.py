"""Search over the words of reports and the names of incidents, and look-ups by name.

Words are found anywhere in a text, in any script and case. What is misspelt is found by the words
of the store that are like it: trigrams (of the database) find them, a ratio of edits ranks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    text,
)

from dateline.store.base import Reads, clause
from dateline.store.names import key_of
from dateline.store.schema import (
    documents,
    incident_parties,
    incident_texts,
    incidents,
    parties,
    places,
    terms,
    texts,
)
from dateline.store.snippets import pattern_of, snippet_of
from dateline.store.types import Hit, PartyFound, PlaceFound

# FTS5 and pg_trgm cut texts into runs of three characters.
_TRIGRAM = 3
# Among so many matches the newest are chosen; of a word in more reports, those added last.
_RANKED = 1000
# Where fewer hits have the very words, those with similar ones are added.
_FEW = 3
# A shorter word than that is never taken for a misspelt one: too many are like it.
_MISSPELT = 4
# Set by hand on spellings of place names in the bundled gazetteer; not tuned on any benchmark.
_ALIKE = 75.0
_SIMILAR_WORDS = 4
_CANDIDATES = 120

_Words = list[tuple[str, ...]]


class SearchReads(Reads):
    """Finding by words and names."""

    def search(self, query: str, limit: int = 20, *, fuzzy: bool = True) -> list[Hit]:
        """The incidents and reports that have all words of the query.

        Args:
            query: words; those in double quotes are one phrase. Words of fewer than three
                characters count only where there are no longer ones.
            limit: at most so many incidents, and so many reports.
            fuzzy: whether to add what has only words like these, where hardly anything has them.

        Returns:
            Incidents, then reports; exact ones before similar ones; those with the words in their
            title before the others; then the newest first, ties by id.
        """
        words: _Words = [(word,) for word in _words(query)]
        if not words or limit < 1:
            return []
        with self._reading() as connection:
            sqlite = connection.dialect.name == "sqlite"
            found = _Found(self, sqlite, limit)
            found.add(words, exact=True)
            if fuzzy and found.wanting:
                similar = [(*word, *self._similar(word[0], sqlite)) for word in words]
                if similar != words:
                    found.add(similar, exact=False)
        return [*found.incidents.values(), *found.reports.values()]

    def places(self, name: str) -> list[PlaceFound]:
        """The places of events by this name (any case and diacritics), most events first.

        Where there is none, those whose names begin with it or are like it, `exact` false.
        """
        keys, exact = self._keys(places.c.folded, name)
        point = (places.c.folded, places.c.lat, places.c.lon)
        query = select(
            func.min(places.c.name).label("name"),
            *point,
            func.min(places.c.precision).label("precision"),
            func.count().label("events"),
        )
        told = select(incidents.c.folded, incidents.c.lat, incidents.c.lon, func.count().label("n"))
        told = told.where(incidents.c.folded.in_(keys))
        told = told.group_by(incidents.c.folded, incidents.c.lat, incidents.c.lon)
        counts = {(row.folded, row.lat, row.lon): row.n for row in self._rows(told)}
        rows = self._rows(query.where(places.c.folded.in_(keys)).group_by(*point))
        found = [
            PlaceFound(
                name=row.name,
                lat=row.lat,
                lon=row.lon,
                precision=row.precision,
                events=row.events,
                incidents=counts.get((row.folded, row.lat, row.lon), 0),
                exact=exact,
            )
            for row in rows
        ]
        return sorted(found, key=lambda p: (-p.events, p.name, p.lat or 0.0, p.lon or 0.0))

    def parties(self, name: str) -> list[PartyFound]:
        """The parties of events by this name (any case and diacritics), most events first.

        Where there is none, those whose names begin with it or are like it, `exact` false.
        """
        keys, exact = self._keys(parties.c.folded, name)
        party = (parties.c.folded, parties.c.side)
        query = select(
            func.min(parties.c.name).label("name"),
            *party,
            func.sum(case((parties.c.role == "actor", 1), else_=0)).label("acts"),
            func.sum(case((parties.c.role == "target", 1), else_=0)).label("suffers"),
        )
        of = (incident_parties.c.folded, incident_parties.c.side)
        told = select(*of, func.count(incident_parties.c.incident.distinct()).label("n"))
        told = told.where(incident_parties.c.folded.in_(keys)).group_by(*of)
        counts = {(row.folded, row.side): row.n for row in self._rows(told)}
        rows = self._rows(query.where(parties.c.folded.in_(keys)).group_by(*party))
        found = [
            PartyFound(
                name=row.name,
                side=row.side,
                acts=int(row.acts),
                suffers=int(row.suffers),
                incidents=counts.get((row.folded, row.side), 0),
                exact=exact,
            )
            for row in rows
        ]
        return sorted(found, key=lambda p: (-p.acts - p.suffers, p.name, p.side))

    def _keys(self, column: ColumnElement[str], name: str) -> tuple[list[str], bool]:
        """The folded names meant by a name, and whether they are just that one."""
        key = key_of(name)
        if not key or self._first(select(column).where(column == key).limit(1)):
            return [key], True
        begins = and_(column >= key, column < key + "\U0010ffff")
        found = {row[0] for row in self._rows(select(column).where(begins).distinct().limit(50))}
        with self._reading() as connection:
            sqlite = connection.dialect.name == "sqlite"
            each = [(word, *self._similar(word, sqlite)) for word in key.split()[:4]]
        spelt = {" ".join(map(key_of, words)) for words in product(*(e[:4] for e in each))}
        found.update(row[0] for row in self._rows_in(select(column).distinct(), column, spelt))
        return sorted(found), False

    def _similar(self, word: str, sqlite: bool) -> list[str]:
        """The words of the store that are like a word, likest first."""
        key = key_of(word)
        if len(key) < _MISSPELT:
            return []
        near = select(terms.c.term, terms.c.folded)
        if sqlite:
            runs = sorted({key[i : i + _TRIGRAM] for i in range(len(key) - _TRIGRAM + 1)})
            match = " OR ".join(map(_quoted, runs))
            like = clause(
                "terms.number IN (SELECT rowid FROM terms_search WHERE terms_search MATCH :match"
                " ORDER BY rank LIMIT :most)",
                match=match,
                most=_CANDIDATES,
            )
            near = near.where(like)
        else:
            alike = func.similarity(terms.c.folded, key)
            near = near.where(clause("terms.folded % :key", key=key))
            near = near.order_by(alike.desc(), terms.c.term).limit(_CANDIDATES)
        known = {row.term: row.folded for row in self._rows(near)}
        ranked = process.extract(key, known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None)
        ranked.sort(key=lambda found: (-found[1], found[2]))
        return [term for _, _, term in ranked if term != word.lower()][:_SIMILAR_WORDS]


class _Found:
    """The hits of one search so far."""

    def __init__(self, reads: Reads, sqlite: bool, limit: int) -> None:
        self.reads, self.sqlite, self.limit = reads, sqlite, limit
        self.incidents: dict[str, Hit] = {}
        self.reports: dict[str, Hit] = {}

    @property
    def wanting(self) -> bool:
        """Whether so little was found that the query may be misspelt."""
        return len(self.incidents) + len(self.reports) < min(_FEW, self.limit)

    def add(self, words: _Words, *, exact: bool) -> None:
        pattern = pattern_of(word for group in words for word in group)
        for row in self._incident_rows(words):
            if row.id not in self.incidents and len(self.incidents) < self.limit:
                snippet, matches, span = snippet_of(row.names, pattern)
                self.incidents[row.id] = Hit(
                    kind="incident",
                    id=row.id,
                    field="names",
                    snippet=snippet,
                    matches=matches,
                    span=span,
                    exact=exact,
                )
        for row, in_title in self._report_rows(words):
            if row.report not in self.reports and len(self.reports) < self.limit:
                self.reports[row.report] = _report_hit(row, pattern, in_title, exact)

    def _incident_rows(self, words: _Words) -> Sequence[Row[Any]]:
        if self.sqlite:
            some = _sqlite_match("incidents_search", "names", words)
        else:
            some = _likes(select(incident_texts.c.number), [incident_texts.c.names], words)
        query = (
            select(incidents.c.id, incident_texts.c.names)
            .join(incident_texts)
            .where(incidents.c.number.in_(some.limit(_RANKED)))
            .order_by(incidents.c.recency, incidents.c.id)
            .limit(2 * self.limit)
        )
        return self.reads._rows(query)

    def _report_rows(self, words: _Words) -> Iterator[tuple[Row[Any], bool]]:
        """The best reports, and whether all words stand in their title."""
        if self.sqlite:
            some = _sqlite_match("texts_search", "title body", words)
        else:
            some = _likes(select(texts.c.number), [texts.c.title, texts.c.body], words)
        query = select(documents.c.number, documents.c.title).where(
            documents.c.number.in_(some.limit(_RANKED))
        )
        newest = (documents.c.published.is_(None), documents.c.published.desc(), documents.c.report)
        rows = self.reads._rows(query.order_by(*newest))
        groups = [pattern_of(group) for group in words]
        titled = {
            row.number
            for row in rows
            if row.title and all(group.search(row.title) for group in groups)
        }
        best = sorted((row.number for row in rows), key=lambda number: number not in titled)
        best = best[: 2 * self.limit]
        full = select(
            documents.c.number,
            documents.c.report,
            documents.c.published,
            texts.c.title,
            texts.c.body,
        ).join(texts)
        found = {row.number: row for row in self.reads._rows_in(full, documents.c.number, best)}
        for number in best:
            yield found[number], number in titled


def _report_hit(row: Row[Any], pattern: re.Pattern[str], in_title: bool, exact: bool) -> Hit:
    in_title = in_title or (row.title is not None and not pattern.search(row.body))
    snippet, matches, span = snippet_of(row.title if in_title else row.body, pattern)
    return Hit(
        kind="report",
        id=row.report,
        field="title" if in_title else "text",
        snippet=snippet,
        matches=matches,
        span=span,
        title=row.title,
        published=row.published,
        exact=exact,
    )


def _words(query: str) -> list[str]:
    """The words and quoted phrases of a query; short ones only where there are no others."""
    found = [quoted or plain for quoted, plain in re.findall(r'"([^"]+)"|([^\s"]+)', query)]
    words = list(dict.fromkeys(stripped for word in found if (stripped := word.strip())))
    return [word for word in words if len(word) >= _TRIGRAM] or words


def _sqlite_match(table: str, columns: str, words: _Words) -> Select[Any]:
    """The rows of a full-text table that have a word of each group, those added last first."""
    rowids = select(text("rowid")).select_from(text(table)).order_by(text("rowid DESC"))
    long = [[w for w in group if len(w) >= _TRIGRAM] for group in words]
    match = " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in long if group)
    if match:
        return rowids.where(clause(f"{table} MATCH :match", match=f"{{{columns}}} : ({match})"))
    return rowids.where(and_(*_short(table, columns.split(), words)))


def _short(table: str, columns: Sequence[str], words: _Words) -> Iterator[ColumnElement[bool]]:
    """Words too short for the index, sought in the rows themselves."""
    for word, *_ in words:
        like = " OR ".join(f"{table}.{column} LIKE :like ESCAPE '\\'" for column in columns)
        yield clause(f"({like})", like=f"%{escaped(word)}%")


def _likes(query: Select[Any], columns: Sequence[ColumnElement[Any]], words: _Words) -> Select[Any]:
    for group in words:
        like = [c.ilike(f"%{escaped(w)}%", escape="\\") for w in group for c in columns]
        query = query.where(or_(*like))
    return query


def _quoted(word: str) -> str:
    """A word as a phrase of FTS5."""
    return '"' + word.replace('"', '""') + '"'


def escaped(word: str) -> str:
    """A word for LIKE, its own wildcards made plain."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def naming(word: str, sqlite: bool) -> Select[Any]:
    """The numbers of the incidents one of whose names has the word in it."""
    if sqlite and len(word) >= _TRIGRAM:
        return _sqlite_match("incidents_search", "names", [(word,)]).order_by(None)
    like = incident_texts.c.names.ilike(f"%{escaped(word)}%", escape="\\")
    return select(incident_texts.c.number).where(like)
