"""Events and statements as cards, the report's text with its marks: the pieces of a page."""

from __future__ import annotations

from collections import Counter
from html import escape

from dateline.exports.marks import Block, Mark, Stretch, blocks
from dateline.exports.words import (
    casualty_text,
    cut,
    place_text,
    point_text,
    precision_text,
    printable,
    quote,
    safe,
    time_text,
    title_of,
    words,
)
from dateline.records import Casualty, Event, Party, Record, Source, Statement

_TAGS = {"headline": "h2", "caption": "p", "byline": "p", "boilerplate": "p", "body": "p"}


def show(text: str) -> str:
    """Text from a report as HTML: escaped, and no control character gets through."""
    return escape(printable(text))


def name(text: str) -> str:
    """A name from a report, kept apart from the reading direction around it."""
    return f"<bdi>{show(text)}</bdi>"


def status_badge(status: str) -> str:
    """A status as shape and word."""
    how = words()["status"][status]
    return (
        f'<span class="status s-{status}"><svg class="{how["style"]}" viewBox="0 0 12 12"'
        f' aria-hidden="true"><path d="{how["shape"]}"/></svg>{status}</span>'
    )


def summary(record: Record) -> str:
    """How many events of which status, and how many statements."""
    counts = Counter(event.status for event in record.events)
    badges = "".join(
        f"<li>{counts[status]} {status_badge(status)}</li>"
        for status in words()["status"]
        if counts[status]
    )
    return f'<ul class="summary">{badges}</ul>' if badges else ""


def text_html(record: Record, *, links: bool) -> tuple[str, str]:
    """The report with its marks, as (headline, rest); the headline is bare if there is none.

    With `links` a trigger leads to its card, and passages can be jumped to.
    """
    text, title = record.document.text, title_of(record)
    seen: set[str] = set()
    parts = blocks(record)
    headline = show(title)
    if parts and parts[0].kind == "headline":
        first = parts[0].stretches[0][1]
        if cut(text[first[0].start : first[-1].end], 160) == title:
            headline = "".join(_stretch(stretch, text, links, seen) for stretch in first)
            parts = parts[1:]
    return headline, "".join(_block(block, text, links, seen) for block in parts)


def _block(block: Block, text: str, links: bool, seen: set[str]) -> str:
    tag = _TAGS.get(block.kind, "p")
    inner = ""
    for zone, stretches in block.stretches:
        run = "".join(_stretch(stretch, text, links, seen) for stretch in stretches)
        inner += f'<span class="z-dateline">{run}</span> ' if zone == "dateline" else run
    return f'<{tag} dir="auto" class="z-{block.kind}">{inner}</{tag}>\n'


def _stretch(stretch: Stretch, text: str, links: bool, seen: set[str]) -> str:
    words_inside = show(text[stretch.start : stretch.end])
    if not stretch.marks:
        return words_inside
    anchors = _anchors(stretch.marks, seen) if links else ""
    kinds = " ".join(dict.fromkeys(mark.kind for mark in stretch.marks))
    refs = " ".join(dict.fromkeys(mark.ref for mark in stretch.marks if mark.ref))
    notes = [mark.note for mark in stretch.marks if mark.note]
    attributes = f' class="m {kinds}"' + (f' data-r="{escape(refs)}"' if refs and links else "")
    if notes:
        attributes += f' title="{escape(safe("; ".join(dict.fromkeys(notes))))}"'
    trigger = next((mark.ref for mark in stretch.marks if mark.kind == "tr"), None)
    if trigger and links:
        return f'{anchors}<a href="#{escape(trigger)}"{attributes}>{words_inside}</a>'
    return f"{anchors}<span{attributes}>{words_inside}</span>"


def _anchors(marks: tuple[Mark, ...], seen: set[str]) -> str:
    new = [mark.anchor for mark in marks if mark.anchor and mark.anchor not in seen]
    seen.update(new)
    return "".join(f'<i id="{escape(anchor)}"></i>' for anchor in new)


