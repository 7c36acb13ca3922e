"""Double coding: events that two people judged apart, how far they agree, what is left to settle.

A second coder sees an event as it was read and says what holds, not what the first made of it. Such
a coding changes nothing of the record. It keeps both judgements as they were then, so that neither
a later reading nor a later review changes what was compared. A review made after it settles its
field.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from dateline.errors import RecordError
from dateline.incidents import EventKey
from dateline.linking.alpha import Metric, alpha, interval, nominal, ratio
from dateline.linking.corrections import FIELDS, WHOLE, checked, corrected
from dateline.linking.renaming import is_added, is_lost
from dateline.records import Casualty, Party, Period, Place, Record
from dateline.store import Review, Store, Writer
from dateline.store.names import key_of
from dateline.store.people import CODING
from dateline.store.store import AllReads

Verdict = Literal["accept", "reject"]
JUDGED = tuple(name for name in FIELDS if name not in WHOLE)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What one person made of an event: whether it is one, and the fields that they judged.

    An acceptance judges every field, a correction its own, a rejection none.
    """

    verdict: Verdict
    fields: dict[str, Any] = {}


class Scale(NamedTuple):
    """What of a judgement is compared, and how; a value of null is missing."""

    name: str
    metric: Metric
    value: Callable[[Judgement], Hashable]


class FieldAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far coders agree on one field.

    `alpha` is Krippendorff's, null where all values are the same; `units` are the events that two
    or more people gave a value, `same` those to which all gave the same.
    """

    field: str
    metric: str
    alpha: float | None
    units: int
    same: int


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """A field of an event on which people differ, and what each of them said."""

    event: EventKey
    field: str
    values: dict[str, Any]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far people agree who judged the same events apart.

    `units` counts the events, `coders` those of each person, `settled` the differences that a later
    review settled; `open` are the others, but for events that no reading has now.
    """

    units: int
    coders: dict[str, int]
    fields: tuple[FieldAgreement, ...]
    open: tuple[Disagreement, ...]
    settled: int


def waiting(store: AllReads, coder: str, report: str | None = None) -> list[EventKey]:
    """The events that others judged and this person did not; those nobody judged twice first."""
    reports = None if report is None else [report]
    twice = {one.event for one in store.codings(reports)}
    mine: set[EventKey] = {one.event for one in store.codings(reports) if one.by == coder}
    others: dict[EventKey, int] = {}
    for one in store.reviews(reports):
        if one.by == coder:
            mine.add(one.event)
        elif one.field != "event" and not is_lost(one.event.event):
            others.setdefault(one.event, one.number)
    found = [key for key in others if key not in mine and not is_added(key.event)]
    return sorted(found, key=lambda key: (key in twice, others[key]))


def code(
    writer: Writer, record: Record, coding: Review, verdict: Verdict, fields: Mapping[str, Any]
) -> int:
    """Keep what a second coder made of an event beside what others made of it.

    Args:
        writer: the transaction.
        record: the reading that the coder saw.
        coding: the event, who, when and why.
        verdict: whether there is such an event.
        fields: what is otherwise than it was read.

    Returns:
        The number under which it can be undone.

    Raises:
        RecordError: the event does not wait for this person, or a value is none of its field.
    """
    key, report = coding.event, record.document.id
    if key not in waiting(writer, coding.by, report):
        raise RecordError(
            "this event does not wait for your second coding: somebody else has to have judged it,"
            " and you not yet",
            report,
        )
    for name, value in fields.items():
        if name not in JUDGED:
            raise RecordError(f"no field {name!r} can be coded: {', '.join(JUDGED)}", report)
        checked(record, replace(coding, field=name, value=value))
    told = {**_first(writer, record, key), coding.by: _judged(record, key, verdict, fields)}
    return writer.add_review(replace(coding, field=CODING, value=msgspec.to_builtins(told)))


def agreement(store: Store) -> Agreement:
    """How far coders agree on the events that were coded twice."""
    last: dict[EventKey, int] = {}
    units: defaultdict[EventKey, dict[str, Judgement]] = defaultdict(dict)
    for one in store.codings():
        units[one.event] |= msgspec.convert(one.value, dict[str, Judgement])
        last[one.event] = one.number
    later = {
        (one.event, one.field)
        for one in store.reviews({key.report for key in units})
        if one.number > last.get(one.event, one.number)
    }
    differing = [each for key, unit in units.items() for each in _differences(key, unit)]
    unsettled = (each for each in differing if (each.event, each.field) not in later)
    open = tuple(each for each in unsettled if not is_lost(each.event.event))
    return Agreement(
        units=len(units),
        coders=dict(sorted(Counter(name for unit in units.values() for name in unit).items())),
        fields=tuple(_field(scale, units.values()) for scale in _SCALES),
        open=open,
        settled=sum((each.event, each.field) in later for each in differing),
    )


