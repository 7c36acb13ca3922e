"""The reader as people use it: one report, many, bad ones, and what may go wrong on the way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

import dateline
from dateline import reader as reading
from dateline.annotations import Annotations
from dateline.errors import InputError, ReadError, ReadTimeout
from dateline.reader import MAX_CHARACTERS, Reader, Stage, document
from dateline.records import Document, Record

REPORT = "Rebels shelled Aleppo on Monday, killing three people, police said."


def test_what_is_known_of_a_report_is_kept(reader: Reader) -> None:
    record = reader.read(
        REPORT, id="a", title="T", published="2016-11-16", publisher="Example Agency"
    )
    known = record.document
    assert (known.id, known.title, known.publisher) == ("a", "T", "Example Agency")
    assert (known.published, known.published_basis) == ("2016-11-16", "given")
    assert known.text == REPORT


def test_a_report_without_id_is_named_by_its_text(reader: Reader) -> None:
    assert reader.read(REPORT).document.id == reader.read(REPORT).document.id
    assert reader.read(REPORT).document.id != reader.read(REPORT + " ").document.id


def test_reading_twice_gives_the_same_bytes(reader: Reader) -> None:
    assert dateline.to_json(reader.read(REPORT)) == dateline.to_json(reader.read(REPORT))


def test_layers_are_kept_when_asked_for() -> None:
    assert Reader().read(REPORT).layers is None
    assert Reader(layers=True).read(REPORT).layers is not None


def test_its_repr_can_be_typed_in() -> None:
    assert repr(Reader(layers=True)) == "Reader(layers=True, time_limit=10.0)"


@pytest.mark.parametrize("text", ["", " \n", "1 2 3.", "\u200b", "…"])
def test_a_report_without_words_is_an_input_error(reader: Reader, text: str) -> None:
    with pytest.raises(InputError, match="x: no text in it"):
        reader.read(text, id="x")


def test_a_report_over_the_cap_is_an_input_error(reader: Reader) -> None:
    with pytest.raises(InputError, match="200,001 characters are more than"):
        reader.read("x" * (MAX_CHARACTERS + 1))


def test_a_report_in_another_language_is_an_input_error(reader: Reader) -> None:
    text = "Les rebelles ont bombardé la ville lundi matin, tuant trois personnes. " * 3
    with pytest.raises(InputError, match="language 'fr'"):
        reader.read(text)


def test_lone_surrogates_become_marks_and_the_record_can_be_written(reader: Reader) -> None:
    text = "Shells \ud83d hit Sumy."
    for report in (text, Document(id="x", text=text)):
        record = reader.read(report)
        assert record.document.text == "Shells \ufffd hit Sumy."
        assert dateline.from_json(dateline.to_json(record), Record) == record


def test_one_long_paragraph_is_read(reader: Reader) -> None:
    text = "Shells hit the town and soldiers left while officials spoke of more to come. " * 715
    assert reader.read(text).document.text == text


def _with_stage(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    monkeypatch.setattr(reading, "_STAGES", (Stage("broken", "", run),))  # type: ignore[arg-type]


def test_a_stage_that_fails_is_a_read_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Annotations) -> Annotations:
        raise KeyError("oops")

    _with_stage(monkeypatch, fail)
    with pytest.raises(ReadError, match=r"x: stage 'broken' failed \(KeyError: 'oops'\)"):
        Reader().read(REPORT, id="x")


def test_a_report_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(_: Annotations) -> Annotations:
        try:
            time.sleep(30)
        except Exception:  # code that swallows the first alarm
            time.sleep(30)
        raise AssertionError

    _with_stage(monkeypatch, hang)
    began = time.perf_counter()
    with pytest.raises(ReadTimeout, match=r"x: took longer than 0\.2 s"):
        Reader(time_limit=0.2).read(REPORT, id="x")
    assert time.perf_counter() - began < 5


def test_the_time_limit_leaves_no_alarm_behind(reader: Reader) -> None:
    import signal

    reader.read(REPORT)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_many_are_read_in_order_and_errors_stand_in_their_place(reader: Reader) -> None:
    missing = InputError("no such file", "missing.txt")
    results = list(reader.read_many([REPORT, "", missing, document(REPORT, id="last")]))
    assert isinstance(results[0], Record)
    assert isinstance(results[1], InputError)
    assert results[2] is missing
    assert isinstance(results[3], Record)
    assert results[3].document.id == "last"


def test_a_generator_is_never_drained(reader: Reader) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield REPORT

    next(reader.read_many(endless()))
    assert taken == 1


class _Killer(Document, frozen=True, kw_only=True):
    """A report that kills the process which unpacks it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)


def test_workers_give_the_same_as_one_process(reader: Reader) -> None:
    reports = [document(f"{REPORT} {n}", id=f"r{n}") for n in range(4)]
    assert list(reader.read_many(reports, workers=2)) == list(reader.read_many(reports))


def test_a_report_that_kills_its_worker_fails_alone(reader: Reader) -> None:
    killer = _Killer(id="killer", text=REPORT)
    before, failed, after = reader.read_many(["1", killer, "2"], workers=2)
    assert isinstance(before, InputError)
    assert isinstance(after, InputError)
    assert isinstance(failed, ReadError)
    assert failed.report == "killer"
    assert "died" in failed.message


def test_the_order_of_sets_changes_nothing() -> None:
    """The same report gives the same bytes whatever the hash seed of the process."""
    code = (
        "import dateline; from dateline.dispatches import dispatches;"
        "reader = dateline.Reader(layers=True);"
        "print(*(dateline.to_json(reader.read(one)) for one in dispatches()[:4]), sep='\\n')"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