def event_card(event: Event, record: Record, *, links: bool) -> str:
    """One event as a card."""
    family, kind = event.type.replace("_", " ").split("/")
    rows = [("Who", _parties(event.actors)), ("To whom", _parties(event.targets))]
    rows += [("Where", _place(event)), ("When", _time(event, record))]
    rows += [("With", ", ".join(name(weapon) for weapon in event.weapons))]
    rows += [("Cost", "<br>".join(_figure(casualty, event) for casualty in event.casualties))]
    said = _source(event.source) if event.source else '<span class="quiet">the report itself</span>'
    rows += [("Said by", said), ("Denied by", ", ".join(name(d.name) for d in event.denied_by))]
    head = (
        f'<span class="kind"><small>{escape(family)}</small> {escape(kind)}</span>'
        f"{status_badge(event.status)}"
    )
    body = f'<p class="says" dir="auto">“{show(quote(record, event.trigger, 80))}”</p>{_rows(rows)}'
    return _card(event.id, head, body, len(event.evidence), links)


def statement_card(statement: Statement, record: Record, *, links: bool) -> str:
    """One statement as a card."""
    via = f' <span class="quiet">via {name(statement.via.name)}</span>' if statement.via else ""
    head = f'<span class="kind">{_source(statement.source)}{via}</span>' + (
        f'<span class="stance">{statement.stance}</span>'
    )
    body = f'<blockquote dir="auto">{show(quote(record, statement.content))}</blockquote>'
    if statement.about:
        about = " ".join(
            f'<a href="#{i}">{i}</a>' if links else i for i in map(escape, statement.about)
        )
        body += f'<p class="about">on {about}</p>'
    return _card(statement.id, head, body, 1, links)


def _card(id: str, head: str, body: str, passages: int, links: bool) -> str:
    id = escape(id)
    number = f'<span class="no">{id}</span>'
    if not links:
        return f'<article class="card"><h3>{number}{head}</h3>{body}</article>\n'
    many = f"{passages} passages" if passages > 1 else "1 passage"
    go = (
        f'<a class="go" href="#p-{id}-0" data-n="{passages}" aria-label="Show {id} in the text,'
        f' {many}">{"Show in text" if passages == 1 else f"Show {many}"}</a>'
    )
    return f'<article class="card" id="{id}"><h3>{number}{head}</h3>{body}{go}</article>\n'


def _rows(rows: list[tuple[str, str]]) -> str:
    cells = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in rows if value)
    return f"<dl>{cells}</dl>"


def _parties(parties: tuple[Party, ...]) -> str:
    return "<br>".join(map(_party, parties))


def _party(party: Party) -> str:
    side = (
        ""
        if party.side in ("unknown", party.name)
        else f' <span class="tag">{show(party.side)}</span>'
    )
    alleged = ' <span class="quiet">alleged</span>' if party.alleged else ""
    return name(party.name) + side + alleged


def _figure(casualty: Casualty, event: Event) -> str:
    """A figure, with who gives it where that is not who reports the event."""
    told = casualty.claimant
    other = told is not None and (event.source is None or told.name != event.source.name)
    said = f' <span class="quiet">says {name(told.name)}</span>' if told and other else ""
    return f"<b>{name(casualty_text(casualty))}</b>{said}"


def _place(event: Event) -> str:
    place = event.place
    if place is None:
        return ""
    details = " · ".join(part for part in (precision_text(place), point_text(place)) if part)
    return f'{name(place_text(place))}<br><span class="quiet">{details}</span>'


def _time(event: Event, record: Record) -> str:
    shown, time = show(time_text(event, record)), event.time
    if time is None or time.span is None or shown.startswith("“"):
        return shown
    return f'{shown} <span class="quiet">“{show(quote(record, time.span, 60))}”</span>'


def _source(source: Source) -> str:
    kind = words()["source_kind"][source.kind]
    return f'{name(source.name)} <span class="quiet">{escape(kind)}</span>'
