"""Errors: one tree, each with the report's name, and able to cross from one process to another."""

from __future__ import annotations

import pickle

import pytest

from dateline import errors

TREE = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.DatelineError)
]


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_every_error_names_its_report_and_survives_a_process(
    kind: type[errors.DatelineError],
) -> None:
    error = kind("too long; split it", "a.txt")
    assert str(error) == "a.txt: too long; split it"
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (str(copy), copy.report, copy.message) == (str(error), "a.txt", "too long; split it")


def test_an_error_without_a_report_is_its_message() -> None:
    assert str(errors.SetupError("run make setup")) == "run make setup"


def test_the_tree_at_the_top_of_the_file_shows_every_error() -> None:
    for kind in TREE:
        assert kind.__name__ in (errors.__doc__ or "")
