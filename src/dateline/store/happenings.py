"""Incidents and claims of control."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from dateline.errors import StoreError
from dateline.incidents import Control, EventKey, Incident, incident_id
from dateline.intervals import Interval
from dateline.store.base import Reads, Writes, batches, day_of, pack, unpack
from dateline.store.derived import (
    boxes_of,
    figure_rows,
    incident_names,
    incident_party_rows,
    incident_row,
)
from dateline.store.names import key_of, words_of
from dateline.store.schema import (
    LATEST,
    controls,
    figures,
    incident_areas,
    incident_events,
    incident_parties,
    incident_texts,
    incidents,
)

_INCIDENT = select(incident_texts.c.payload).join(incidents)
_PARTS = (figures, incident_areas, incident_parties, incident_events)
# What the journal says of a changed incident: fields whose change somebody wants to hear of.
_TOLD = ("type", "status", "standing", "place", "period", "sources", "figures", "denied_by")


class IncidentReads(Reads):
    """Incidents by id and event, control by place."""

    def incident(self, id: str) -> Incident | None:
        """The incident of this id, or of one that it had before an earlier report came."""
        named = select(incident_events.c.incident).where(incident_events.c.name == id)
        row = self._first(_INCIDENT.where(incidents.c.id == id)) or self._first(
            _INCIDENT.where(incidents.c.number.in_(named)).limit(1)
        )
        return unpack(row.payload, Incident) if row else None

    def incident_of(self, key: EventKey) -> Incident | None:
        """The incident that the event tells of."""
        query = select(incident_texts.c.payload).join(
            incident_events, incident_events.c.incident == incident_texts.c.number
        )
        same = (incident_events.c.report == key[0], incident_events.c.event == key[1])
        row = self._first(query.where(*same))
        return unpack(row.payload, Incident) if row else None

    def incidents_of(self, keys: Iterable[EventKey]) -> dict[EventKey, str]:
        """The id of the incident of each of these events that has one."""
        asked = {EventKey(*key) for key in keys}
        query = select(incident_events.c.report, incident_events.c.event, incidents.c.id)
        reports = sorted({key.report for key in asked})
        rows = self._rows_in(query.join(incidents), incident_events.c.report, reports)
        found = {EventKey(row.report, row.event): row.id for row in rows}
        return {key: found[key] for key in sorted(asked & found.keys())}

    def incidents_by_id(self, ids: Iterable[str]) -> dict[str, Incident]:
        """The incidents of these ids, those that there are."""
        query = select(incidents.c.id, incident_texts.c.payload).join(incident_texts)
        rows = self._rows_in(query, incidents.c.id, sorted(set(ids)))
        return {row.id: unpack(row.payload, Incident) for row in rows}

    def controls(
        self, places: Sequence[str] | None = None, *, events: Iterable[EventKey] | None = None
    ) -> list[Control]:
        """Who is said to hold these places, by name, or what these events say of it.

        In order of the place, then of time (undated last), then of the event.
        """
        query = select(controls)
        if places is not None:
            query = query.where(controls.c.folded.in_([key_of(name) for name in places]))
        if events is None:
            rows = list(self._rows(query))
        else:
            asked = {(key[0], key[1]) for key in events}
            told = self._rows_in(query, controls.c.report, sorted({key[0] for key in asked}))
            rows = [row for row in told if (row.report, row.event) in asked]
        rows.sort(key=lambda row: (row.folded, row.day, row.report, row.event, row.number))
        return [unpack(row.payload, Control) for row in rows]


class IncidentWrites(IncidentReads, Writes):
    """Keeping incidents and control."""

    def put_incidents(self, changed: Iterable[Incident], gone: Iterable[str] = ()) -> int:
        """Keep incidents, each in place of the one of its id, and drop those that are gone.

        An event that comes to an incident leaves the one it was in, which has to be among the
        changed or gone. One that is as it was costs nothing and makes no line in the journal.

        Returns:
            How many were new, changed or dropped.

        Raises:
            StoreError: an event would be in two incidents.
        """
        mine = {incident.id: incident for incident in changed}
        known = self.incidents_by_id([*mine, *(lost := sorted(set(gone) - mine.keys()))])
        mine = {id: incident for id, incident in mine.items() if known.get(id) != incident}
        lost = [id for id in lost if id in known]
        numbers = self._numbers([*mine, *lost])
        for table in _PARTS:
            self._delete_in(table, table.c.incident, numbers.values())
        self._drop(lost, [numbers[id] for id in lost])
        for batch in batches(mine.values(), 200):
            self._put(batch, known)
        for id in lost:
            self._note("incident-gone", id, type=known[id].type)
        return len(mine) + len(lost)

    def _drop(self, lost: Sequence[str], numbers: Sequence[int]) -> None:
        self._delete_in(incident_texts, incident_texts.c.number, numbers)
        self._delete_in(incidents, incidents.c.id, lost)

    def _numbers(self, ids: Iterable[str]) -> dict[str, int]:
        query = select(incidents.c.id, incidents.c.number)
        return dict(map(tuple, self._rows_in(query, incidents.c.id, ids)))

    def _put(self, batch: Sequence[Incident], known: dict[str, Incident]) -> None:
        new = [incident for incident in batch if incident.id not in known]
        old = [incident for incident in batch if incident.id in known]
        self._insert(incidents, map(incident_row, new))
        for incident in old:
            row = incident_row(incident)
            self._run(incidents.update().where(incidents.c.id == incident.id).values(row))
        numbers = self._numbers(incident.id for incident in batch)
        texts = [
            {
                "number": numbers[incident.id],
                "names": incident_names(incident),
                "payload": pack(incident),
            }
            for incident in batch
        ]
        self._upsert(incident_texts, texts)
        self._put_terms(word for row in texts for word in words_of(str(row["names"])))
        self._put_parts(batch, numbers)
        for incident in batch:
            self._tell(incident, known.get(incident.id))

    def _put_parts(self, batch: Sequence[Incident], numbers: dict[str, int]) -> None:
        numbered = [(numbers[incident.id], incident) for incident in batch]
        owners = {(key[0], key[1]): n for n, incident in numbered for key in incident.events}
        told = sum(len(incident.events) for incident in batch)
        taken = self.incidents_of(EventKey(*key) for key in owners)
        if taken or len(owners) < told:
            key = min(taken, default=None)
            where = f"event {key.event} of {key.report}" if key else "an event"
            raise StoreError(f"{where} cannot be in two incidents; put all that change together")
        self._insert(
            incident_events,
            [
                {"report": r, "event": e, "incident": n, "name": incident_id(EventKey(r, e))}
                for (r, e), n in owners.items()
            ],
        )
        self._insert(
            incident_areas,
            [
                {"incident": n, **box._asdict()}
                for n, incident in numbered
                for box in boxes_of(incident.place)
            ],
        )
        self._insert(
            incident_parties, [row for pair in numbered for row in incident_party_rows(*pair)]
        )
        self._insert(figures, [row for pair in numbered for row in figure_rows(*pair)])

    def _tell(self, incident: Incident, before: Incident | None) -> None:
        if before is None:
            self._note("incident-new", incident.id, type=incident.type)
            return
        fields = [name for name in _TOLD if getattr(incident, name) != getattr(before, name)]
        came = sorted(set(incident.reports) - set(before.reports))
        left = sorted(set(before.reports) - set(incident.reports))
        self._note("incident-changed", incident.id, fields=fields, came=came, left=left)

    def put_controls(self, changed: Iterable[Control], gone: Iterable[EventKey] = ()) -> None:
        """Keep claims of control; what was kept of their events before, and of those gone, goes."""
        mine = list(changed)
        keys = {EventKey(*key) for key in gone} | {control.event for control in mine}
        self._delete_keys(controls, sorted(keys))
        for batch in batches(mine):
            self._insert(
                controls,
                [
                    {
                        "report": control.event.report,
                        "event": control.event.event,
                        "folded": key_of(control.place.name),
                        "day": _day(control),
                        "payload": pack(control),
                    }
                    for control in batch
                ],
            )


def _day(control: Control) -> int:
    period = control.period or Interval()
    day = day_of(period.start or period.end or control.published)
    return LATEST if day is None else day
