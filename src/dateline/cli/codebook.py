"""Print the event types: what each covers and its counterparts in ACLED and PLOVER."""

from __future__ import annotations

import argparse
import json
import sys

from dateline.cli.terminal import console

HELP = "print the event types with their definitions"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline codebook`."""
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Print the codebook."""
    from dateline.codebook import codebook

    book = codebook()
    if args.format == "json":
        types = [{field: getattr(kind, field) for field in kind.__struct_fields__} for kind in book]
        whole = {"version": book.version, "families": book.families, "types": types}
        print(json.dumps(whole, indent=2, ensure_ascii=False))
        return 0
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=f"Codebook {book.version}")
    table.add_column("type", no_wrap=True)
    table.add_column("covers", ratio=4)
    table.add_column("ACLED", ratio=2)
    table.add_column("PLOVER", ratio=1)
    for family, covers in book.families.items():
        table.add_section()
        table.add_row(family, covers, style="bold")
        for kind in book.types_of(family):
            table.add_row(kind.name, kind.covers, " / ".join(kind.acled), " / ".join(kind.plover))
    console(sys.stdout).print(table)
    return 0
