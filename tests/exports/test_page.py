"""Pages: every mark in its place, nothing of a report becomes markup, nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dateline.exports import fragment, index_page, page, page_name
from dateline.exports.marks import blocks
from dateline.records import Document, Event, Record, Span, Statement, Zone
from dateline.records import Source as Voice

_VOID = {"meta", "br", "link", "path"}


class Tree(HTMLParser):
    """Checks that tags are balanced; keeps elements, the text by element, and ids."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[tuple[str, str]] = []
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        path = " ".join(f"{tag}.{attrs.get('class') or ''}" for tag, attrs in self.open)
        self.text.append((path, data))

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.elements if "id" in attrs]

    def words(self, *wanted: str, between: str = "") -> str:
        """The text under elements that carry all the classes or tags `wanted`."""
        found = [
            data
            for path, data in self.text
            if all(re.search(rf"(^|[ .]){word}\b", path) for word in wanted)
        ]
        return " ".join(between.join(found).split())


def digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def test_the_whole_report_is_on_the_page(rich: Record) -> None:
    tree = Tree(page(rich))
    shown = tree.words("article", "text")
    headline = "Drones hit grain port as Halvia denies attack"
    assert tree.words("h1") == headline
    assert f"{headline} {shown}" == " ".join(rich.document.text.split())


def test_each_event_and_statement_has_a_card_with_its_values(rich: Record) -> None:
    tree = Tree(page(rich))
    cards = [attrs["id"] for _, attrs in tree.elements if attrs.get("class") == "card"]
    assert cards == ["e1", "e2", "e3", "e4", "e5", "s1", "s2", "s3"]
    shown = tree.words("card", between=" ")
    for value in (
        "strike drone happened",
        "Halvian drones HAL",
        "at least 2 dock workers killed",
        "13 – 14 Nov 2024",
        "46.48, 30.73",
        "Halvia's defence ministry",
        "south of Merrow within about 25 km",
        "armoured column alleged",
        "10 to 20 soldiers lost per day",
        "since 1 Mar 2022",
        "the report itself",
        "denies",
    ):
        assert value in shown


def test_links_lead_to_something_and_ids_are_unique(rich: Record) -> None:
    tree = Tree(page(rich, index="index.html"))
    ids = tree.ids()
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for tag, attrs in tree.elements if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert "index.html" in links


def test_a_stretch_knows_every_event_and_statement_that_covers_it(rich: Record) -> None:
    tree = Tree(page(rich))
    spans = [attrs for _, attrs in tree.elements if "data-r" in attrs]
    trigger = next(
        attrs for attrs in spans if attrs["href" if "href" in attrs else "class"] == "#e1"
    )
    assert set((trigger["data-r"] or "").split()) == {"e1", "s1"}
    assert {"ev", "tr", "st"} <= set((trigger["class"] or "").split())


