"""The table: records for people at a terminal, 80 columns or wide.

Loses the offsets: every value is printed, the words it was read from are cut short.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.exports.words import (
    casualty_text,
    cut,
    parties_text,
    party_text,
    period_text,
    place_text,
    point_text,
    precision_text,
    published_text,
    quote,
    safe,
    source_text,
    time_text,
    title_of,
    words,
)
from dateline.records import Event, Layers, Party, Record, Statement

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_WIDE = 120
_QUOTES = ("“", "”", '"')


def print_table(record: Record, console: Console) -> None:
    """Print one record: a header, its events, its statements, its mentions if it has layers."""
    with console.capture() as captured:
        for part in _parts(record, console.width):
            console.print(part)
    for line in captured.get().splitlines():
        console.file.write(line.rstrip() + "\n")


def _parts(record: Record, width: int) -> Iterator[RenderableType]:
    from rich.rule import Rule
    from rich.text import Text

    yield Rule(style="dim")
    yield _header(record)
    if record.events:
        yield Text(f"\nEvents ({len(record.events)})", style="bold")
        yield _events_wide(record) if width >= _WIDE else _events_narrow(record)
    else:
        yield Text("\nNo events found.", style="dim")
    if record.statements:
        yield Text(f"\nStatements ({len(record.statements)})", style="bold")
        yield _statements(record, width)
    if record.layers:
        yield Text("\nMentions", style="bold")
        yield _layers(record, record.layers)
    yield Text()


def _header(record: Record) -> RenderableType:
    from rich.text import Text

    document = record.document
    line = Text(safe(document.id), style="bold cyan")
    line.append("  ").append(title_of(record, 110), style="bold")
    known = [safe(document.publisher)] if document.publisher else []
    known.append(f"published {published_text(record)}" if document.published else "date unknown")
    if document.dateline:
        known.append(f"dateline {safe(document.dateline)}")
    return line.append("\n" + " · ".join(known), style="dim")


def _events_wide(record: Record) -> RenderableType:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", expand=True)
    table.add_column("", no_wrap=True)
    for title, share in (
        ("what", 5),
        ("who", 6),
        ("where", 5),
        ("when", 4),
        ("cost", 5),
        ("says", 5),
    ):
        table.add_column(title, ratio=share, overflow="fold")
    for event in record.events:
        when = time_text(event, record)
        cells = (event.id, _what(event, record, "\n"), _who(event), _where(event, "\n"), when)
        table.add_row(*map(_plain, (*cells, _cost(event, "\n"), _says(event, "\n"))))
    return table


def _events_narrow(record: Record) -> RenderableType:
    grid = _grid()
    for event in record.events:
        where = ", ".join(filter(None, (_where(event, " "), time_text(event, record))))
        lines = (
            _what(event, record, "  "),
            _who(event),
            where,
            _cost(event, "; "),
            _says(event, "; "),
        )
        first, *rest = (line for line in lines if line)
        text = _plain(first)
        text.stylize("bold", 0, len(event.type))
        text.append("".join(f"\n{line}" for line in rest))
        grid.add_row(safe(event.id), text)
    return grid


def _statements(record: Record, width: int) -> RenderableType:
    grid = _grid()
    for said in record.statements:
        grid.add_row(safe(said.id), _plain(_statement(said, record, 2 * width - 40)))
    return grid


def _statement(said: Statement, record: Record, width: int) -> str:
    about = f"  [on {safe(', '.join(said.about))}]" if said.about else ""
    content = quote(record, said.content, max(60, width))
    quoted = content if content.startswith(_QUOTES) or content.endswith(_QUOTES) else f"“{content}”"
    return f"{source_text(said.source)} {said.stance}: {quoted}{about}"


def _layers(record: Record, layers: Layers) -> RenderableType:
    grid = _grid()
    places = [
        f"{quote(record, m.span, 40)} = {m.name}" + (f" ({m.country})" if m.country else "")
        for m in layers.places
    ]
    times = [
        f"{quote(record, m.span, 40)} = {period_text(m.period) if m.period else safe(m.value)}"
        for m in layers.times
    ]
    parties = [
        f"{quote(record, m.span, 40)} = {party_text(Party(name=m.name, side=m.side))}"
        for m in layers.parties
    ]
    for label, found in (("places", places), ("times", times), ("parties", parties)):
        grid.add_row(label, _plain("; ".join(safe(mention) for mention in found) or "none"))
    return grid


def _grid() -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0), expand=False)
    grid.add_column(no_wrap=True, style="dim", min_width=4)
    grid.add_column(overflow="fold")
    return grid


def _plain(text: str) -> Text:
    """Text that is printed as it is: a report's square brackets are no markup."""
    from rich.text import Text

    return Text(text)


def _what(event: Event, record: Record, gap: str) -> str:
    sign = words()["status"][event.status]["sign"]
    return f"{event.type}{gap}{sign} {event.status}{gap}“{quote(record, event.trigger, 40)}”"


def _who(event: Event) -> str:
    actors, targets = parties_text(event.actors), parties_text(event.targets)
    if not targets:
        return actors
    return f"{actors or '?'} → {targets}"


def _where(event: Event, gap: str) -> str:
    if event.place is None:
        return ""
    exact = event.place.precision == 1
    details = ("" if exact else precision_text(event.place), point_text(event.place))
    shown = " · ".join(part for part in details if part)
    return place_text(event.place) + (f"{gap}({shown})" if shown else "")


def _cost(event: Event, gap: str) -> str:
    weapons = [f"with {cut(', '.join(event.weapons), 70)}"] if event.weapons else []
    return gap.join([*map(casualty_text, event.casualties), *weapons])


def _says(event: Event, gap: str) -> str:
    says = [f"says {source_text(event.source)}"] if event.source else []
    denied = ", ".join(safe(denial.name) for denial in event.denied_by)
    return gap.join([*says, *([f"denied by {denied}"] if denied else [])])
