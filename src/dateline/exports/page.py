"""HTML: a page per report that needs nothing but itself, an index of pages, a notebook's fragment.

Loses nothing that people read; ids of places and the spans' numbers are in JSON only.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from dateline import __version__
from dateline.exports.cards import event_card, name, show, statement_card, summary, text_html
from dateline.exports.words import published_text, title_of, words
from dateline.records import Record

_SAFE_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,80}", re.ASCII)


def page_name(id: str) -> str:
    """The file name of a report's page; two ids never share one.

    >>> page_name("southeastern-front"), page_name("a/b")
    ('southeastern-front.html', 'a-b-c14cddc0.html')
    """
    if _SAFE_NAME.fullmatch(id) and id.lower() != "index":
        return f"{id}.html"
    digest = hashlib.sha256(id.encode("utf-8", "replace")).hexdigest()[:8]
    slug = re.sub(r"[^A-Za-z0-9]+", "-", id).strip("-")[:60]
    return f"{slug or 'report'}-{digest}.html"


def page(record: Record, *, index: str | None = None) -> str:
    """A whole page for one report: its text with highlights, its events and statements as cards.

    Args:
        record: what to show.
        index: address of the page that lists this one, for a link back.
    """
    headline, text = text_html(record, links=True)
    back = f'<a href="{escape(index)}">All reports</a>' if index else ""
    body = f"""<header class="top"><b>Dateline</b>{back}</header>
<main class="dl sheet">
{_head(record, headline)}
{_legend()}
<div class="columns">
<article class="text" id="text" aria-label="The report">{text}</article>
<aside class="cards" aria-label="What it was read as">
{_cards(record, links=True)}</aside>
</div>
</main>
<nav class="jump" aria-label="Parts"><a href="#text">Text</a><a href="#events">Events
<span>{len(record.events)}</span></a><a href="#statements">Statements
<span>{len(record.statements)}</span></a></nav>
{_foot()}"""
    return _whole(title_of(record), body, ("record.css", "page.css"), ("page.js",))


def fragment(record: Record) -> str:
    """A record for a notebook: cards and text without links or scripts, styles kept to itself."""
    headline, text = text_html(record, links=False)
    return f"""<div class="dl fragment"><style>{_static("record.css")}</style>
{_head(record, headline)}
<div class="cards">{_cards(record, links=False)}</div>
<details><summary>The report with its evidence</summary>
<div class="text">{text}</div></details></div>"""


def index_page(records: Iterable[Record]) -> str:
    """A page that lists reports and leads to the page of each (named by `page_name`).

    Takes the records one by one and keeps none.
    """
    rows: list[str] = []
    events = statements = 0
    for record in records:
        rows.append(_index_row(record))
        events += len(record.events)
        statements += len(record.statements)
    count = f"{len(rows):,} reports, {events:,} events, {statements:,} statements"
    body = f"""<header class="top"><b>Dateline</b></header>
<main class="dl sheet narrow"><header class="head"><h1>Reports read</h1><p class="meta">{count}</p>
</header><ol class="index">
{"".join(rows)}</ol></main>
{_foot()}"""
    return _whole("Reports read", body, ("record.css", "page.css"), ())


def _index_row(record: Record) -> str:
    href = escape(page_name(record.document.id))
    return f"""<li><h2><a href="{href}">{name(title_of(record))}</a></h2>
<p class="meta">{_meta(record)}</p>{summary(record)}</li>
"""


def _head(record: Record, headline: str) -> str:
    return f"""<header class="head text"><h1 dir="auto">{headline}</h1>
<p class="meta">{_meta(record)}</p>{summary(record)}</header>"""


def _meta(record: Record) -> str:
    document = record.document
    parts = [name(document.publisher)] if document.publisher else []
    parts.append(published_text(record))
    if document.dateline:
        parts.append(f"from {name(document.dateline)}")
    parts.append(f"<code>{show(document.id)}</code>")
    return " <i>·</i> ".join(parts)


def _cards(record: Record, *, links: bool) -> str:
    made = ""
    for title, cards in (
        ("Events", [event_card(event, record, links=links) for event in record.events]),
        ("Statements", [statement_card(said, record, links=links) for said in record.statements]),
    ):
        anchor = f' id="{title.lower()}"' if links else ""
        none = f'<p class="quiet">No {title.lower()} found.</p>'
        made += f"<section{anchor}><h2>{title} <span>{len(cards)}</span></h2>\n"
        made += "".join(cards or [none]) + "</section>\n"
    return made


def _legend() -> str:
    marks = "".join(
        f'<button type="button" aria-pressed="true" data-kind="{kind}"><span class="m {kind}">'
        f"{label}</span></button>"
        for kind, label in words()["marks"].items()
    )
    return f'<div class="legend" role="group" aria-label="Marks in the text">{marks}</div>'


def _foot() -> str:
    return (
        f'<footer class="foot">Read by Dateline {escape(__version__)}. A record of what was'
        " published, every value with the words it was read from.</footer>"
    )


def _whole(title: str, body: str, styles: Iterable[str], scripts: Iterable[str]) -> str:
    style = "".join(map(_static, styles))
    script = "".join(map(_static, scripts))
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src "
        f"{_quoted(script)}; base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{show(title)} · Dateline</title>
<style>{style}</style>
</head>
<body>
{body}
{f"<script>{script}</script>" if script else ""}
</body>
</html>
"""


def _quoted(script: str) -> str:
    return f"'{_digest(script)}'" if script else "'none'"


def _digest(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@cache
def _static(file: str) -> str:
    return files("dateline.exports").joinpath("static", file).read_text("utf-8")
