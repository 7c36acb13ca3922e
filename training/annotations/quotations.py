"""Worksheets into codings: quotations become offsets, the coder's numbers become ids."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec

from dateline import Document
from dateline.errors import DatelineError
from dateline.text import opened, parse, zones
from training.annotations.corpus import Coding, digest, split_of, text_of

OWN = "own"  # the source of sentences that we wrote
_AT = re.compile(r"(\d+):(.+?)(?:#(\d+))?", re.S)
_Span = dict[str, int]
Sheet = dict[str, Any]


class SheetError(ValueError):
    """A worksheet says something that cannot be found in the text or the codebook."""


@cache
def sentences(source: str, id: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence in the untouched text. The coders' numbers count from 1."""
    read = parse(zones(opened(Document(id=id, text=text_of(source, id)))))
    origin = read.origin
    return tuple((origin[s.span.start], origin[s.span.end - 1] + 1) for s in read.sentences)


class _Finder:
    """Turns the quotations of one worksheet into offsets."""

    def __init__(self, sheet: Sheet) -> None:
        self.own = sheet.get("source", OWN) == OWN
        self.text = sheet["text"] if self.own else text_of(sheet["source"], sheet["id"])
        whole = ((0, len(self.text)),)
        self.sentences = whole if self.own else sentences(sheet["source"], sheet["id"])

    def sentence(self, number: int) -> _Span:
        if not 1 <= number <= len(self.sentences):
            raise SheetError(f"there is no sentence {number}")
        start, end = self.sentences[number - 1]
        return {"start": start, "end": end}

    def span(self, at: str | int) -> _Span:
        """The span of "7:words", or of a whole sentence by its number."""
        if isinstance(at, int) or (at.isdigit() and not self.own):
            return self.sentence(int(at))
        if not (found := _AT.fullmatch(f"1:{at}" if self.own else at)):
            raise SheetError(f"{at!r} is not of the form 7:words")
        number, words, turn = found.groups()
        bounds = self.sentence(int(number))
        hits = [
            hit
            for hit in re.compile(_pattern(words), re.I).finditer(self.text, bounds["start"])
            if hit.start() < bounds["end"]
        ]
        if len(hits) < (turn := int(turn or 1)):
            raise SheetError(f"sentence {number} does not hold {words!r} ({turn})")
        return {"start": hits[turn - 1].start(), "end": hits[turn - 1].end()}


def _pattern(words: str) -> str:
    """A regular expression for quoted words: any white space, "…" for whatever stands between."""
    parts = [part.split() for part in re.split(r"…|\.\.\.(?= )", words) if part.strip()]
    quoted = (r"\s+".join(re.escape(word) for word in part) for part in parts)
    first = r"(?<!\w)" if words[0].isalnum() else ""
    last = r"(?!\w)" if words[-1].isalnum() else ""
    return first + r"(?s:.*?)".join(quoted) + last


def _span_or_none(find: _Finder, at: str | None) -> _Span | None:
    return find.span(at) if at else None


def _party(find: _Finder, given: list[Any]) -> dict[str, Any]:
    name, side, at, *alleged = given
    return {"name": name, "side": side, "span": _span_or_none(find, at), "alleged": bool(alleged)}


def _place(find: _Finder, given: dict[str, Any] | None) -> dict[str, Any] | None:
    if given is None:
        return None
    return {
        "name": given["name"],
        "span": _span_or_none(find, given.get("at")),
        "lat": given.get("lat"),
        "lon": given.get("lon"),
        "relation": given.get("rel", "in"),
        "precision": given["prec"],
        "more_places": [_place(find, more) for more in given.get("more", ())],
    }


def _time(find: _Finder, given: dict[str, Any] | None) -> dict[str, Any] | None:
    if given is None:
        return None
    return {
        "start": given.get("start"),
        "end": given.get("end"),
        "precision": given["prec"],
        "span": _span_or_none(find, given.get("at")),
    }


def _source(find: _Finder, given: list[Any] | None) -> dict[str, Any] | None:
    if given is None:
        return None
    name, kind, at = given
    return {"name": name, "kind": kind, "span": _span_or_none(find, at)}


def _casualty(find: _Finder, given: list[Any]) -> dict[str, Any]:
    kind, group, side, low, high, rate, at = given
    known = {"kind": kind, "group": group, "side": side, "low": low, "high": high, "rate": rate}
    return {**known, "span": _span_or_none(find, at)}


def _event(find: _Finder, given: Sheet) -> dict[str, Any]:
    return {
        "type": given["type"],
        "status": given["status"],
        "trigger": find.span(given["trigger"]),
        "evidence": [find.span(at) for at in given.get("evidence", [1])],
        "actors": [_party(find, one) for one in given.get("actors", ())],
        "targets": [_party(find, one) for one in given.get("targets", ())],
        "place": _place(find, given.get("place")),
        "time": _time(find, given.get("time")),
        "weapons": given.get("weapons", []),
        "casualties": [_casualty(find, one) for one in given.get("harm", ())],
        "source": _source(find, given.get("source")),
        "denied_by": [
            {"name": name, "span": _span_or_none(find, at)}
            for name, at in given.get("denied_by", ())
        ],
    }


def _statement(find: _Finder, given: Sheet) -> dict[str, Any]:
    return {
        "source": _source(find, given["source"]),
        "cue": _span_or_none(find, given.get("cue")),
        "content": find.span(given["content"]),
        "stance": given["stance"],
        "about": given.get("about", []),
    }


def _each(what: str, given: list[Sheet], make: Any, find: _Finder) -> list[dict[str, Any]]:
    made, wrong = [], []
    for number, one in enumerate(given, 1):
        try:
            made.append(make(find, one))
        except (SheetError, KeyError, TypeError, ValueError) as error:
            wrong.append(f"{what} {number}: {type(error).__name__} {error}")
    if wrong:
        raise SheetError("; ".join(wrong))
    return made


def coding(sheet: Sheet) -> Coding:
    """A worksheet's text as a coding: spans for quotations, ids in order of first evidence.

    Raises:
        SheetError: a quotation is not in the text, or a value not in the codebook.
    """
    source, id = sheet.get("source", OWN), sheet["id"]
    find = _Finder(sheet)
    events = _each("event", sheet.get("events", []), _event, find)
    statements = _each("statement", sheet.get("statements", []), _statement, find)
    order = sorted(range(len(events)), key=lambda number: _where(events[number]))
    ids = {old + 1: f"e{new}" for new, old in enumerate(order, 1)}
    for statement in statements:
        if unknown := [about for about in statement["about"] if about not in ids]:
            raise SheetError(f"a statement is about events {unknown}, which are not there")
        statement["about"] = sorted((ids[about] for about in statement["about"]), key=_number)
    statements.sort(key=lambda statement: statement["content"]["start"])
    whole = {
        "id": id,
        "source": source,
        "sha256": digest(find.text),
        "split": split_of(source, id),
        "coder": sheet["coder"],
        "document": sheet.get("document", {}),
        "text": find.text if find.own else None,
        "negative": sheet.get("negative"),
        "events": [{"id": ids[old + 1], **events[old]} for old in order],
        "statements": [{"id": f"s{n}", **one} for n, one in enumerate(statements, 1)],
    }
    try:
        return msgspec.convert(whole, Coding)
    except (msgspec.ValidationError, DatelineError) as error:
        raise SheetError(str(error)) from None


def _where(event: dict[str, Any]) -> tuple[int, int]:
    """What events are ordered by: where their evidence begins, then their trigger."""
    return min(span["start"] for span in event["evidence"]), event["trigger"]["start"]


def _number(id: str) -> int:
    return int(id[1:])
