"""All that a store holds of one place or one party."""

from __future__ import annotations

from datetime import date

import msgspec

from dateline.incidents import Control, Incident
from dateline.linking.control import Holding, holders
from dateline.parties.registry import named
from dateline.store import Filter, Store
from dateline.store.types import PartyFound, PlaceFound

# What no day of a store lies behind.
_LAST = date(9999, 12, 31)


class PlaceDossier(msgspec.Struct, frozen=True, kw_only=True):
    """The places of a name, who holds them, every claim of it, and the incidents there.

    `holdings` are of the day that was asked for; `controls` run from the earliest on.
    """

    places: tuple[PlaceFound, ...]
    holdings: tuple[Holding, ...]
    controls: tuple[Control, ...]
    incidents: tuple[Incident, ...]


class PartyDossier(msgspec.Struct, frozen=True, kw_only=True):
    """The parties of a name or side, and the incidents in which they act or suffer."""

    parties: tuple[PartyFound, ...]
    sides: tuple[str, ...]
    acted: tuple[Incident, ...]
    suffered: tuple[Incident, ...]


def place_dossier(
    store: Store, name: str, *, at: date | None = None, limit: int = 50
) -> PlaceDossier:
    """What the store holds of the places of a name.

    Args:
        store: the store.
        name: as reports write it, in any case; where nothing has it, similar names.
        at: the day for which to say who holds it, by default the last that anything is told of.
        limit: at most so many incidents, the latest first.
    """
    found = store.places(name)
    names = sorted({place.name for place in found})
    claims = store.controls(names) if names else []
    kept: dict[str, Incident] = {}
    for one in names:
        here = store.incidents(Filter(place=one, newest=True, limit=limit))
        kept |= {incident.id: incident for incident in here}
    return PlaceDossier(
        places=tuple(found),
        holdings=holders(claims, at or _LAST),
        controls=tuple(claims),
        incidents=tuple(sorted(kept.values(), key=_latest_first)[:limit]),
    )


def party_dossier(store: Store, name: str, *, limit: int = 50) -> PartyDossier:
    """What the store holds of a party.

    Args:
        store: the store.
        name: a name or alias ("Daesh"), or the code of a side ("UKR").
        limit: at most so many incidents each way, the latest first.
    """
    known = named(name)
    found = {
        (party.name, party.side): party
        for one in dict.fromkeys((name, *(entity.name for entity in known)))
        for party in store.parties(one)
    }
    names = {each.name for each in found.values() if each.exact}
    sides = sorted({name} | {entity.side for entity in known if entity.kind == "group"})
    those = Filter(sides=tuple(sides), newest=True, limit=limit)
    incidents = {incident.id: incident for incident in store.incidents(those)}
    for one in sorted(names):
        told = store.incidents(Filter(text=one, newest=True, limit=limit))
        incidents |= {incident.id: incident for incident in told}
    ordered = sorted(incidents.values(), key=_latest_first)

    def of(role: str) -> tuple[Incident, ...]:
        return tuple(
            incident
            for incident in ordered
            if any(
                party.side in sides or {party.name, party.canonical} & names
                for party in getattr(incident, role)
            )
        )[:limit]

    return PartyDossier(
        parties=tuple(found.values()),
        sides=tuple(sides),
        acted=of("actors"),
        suffered=of("targets"),
    )


def _latest_first(incident: Incident) -> tuple[int, str]:
    """Undated ones last."""
    period = incident.period
    day = (period.start or period.end) if period else None
    return -date.fromisoformat(day).toordinal() if day else 1, incident.id
