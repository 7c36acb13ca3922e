"""The user's own places: any file of GeoNames or CSV goes in whole, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import DatelineError, InputError, SetupError
from dateline.gazetteer import index
from dateline.gazetteer.added import abouts, set_files, user_folder
from dateline.gazetteer.adding import add, remove

from .conftest import geonames_row

Dump = Callable[..., Path]


class TestCountryDump:
    def test_a_village_that_nothing_ships_is_found_in_its_division(
        self, user: Path, dump: Dump
    ) -> None:
        assert not index().lookup("Dobrotyne")
        added = add(dump("UA", [geonames_row()]), user)
        assert (added.name, added.places, added.bad, added.replaced) == ("UA", 1, 0, False)
        (entry,) = index().lookup("Dobrotyne")
        assert (entry.country, entry.admin1, entry.kind) == (
            "UKR",
            "Zaporizhzhia Oblast",
            "settlement",
        )
        assert (entry.lat, entry.lon, entry.population) == (47.4433, 35.8383, 480)
        assert index().lookup("Dabrotino") == (entry,)
        assert index().entry(entry.number) == entry
        assert "Dobrotyne" in index() and index().has("dobrotyne")
        assert [e.name for e in index().similar("Dobrotine", 1)] == ["Dobrotyne"]

    def test_what_ships_under_the_same_id_does_not_double(self, user: Path, dump: Dump) -> None:
        before = index().lookup("Tokmak")
        known = next(entry for entry in before if entry.geonameid)
        lines = [
            geonames_row(known.geonameid or 0, "Tokmak", known.lat, known.lon, "Velykyi Tokmak")
        ]
        add(dump("UA", lines), user)
        assert index().lookup("Tokmak") == before
        assert known in index().lookup("Velykyi Tokmak")  # a name of the dump leads to it too

    def test_adding_twice_changes_nothing(self, user: Path, dump: Dump) -> None:
        path = dump("UA", [geonames_row()])
        add(path, user)
        first = set_files(user)[0].read_bytes()
        again = add(path, user)
        assert again.replaced
        assert len(index().lookup("Dobrotyne")) == 1
        assert set_files(user)[0].read_bytes() == first
        add(dump("villages", [geonames_row()]), user)  # nor under another name
        assert len(index().lookup("Dobrotyne")) == 1

    def test_bad_rows_are_counted_and_told_with_their_lines(self, user: Path, dump: Dump) -> None:
        lines = [
            geonames_row(),
            "only\tthree\tcolumns",
            geonames_row(90_000_002, lat="north"),
            geonames_row(90_000_003, lat=91),
            geonames_row(90_000_004, name="Свято").encode("cp1251"),
            geonames_row(90_000_005, population="many"),
            geonames_row(90_000_006, name=" "),
            geonames_row(90_000_007, lon="nan"),
            geonames_row("x" * 9),  # type: ignore[arg-type]
            geonames_row(90_000_008, name="x" * 150_000),
            geonames_row(90_000_009, name="Last"),
        ]
        added = add(dump("UA", lines), user)
        assert (added.places, added.bad) == (2, 9)
        assert [row.line for row in added.first_bad] == [2, 3, 4, 5, 6]
        assert "3 columns" in added.first_bad[0].reason
        assert "UTF-8" in added.first_bad[3].reason
        assert index().lookup("Last")

    def test_what_news_does_not_name_is_left_out(self, user: Path, dump: Dump) -> None:
        lines = [
            geonames_row(),
            geonames_row(90_000_002, "Well No 5", kind="H\tWLL"),
            geonames_row(90_000_003, "Old Bakery", kind="S\tSHOP"),
            geonames_row(90_000_004, "Dobrotyne Airfield", kind="S\tAIRF"),
            geonames_row(90_000_005, "Kinska", kind="H\tSTM"),
        ]
        added = add(dump("UA", lines), user)
        assert added.left_out == 1
        kinds = {name: index().lookup(name)[0].kind for name in ("Dobrotyne Airfield", "Kinska")}
        assert kinds == {"Dobrotyne Airfield": "facility", "Kinska": "water"}


class TestOtherFiles:
    def test_alternate_names_lead_to_places_that_ship_or_were_added(
        self, user: Path, dump: Dump
    ) -> None:
        kyiv = index().lookup("Kyiv")[0]
        lines = [
            f"1\t{kyiv.geonameid}\tde\tKiewograd\t\t\t\t\t\t",
            "2\t90000001\ten\tDobrotynivka\t1\t\t\t\t\t",
            f"3\t{kyiv.geonameid}\tlink\thttps://example.org/Kiewlink\t\t\t\t\t\t",
            "4\tsoup\ten\tNowhere\t\t\t\t\t\t",
            "5\t99999999999\ten\tOrphanville\t\t\t\t\t\t",
        ]
        added = add(dump("alternateNamesV2", lines), user)
        assert (added.places, added.bad, added.left_out) == (0, 1, 1)
        assert index().lookup("Kiewograd") == (kyiv,)
        assert not index().lookup("Orphanville")
        add(dump("UA", [geonames_row()]), user)
        assert [entry.name for entry in index().lookup("Dobrotynivka")] == ["Dobrotyne"]

    def test_a_csv_in_any_order_of_columns(self, user: Path, tmp_path: Path) -> None:
        path = tmp_path / "front.csv"
        path.write_text(
            "\ufeffkind;Name;Latitude;Longitude;parent;aliases\n"
            ';"Mala Tokmachka";47.53;35.88;Zaporizhzhia Oblast;Small Tokmachka|Mala\n'
            "region;Grey Zone;48.1;37.6;Ukraine;\n"
            "castle;Old Fort;48.1;37.6;Ukraine;\n"
            "settlement;Farawayville;-95;0;;\n"
            "settlement;Lonelyville;10.5;20.5;Nowhere at all;\n",
            encoding="utf-8",
        )
        added = add(path, user)
        assert (added.places, added.bad) == (3, 2)
        assert "castle" in added.first_bad[0].reason
        assert added.first_bad[1].line == 5
        (entry,) = index().lookup("Small Tokmachka")
        assert (entry.admin1, entry.country) == ("Zaporizhzhia Oblast", "UKR")
        zone = index().lookup("Grey Zone")[0]
        assert (zone.kind, zone.country, zone.admin1) == ("region", "UKR", None)
        assert index().lookup("Lonelyville")[0].country is None

    @pytest.mark.parametrize(
        ("name", "raw", "why"),
        [
            ("x.csv", "name,lat,lon\nA,1,2\n".encode("utf-16"), "UTF-8"),
            ("x.csv", b"place,y,x\nA,1,2\n", "'name'"),
            ("x.csv", b"", "'name'"),
            ("x.csv", b"name,lat,lon\nAa,x,2\n", "line 2"),
            ("x.txt", b"Once upon a time.\n", "no GeoNames dump"),
            ("x.txt", geonames_row().encode("utf-16"), "UTF-8"),
            ("x.txt", b"", "no GeoNames dump"),
            ("x.zip", b"PK\x03\x04 broken", "no GeoNames dump"),
            ("x.txt", geonames_row(kind="S\tSHOP").encode(), "no place"),
        ],
    )
    def test_a_file_with_no_place_in_it_is_refused_with_a_reason(
        self, user: Path, tmp_path: Path, name: str, raw: bytes, why: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(raw)
        with pytest.raises(InputError, match=why):
            add(path, user)
        assert not list(user.iterdir())

    def test_files_that_are_not_there_or_cannot_be_written(
        self, user: Path, tmp_path: Path, dump: Dump
    ) -> None:
        with pytest.raises(InputError, match="cannot be read"):
            add(tmp_path / "none.zip", user)
        with pytest.raises(InputError, match="cannot be read"):
            add(tmp_path, user, name="folder")
        user.rmdir()
        user.write_text("in the way")
        with pytest.raises(SetupError, match="nothing was added"):
            add(dump("UA", [geonames_row()]), user)


class TestSafety:
    def test_a_bomb_is_not_unpacked(self, user: Path, tmp_path: Path) -> None:
        path = tmp_path / "bomb.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.txt", bytes(60_000_000))
        with pytest.raises(InputError, match="unpack"):
            add(path, user)

    def test_a_cut_archive_leaves_the_old_set(self, user: Path, dump: Dump) -> None:
        add(dump("UA", [geonames_row()]), user)
        path = dump("UA", [geonames_row(90_000_000 + n, f"Newville {n}") for n in range(3_000)])
        raw = bytearray(path.read_bytes())
        middle = len(raw) // 2
        raw[middle : middle + 400] = bytes(400)
        path.write_bytes(raw)
        with pytest.raises(DatelineError):
            add(path, user)
        assert index().lookup("Dobrotyne")
        assert [path.name for path in user.iterdir()] == ["UA.places"]

    def test_a_killed_run_leaves_the_old_set(self, user: Path, dump: Dump) -> None:
        add(dump("UA", [geonames_row()]), user)
        rows = [geonames_row(90_000_000 + n, f"Newville {n}") for n in range(300_000)]
        big = dump("UA", rows)
        script = f"from dateline.cli import main; main(['gazetteer', 'add', {str(big)!r}])"
        worker = subprocess.Popen([sys.executable, "-c", script], env=os.environ.copy())
        deadline = time.monotonic() + 30
        while not list(user.glob(".UA.*.part")) and time.monotonic() < deadline:
            time.sleep(0.01)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        (left,) = user.glob(".UA.*.part")
        index.cache_clear()
        assert index().lookup("Dobrotyne") and not index().lookup("Newville 7")
        os.utime(left, (0, 0))  # as if long ago: the next run clears it away
        add(dump("other", [geonames_row()]), user)
        assert not left.exists()

    def test_a_broken_set_says_so_and_can_be_removed(self, user: Path, dump: Dump) -> None:
        add(dump("UA", [geonames_row()]), user)
        (user / "UA.places").write_bytes(b"no database at all" * 100)
        index.cache_clear()
        with pytest.raises(SetupError, match="gazetteer remove UA"):
            index()
        assert [type(about) for about in abouts(user)] == [SetupError]
        remove("UA", user)
        assert index().lookup("Kyiv")
        with pytest.raises(InputError, match="none at all"):
            remove("UA", user)

    def test_a_name_cannot_lead_out_of_the_folder(self, user: Path, dump: Dump) -> None:
        added = add(dump("UA", [geonames_row()]), user, name="../../etc/x")
        assert added.name == "etc-x"
        assert [path.name for path in user.iterdir()] == ["etc-x.places"]
        with pytest.raises(InputError):
            remove("../UA", user)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.binary(max_size=300))
    def test_no_bytes_in_a_dump_break_it(self, user: Path, dump: Dump, junk: bytes) -> None:
        added = add(dump("UA", [geonames_row(), junk, geonames_row(90_000_002, "End")]), user)
        assert added.places >= 2


def test_the_folder_is_the_variable_or_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GAZETTEER", "~/places")
    assert user_folder() == Path("~/places").expanduser()
    monkeypatch.delenv("DATELINE_GAZETTEER")
    monkeypatch.setenv("XDG_DATA_HOME", "/elsewhere")
    monkeypatch.setattr(sys, "platform", "linux")
    assert user_folder() == Path("/elsewhere/dateline/gazetteer")


def test_many_rows_go_in_fast(user: Path, dump: Dump) -> None:
    rows = [geonames_row(90_000_000 + n, f"Newville {n}") for n in range(20_000)]
    path = dump("UA", rows)
    ticks: list[tuple[int, int]] = []
    start = time.perf_counter()
    add(path, user, tick=lambda done, size: ticks.append((done, size)))
    assert (time.perf_counter() - start) * 50 < 120  # seconds a million rows; 30 on an idle core
    assert ticks[-1][0] == ticks[-1][1] and len(ticks) > 3


def test_a_set_that_cannot_be_removed_is_told_of(
    user: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(dump("UA", [geonames_row()]), user)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(SetupError, match="cannot remove"):
        remove("UA", user)
