"""Lists of any kind: a table for people, JSON and JSON lines for machines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from rich.console import Console


def row_lines(values: Iterable[Any]) -> Iterator[str]:
    """One value (a struct, dict or list) a line, as JSON."""
    for value in values:
        yield msgspec.json.encode(value).decode() + "\n"


def row_list(values: Iterable[Any]) -> Iterator[str]:
    """All values as one indented JSON list, in pieces."""
    first = True
    for value in values:
        body = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
        yield ("[\n" if first else ",\n") + body
        first = False
    yield "[]\n" if first else "\n]\n"


def print_rows(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    screen: Console,
    *,
    numbers: Collection[str] = (),
) -> int:
    """Print `rows` under `headers`, long cells folded.

    Whole numbers stand to the right, and the columns that `numbers` names.

    Returns:
        How many rows were printed.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    kept = [tuple(row) for row in rows]
    if not kept:
        return 0
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for number, header in enumerate(headers):
        numeric = header in numbers or all(row[number].replace(",", "").isdigit() for row in kept)
        fixed = all(len(row[number]) <= 12 for row in kept)
        table.add_column(
            header, justify="right" if numeric else "left", no_wrap=fixed, overflow="fold"
        )
    for row in kept:
        table.add_row(*map(Text, row))
    with screen.capture() as captured:
        screen.print(table)
    for line in captured.get().splitlines():
        screen.file.write(line.rstrip() + "\n")
    return len(kept)
