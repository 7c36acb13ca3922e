"""The templates of muc4 as labels on words: who fills which role of an incident, and where.

A key names each filler by one or more strings. They are looked up in the text: where two fillers of
one template stand in a sentence it tells of the incident, and they are taken as fills there; other
mentions are doubtful, unless there is no better one. Public domain (US government); see the task's
README beside its data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from dateline.encoder.heads import VIOLENCE
from dateline.records import Span

# MUC-4's kinds and ours; a hijacking is an abduction here, a forced work stoppage is left out.
KINDS = {
    "ATTACK": "attack",
    "BOMBING": "bombing",
    "KIDNAPPING": "abduction",
    "HIJACKING": "abduction",
    "ARSON": "arson",
    "ROBBERY": "robbery",
}
_FIELDS = {
    "perp_individual": "perpetrator",
    "perp_org": "organisation",
    "phys_target": "object",
    "human_target": "victim",
    "instrument": "instrument",
}
# Where a report has no sentence marks to go by: so near two fillers belong together.
_NEAR = 250


class Fill(NamedTuple):
    """A stretch of the untouched text that fills a role of an incident of a kind."""

    role: str
    kind: str
    span: Span


def kinds_of(templates: list[dict[str, Any]]) -> tuple[str, ...] | None:
    """The kinds of incident a report tells of; null where all it tells of may be left out."""
    sure = {kind for one in templates if not one["optional"] for kind in _kinds(one)}
    if templates and not sure:
        return None
    return tuple(kind for kind in VIOLENCE if kind in sure)


def placed(text: str, templates: list[dict[str, Any]]) -> tuple[list[Fill], list[Span]]:
    """The fills of a report's templates, and mentions of fillers of which nobody can tell."""
    fills: dict[tuple[str, Span], Fill] = {}
    doubtful: set[Span] = set()
    for template in templates:
        kinds = _kinds(template)
        found = [
            (role, spans) for role, names in _entities(template) if (spans := _spans(text, names))
        ]
        for number, (role, spans) in enumerate(found):
            others = [span for i, (_, more) in enumerate(found) if i != number for span in more]
            good = [span for span in spans if _beside(text, span, others)] or spans[:1]
            doubtful.update(spans)
            if kinds and not template["optional"]:
                fills.update({(role, span): Fill(role, kinds[0], span) for span in good})
    return list(fills.values()), sorted(doubtful)


def _kinds(template: dict[str, Any]) -> list[str]:
    return [KINDS[name] for name in template["type"] if name in KINDS]


def _entities(template: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for field, role in _FIELDS.items():
        for entity in template[field]:
            fields = ("mentions", "name", "description")
            yield role, [name for key in fields for name in entity.get(key, [])]


def _spans(text: str, names: list[str]) -> list[Span]:
    patterns = [r"\s+".join(map(re.escape, name.split())) for name in names if name.strip()]
    return [
        Span(*match.span())
        for pattern in patterns
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    ]


def _beside(text: str, span: Span, others: list[Span]) -> bool:
    """Whether another filler of the template stands in the same sentence."""
    return any(
        not span.overlaps(other)
        and abs(other.start - span.start) < _NEAR
        and not re.search(r"[.?!]\s", text[min(span.end, other.end) : max(span.start, other.start)])
        for other in others
    )
