"""Incidents for people at a terminal: a row each, or one with all that is known of it.

Loses the offsets and the links' reasons, which the JSON form keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.exports.words import (
    cut,
    date_text,
    parties_text,
    period_text,
    place_text,
    point_text,
    precision_text,
    range_text,
    safe,
    source_text,
)
from dateline.incidents import Claim, EventKey, Figure, Incident

if TYPE_CHECKING:
    from rich.console import Console


def print_incidents(incidents: Iterable[Incident], screen: Console) -> int:
    """Print incidents in a few lines each, as they come.

    Returns:
        How many there were.
    """
    count = 0
    for incident in incidents:
        for number, line in enumerate(_summary(incident)):
            _print(line if number == 0 else f"    {line}", screen)
        count += 1
    return count


def _print(line: str, screen: Console) -> None:
    """Print a line; where it is too long it goes on two columns further in."""
    from rich.padding import Padding
    from rich.text import Text

    indent = len(line) - len(line.lstrip())
    if indent + len(line) < screen.width:
        screen.print(Text(line))
        return
    first, *rest = Text(line.lstrip()).wrap(screen, screen.width - indent - 2)
    screen.print(Padding(first, (0, 0, 0, indent)))
    for more in rest:
        screen.print(Padding(more, (0, 0, 0, indent + 2)))


def _summary(incident: Incident) -> Iterator[str]:
    reports, sources = len(incident.reports), incident.sources
    told = f"{sources} source{'s' * (sources != 1)} in {reports} report{'s' * (reports != 1)}"
    yield f"{incident.id}  {incident.type}  {incident.status}, {incident.standing}  ({told})"
    where = place_text(incident.place) if incident.place else ""
    when = period_text(incident.period) if incident.period else ""
    line = ", ".join(filter(None, (where, when)))
    if line:
        yield line
    sides = _sides(incident)
    if sides:
        yield sides
    costs = "; ".join(filter(None, map(_cost, incident.figures[:4])))
    if costs:
        yield costs


def _sides(incident: Incident) -> str:
    sides = [cut(parties_text(side), 70) for side in (incident.actors, incident.targets)]
    return " → ".join(side or "?" for side in sides) if any(sides) else ""


def print_incident(
    incident: Incident,
    sentences: Mapping[EventKey, str],
    titles: Mapping[str, str],
    screen: Console,
) -> None:
    """Print all that is known of one incident.

    Args:
        incident: the incident.
        sentences: for each of its events the words that tell of it.
        titles: for each of its reports what to call it.
        screen: where to print.
    """
    for line in _lines(incident, sentences, titles):
        _print(line, screen)


def _lines(
    incident: Incident, sentences: Mapping[EventKey, str], titles: Mapping[str, str]
) -> Iterator[str]:
    yield f"{incident.id}  {incident.type}  {incident.status}, {incident.standing}"
    if sides := _sides(incident):
        yield f"  who      {sides}"
    if incident.place:
        notes = filter(None, (precision_text(incident.place), point_text(incident.place)))
        yield f"  where    {place_text(incident.place)} ({' · '.join(notes)})"
    if incident.period:
        yield f"  when     {period_text(incident.period)}"
    if incident.weapons:
        yield f"  with     {cut(', '.join(incident.weapons), 100)}"
    for denial in incident.denied_by:
        yield f"  denied   by {cut(denial.name, 60)} in {safe(denial.report)}"
    if incident.figures:
        yield "\nFigures"
        for figure in incident.figures:
            yield from _figure(figure)
    count = len(incident.reports)
    yield f"\nReports ({count}, independent sources: {incident.sources})"
    for key in incident.events:
        yield f"  {safe(key.report)}  {cut(titles.get(key.report, ''), 90)}"
        yield f"      “{cut(sentences.get(key, ''), 160)}”"


def _figure(figure: Figure) -> Iterator[str]:
    best = f"; best {figure.best:,} ({safe(figure.rule)})" if figure.best is not None else ""
    group = f" {cut(figure.group, 40)}" if figure.group else ""
    yield f"  {figure.kind}{group}: {range_text(figure.low, figure.high)}{best}"
    for claim in figure.claims:
        yield f"      {_claim(claim)}"


def _claim(claim: Claim) -> str:
    amount = "denied" if claim.denies else range_text(claim.low, claim.high) or "no number"
    who = f", says {source_text(claim.claimant)}" if claim.claimant else ""
    when = f", {date_text(claim.published)}" if claim.published else ""
    return f"{amount}{who} in {safe(claim.report)}{when}"


def _cost(figure: Figure) -> str:
    amount = range_text(figure.low, figure.high)
    return f"{amount} {cut(figure.group, 30)} {figure.kind}" if amount else ""
