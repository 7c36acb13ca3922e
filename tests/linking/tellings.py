"""Short records made by hand: a text, and what a reader would have found in it."""

from __future__ import annotations

from dateline.intervals import TimePrecision
from dateline.records import (
    Casualty,
    Denial,
    Document,
    Event,
    HarmKind,
    Party,
    Period,
    Place,
    Record,
    Source,
    SourceKind,
    Span,
    Statement,
    Status,
)

Member = tuple[Record, Event]


def at(text: str, words: str) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def source(name: str, kind: SourceKind = "civilian") -> Source:
    return Source(name=name, kind=kind)


def party(name: str, side: str) -> Party:
    return Party(name=name, side=side)


def day(start: str | None, end: str | None = None, precision: TimePrecision = "day") -> Period:
    return Period(start=start, end=end or start, precision=precision)


def harm(
    text: str,
    words: str,
    low: int | None,
    high: int | None = None,
    *,
    kind: HarmKind = "killed",
    group: str = "people",
    side: str = "unknown",
    by: Source | None = None,
    rate: str | None = None,
) -> Casualty:
    """A figure that stands at the words; of an exact one give `low` twice."""
    span = at(text, words)
    return Casualty(
        kind=kind, group=group, side=side, low=low, high=high, rate=rate, span=span, claimant=by
    )


def telling(
    report: str,
    text: str,
    *casualties: Casualty,
    published: str | None = "2030-05-02",
    kind: str = "strike/air",
    status: Status = "happened",
    trigger: str | None = None,
    by: Source | None = None,
    actors: tuple[Party, ...] = (),
    targets: tuple[Party, ...] = (),
    place: Place | None = None,
    time: Period | None = None,
    denied_by: tuple[str, ...] = (),
    denials: tuple[tuple[str, str], ...] = (),
) -> Member:
    """A report with one event; `denials` are (who, which words) of statements about it."""
    event = Event(
        id="e1",
        type=kind,
        status=status,
        trigger=at(text, trigger) if trigger else Span(0, 1),
        evidence=(Span(0, len(text)),),
        casualties=casualties,
        source=by,
        actors=actors,
        targets=targets,
        place=place,
        time=time,
        denied_by=tuple(Denial(name=name) for name in denied_by),
    )
    statements = tuple(
        Statement(
            id=f"s{number}",
            source=source(who, "party"),
            content=at(text, words),
            stance="denies",
            about=("e1",),
        )
        for number, (who, words) in enumerate(denials, 1)
    )
    basis = "given" if published else "unknown"
    document = Document(id=report, text=text, published=published, published_basis=basis)
    return Record(document=document, events=(event,), statements=statements), event
