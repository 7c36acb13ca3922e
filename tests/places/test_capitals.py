"""Places of reports in capitals only, and of reports on one country with namesakes abroad."""

from __future__ import annotations

from dateline.annotations import Annotations
from dateline.places import places, referent
from dateline.reader import _open, document
from dateline.records import PlaceMention
from dateline.text import parse, zones


def _read(text: str) -> Annotations:
    return places(parse(zones(_open(document(text)))))


def _found(text: str) -> dict[str, PlaceMention]:
    return {mention.name.lower(): mention for mention in _read(text).places}


def test_a_name_of_several_words_is_whole_without_capitals() -> None:
    found = _found("POLICE IN CARTAGENA DE INDIAS, COLOMBIA, FOUND A BOMB IN A HOTEL.")
    assert found["cartagena de indias"].country == "COL"


def test_a_mark_ends_no_name_without_capitals() -> None:
    found = _found("REBELS ATTACKED SAN RAMON -- A TOWN IN PERU -- AND ICA, PERU.")
    assert "san ramon" in found


def test_a_small_town_stands_after_a_preposition_without_capitals() -> None:
    text = "PERUVIAN SOLDIERS SEARCHED HOUSES IN CAYARA. THE PERUVIAN ARMY SENT MEN TO LIMA, PERU."
    assert _found(text)["cayara"].country == "PER"


def test_a_department_is_a_division() -> None:
    found = _found("Guerrillas burned a bus in Cajamarca Department, Peru.")
    assert any(m.kind == "admin1" and name.startswith("cajamarca") for name, m in found.items())


def test_a_small_namesake_abroad_is_not_meant_in_a_report_on_one_country() -> None:
    text = (
        "Salvadoran troops clashed with guerrillas in Escalon. Shots were heard in San Salvador, "
        "in Soyapango and in Mejicanos, the Salvadoran army said."
    )
    escalon = _found(text).get("escalon")
    assert escalon is None or escalon.country != "USA"


def test_a_longer_name_after_a_saint_is_not_the_saints_town() -> None:
    text = "SALVADORAN TROOPS FOUGHT REBELS IN SAN JOSE GUAYABAL, EL SALVADOR."
    assert "san jose" not in _found(text)


def test_a_town_said_to_lie_in_a_division_is_no_namesake_elsewhere() -> None:
    text = "A bomb exploded in Barbacoas, Antioquia Department. Colombian police blamed rebels."
    place = _found(text)["barbacoas"]
    assert place.admin1 == "Antioquia" and place.precision >= 2


def test_the_capital_city_is_the_capital() -> None:
    annotations = _read("Honduran troops left Tela. Bombs went off in the capital city.")
    token = next(token for token in annotations.doc if token.text == "city")
    meant = referent(annotations, token)
    assert meant is not None and meant.name == "Tegucigalpa"
