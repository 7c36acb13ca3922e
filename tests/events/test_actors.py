"""Who is the actor where grammar tells it in a roundabout way, or not at all."""

from __future__ import annotations

import pytest

import dateline
from dateline.records import Event


def event(reader: dateline.Reader, text: str, kind: str) -> Event:
    return next(e for e in reader.read(text, published="2024-11-15").events if e.type == kind)


def sides(event: Event) -> set[str]:
    return {party.side for party in event.actors}


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        (
            "Villagers near Duma face ongoing shelling and air strikes by the Syrian army.",
            "strike/shelling",
            {"SYR"},
        ),
        (
            "Three attacks, also claimed by Boko Haram, have killed ten farmers in Borno.",
            "civilians/attack",
            {"Boko Haram"},
        ),
        (
            "The murder of the lawyer in Cali was attributed to the ELN.",
            "civilians/attack",
            {"ELN"},
        ),
        (
            "Iraq has suffered a series of bombings at the hands of ISIL and the PKK.",
            "explosion/bombing",
            {"ISIL", "PKK"},
        ),
        (
            "A bomb killed nine people at a market in Mosul. ISIL claimed responsibility.",
            "explosion/bombing",
            {"ISIL"},
        ),
        ("An army plane bombed the village of Kutum in Sudan.", "strike/air", {"SDN"}),
        (
            "French troops have been fighting ISIL alongside the Iraqi army near Mosul.",
            "battle/clash",
            {"FRA", "IRQ"},
        ),
        (
            "The UK will continue to provide the government of Iraq with military support.",
            "diplomacy/support",
            {"GBR"},
        ),
        (
            "The collapse of the talks between Israel and Hamas worried mediators.",
            "diplomacy/breakdown",
            {"ISR", "Hamas"},
        ),
        ("A suicide bomber killed four people in Maiduguri.", "explosion/suicide", {"unknown"}),
    ],
)
def test_the_actor_is_told_around_the_deed(
    reader: dateline.Reader, text: str, kind: str, actors: set[str]
) -> None:
    assert sides(event(reader, text, kind)) == actors


def test_those_who_go_hungry_or_lose_men_suffer_it(reader: dateline.Reader) -> None:
    hunger = event(reader, "Children in Taiz are dying of hunger.", "humanitarian/harm")
    assert not hunger.actors
    losses = event(reader, "The Taliban lost 200 men in Kunduz in July.", "losses/military")
    assert not losses.actors and {party.side for party in losses.targets} == {"Taliban"}


def test_unquoted_we_is_not_the_group_that_is_told_of(reader: dateline.Reader) -> None:
    text = (
        "The United States condemns the bombing in Tartus, for which ISIL has claimed"
        " responsibility. We also call on the Syrian government to end its attacks on Aleppo."
    )
    found = event(reader, text, "diplomacy/demand")
    assert "ISIL" not in sides(found)


def test_a_report_or_paper_is_no_fighter(reader: dateline.Reader) -> None:
    found = event(
        reader, "A report says that rebels attacked an army post near Goma.", "battle/clash"
    )
    assert all(party.name != "report" for party in found.actors)
