"""Credits: whom a report names as its source, and whom it only quotes."""

from __future__ import annotations

import pytest

from dateline.linking.copies import credits_of, fingerprint
from tests.linking.copy_texts import report

BODY = "Shells hit the mill near Tarn. Nobody was hurt, the mayor said.\n" * 40


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("TARN, May 4 (Reuters) - Shells hit the mill.", ("Reuters",)),
        ("TARN, Norland (AP) — Shells hit the mill.", ("AP",)),
        ("TARN, May 4 (Inland Wire) - Shells hit the mill.", ("Inland Wire",)),
        ("By Ada Moor, Associated Press", ("AP",)),
        ("By AFP", ("AFP",)),
        ("AP", ("AP",)),
        ("Mill near Tarn shelled, via AP", ("AP",)),
        ("Source: Xinhua News Agency", ("Xinhua",)),
        ("Reuters and AFP contributed to this report.", ("AFP", "Reuters")),
        ("The Associated Press contributed.", ("AP",)),
        ("(With inputs from AFP and PTI)", ("AFP", "PTI")),
        ("With material from Inland Wire", ("Inland Wire",)),
        ("Additional reporting by Ada Moor with files from the Canadian Press", ("CP",)),
        ("Officials spoke of three shells. (dpa)", ("dpa",)),
        ("© Agence France-Presse", ("AFP",)),
    ],
)
def test_a_credit_is_found_in_the_first_lines_and_in_the_last(
    line: str, credits: tuple[str, ...]
) -> None:
    assert credits_of(f"{line}\n{BODY}") == credits
    if not line.startswith("TARN"):
        assert credits_of(f"{BODY}{line}") == credits


@pytest.mark.parametrize(
    "line",
    [
        "The mayor told Reuters that three shells fell.",
        "AFP could not verify the claim.",
        "Senator Ada Moor (R) - a critic of the war - left.",
        "The map of APS batteries and the tap water ran dry.",
        "Reuters journalists were hurt in Tarn.",
    ],
)
def test_who_is_only_told_or_named_is_no_credit(line: str) -> None:
    assert credits_of(f"{line}\n{BODY}") == ()


def test_a_credit_in_the_middle_of_a_long_report_is_a_mention() -> None:
    assert credits_of(f"{BODY}Source: Reuters\n{BODY}") == ()


def test_a_publisher_may_credit_an_agency_in_brackets() -> None:
    document = report("a", BODY, publisher="Morning Post (AFP/Reuters)")
    assert fingerprint(document).credits == ("AFP", "Reuters")
    assert fingerprint(document).publisher == "Morning Post"


def test_an_agency_has_one_name_as_publisher_and_as_credit() -> None:
    document = report("a", BODY, publisher="Agence France-Presse")
    assert fingerprint(document).publisher == "AFP"
