"""An incident with what its reports say of it: figures side by side, denials, standing."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from dateline.incidents import Incident
from dateline.linking.figures import figures
from dateline.linking.standing import standing
from dateline.linking.tellers import tellers
from dateline.records import Event, Record


def told(
    incident: Incident, records: Mapping[str, Record], family_of: Mapping[str, str]
) -> Incident:
    """`incident` with its figures, who tells and denies it, how well it is founded, its status.

    Args:
        incident: one whose reports, events and families are known.
        records: the record of each of its reports.
        family_of: the id of each report's family; a report that is missing is its own.
    """
    members: list[tuple[Record, Event | None]] = []
    for key in incident.events:
        record = records[key.report]
        members.append((record, next((e for e in record.events if e.id == key.event), None)))
    seen = {key.report for key in incident.events}
    members += [(records[report], None) for report in incident.reports if report not in seen]
    tally = figures(members, family_of)
    verdict = standing(members, family_of)
    return replace(
        incident,
        figures=tally.figures,
        parts=tally.parts,
        standing=verdict.standing,
        status=verdict.status,
        denied_by=verdict.denied_by,
        told_by=tellers(members),
    )
