"""The built pages that the package ships."""

from __future__ import annotations

import gzip
import json
import re
import runpy
from pathlib import Path

import pytest

import dateline.web

ROOT = Path(__file__).parents[2]
STATIC = Path(dateline.web.__file__).parent / "static"
ASSETS = STATIC / "assets"


@pytest.mark.skipif(not (ROOT / "frontend").is_dir(), reason="no sources beside the package")
def test_the_built_pages_are_those_of_the_sources() -> None:
    stamp = runpy.run_path(str(ROOT / "frontend/stamp.py"))
    kept = json.loads((STATIC / "built.json").read_text("utf-8"))
    assert stamp["digests"]() == kept, "run `make frontend` and commit what it builds"


def test_all_scripts_together_weigh_at_most_450_kb() -> None:
    scripts = [*ASSETS.glob("*.js"), *ASSETS.glob("*.mjs")]
    assert scripts
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) <= 450_000


def test_the_page_has_no_inline_script_or_style() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_the_pages_name_no_other_host() -> None:
    pages = [STATIC / "index.html", *ASSETS.glob("*.css")]
    assert not any(
        re.search(r"(?:src|href|url)[=(][\"']?https?://", p.read_text("utf-8")) for p in pages
    )


def test_no_source_puts_markup_from_outside_into_a_page() -> None:
    sources = list((ROOT / "frontend/src").rglob("*.svelte"))
    assert not [path.name for path in sources if "{@html" in path.read_text("utf-8")]


def test_the_lock_file_names_no_registry() -> None:
    lock = ROOT / "frontend/package-lock.json"
    if lock.is_file():
        assert "resolved" not in lock.read_text("utf-8")


def test_the_basemap_is_a_small_pmtiles_archive() -> None:
    path = STATIC / "basemap.pmtiles"
    head = path.read_bytes()[:127]
    assert head[:7] == b"PMTiles" and head[7] == 3
    assert (head[100], head[101]) == (0, 6), "zoom 0 to 6"
    assert path.stat().st_size < 10_000_000
