"""Sentences: inside one zone and paragraph, without the white space around them."""

from __future__ import annotations

import pytest

from dateline import InputError, Reader, Record
from dateline.annotations import Annotations
from dateline.sources import document
from dateline.text import language_of, parse, pipeline, reading_text, zones

PAGE = """Town shelled again

KYIV – Shells fell on Sumy on Friday. Nobody was hurt

"We were in the cellar," a resident said. "It was over in minutes."
"""


def test_no_sentence_crosses_a_paragraph_or_a_zone(annotate) -> None:  # type: ignore[no-untyped-def]
    found = annotate(PAGE)
    texts = [found.text[s.span.start : s.span.end] for s in found.sentences]
    assert texts[:4] == [
        "Town shelled again",
        "KYIV –",
        "Shells fell on Sumy on Friday.",
        "Nobody was hurt",
    ]
    zones = [sentence.zone for sentence in found.sentences]
    assert zones[:4] == ["headline", "dateline", "body", "body"]
    paragraphs = [sentence.paragraph for sentence in found.sentences]
    assert paragraphs[:4] == [0, 1, 1, 1]
    assert set(paragraphs[4:]) == {2}
    assert [sentence.index for sentence in found.sentences] == list(range(len(texts)))


def test_tokens_are_offsets_into_the_reading_text(annotate) -> None:  # type: ignore[no-untyped-def]
    found = annotate(PAGE)
    for sentence in found.sentences:
        tokens = found.tokens(sentence)
        assert tokens[0].idx == sentence.span.start
        assert tokens[-1].idx + len(tokens[-1]) == sentence.span.end
        assert found.sentence_at(sentence.span.start) is sentence
        assert found.sentence_at(sentence.span.end - 1) is sentence


def test_spans_of_the_record_point_into_the_untouched_text(reader: Reader) -> None:
    text = "\r\n\ufeffKYIV –  Shells\u00ad fell\r\n on Sumy.\r\n\r\nNobody \u200b was hurt.\r\n"
    document = reader.read(text).document
    assert document.text == text
    assert [(z.zone, text[z.start : z.end]) for z in document.zones] == [
        ("dateline", "KYIV –"),
        ("body", "Shells\u00ad fell\r\n on Sumy."),
        ("body", "Nobody \u200b was hurt."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "🚀🔥 👩‍👩‍👧‍👦 hit",
        "شنت القوات",
        "A\x00B \ud83d C",
        "WORD " * 300,
        "a.b.c.d.e.f " * 100,
        "-- -- -- a",
        "(((((" * 50 + "a",
        "\u202eabc\u202c def",
        "I.\n\n\n\nII.\n\nIII.",
    ],
)
def test_odd_texts_are_read_or_refused(reader: Reader, text: str) -> None:
    result = next(reader.read_many([text]))
    assert isinstance(result, Record) or "Dateline reads English" in result.message


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01", "1234 -- 56", "\u200b"])
def test_a_text_without_words_is_refused_in_one_sentence(reader: Reader, text: str) -> None:
    with pytest.raises(InputError, match=r"^r7: no text in it; give the report's text$"):
        reader.read(text, id="r7")


GERMAN = (
    "Russische Truppen haben am Freitag nach Angaben des Generalstabs mehrere Ortschaften in der"
    " Region Saporischschja beschossen; dabei wurden vier Menschen verletzt und Häuser zerstört."
)


def test_a_report_in_another_language_is_refused(reader: Reader) -> None:
    with pytest.raises(InputError, match="language 'de'"):
        reader.read(GERMAN)
    assert language_of(GERMAN) == "de"


NAMES = (
    "Ex-US envoy Brandon Obuya on Monday held talks with President Ukuru Kenyandi and ODM leader"
    " Raido Odenga in Nairobi."
)
PIDGIN = (
    "Oga Bello don tell im people say make dem no waka for night, because plenty wahala dey for dat"
    " road. Na so everybody just siddon for house dey look."
)


def test_capitals_and_names_do_not_make_english_another_language() -> None:
    assert (
        language_of("REBELS OF JISR AL-SHUGHUR SHELLED THE TOWNS OF KAFR NABL AND MAARAT " * 2)
        == "en"
    )
    assert language_of("Khamis Mushait, Jizan, Abha") == "en"


def test_names_do_not_make_a_short_english_text_another_language() -> None:
    assert language_of(NAMES) == "en"
    assert language_of(PIDGIN) == "pcm"


def parsed(text: str) -> Annotations:
    read, origin = reading_text(text)
    return parse(zones(Annotations(document=document(text), text=read, origin=origin)))


def test_a_text_of_many_pages_is_parsed_in_pieces_that_fit_together() -> None:
    page = (
        "KYIV – Shells fell on Sumy on Friday. Nobody was hurt.\n\nIt is quiet now, she said.\n\n"
    )
    found = parsed(page * 600)
    assert found.doc.text == found.text
    assert len(found.text) > 2 * 20_000
    texts = {found.text[s.span.start : s.span.end] for s in found.sentences}
    assert {"Nobody was hurt.", "It is quiet now, she said."} <= texts
    assert max(map(len, texts)) < 60


@pytest.mark.parametrize("run", ["(" * 30_000, "a" * 30_000, '."' * 15_000])
def test_an_endless_run_of_marks_holds_nothing_up(run: str) -> None:
    found = parsed(f"Shells fell. {run} Nobody was hurt.")
    assert found.doc.text == found.text


def test_the_pipeline_is_loaded_once() -> None:
    assert pipeline() is pipeline()


def test_a_bracketed_aside_ends_no_sentence() -> None:
    found = parsed("Fighters of the People's Dawn Front [PDF] shelled the farm. It burned.")
    assert len(found.sentences) == 2
