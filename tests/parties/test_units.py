"""Units: as written, in normal form, with echelon and what they belong to."""

from __future__ import annotations

import pytest

from dateline.annotations import Annotations
from dateline.parties.units import larger, number_of, unit_of
from dateline.records import PartyMention


@pytest.mark.parametrize(
    ("written", "name", "echelon"),
    [
        ("128th separate mountain assault brigade", "128th Mountain Assault Brigade", "brigade"),
        ("128TH MOUNTAIN ASSAULT BRIGADE", "128th Mountain Assault Brigade", "brigade"),
        ("2d Inf. Bn", "2nd Infantry Battalion", "battalion"),
        ("first brigade", "1st Brigade", "brigade"),
        ("93rd Mechanised Brigade", "93rd Mechanized Brigade", "brigade"),
        ("Brigade 22", "22nd Brigade", "brigade"),
        ("XII Army Corps", "12th Army Corps", "corps"),
        ("Military Detachment No. 4", "4th Military Detachment", "company"),
        ("Golani Brigade", "Golani Brigade", "brigade"),
        ("troops of the Tern Battalion", "Tern Battalion", "battalion"),
    ],
)
def test_one_unit_has_one_normal_form(written: str, name: str, echelon: str) -> None:
    unit = unit_of(written)
    assert unit is not None
    assert (unit.name, unit.echelon) == (name, echelon)


@pytest.mark.parametrize("written", ["the brigade", "an elite battalion", "army", "police", ""])
def test_a_mere_kind_of_unit_has_none(written: str) -> None:
    assert unit_of(written) is None


def test_numbers_and_sizes() -> None:
    assert [number_of(word) for word in ("31st", "2d", "Fourth", "XIV", "mix", "assault")] == [
        31,
        2,
        4,
        14,
        None,
        None,
    ]
    assert larger("brigade", "battalion")
    assert not larger("company", "division")


def mention(annotations: Annotations, words: str) -> PartyMention:
    return next(m for m in annotations.parties if words in m.span.of(annotations.text))


def test_a_unit_belongs_to_the_next_larger_the_forces_and_the_state(annotate) -> None:  # type: ignore[no-untyped-def]
    found = annotate(
        "The 3rd Battalion of Ukraine's 41st mechanised brigade left Lyman on Friday."
        " The brigade had lost 12 men near Kramatorsk."
    )
    battalion, brigade = mention(found, "3rd Battalion"), mention(found, "The brigade")
    assert battalion.parents == ("41st Mechanized Brigade", "Armed Forces of Ukraine", "Ukraine")
    assert (brigade.canonical, brigade.echelon) == ("41st Mechanized Brigade", "brigade")
    assert brigade.party().parents == ("Armed Forces of Ukraine", "Ukraine")


def test_a_group_belongs_to_its_alliance(annotate) -> None:  # type: ignore[no-untyped-def]
    found = annotate("ISKP fighters shot two traders near Jalalabad, Afghanistan, on Friday.")
    group = mention(found, "ISKP")
    assert group.canonical == "Islamic State Khorasan Province"
    assert group.parents == ("Islamic State of Iraq and the Levant",)