def test_nothing_is_loaded_and_only_our_script_may_run(rich: Record) -> None:
    markup = page(rich)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', markup)
    style = re.search(r"<style>(.*?)</style>", markup, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", markup, re.DOTALL)
    assert policy is not None
    assert style is not None
    assert script is not None
    assert policy[1].startswith("default-src 'none'; ")
    assert f"style-src '{digest(style[1])}'" in policy[1]
    assert f"script-src '{digest(script[1])}'" in policy[1]
    assert not re.search(r"https?:|url\(|@import|\bsrc=|\bfetch\b", markup)
    assert not re.search(r"<[^>]+ style=", markup)


def test_hostile_text_stays_text(hostile: Record) -> None:
    for markup in (page(hostile), fragment(hostile), index_page([hostile])):
        tree = Tree(markup)
        tags = [tag for tag, _ in tree.elements]
        assert "img" not in tags
        assert tags.count("script") <= 1
        assert not [name for _, attrs in tree.elements for name in attrs if name.startswith("on")]
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", markup)
        assert "alert(1)" in tree.words("h1") or "alert(1)" in tree.words("h2")


def test_an_empty_record_has_a_page(empty: Record) -> None:
    shown = Tree(page(empty)).words("main")
    assert "No events found." in shown
    assert "date unknown" in shown


def test_status_is_told_by_word_and_shape(rich: Record) -> None:
    markup = page(rich)
    for status in ("happened", "attempted", "feared", "ongoing"):
        assert re.search(rf'class="status s-{status}"><svg[^>]*>.*?</svg>{status}<', markup)


def test_a_fragment_needs_no_script_and_has_no_ids(rich: Record) -> None:
    tree = Tree(fragment(rich))
    assert not tree.ids()
    assert "script" not in [tag for tag, _ in tree.elements]
    assert rich._repr_html_() == fragment(rich)


def test_the_index_lists_reports_and_counts(rich: Record, empty: Record) -> None:
    tree = Tree(index_page(iter([rich, empty])))
    assert "2 reports, 5 events, 3 statements" in tree.words("p")
    links = [attrs["href"] for tag, attrs in tree.elements if tag == "a"]
    assert links == ["selby-port.html", "empty.html"]


@given(st.text(min_size=1))
def test_any_id_makes_a_safe_file_name(id: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9][\w.-]*\.html", page_name(id), re.ASCII)
    assert page_name(id).lower() != "index.html"


def test_different_ids_have_different_pages() -> None:
    ids = ["a/b", "a-b", "a b", "index", "Index", "../a-b", "a" * 200, "a" * 201]
    assert len({page_name(id) for id in ids}) == len(ids)


def _records(text: str, cuts: list[tuple[int, int]], zones: list[int]) -> Record:
    spans = [Span(min(pair), max(pair)) for pair in cuts if pair[0] != pair[1]]
    edges = sorted({0, *zones, len(text)})
    made = tuple(Zone(a, b, "body") for a, b in pairwise(edges))[::2]
    events = tuple(
        Event(id=f"e{n}", type="battle/clash", status="happened", trigger=span, evidence=(span,))
        for n, span in enumerate(spans[::2])
    )
    said = tuple(
        Statement(id=f"s{n}", source=Voice(name="X", kind="party"), content=span)
        for n, span in enumerate(spans[1::2])
    )
    return Record(document=Document(id="x", text=text, zones=made), events=events, statements=said)


@given(st.data())
def test_overlapping_spans_never_lose_or_double_a_character(data: st.DataObject) -> None:
    text = data.draw(st.text("ab \n<&é\U0001f525", min_size=1, max_size=60))
    place = st.integers(0, len(text))
    cuts = data.draw(st.lists(st.tuples(place, place), max_size=8))
    record = _records(text, cuts, data.draw(st.lists(place, max_size=5)))
    shown = ""
    for block in blocks(record):
        for _, stretches in block.stretches:
            for stretch in stretches:
                shown += text[stretch.start : stretch.end]
                for mark in stretch.marks:
                    assert mark.span.start <= stretch.start < stretch.end <= mark.span.end
    assert "".join(shown.split()) == "".join(text.split())
    Tree(page(record))


def test_many_marks_take_no_time() -> None:
    import time

    text = "Rebels shelled Aleppo on Monday. " * 6000
    spans = [Span(n * 33, n * 33 + 32) for n in range(6000)]
    record = Record(
        document=Document(id="x", text=text, zones=(Zone(0, len(text), "body"),)),
        events=tuple(
            Event(id=f"e{n}", type="battle/clash", status="happened", trigger=s, evidence=(s,))
            for n, s in enumerate(spans)
        ),
    )
    began = time.perf_counter()
    page(record)
    assert time.perf_counter() - began < 5


def test_a_browser_runs_our_script_and_no_other(
    rich: Record, hostile: Record, chromium: str, tmp_path: Path
) -> None:
    for name, record in (("rich", rich), ("hostile", hostile)):
        path = tmp_path / f"{name}.html"
        path.write_text(page(record), encoding="utf-8")
        done = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
             "--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}",
             path.as_uri()],
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert 'class="dl sheet live"' in done.stdout
        assert "<img" not in done.stdout


def test_a_figure_names_who_gives_it_and_a_statement_who_carries_it(reader) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Reuters quoted the army as saying that 12 rebels were killed in Gao on Friday. "
        "Residents said the shelling of Gao killed 20 civilians."
    )
    shown = page(reader.read(text, published="2024-05-06"))
    plain = re.sub(r"<[^>]+>", "", shown)
    assert "via Reuters" in plain
    hostile = Voice(name="<b>x</b>", kind="media")
    said = Statement(id="s1", source=Voice(name="a", kind="party"), content=Span(0, 7), via=hostile)
    record = Record(document=Document(id="d", text=text), statements=(said,))
    assert "<b>x</b>" not in page(record)
