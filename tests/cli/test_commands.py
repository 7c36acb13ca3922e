"""The commands: what they print, write and return, for good input and bad."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dateline
from dateline import reader as reading
from dateline.records import Record

REPORT = "Rebels shelled Aleppo on Monday, killing three people, police said."
FRENCH = (
    "Les rebelles ont bombardé la ville lundi matin, tuant trois personnes, a déclaré la police."
    " Les habitants ont quitté leurs maisons dans la nuit."
)
Run = tuple[int, str, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT)
    return tmp_path


class TestRead:
    def test_one_report_as_a_table(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        code, out, err = run("read", "report.txt", "--published", "2016-11-16")
        assert (code, err) == (0, "")
        assert "report  Rebels shelled Aleppo" in out
        assert "16 Nov 2016" in out

    def test_one_report_as_json(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        code, out, err = run(
            "read", "report.txt", "--format", "json", "--layers", "--publisher", "Agency"
        )
        assert (code, err) == (0, "")
        record = dateline.from_json(out, Record)
        expected = dateline.Reader(layers=True).read(REPORT, id="report", publisher="Agency")
        assert record == expected
        assert record.layers is not None

    def test_several_reports_in_order(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        (folder / "more.jsonl").write_text(
            "".join(json.dumps({"id": f"r{n}", "text": REPORT}) + "\n" for n in range(3))
        )
        code, out, _ = run("read", "more.jsonl", "report.txt", "--format", "jsonl")
        ids = [json.loads(line)["document"]["id"] for line in out.splitlines()]
        assert (code, ids) == (0, ["r0", "r1", "r2", "report"])
        code, out, _ = run("read", ".", "--format", "json")
        assert [item["document"]["id"] for item in json.loads(out)] == ["r0", "r1", "r2", "report"]

    def test_one_page_on_standard_output(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = run("read", "report.txt", "--format", "html")
        assert code == 0
        assert out.startswith("<!doctype html>")

    def test_pages_in_a_folder_with_an_index(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        (folder / "second.txt").write_text(REPORT)
        code, out, err = run("read", ".", "--format", "html", "--output", "pages")
        assert (code, err) == (0, "")
        assert out == "2 pages written; start at pages/index.html\n"
        names = sorted(path.name for path in (folder / "pages").iterdir())
        assert names == ["index.html", "report.html", "second.html"]

    def test_several_pages_need_a_folder(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        code, out, err = run("read", "report.txt", "report.txt", "--format", "html")
        assert (code, out) == (2, "")
        assert "--output FOLDER" in err

    def test_output_appears_whole_or_not_at_all(
        self,
        folder: Path,
        run,
        monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
    ) -> None:
        code, out, _ = run("read", "report.txt", "--format", "json", "-o", "out.json")
        assert (code, out) == (0, "")
        whole = (folder / "out.json").read_bytes()
        dateline.from_json(whole, Record)

        def interrupt(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(reading.Reader, "read", interrupt)
        code, out, err = run("read", "report.txt", "--format", "json", "-o", "out.json")
        assert (code, out, err) == (130, "", "dateline: interrupted\n")
        assert (folder / "out.json").read_bytes() == whole
        assert sorted(path.name for path in folder.iterdir()) == ["out.json", "report.txt"]

    def test_output_that_cannot_be_written(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        code, _, err = run("read", "report.txt", "-o", "no/such/folder/out.txt")
        assert code == 2
        assert "cannot write" in err

    def test_standard_input(self, folder: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
        for args in (("read",), ("read", "-")):
            with (folder / "report.txt").open() as stream:
                monkeypatch.setattr(sys, "stdin", stream)
                code, out, _ = run(*args)
            assert code == 0
            assert "Rebels shelled" in out

    def test_the_same_input_gives_the_same_bytes(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        first, second = (run("read", "report.txt", "--format", "json") for _ in range(2))
        assert first == second


class TestBadInput:
    def test_each_bad_report_is_one_line_and_the_rest_is_read(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        (folder / "empty.txt").write_text("")
        (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
        (folder / "french.txt").write_text(FRENCH)
        (folder / "digits.txt").write_text("1 2 3")
        (folder / "lines.jsonl").write_text(
            json.dumps({"text": REPORT}) + "\n{oops\n" + json.dumps({"text": REPORT}) + "\n"
        )
        code, out, err = run("read", ".", "missing.txt", "--format", "jsonl")
        assert code == 1
        assert len(out.splitlines()) == 3
        lines = err.splitlines()
        assert len(lines) == 6
        for line, name in zip(
            lines,
            ("binary.txt", "digits.txt", "empty.txt", "french.txt", "lines.jsonl:2", "missing.txt"),
            strict=True,
        ):
            assert line.startswith(f"dateline: {name}: ")

    def test_odd_text_is_read(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        odd = {
            "crlf": "KYIV\r\n\r\nShells hit\r\nOrikhiv.\r\n",
            "emoji": "\U0001f525 Shells hit Orikhiv \U0001f1fa\U0001f1e6 on Monday.",
            "nul": "Shells hit\x00 Orikhiv on Monday, police said.",
            "rtl": "Shells hit \u202eOrikhiv\u202c \u200fon Monday.",
            "one": "Shells",
        }
        for name, text in odd.items():
            (folder / f"{name}.txt").write_bytes(text.encode())
        (folder / "surrogate.jsonl").write_text(r'{"id": "s", "text": "Shells \ud83d hit Sumy."}')
        code, out, err = run("read", ".", "--format", "jsonl")
        assert (code, err) == (0, "")
        texts = {}
        for line in out.splitlines():
            record = dateline.from_json(line, Record)
            texts[record.document.id] = record.document.text
        assert texts == odd | {"s": "Shells \ufffd hit Sumy.", "report": REPORT}

    def test_a_file_name_cannot_steer_the_terminal(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        code, _, err = run("read", "\x1b[31m.txt")
        assert code == 1
        assert "\x1b" not in err

    def test_a_long_report_is_cut_and_said_so(
        self,
        folder: Path,
        run,
        monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
    ) -> None:
        from dateline.sources import paths

        monkeypatch.setattr(paths, "MAX_CHARACTERS", 30)
        code, out, err = run("read", "report.txt", "--format", "json")
        assert code == 0
        assert json.loads(out)["document"]["text"] == REPORT[:30]
        assert err.startswith("dateline: note: report.txt: longer than 30 characters")

    @pytest.mark.parametrize(
        "args",
        [
            ["read", "--published", "yesterday", "x"],
            ["read", "--workers", "0", "x"],
            ["read", "--format", "xml", "x"],
            ["read", "--no-such-option"],
            ["no-such-command"],
            [],
        ],
        ids=" ".join,
    )
    def test_usage_errors_return_two(self, run, args: list[str]) -> None:  # type: ignore[no-untyped-def]
        code, out, err = run(*args)
        assert (code, out) == (2, "")
        assert "usage: dateline" in err


class TestOtherCommands:
    def test_stages(self, run) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = run("stages")
        names = [line.split()[1] for line in out.splitlines()]
        assert (code, names) == (0, [stage.name for stage in dateline.stages()])

    def test_codebook(self, run) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = run("codebook", "--format", "json")
        book = json.loads(out)
        assert code == 0
        assert [kind["name"] for kind in book["types"]] == [k.name for k in dateline.codebook()]
        code, out, _ = run("codebook")
        assert code == 0
        assert all(kind.name in out for kind in dateline.codebook())

    def test_schema(self, run) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = run("schema")
        assert (code, json.loads(out)) == (0, json.loads(json.dumps(dateline.json_schema())))

    def test_version(self, run) -> None:  # type: ignore[no-untyped-def]
        assert run("--version") == (0, f"dateline {dateline.__version__}\n", "")

    def test_doctor_finds_all_well(self, run) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = run("doctor")
        assert "BAD" not in out
        assert code == 0
        assert "strike/shelling at Aleppo" in out

    def test_doctor_says_what_to_do(self, run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
        from dateline.cli import doctor

        def nothing(_: str) -> str:
            raise doctor.metadata.PackageNotFoundError

        monkeypatch.setattr(doctor.metadata, "version", nothing)
        code, out, _ = run("doctor")
        assert code == 1
        assert "run 'pip install \"spacy" in out

    def test_demo_prints_and_writes(self, folder: Path, run) -> None:  # type: ignore[no-untyped-def]
        pytest.importorskip("dateline.dispatches")
        code, out, _ = run("demo", "--output", "pages")
        assert code == 0
        assert "index.html" in out
        assert len(list((folder / "pages").glob("*.html"))) > 12
        again, _, _ = run("demo", "--output", "pages")
        assert again == 0
        assert "(2 sources in 2 reports)" in run("incidents", "--db", "pages/dispatches.db")[1]


def start(folder: Path, *args: str) -> subprocess.Popen[str]:
    """`dateline` in a process group of its own, its errors in a file so that it never waits."""
    with (folder / "errors").open("w") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "dateline", *args],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )


def many(folder: Path) -> str:
    """The name of a file with more reports than a test waits for."""
    lines = "".join(json.dumps({"text": f"{REPORT} {n}"}) + "\n" for n in range(2000))
    (folder / "many.jsonl").write_text(lines)
    return "many.jsonl"


class TestProcess:
    def test_help_is_quick_and_loads_nothing_heavy(self) -> None:
        script = (
            "import sys, time; began = time.process_time()\n"
            "from dateline.cli import main\n"
            "try: main(['read', '--help'])\n"
            "except SystemExit: pass\n"
            "print(time.process_time() - began, *sys.modules, file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        took, *modules = done.stderr.split()
        assert not {"spacy", "numpy", "rich", "trafilatura", "yaml", "msgspec"} & set(modules)
        assert float(took) < 0.2
        assert "examples:" in done.stdout

    def test_importing_is_quick(self) -> None:
        script = (
            "import time; t = time.perf_counter(); import dateline; print(time.perf_counter() - t)"
        )
        times = [
            float(subprocess.run([sys.executable, "-c", script], capture_output=True).stdout)
            for _ in range(3)
        ]
        assert min(times) < 0.15

    def test_a_closed_pipe_ends_it_quietly(self, folder: Path) -> None:
        with start(folder, "read", many(folder), "--format", "jsonl") as running:
            assert running.stdout is not None
            assert running.stdout.readline().startswith('{"document"')
            running.stdout.close()
            assert running.wait(20) == 141
        assert (folder / "errors").read_text() == ""

    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_ctrl_c_ends_it_in_one_line(self, folder: Path, workers: str) -> None:
        args = ("read", many(folder), "--format", "jsonl", "--workers", workers)
        with start(folder, *args) as running:
            assert running.stdout is not None
            assert running.stdout.readline().startswith('{"document"')
            began = time.perf_counter()
            os.killpg(running.pid, signal.SIGINT)
            running.stdout.read()
            assert running.wait(20) == 130
            assert time.perf_counter() - began < 5
        assert (folder / "errors").read_text() == "dateline: interrupted\n"
