"""The reading text: tidy words, one newline between paragraphs, and a map back that never lies."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.text import letter_case, reading_text

# Any Unicode, lone surrogates too, with the marks that web pages are full of made frequent.
UNICODE = st.text(
    st.characters()
    | st.sampled_from(" \t\r\n\x00\u00a0\u00ad\u200b\u200f\u202e\u2028\u2066\ufeffaA."),
    max_size=80,
)


@given(UNICODE)
@example("Left\r\n\r\nRight")
@example("\u200b\n\u200babc")
@example("a\n\nb\n c\u2029d")
def test_the_map_leads_back_to_the_same_characters(text: str) -> None:
    read, origin = reading_text(text)
    assert len(read) == len(origin)
    assert list(origin) == sorted(set(origin))
    for char, offset in zip(read, origin, strict=True):
        if char in " \n":
            assert text[offset].isspace()
        else:
            assert char == text[offset] or (char == "\ufffd" and not text[offset].isprintable())


@given(UNICODE)
def test_white_space_is_single_and_never_at_an_end(text: str) -> None:
    read, _ = reading_text(text)
    assert read == read.strip()
    assert all(char in " \n" or not char.isspace() for char in read)
    assert not any(pair in read for pair in ("  ", "\n\n", " \n", "\n "))


@given(UNICODE)
def test_no_word_is_lost(text: str) -> None:
    read, _ = reading_text(text)
    kept = [char for char in text if char.isalnum() and char.isprintable()]
    assert [char for char in read if char.isalnum()] == kept


@given(UNICODE)
def test_the_reading_text_can_always_be_written_to_a_file(text: str) -> None:
    reading_text(text)[0].encode("utf-8")


@given(UNICODE)
def test_reading_text_of_a_reading_text_has_the_same_words(text: str) -> None:
    once, _ = reading_text(text)
    assert reading_text(once)[0].split() == once.split()


def test_hard_wrapped_lines_become_paragraphs() -> None:
    wrapped = (
        "Shells fell on the northern outskirts of the town on Friday and\n"
        "cut the power line to three of its districts, the mayor said in\n"
        "a video message from a cellar. Crews could not reach the damage\n"
        "before dark.\n"
        "\n"
        "Nobody was hurt, he added.\n"
    )
    assert reading_text(wrapped)[0].split("\n") == [
        " ".join(wrapped.split("\n\n")[0].split()),
        "Nobody was hurt, he added.",
    ]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    page = "Bridge hit again\n6 mins read\nKYIV – A bridge was hit.\nNo one was hurt."
    assert reading_text(page)[0] == page


@pytest.mark.parametrize(
    "mark", ["\u00ad", "\u200b", "\u200f", "\u061c", "\u2066", "\u2069", "\ufeff"]
)
def test_marks_that_print_nothing_split_no_word(mark: str) -> None:
    assert reading_text(f"Khar{mark}kiv{mark} fell")[0] == "Kharkiv fell"


def test_control_characters_and_lone_surrogates_are_shown_as_unknown() -> None:
    assert reading_text("a\x00b \ud800c")[0] == "a\ufffdb \ufffdc"


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("REBELS SHELLED THE TOWN OF JISR ON MONDAY", "upper"),
        ("rebels shelled the town of jisr on monday", "lower"),
        ("Rebels shelled the town of Jisr on Monday", "mixed"),
        ("UN", "mixed"),
        ("12 345", "mixed"),
        ("", "mixed"),
    ],
)
def test_letter_case_is_told(text: str, case: str) -> None:
    assert letter_case(text) == case


def test_a_long_text_is_read_in_linear_time() -> None:
    read, _ = reading_text("word " * 40_000 + "\n" * 1000)
    assert len(read.split()) == 40_000
