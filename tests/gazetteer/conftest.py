"""Files as GeoNames publishes them, made by the tests; an index of the user's own in a folder."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from dateline.gazetteer import index


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the user's own index, empty at first."""
    folder = tmp_path / "own"
    monkeypatch.setenv("DATELINE_GAZETTEER", str(folder))
    index.cache_clear()
    yield folder
    index.cache_clear()


def geonames_row(
    geonameid: int = 90_000_001,
    name: str = "Dobrotyne",
    lat: float | str = 47.4433,
    lon: float | str = 35.8383,
    alternates: str = "Добротине,Dabrotino",
    kind: str = "P\tPPL",
    where: str = "UA\t\t26",
    population: int | str = 480,
) -> str:
    """One line of a country dump: 19 columns."""
    return (
        f"{geonameid}\t{name}\t{name}\t{alternates}\t{lat}\t{lon}\t{kind}\t{where}\t2307\t\t\t"
        f"{population}\t\t105\tEurope/Kiev\t2022-08-04"
    )


@pytest.fixture
def dump(tmp_path: Path) -> Callable[..., Path]:
    """A function from lines to a zip as GeoNames publishes it, readme and all."""

    def make(name: str, lines: Sequence[str | bytes]) -> Path:
        path = tmp_path / f"{name}.zip"
        raw = b"\n".join(x if isinstance(x, bytes) else x.encode() for x in lines)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "Readme for GeoNames Gazetteer extract files\n")
            archive.writestr(f"{name}.txt", raw + b"\n")
        return path

    return make
