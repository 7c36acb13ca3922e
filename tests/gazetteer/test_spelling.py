"""Names written otherwise: alternate names first, then transliteration, then one wrong letter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.gazetteer import index
from dateline.gazetteer.spelling import respellings


@pytest.mark.parametrize(
    ("written", "lat", "lon"),
    [
        ("Kiev", 50.45, 30.52),
        ("Artemivsk", 48.59, 38.0),
        ("Artyomovsk", 48.59, 38.0),
        ("Kupiansk", 49.71, 37.61),
        ("Kupyansk", 49.71, 37.61),
        ("Krasny Liman", 48.98, 37.81),
        ("Ugledar", 47.78, 37.25),
        ("Selidovo", 48.15, 37.3),
        ("Lisichansk", 48.9, 38.43),
        ("Al Fashir", 13.63, 25.35),
        ("Falloujah", 33.35, 43.79),
    ],
)
def test_old_and_variant_names_are_known(written: str, lat: float, lon: float) -> None:
    found = index().lookup(written)
    assert any(abs(e.lat - lat) < 0.1 and abs(e.lon - lon) < 0.1 for e in found)


@pytest.mark.parametrize(
    ("written", "lat", "lon"),
    [
        ("Zaporozhie", 47.85, 35.12),
        ("Gulyaipole", 47.66, 36.26),
        ("Kramatorks", 48.74, 37.58),
        ("Toretzk", 48.39, 37.84),
        ("Khan Shaykun", 35.44, 36.65),
        ("Baqouba", 33.75, 44.64),
        ("Telafar", 36.38, 42.45),
        ("Mariopol", 47.1, 37.54),
        ("Sabrata", 32.79, 12.48),
    ],
)
def test_an_unknown_spelling_leads_to_a_like_name(written: str, lat: float, lon: float) -> None:
    assert not index().lookup(written)
    found = index().similar(written, 5)
    assert any(abs(e.lat - lat) < 0.15 and abs(e.lon - lon) < 0.15 for e in found)


def test_short_names_are_not_guessed_at() -> None:
    assert index().similar("Xyz") == ()
    assert all("kuvv" not in keys for keys in respellings("kuve"))


def test_likeness_is_bounded_in_number_and_time() -> None:
    assert len(index().similar("Alexandrovca", 3)) <= 3
    names = [f"Nowhere{n}burgshire" for n in range(50)]
    start = time.perf_counter()
    for name in names:
        index().similar(name)
    assert (time.perf_counter() - start) / len(names) < 0.03


@given(st.text(max_size=60))
def test_any_text_can_be_asked_for(text: str) -> None:
    assert len(index().similar(text, 2)) <= 2
