"""Annotations: what one stage hands to the next, and how its spans find back into the report."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline import Event, Source, Span, Statement
from dateline.annotations import Annotations
from dateline.sources import document
from dateline.text import reading_text

MESSY = st.lists(
    st.sampled_from(["Kyiv", "fell.", "🚀", "نعم", "e\u0301", "\u200b", "\u00ad", "\x00"])
    | st.sampled_from([" ", "  ", "\t", "\n", "\r\n", "\n\n", "\u00a0", "\u2028"]),
    min_size=1,
    max_size=25,
).map("".join)


def annotations(text: str) -> Annotations:
    read, origin = reading_text(text)
    return Annotations(document=document(text), text=read, origin=origin)


@given(MESSY, st.data())
def test_a_span_found_in_the_reading_text_covers_the_same_words_of_the_report(
    text: str, data: st.DataObject
) -> None:
    found = annotations(text)
    assume(found.text)
    start = data.draw(st.integers(0, len(found.text) - 1))
    end = data.draw(st.integers(start + 1, len(found.text)))
    inside = found.text[start:end]
    assume(inside.strip() == inside)
    event = Event(
        id="e1",
        type="battle/clash",
        status="happened",
        trigger=Span(start, end),
        evidence=(Span(start, end),),
    )
    said = Statement(id="s1", source=Source(name="x", kind="media"), content=Span(start, end))
    record = found.add(events=(event,), statements=(said,)).record()
    assert record.document.text == text
    for span in (
        record.events[0].trigger,
        record.events[0].evidence[0],
        record.statements[0].content,
    ):
        covered = reading_text(record.text_of(span))[0]
        # A piece of a page may be wrapped otherwise than the page: compare words.
        assert covered.split() == inside.split()


def test_adding_leaves_the_annotations_before_as_they_were() -> None:
    before = annotations("Shells fell.")
    after = before.add(case="upper")
    assert (before.case, after.case) == ("mixed", "upper")
    with pytest.raises(AttributeError):
        before.case = "lower"  # type: ignore[misc]


def test_a_stage_that_needs_the_parse_fails_where_there_is_none() -> None:
    with pytest.raises(AssertionError, match="the parse stage has not run"):
        _ = annotations("Shells fell.").doc


def test_layers_are_kept_only_when_asked_for() -> None:
    found = annotations("Shells fell.")
    assert found.record().layers is None
    assert found.record(layers=True).layers is not None
