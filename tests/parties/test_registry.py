"""The registry: who goes by which name, when; what users add to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.gazetteer.countries import countries
from dateline.parties.added import MAX_BYTES, read_parties
from dateline.parties.registry import (
    aliases,
    full_names,
    insurgents,
    named,
    parents,
    years,
)
from dateline.parties.tables import find_names


def sides(text: str, year: int | None = None, *touched: str) -> list[str]:
    return [hit.entity.side for hit in find_names(text, "mixed", set(touched), year)]


def test_it_holds_every_state_and_several_hundred_groups() -> None:
    entities = {alias.entity for found in aliases().values() for alias in found}
    assert len(countries()) >= 250
    assert {entity.side for entity in entities if entity.kind == "state"} == set(countries())
    groups = {entity.side for entity in entities if entity.kind == "group"}
    assert len(groups) >= 500
    assert sum(len(found) for found in aliases().values()) > 5000


def test_sides_and_parents_are_known() -> None:
    groups = set(full_names())
    assert set(parents().values()) <= groups
    for one in (entity for found in insurgents().values() for entity in found):
        assert one.side in groups
    for found in aliases().values():
        for alias in found:
            bodies = {"UN", "NATO", "EU", "AU", "Coalition"}
            assert alias.entity.countries <= set(countries()) | bodies, alias


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Daesh", "ISIL"),
        ("ISIS", "ISIL"),
        ("Sendero Luminoso", "Shining Path"),
        ("Extraditables", "Extraditables"),
        ("Jaysh al-Islam", "Jaish al-Islam"),
        ("March 23 Movement", "M23"),
        ("Casa Rosada", "ARG"),
        ("Kremlin", "RUS"),
        ("Allied Democratic Forces", "ADF"),
    ],
)
def test_aliases_lead_to_one_side(name: str, side: str) -> None:
    assert {entity.side for entity in named(name)} == {side}


def test_two_bearers_of_a_name_are_told_apart_by_the_year() -> None:
    assert sides("Sharaa spoke", 2016, "SYR") == ["HTS"]
    assert sides("Sharaa spoke", 2025, "SYR") == ["SYR"]
    assert sides("Assad spoke", 1985) == ["SYR"]


def test_a_report_cannot_mean_who_came_later() -> None:
    assert sides("Bolsonaro and the M23", 1989, "BRA", "COD") == []
    assert sides("Bolsonaro and the M23", 2019, "BRA", "COD") == ["BRA", "M23"]
    assert sides("Bolsonaro and the M23", None, "BRA", "COD") == ["BRA", "M23"]


def test_plain_rebels_are_the_union_of_their_time(annotate) -> None:  # type: ignore[no-untyped-def]
    text = "Salvadoran guerrillas attacked a garrison in Usulutan on {}. The rebels withdrew later."
    then = annotate(text.format("3 May 1988"), published="1988-05-04")
    now = annotate(text.format("3 May 2010"), published="2010-05-04")
    assert {party.side for party in then.parties if party.kind == "group"} == {"FMLN"}
    assert "FMLN" not in {party.side for party in now.parties}


def test_years_may_be_open() -> None:
    assert years("1980-1992") == (1980, 1992)
    assert years("2014-") == (2014, None)
    assert years("-1994") == (None, 1994)
    assert years("") == (None, None)


def test_a_users_party_gets_its_name_as_side(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[party]]\nname = "Iron Lantern"\nnames = ["Lanterne de Fer"]\n')
    (one,) = read_parties(path)
    assert (one.side, one.kind) == ("Iron Lantern", "group")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[party]\n", "is no TOML"),
        ("party = 3", "array"),
        ("[[party]]\nkind = 'group'", "name"),
        ("[[party]]\nname = 'Iron Lantern'\nalias = ['x']", "alias"),
        ("[[party]]\nname = 'Iron Lantern'\nkind = 'gang'", "gang"),
        ("[[party]]\nname = 'Iron Lantern'\nsince = 'long ago'", "int"),
        ("[[party]]\nname = 'Iron Lantern'\nsince = 20019", "2200"),
        ("[[party]]\nname = 'Iron Lantern'\nsince = 2019\nuntil = 2011", "later than"),
        ("[[party]]\nname = 'Iron Lantern'\ncountries = ['Haiti']", "HTI"),
        ("[[party]]\nname = 'Iron Guard Corps'\nkind = 'force'\nside = 'QQQ'", "QQQ"),
        ("[[party]]\nname = 'police'", "common word"),
        ("[[party]]\nname = 'Iron Lantern'\nnames = ['they']", "common word"),
        ("[[party]]\nname = '1234'", "holds no word"),
        ("[[party]]\nname = 'Iron Lantern'\nlocal_names = ['Lantern men']", "countries"),
        ("[[party]]\nname = 'Iron Lantern'\nlast_name = true", "persons"),
        ('[[party]]\nname = "Iron\\u0007Lantern"', "control"),
        (f"[[party]]\nname = '{'x' * 500}'", "120"),
        (f"[[party]]\nname = '{'a b ' * 29}'", "words"),
        (
            "[[party]]\nname = 'Iron Lantern'\n"
            + f"names = {['Name ' + str(n) for n in range(101)]}",
            "100",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(InputError) as error:
        read_parties(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)
    assert len(str(error.value)) < 500


def test_hostile_files_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(InputError, match="split it"):
        read_parties(path)
    path.write_bytes(b"[[party]]\nname = '\xff\xfe'")
    with pytest.raises(InputError, match="UTF-8"):
        read_parties(path)
    path.write_text("x = " + "[" * 100_000)
    with pytest.raises(InputError, match="TOML"):
        read_parties(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_parties(tmp_path / "none.toml")
