"""What a copy changed: sentences cut, added, moved and reworded."""

from __future__ import annotations

from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dateline.linking.copies import Changes, diff
from tests.linking.copy_texts import BRIDGE, PORT

ORIGIN = (
    "Rebels shelled the mill near Tarn on Monday.\n"
    "At least 25 people were killed, the mayor said.\n"
    "The mill had stood for ninety years.\n"
    "The army promised an answer."
)


def signs(changes: Changes) -> list[str]:
    return [segment.change for segment in changes.segments]


def test_a_reprint_changes_nothing_whatever_its_breaks_quotes_and_spelling() -> None:
    copy = ORIGIN.replace("\n", " ").replace("ninety", "90").replace("army", "Army")
    assert signs(diff(ORIGIN, copy)) == ["same"] * 4


def test_a_cut_shows_what_is_gone_where_it_stood() -> None:
    lines = ORIGIN.split("\n")
    changes = diff(ORIGIN, "\n".join([lines[0], lines[2]]))
    assert signs(changes) == ["same", "cut", "same", "cut"]
    assert changes.segments[1].origin is not None
    assert changes.segments[1].origin.of(ORIGIN) == lines[1]
    assert changes.kept == 0.5


def test_an_added_sentence_and_a_changed_figure_are_shown() -> None:
    copy = "A headline of our own\n" + ORIGIN.replace("25", "29")
    changes = diff(ORIGIN, copy)
    assert signs(changes) == ["added", "same", "changed", "same", "same"]
    was, now = changes.segments[2].words
    assert [span.of(ORIGIN) for span in was] == ["25"]
    assert [span.of(copy) for span in now] == ["29"]
    shown = changes.text(ORIGIN, copy).split("\n")
    assert shown[0] == "+ A headline of our own"
    assert shown[2] == "~ At least {+29+} people were killed, the mayor said. [-25-]"


def test_a_moved_sentence_is_no_cut() -> None:
    lines = ORIGIN.split("\n")
    changes = diff(ORIGIN, "\n".join([lines[3], *lines[:3]]))
    assert signs(changes) == ["moved", "same", "same", "same"]


def test_a_merged_story_ends_with_what_was_added() -> None:
    changes = diff(BRIDGE, BRIDGE + "\n\n" + PORT)
    kinds = signs(changes)
    added = kinds.index("added")
    assert set(kinds[:added]) == {"same"} and set(kinds[added:]) == {"added"}


def test_changes_survive_json() -> None:
    changes = diff(BRIDGE, PORT)
    assert msgspec.json.decode(msgspec.json.encode(changes), type=Changes) == changes


TEXTS = st.lists(
    st.sampled_from(
        [*ORIGIN.split("\n"), "U.S. envoys left.", "“Why?” he asked.", "", "...", " - "]
    )
).map("\n".join)


@given(TEXTS, TEXTS)
def test_each_sentence_of_either_text_is_told_of_once(origin: str, copy: str) -> None:
    changes = diff(origin, copy)
    for text, side in ((origin, "origin"), (copy, "copy")):
        spans = sorted(span for one in changes.segments if (span := getattr(one, side)))
        assert len(spans) == len(set(spans))
        assert all(not one.overlaps(two) for one, two in pairwise(spans))
        told = "".join(span.of(text) for span in spans)
        assert "".join(told.split()) == "".join(text.split())
    assert diff(origin, origin).kept == (1.0 if origin.split() else 0.0)
