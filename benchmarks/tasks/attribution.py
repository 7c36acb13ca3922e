"""attribution: source, cue and content of everything said or thought, in the form of GUM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.tasks import Json, patient_reader
from dateline.annotations import Annotations
from dateline.records import Span
from dateline.statements import Attribution, attributions

# The set leaves out "not", "will" and their like when it writes a cue, or gives them a span apart.
_HELPERS = ("aux", "auxpass", "neg")


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """Every attribution in the wide sense: thoughts and the speaker's own words among them."""
    reader = patient_reader()
    for record in records:
        found = reader.annotate(record["text"], id=record["id"])
        # A quotation without a cue has no source in its own sentence: the set has none such.
        rows = [_row(found, item) for item in attributions(found) if item.cue is not None]
        yield {"id": record["id"], "attributions": rows}


def _row(annotations: Annotations, item: Attribution) -> Json:
    return {
        "source": _spans(annotations, _without_aside(annotations, item)),
        "cue": _spans(annotations, _with_helpers(item)),
        "content": _spans(annotations, item.content),
    }


def _without_aside(annotations: Annotations, item: Attribution) -> Span | None:
    """The source without what a comma sets off: the set keeps "K.C. Maurer", not her office."""
    span, head = item.source, item.speaker
    if span is None or head is None:
        return span
    comma = annotations.text.find(",", head.idx + len(head), span.end)
    return span if comma < 0 else Span(span.start, comma)


def _with_helpers(item: Attribution) -> Span | None:
    """The cue with the auxiliaries right before it: "have asserted", "would say"."""
    span, cue = item.cue_span, item.cue
    if span is None or cue is None:
        return span
    first = cue
    for child in reversed(list(cue.lefts)):
        if child.dep_ in _HELPERS and child.i == first.i - 1:
            first = child
    return Span(first.idx, span.end)


def _spans(annotations: Annotations, span: Span | None) -> list[list[int]]:
    """A span of the reading text as offsets into the untouched text."""
    if span is None:
        return []
    return [[annotations.origin[span.start], annotations.origin[span.end - 1] + 1]]
