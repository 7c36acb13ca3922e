"""Show the copies of a report: the likely origin, reprints, cuts, rewrites, merged stories.

With --diff a line a sentence: "-" cut, "+" added, ">" moved, "~" changed: {+what is new+} in it,
[-what was-] after it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from dateline.cli.stores import add_format, add_store, one_object, opened

if TYPE_CHECKING:
    from dateline.linking.dossiers import FamilyDossier, SeenCopy
    from dateline.store import Store

HELP = "show the copies of a report and what each cut or added"
EPILOG = """example:
  dateline copies report-17 --diff
"""
_WIDTH, _HANG = 100, " " * 6
_RULES = {
    "only": "no copies of it are known",
    "credited": "the others credit it",
    "earliest": "it came first",
    "fullest": "it holds most of the others' words",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline copies`."""
    parser.add_argument("report", metavar="REPORT", help="the id of a report")
    parser.add_argument("--diff", action="store_true", help="show what each copy cut or added")
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print them."""
    from dateline.linking import family_dossier

    with opened(args) as store:
        found = family_dossier(store, args.report, changes=args.diff)
        if args.format == "table":
            for line in _lines(store, found):
                print(line)
        else:
            one_object(found, args)
    return 0


def _lines(store: Store, family: FamilyDossier) -> Iterator[str]:
    from dateline.exports.words import safe

    yield f"Origin: {safe(family.origin)} ({_RULES.get(family.rule, family.rule)})"
    texts = {one.id: one.text for one in store.documents(copy.report for copy in family.copies)}
    for copy in family.copies:
        yield from _told(copy)
        if copy.changes is not None:
            told = copy.changes.text(texts[family.origin], texts[copy.report])
            for line in told.splitlines():
                if line[0] != " ":
                    yield from wrap(
                        safe(line), _WIDTH, initial_indent="    ", subsequent_indent=_HANG
                    )


def _told(copy: SeenCopy) -> Iterator[str]:
    from dateline.exports.words import cut, date_text, safe

    known = [copy.publisher and safe(copy.publisher)]
    known += [date_text(copy.published)] if copy.published else []
    known += [f"credits {safe(', '.join(copy.credits))}"] if copy.credits else []
    share = "" if copy.kind == "original" else f", {copy.score:.0%} of the wording"
    told = "; ".join(filter(None, known))
    yield f"{safe(copy.report)}: {copy.kind}{share}" + (f" ({told})" if told else "")
    if copy.title:
        yield f"    {cut(copy.title, 100)}"
