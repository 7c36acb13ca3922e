"""Text without capitals is set as prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.text import pipeline
from dateline.text.case import truecased


@pytest.mark.parametrize(
    ("written", "prose"),
    [
        (
            "GUERRILLAS ATTACKED AN ARMY POST NEAR SAN SALVADOR ON MONDAY.",
            "Guerrillas attacked an army post near San Salvador on Monday.",
        ),
        (
            "police arrested rajesh mehta in ahmedabad. the indian army was called in.",
            "Police arrested Rajesh Mehta in Ahmedabad. The Indian army was called in.",
        ),
        ("Troops left Kharkiv on Friday, officials said.",) * 2,
        (
            "U.S. SENATOR GEORGE BUSH MET GEN. OSCAR RUIZ IN EL CARMEN, SAYS THE CATHOLIC CHURCH.",
            "U.S. senator George Bush met Gen. Oscar Ruiz in El Carmen, says the Catholic church.",
        ),
        (
            "THE FRONT [FLN] AND THE MRTA [ARMED MOVEMENT] LEFT LA PALMA. I SAW THE FMLN GO.",
            "The front [FLN] and the MRTA [armed movement] left La Palma. I saw the FMLN go.",
        ),
        (
            "THE PEOPLE'S FRONT FOR LIBERTY [PFL] AND THE ARENA (ARENA) MET IN LIMA (PERU).",
            "The People's Front for Liberty [PFL] and the ARENA (ARENA) met in Lima (Peru).",
        ),
        (
            "THE REPORT [WORDS INDISTINCT] NAMED CARTAGENA DE INDIAS. A CARTER CAME.",
            "The report [words indistinct] named Cartagena de Indias. A carter came.",
        ),
    ],
)
def test_names_get_capitals_and_words_lose_them(written, prose):
    assert truecased(written, pipeline()) == prose


@given(st.text(max_size=60))
def test_no_character_moves(text):
    paragraphs = "\n".join(part for part in text.splitlines() if part)
    assert len(truecased(paragraphs, pipeline())) == len(paragraphs)
