"""muc4: the templates of 1992, filled from Dateline's record of a broadcast or dispatch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import dateline
from benchmarks.tasks import Json
from dateline.codebook import load_yaml
from dateline.gazetteer import countries

_HEADER = re.compile(r"\b(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_ARTICLE = re.compile(
    r"^(?:a|an|the|his|her|their|its|some|about|at least|\d+|one|two|three|four|five|six)\s+", re.I
)
_RECENT = timedelta(days=62)


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The templates of each report."""
    reader = dateline.Reader(layers=True)
    for record in records:
        published = _published(record["text"])
        found = reader.read(record["text"], id=record["id"], published=published)
        yield {"id": record["id"], "templates": _templates(found)}


def _published(text: str) -> str | None:
    """The date in the header: "SAN SALVADOR, 18 FEB 90 (DPA) --"."""
    match = _HEADER.search(text[:200])
    if not match or match[2] not in _MONTHS:
        return None
    day, month, year = int(match[1]), _MONTHS.index(match[2]) + 1, 1900 + int(match[3])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _templates(record: dateline.Record) -> list[Json]:
    home = _home(record)
    found: list[Json] = []
    for event in record.events:
        country = _country(record, event.place) or home
        if _counts(record, event, country):
            found.append(_template(record, event, country))
    return found


def _counts(record: dateline.Record, event: dateline.Event, country: str | None) -> bool:
    """Whether MUC-4 wants the event: of its kinds, its countries and its two months."""
    table = _table()
    if event.type not in table["types"] or event.status not in table["stages"]:
        return False
    if country is not None and country not in table["countries"]:
        return False
    if event.type == "security/destruction" and not _has(
        record.text_of(event.evidence[0]), table["burning"]
    ):
        return False
    if event.type in table["only_with_civilians"] and not _civilians(event):
        return False
    if not (_has_fine_place(event) or _victims(record, event) or _objects(record, event)):
        return False  # "political violence", "terrorist acts": no incident of its own
    published, end = record.document.published, event.time and event.time.end
    return not (published and end) or (
        date.fromisoformat(end) >= date.fromisoformat(published) - _RECENT
    )


def _civilians(event: dateline.Event) -> bool:
    """Whether unarmed people are among those aimed at or hurt."""
    sides = {target.side for target in event.targets} | {harm.side for harm in event.casualties}
    return "civilians" in sides


def _has_fine_place(event: dateline.Event) -> bool:
    return event.place is not None and event.place.precision < 6


def _template(record: dateline.Record, event: dateline.Event, country: str | None) -> Json:
    published = record.document.published
    start = event.time.start if event.time else None
    end = (event.time.end if event.time else None) or published
    groups = [a for a in event.actors if not _is_person(record, a) and _is_group(a)]
    people = [a for a in event.actors if a not in groups]
    state = any(len(a.side) == 3 and a.side.isupper() for a in event.actors)
    return {
        "type": [_table()["types"][event.type]],
        "stage": [_table()["stages"][event.status]],
        "date": [{"from": start, "to": end}] if end else [],
        "location": [_location(event, country)] if country else [],
        "perp_category": ["STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT"],
        "perp_individual": [{"mentions": [_words(record, a)]} for a in people[:2]],
        "perp_org": [
            {"mentions": [_words(record, a)], "confidence": [_confidence(event, a)]}
            for a in groups[:1]
        ],
        "instrument": [_instrument(name) for name in event.weapons[:2]],
        "phys_target": _objects(record, event),
        "human_target": _victims(record, event),
    }


def _location(event: dateline.Event, country: str | None) -> Json:
    place = event.place
    name = countries()[country].name.upper() if country else None
    fine = _has_fine_place(event)
    return {
        "country": name,
        "places": [[place.name.upper(), ""]] if place and fine else [],
        "specific": [place.name.upper()] if place and fine else [],
    }


def _confidence(event: dateline.Event, actor: dateline.Party) -> str:
    return "SUSPECTED OR ACCUSED" if actor.alleged or event.source else "REPORTED AS FACT"


def _victims(record: dateline.Record, event: dateline.Event) -> list[Json]:
    """People hurt: the event's targets, then groups that only a figure names."""
    effects: dict[str, str] = {"killed": "DEATH", "wounded": "INJURY"}
    found: dict[str, Json] = {}
    for harm in event.casualties:
        if harm.kind in effects and harm.low != 0:
            name = _bare(harm.group).upper()
            entry = found.setdefault(name, {"effect": []})
            entry["effect"].append([effects[harm.kind]])
            entry["number"] = [str(harm.low)] if harm.low == harm.high else ["PLURAL"]
    for target in event.targets:
        text = _words(record, target)
        found.setdefault(text, {"effect": [], "number": ["1"]})
        if _is_person(record, target):
            found[text]["name"] = [target.name.upper()]
    return [_victim(name, entry) for name, entry in found.items() if name][:4]


def _victim(name: str, entry: Json) -> Json:
    kind = _kind(name, _table()["people"]) or "CIVILIAN"
    described = {} if "name" in entry else {"description": [name]}
    return {**entry, **described, "types": [kind]}


def _objects(record: dateline.Record, event: dateline.Event) -> list[Json]:
    """Buildings and things hit: words for them in the fullest sentence of an attack."""
    if event.family not in ("strike", "explosion", "security"):
        return []
    sentence = record.text_of(event.evidence[0])
    for kind, words in _table()["objects"].items():
        for word in words:
            if match := re.search(rf"\b((?:[\w'\"-]+ ){{0,2}}{word}s?)\b", sentence, re.I):
                name = re.split(r"\b(?:the|a|an|of|at|in|on|to|and)\b", match[1], flags=re.I)[-1]
                return [{"mentions": [" ".join(name.upper().split())], "types": [kind]}]
    return []


def _instrument(name: str) -> Json:
    return {
        "mentions": [_bare(name).upper()],
        "types": [_kind(name, _table()["instruments"]) or "BOMB"],
    }


def _kind(name: str, table: Mapping[str, list[str]]) -> str | None:
    return next((kind for kind, words in table.items() if _has(name, words)), None)


def _has(text: str, words: list[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", text, re.I) for word in words)


def _words(record: dateline.Record, party: dateline.Party) -> str:
    text = record.text_of(party.span) if party.span else party.name
    return _bare(" ".join(text.split())).upper()


def _bare(name: str) -> str:
    while match := _ARTICLE.match(name):
        name = name[match.end() :]
    return name


def _is_group(party: dateline.Party) -> bool:
    return party.side not in ("civilians", "unknown") and not (
        len(party.side) == 3 and party.side.isupper() and party.name.islower()
    )


def _is_person(record: dateline.Record, party: dateline.Party) -> bool:
    assert record.layers is not None, "read with layers"
    return any(m.kind == "person" and m.span == party.span for m in record.layers.parties)


def _country(record: dateline.Record, place: dateline.Place | None) -> str | None:
    if place is None or place.span is None:
        return None
    assert record.layers is not None, "read with layers"
    return next((m.country for m in record.layers.places if m.span == place.span), None)


def _home(record: dateline.Record) -> str | None:
    """The country named most often, of those MUC-4 covers."""
    assert record.layers is not None, "read with layers"
    named = Counter(m.country for m in record.layers.places if m.country in _table()["countries"])
    return named.most_common(1)[0][0] if named else None


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__, "muc4.yaml")
    return table
