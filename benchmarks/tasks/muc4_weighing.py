"""muc4: whether an event is an incident there and of what type, weighed from what the record says.

The weights were learned from the train split by `muc4_fit.py`; each is a class's worth of a mark.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

import dateline
from benchmarks.tasks.muc4_words import table

_RECENT = 62
CLASSES = ("NONE", "ATTACK", "BOMBING", "KIDNAPPING", "ARSON")


def may_be_incident(record: dateline.Record, event: dateline.Event) -> bool:
    """Whether an event is of a type and of the two months that MUC-4 asks for."""
    age = _age(record, event)
    return (
        event.type in table()["types"]
        and event.status != "denied"
        and (age is None or age <= _RECENT)
    )


def _age(record: dateline.Record, event: dateline.Event) -> int | None:
    """How many days before the report it was over; below none for what is to come."""
    published, end = record.document.published, event.time and event.time.end
    if not (published and end):
        return None
    return (date.fromisoformat(published) - date.fromisoformat(end)).days


def chances(marks: set[str]) -> dict[str, float]:
    """The chance of each class for an event with these marks."""
    weights = _weights()
    sums = [weights["bias"][number] for number in range(len(CLASSES))]
    for mark in marks:
        for number, weight in enumerate(weights.get(mark, ())):
            sums[number] += weight
    powers = [math.exp(one - max(sums)) for one in sums]
    return {name: power / sum(powers) for name, power in zip(CLASSES, powers, strict=True)}


def marks_of(record: dateline.Record, event: dateline.Event, country: str | None) -> set[str]:
    """What speaks for an incident or against it."""
    single = {*_who(record, event), *_when(record, event), *_how_told(record, event)}
    single |= {
        f"type {event.type}",
        f"status {event.status}",
        f"events {_step(len(record.events))}",
    }
    single.add("covered" if country in table()["countries"] else "abroad")
    single.add(f"place {event.place.precision if event.place else 0}")
    kind = table()["types"][event.type]
    return single | {
        f"{kind}, {mark}" for mark in single if mark.startswith(("aimed", "harm", "by"))
    }


def _who(record: dateline.Record, event: dateline.Event) -> Iterator[str]:
    assert record.layers is not None, "read with layers"
    people = {m.name for m in record.layers.parties if m.kind == "person"}
    yield from (f"by {_side(one.side)}" for one in event.actors)
    yield from (f"aimed at {_side(one.side)}" for one in event.targets)
    if any(one.name in people for one in event.targets):
        yield "aimed at a person by name"
    for harm in event.casualties:
        yield f"harm {harm.kind} {_side(harm.side)}"
        yield f"harm to {_step(harm.low) if harm.low is not None else 'some'}"
    yield from (
        f"{name} {'told' if found else 'untold'}"
        for name, found in (
            ("by", event.actors),
            ("aimed", event.targets),
            ("harm", event.casualties),
            ("weapon", event.weapons),
            ("source", event.source),
        )
    )


def _side(side: str) -> str:
    if side in ("civilians", "unknown"):
        return side
    return "state" if len(side) == 3 and side.isupper() else "group"


def _step(number: int) -> str:
    """A number on a coarse scale."""
    return next((f"up to {top}" for top in (0, 1, 2, 4, 8, 20, 100) if number <= top), "many")


def _when(record: dateline.Record, event: dateline.Event) -> Iterator[str]:
    age = _age(record, event)
    if age is None or event.time is None:
        yield "no date"
        return
    yield "one day" if event.time.start == event.time.end else "days"
    yield "to come" if age < 0 else f"days ago {_step(age)}"


def _how_told(record: dateline.Record, event: dateline.Event) -> Iterator[str]:
    text = record.document.text
    first = " ".join(record.text_of(event.evidence[0]).split())
    trigger = record.text_of(event.trigger)
    yield f"sentences {_step(len(event.evidence))}"
    yield f"starts {_step(min(span.start for span in event.evidence) // 300)}"
    yield f"length {_step(len(text) // 500)}"
    if event.source:
        yield f"source {event.source.kind}"
    if event.asserted is not None:
        yield f"asserted {round(event.asserted * 4)}"
    if trigger.lower().endswith("s"):
        yield "trigger many"
    for name, pattern in table()["cues"].items():
        if re.search(pattern, trigger, re.I):
            yield f"trigger {name}"
        if re.search(pattern, first, re.I):
            yield f"sentence {name}"
    if re.search(table()["voices"], text[:500], re.I):
        yield "a voice of a party"


@cache
def _weights() -> dict[str, list[float]]:
    lines = files(__package__).joinpath("muc4_weights.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: [float(one) for one in row[1:]] for row in rows}
