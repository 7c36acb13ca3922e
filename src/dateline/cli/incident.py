"""Show one incident: what is agreed, every figure beside its claimant, denials, reports.

ID is that of the incident, as `dateline incidents` prints it; one it had before it grew still
finds it.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from dateline.cli.stores import add_format, add_store, one_object, opened
from dateline.cli.terminal import console
from dateline.errors import StoreError

if TYPE_CHECKING:
    from dateline.incidents import EventKey, Incident
    from dateline.store import Store

HELP = "show one incident"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline incident`."""
    parser.add_argument("id", metavar="ID", help="the incident")
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    from dateline.exports import print_incident

    with opened(args) as store:
        incident = store.incident(args.id)
        if incident is None:
            raise StoreError("no such incident; `dateline incidents` lists their ids", args.id)
        if args.format == "table":
            sentences, titles = _told(store, incident)
            print_incident(incident, sentences, titles, console(sys.stdout))
        else:
            one_object(incident, args)
    return 0


def _told(store: Store, incident: Incident) -> tuple[dict[EventKey, str], dict[str, str]]:
    """What each event's report says of it, and what each report is called."""
    from dateline.exports.words import title_of

    records = {record.document.id: record for record in store.records(incident.reports)}
    sentences = {
        key: records[key.report].text_of(event.evidence[0])
        for key in incident.events
        for event in records[key.report].events
        if event.id == key.event
    }
    return sentences, {report: title_of(record) for report, record in records.items()}
