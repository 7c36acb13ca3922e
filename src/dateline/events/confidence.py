"""How sure Dateline is of each field of an event: chances that add up on reports it never saw.

One logistic regression a field over what the reader knows of the event, and for reports not in
capitals a second one over its sum and how full of events the report is (Platt's scaling): most of
those that taught the first are old broadcasts in capitals. Weights, data and scores in
`confidence.yaml`, made by `training/confidence`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec.structs import replace

from dateline.annotations import Annotations
from dateline.codebook import load_yaml
from dateline.encoder import event_types, types
from dateline.records import Confidence, Event, Party, Span

# The fields of `Confidence`, in its order.
FIELDS = Confidence.__struct_fields__
_LONG = 40.0
_CROWD = 4
_DENSE = 2.0


def with_confidence(annotations: Annotations) -> Annotations:
    """The report with `Event.confidence` set on each of its events."""
    found = zip(annotations.events, features(annotations), strict=True)
    return annotations.add(
        events=tuple(replace(event, confidence=_confidence(seen)) for event, seen in found)
    )


def _confidence(seen: Mapping[str, float]) -> Confidence:
    chances = {}
    for field in FIELDS:
        total = weighed(seen, _weights("weights")[field])
        if not seen["no capitals"]:
            total = weighed(rescaled(seen, total), _weights("rescaled")[field])
        chances[field] = round(1 / (1 + math.exp(-total)), 3)
    return Confidence(**chances)


def weighed(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of weights that a chance comes from."""
    return sum(weights.get(name, 0.0) * value for name, value in seen.items())


def rescaled(seen: Mapping[str, float], total: float) -> dict[str, float]:
    """What the second regression sees: the sum of the first, and how full the report is."""
    return {"always": 1.0, "sum": total, "dense": seen["dense"]}


def features(annotations: Annotations) -> Iterator[dict[str, float]]:
    """What the chances of each event rest on: names of features and their values, about 0 to 1."""
    homes = [annotations.sentence_at(event.trigger.start) for event in annotations.events]
    crowds = Counter(home.index for home in homes)
    count = max(1, len(annotations.sentences))
    dense = min(_DENSE, len(annotations.events) / count)
    points = {mention.span: mention.confidence for mention in annotations.places}
    for event, home in zip(annotations.events, homes, strict=True):
        chances = _type_chances(annotations, event)
        yield {
            "always": 1.0,
            f"family {event.family}": 1.0,
            "type, encoder": chances[0],
            "no event, encoder": chances[1],
            "headline": float(home.zone == "headline"),
            "late": home.index / count,
            "crowd": min(_CROWD, crowds[home.index] - 1) / _CROWD,
            "long": min(2.0, (home.last_token - home.first_token) / _LONG),
            "more evidence": float(len(event.evidence) > 1),
            "no capitals": float(annotations.case == "upper"),
            "dense": dense,
            f"status {event.status}": 1.0,
            "asserted": event.asserted if event.asserted is not None else 0.5,
            "casualties": float(bool(event.casualties)),
            "source": float(event.source is not None),
            **_of_place(event, points, home.span),
            **_of_time(event, home.span),
            **_of_parties("actors", event.actors, home.span),
            **_of_parties("targets", event.targets, home.span),
        }


def _type_chances(annotations: Annotations, event: Event) -> tuple[float, float]:
    """The encoder's chance of the event's own type on its trigger, and of no event at all."""
    sentence = annotations.sentence_at(event.trigger.start)
    vectors = annotations.vectors_of(sentence)
    words = annotations.words_in(sentence, event.trigger)
    if vectors is None or words is None or words[0] >= len(vectors):
        return 0.0, 0.5
    found = types(vectors[words[0] : words[1]])
    return float(found[:, event_types().index(event.type)].max()), float(found[:, 0].min())


def _of_place(event: Event, points: Mapping[Span, float | None], home: Span) -> dict[str, float]:
    place = event.place
    if place is None:
        return {"no place": 1.0}
    near = place.span is not None and place.span.overlaps(home)
    sure = points.get(place.span) if place.span else None
    return {
        "place near": float(near),
        "place wide": float(place.precision >= 4),
        "place beyond all": float(place.precision >= 6),
        "place loose": float(place.relation != "in"),
        "point": sure if sure is not None else 0.5,
    }


def _of_time(event: Event, home: Span) -> dict[str, float]:
    time = event.time
    if time is None:
        return {"no time": 1.0}
    near = time.span is not None and time.span.overlaps(home)
    return {"time near": float(near), f"time {time.precision}": 1.0}


def _of_parties(role: str, parties: tuple[Party, ...], home: Span) -> dict[str, float]:
    if not parties:
        return {f"no {role}": 1.0}
    return {
        f"{role} near": float(any(p.span is not None and p.span.overlaps(home) for p in parties)),
        f"{role} unknown": float(all(party.side == "unknown" for party in parties)),
        f"{role} civilians": float(any(party.side == "civilians" for party in parties)),
        f"{role} several": float(len({party.side for party in parties}) > 1),
        f"{role} alleged": float(any(party.alleged for party in parties)),
    }


@cache
def _weights(part: str) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = load_yaml("dateline.events", "confidence.yaml")[part]
    return table
