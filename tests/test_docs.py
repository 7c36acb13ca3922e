"""The pages for people are true: commands run and print what is shown, links lead on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
# Commands that set up the very environment the tests run in, or take minutes.
NOT_RUN = re.compile(r"make |git clone|cd |pip install|\.ci/run|python benchmarks/bench\.py")


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    page: Path
    language: str
    text: str
    line: int

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(*languages: str) -> Iterator[Block]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            if match[1] in languages:
                yield Block(page, match[1], match[2], text.count("\n", 0, match.start()) + 1)


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines shown under it."""
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        # A line that ends in a backslash goes on in the next one.
        lines = part.replace("\\\n", " ").splitlines()
        yield re.sub(r" +", " ", lines[0]), [line for line in lines[1:] if line.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands run; files that one block makes are there for the next."""
    return tmp_path_factory.mktemp("docs")


@pytest.mark.parametrize("block", [pytest.param(b, id=str(b)) for b in blocks("console")])
def test_commands_run_and_print_what_the_page_shows(block: Block, folder: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment |= {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    for command, shown in commands(block):
        if NOT_RUN.match(command):
            continue
        done = subprocess.run(
            ["bash", "-c", command.replace("benchmarks/", f"{ROOT}/benchmarks/")],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        printed = [" ".join(line.split()) for line in (done.stdout + done.stderr).splitlines()]
        for line in shown:
            wanted = " ".join(line.split())
            assert wanted == "…" or wanted in printed, f"{command} does not print: {line}"


@pytest.mark.parametrize("block", [pytest.param(b, id=str(b)) for b in blocks("python")])
def test_examples_run(block: Block, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import doctest

    monkeypatch.chdir(folder)
    if ">>>" not in block.text:
        exec(compile(block.text, str(block), "exec"), {"__name__": "example"})
        return
    test = doctest.DocTestParser().get_doctest(block.text, {}, str(block), str(block.page), 0)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert not said, "".join(said)


def test_make_targets_in_the_pages_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    named = {
        name
        for page in PAGES
        for name in re.findall(r"(?:^\$ |`)make ([a-z]+)", page.read_text(), re.M)
    }
    assert named
    assert named <= targets


def test_links_to_files_lead_somewhere() -> None:
    dead = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert not dead


def test_every_command_is_in_the_readme() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "--help"], capture_output=True, text=True, check=True
    )
    listed = set(re.findall(r"^ {2,4}([a-z]+)  ", done.stdout, re.M)) - {"options"}
    assert {"read", "stages", "codebook", "schema", "doctor"} <= listed
    readme = (ROOT / "README.md").read_text()
    assert not [name for name in listed if f"dateline {name}" not in readme]


def test_the_changelog_has_an_entry_for_this_version() -> None:
    import dateline

    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert f"## [{dateline.__version__}]" in changelog
    assert "## [Unreleased]" in changelog
