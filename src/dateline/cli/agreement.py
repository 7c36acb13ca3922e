"""Show how far coders agree on the events that two of them judged apart.

Krippendorff's alpha for each field: 1 is full agreement, 0 what chance would give. What differs and
no editor has settled is counted below.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dateline.cli.stores import add_format, add_store, opened, rows, show

if TYPE_CHECKING:
    from dateline.linking.agreement import FieldAgreement

HELP = "show how far coders agree"
EPILOG = """example:
  dateline agreement --db team.db
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline agreement`."""
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print it field by field."""
    from dateline.linking.agreement import agreement

    with opened(args) as store:
        found = agreement(store)
    table = rows(("field", "alpha", "metric", "events", "same"), _row)
    fields = found.fields if found.units else ()
    show(fields, args, table, nothing="no event was judged by two people yet")
    if args.format == "table" and found.units:
        print(f"Events judged twice: {found.units:,}; differences to settle: {len(found.open):,}")
    return 0


def _row(field: FieldAgreement) -> tuple[str, ...]:
    alpha = "" if field.alpha is None else f"{field.alpha:.3f}"
    return field.field, alpha, field.metric, f"{field.units:,}", f"{field.same:,}"
