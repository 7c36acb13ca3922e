"""All that a store holds of one place, one party, or the copies of one report."""

from __future__ import annotations

from datetime import date

import msgspec

from dateline.errors import StoreError
from dateline.incidents import Control, CopyKind, Incident
from dateline.linking.control import Holding, holders
from dateline.linking.copies import Changes, diff
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


class SeenCopy(msgspec.Struct, frozen=True, kw_only=True):
    """A copy in a family (as `incidents.Copy`), how its report is called, and what it changed.

    `changes` are against the text of the origin; null for the origin and where not asked for.
    """

    report: str
    kind: CopyKind
    score: float
    credits: tuple[str, ...]
    title: str | None
    publisher: str | None
    published: str | None
    changes: Changes | None = None


class FamilyDossier(msgspec.Struct, frozen=True, kw_only=True):
    """The family of a report: its likely origin, the rule that chose it, every copy, it first."""

    id: str
    origin: str
    rule: str
    copies: tuple[SeenCopy, ...]


def family_dossier(store: Store, report: str, *, changes: bool = False) -> FamilyDossier:
    """The copies of the dispatch that a report is one of.

    Args:
        store: the store.
        report: by any id it was ever given.
        changes: whether to work out what each copy cut, added and changed.

    Raises:
        StoreError: there is no such report, or it has not been linked yet.
    """
    known = store.report_of(report)
    family = store.family_of(known) if known else None
    if family is None:
        raise StoreError("no such report; `dateline search` finds reports by their words", report)
    documents = {one.id: one for one in store.documents(copy.report for copy in family.copies)}
    origin = documents[family.origin].text
    copies = tuple(
        SeenCopy(
            report=copy.report,
            kind=copy.kind,
            score=copy.score,
            credits=copy.credits,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            changes=(
                diff(origin, document.text) if changes and copy.report != family.origin else None
            ),
        )
        for copy in family.copies
        for document in (documents[copy.report],)
    )
    return FamilyDossier(id=family.id, origin=family.origin, rule=family.rule, copies=copies)


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
