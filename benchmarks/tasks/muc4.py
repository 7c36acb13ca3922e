"""muc4: the templates of 1992, filled from Dateline's record of a broadcast or dispatch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import dateline
from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.muc4_incidents import Incident, incidents
from benchmarks.tasks.muc4_people import perpetrators, victims
from benchmarks.tasks.muc4_things import instruments, objects
from benchmarks.tasks.muc4_words import table
from dateline.gazetteer import countries

_HEADER = re.compile(r"\b(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b")
_FIELDS = ("perp_individual", "perp_org", "instrument", "phys_target", "human_target")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The templates of each report."""
    reader = patient_reader(layers=True)
    for record in records:
        published = day_of(record["text"])
        found = reader.read(record["text"], id=record["id"], published=published)
        yield {"id": record["id"], "templates": templates_of(found)}


def day_of(text: str) -> str | None:
    """The date in the header: "SAN SALVADOR, 18 FEB 90 (DPA) --"."""
    match = _HEADER.search(text[:200].upper())
    if not match or match[2] not in _MONTHS:
        return None
    day, month, year = int(match[1]), _MONTHS.index(match[2]) + 1, 1900 + int(match[3])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def templates_of(record: dateline.Record) -> list[Json]:
    """The templates of a report that was read with layers.

    One of several is given where two of its fields name somebody or something.
    """
    found = [_template(incident) for incident in incidents(record)]
    least = min(2, max(map(_fills, found), default=0))
    return [one for one in found if _fills(one) >= least]


def _fills(template: Json) -> int:
    return sum(len(template[field]) for field in _FIELDS)


def _template(incident: Incident) -> Json:
    return {
        "type": [incident.kind],
        "stage": [table()["stages"].get(incident.status, "ACCOMPLISHED")],
        "date": _date(incident),
        "location": _location(incident),
        **perpetrators(incident),
        "instrument": instruments(incident),
        "phys_target": objects(incident),
        "human_target": victims(incident),
    }


def _date(incident: Incident) -> list[Json]:
    """The day it happened; where no day is told, up to the day of the report."""
    published = incident.record.document.published
    if incident.day:
        return [{"from": incident.day, "to": incident.day}]
    return [{"from": None, "to": published}] if published else []


def _location(incident: Incident) -> list[Json]:
    if not incident.country:
        return []
    names = [incident.place.upper()] if incident.place else []
    return [
        {
            "country": countries()[incident.country].name.upper(),
            "places": [[name, ""] for name in names],
            "specific": names,
        }
    ]
