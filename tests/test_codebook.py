"""The codebook is data: every type has its family, its meaning and its counterparts."""

from __future__ import annotations

import pytest

from dateline.codebook import codebook, load_yaml

# The counterparts a type may name: ACLED's sub-events and PLOVER's events.
ACLED = """
Armed clash|Government regains territory|Non-state actor overtakes territory|Chemical weapon
Air/drone strike|Suicide bomb|Shelling/artillery/missile attack|Remote explosive/landmine/IED
Grenade|Attack|Abduction/forced disappearance|Sexual violence|Peaceful protest
Protest with intervention|Excessive force against protesters|Violent demonstration|Mob violence
Agreement|Arrests|Change to group/activity|Disrupted weapons use|Headquarters or base established
Looting/property destruction|Non-violent transfer of territory|Other
""".replace("\n", "|").split("|")
PLOVER = """
AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|SANCTION
MOBILIZE|COERCE|ASSAULT
""".replace("\n", "|").split("|")


def test_every_type_belongs_to_a_family_with_a_description() -> None:
    for kind in codebook():
        assert kind.name.split("/")[0] in codebook().families
        assert kind.covers
    assert all(codebook().types_of(family) for family in codebook().families)


def test_counterparts_are_names_of_the_other_codebooks() -> None:
    for kind in codebook():
        assert kind.acled, kind.name
        assert set(kind.acled) <= set(ACLED), kind.name
        assert set(kind.plover) <= set(PLOVER), kind.name


def test_types_are_looked_up_by_name() -> None:
    book = codebook()
    assert book is codebook()
    assert len(book) == len(list(book)) == len({kind.name for kind in book})
    assert "strike/drone" in book
    assert "strike/laser" not in book
    assert book["strike/drone"].acled == ("Air/drone strike",)
    with pytest.raises(KeyError):
        book["strike/laser"]


def test_the_families_hold_every_type_once() -> None:
    book = codebook()
    assert [t.name for family in book.families for t in book.types_of(family)] == [
        kind.name for kind in book
    ]


def test_the_types_are_those_of_the_shared_codebook(shared) -> None:  # type: ignore[no-untyped-def]
    page = (shared / "reference" / "codebook.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.count("|") == 5]
    assert [row for row in rows if "/" in row] == [kind.name for kind in codebook()]


def test_small_words_of_a_list_are_words() -> None:
    statuses = load_yaml("dateline.events", "status.yaml")
    listed = [item for value in statuses.values() if isinstance(value, list) for item in value]
    assert listed
    assert not [item for item in listed if isinstance(item, bool)]