def _first(writer: Writer, record: Record, key: EventKey) -> dict[str, Judgement]:
    """What everybody who reviewed the event made of it, each alone."""
    reviews = [one for one in writer.reviews([key.report]) if one.event == key]
    found = {}
    for coder in sorted({one.by for one in reviews}):
        own = [one for one in reviews if one.by == coder]
        left = {each.id: each for each in corrected(record, own).events}.get(key.event)
        latest = {one.field: one.value for one in own}
        named = JUDGED if latest.get("verdict") == "accept" else tuple(latest)
        values = msgspec.to_builtins(left) if left else {}
        fields = {name: values[name] for name in JUDGED if name in named and name in values}
        found[coder] = Judgement(verdict="accept" if left else "reject", fields=fields)
    return found


def _judged(
    record: Record, key: EventKey, verdict: Verdict, fields: Mapping[str, Any]
) -> Judgement:
    if verdict == "reject":
        return Judgement(verdict="reject")
    read = next(each for each in record.events if each.id == key.event)
    values = msgspec.to_builtins(read) | dict(fields)
    return Judgement(verdict="accept", fields={name: values[name] for name in JUDGED})


def _field(scale: Scale, units: Iterable[Mapping[str, Judgement]]) -> FieldAgreement:
    given = ([scale.value(each) for each in unit.values()] for unit in units)
    valued = [[value for value in values if value is not None] for values in given]
    pairable = [values for values in valued if len(values) > 1]
    found = alpha(pairable, scale.metric)
    return FieldAgreement(
        field=scale.name,
        metric=scale.metric.__name__,
        alpha=None if found is None else round(found, 4),
        units=len(pairable),
        same=sum(len(set(values)) == 1 for values in pairable),
    )


def _differences(key: EventKey, unit: Mapping[str, Judgement]) -> Iterable[Disagreement]:
    verdicts = {name: each.verdict for name, each in unit.items()}
    if len(set(verdicts.values())) > 1:
        yield Disagreement(event=key, field="verdict", values=verdicts)
        return
    for field in JUDGED:
        said = {name: each.fields[field] for name, each in unit.items() if field in each.fields}
        if len({_plain(field, value) for value in said.values()}) > 1:
            yield Disagreement(event=key, field=field, values=said)


def _plain(field: str, value: Any) -> Hashable:
    """What makes two values of a field the same."""
    known = msgspec.convert(value, FIELDS[field])
    if field in ("actors", "targets"):
        return frozenset(map(_party, known))
    if field == "weapons":
        return frozenset(map(key_of, known))
    if field == "casualties":
        return frozenset((one.kind, key_of(one.group), one.low, one.high) for one in known)
    if isinstance(known, Place):
        point = (known.lat, known.lon)
        return key_of(known.name), *(None if each is None else round(each, 2) for each in point)
    if isinstance(known, Period):
        return known.start, known.end
    return known if known is not None else ""


def _party(party: Party) -> str:
    return party.side if party.side != "unknown" else key_of(party.canonical or party.name)


def _of(field: str) -> Callable[[Judgement], Hashable]:
    return lambda each: _plain(field, each.fields[field]) if field in each.fields else None


def _day(end: Literal["start", "end"]) -> Callable[[Judgement], Hashable]:
    def value(each: Judgement) -> Hashable:
        day = (each.fields.get("time") or {}).get(end)
        return date.fromisoformat(day).toordinal() if day else None

    return value


def _figure(kind: str) -> Callable[[Judgement], Hashable]:
    """The largest figure of a kind: the middle of its range."""

    def value(each: Judgement) -> Hashable:
        told = msgspec.convert(each.fields.get("casualties") or (), tuple[Casualty, ...])
        bounds = (
            [n for n in (one.low, one.high) if n is not None] for one in told if one.kind == kind
        )
        return max((sum(known) / len(known) for known in bounds if known), default=None)

    return value


_SCALES = (
    Scale("verdict", nominal, lambda each: each.verdict),
    *(Scale(name, nominal, _of(name)) for name in ("type", "status", "place", "actors", "targets")),
    Scale("start", interval, _day("start")),
    Scale("end", interval, _day("end")),
    Scale("killed", ratio, _figure("killed")),
    Scale("wounded", ratio, _figure("wounded")),
)
