"""What `read_paths` makes of files, folders and standard input, good and bad."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError, InputWarning
from dateline.records import Document
from dateline.sources import MAX_CHARACTERS, Sources, document, read_paths

REPORT = "Rebels shelled Aleppo on Monday, police said."


def read(*paths: str | Path, **known: str) -> list[Document | InputError]:
    return list(read_paths(paths, **known))


def one(path: Path, **known: str) -> Document:
    (found,) = read(path, **known)
    assert isinstance(found, Document), found
    return found


def problem(path: Path | str) -> str:
    (found,) = read(path)
    assert isinstance(found, InputError)
    assert str(path) in str(found) or path == "-"
    assert "\n" not in str(found)
    return found.message


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestTextFiles:
    def test_the_file_name_is_the_id_and_the_text_is_untouched(self, tmp_path: Path) -> None:
        text = "KYIV\r\n\r\nShells hit\r\nOrikhiv. \u200f\U0001f525\x00 end"
        found = one(write(tmp_path / "orikhiv.txt", text))
        assert (found.id, found.text) == ("orikhiv", text)
        assert found.published is None

    def test_given_date_and_outlet_are_kept(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", REPORT)
        found = one(path, published="2016-11-16", publisher="Agency")
        assert (found.published, found.published_basis) == ("2016-11-16", "given")
        assert found.publisher == "Agency"

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"], ids=str
    )
    def test_encodings_are_told_apart(self, tmp_path: Path, encoding: str) -> None:
        text = "“Shells” fell on Málaga – 3 €"
        assert one(write(tmp_path / "a.txt", text.encode(encoding))).text == text

    def test_utf16_big_endian_is_read(self, tmp_path: Path) -> None:
        raw = b"\xfe\xff" + REPORT.encode("utf-16-be")
        assert one(write(tmp_path / "a.txt", raw)).text == REPORT

    def test_one_windows_byte_does_not_spoil_the_rest(self, tmp_path: Path) -> None:
        raw = "Málaga ".encode() + b"\x93quiet\x94"
        assert one(write(tmp_path / "a.txt", raw)).text == "Málaga “quiet”"

    def test_an_unknown_ending_is_text(self, tmp_path: Path) -> None:
        assert one(write(tmp_path / "report.v2", REPORT)).id == "report"

    def test_a_long_report_is_cut_and_said_so(self, tmp_path: Path) -> None:
        path = write(tmp_path / "long.txt", "word " * (MAX_CHARACTERS // 5 + 1))
        with pytest.warns(InputWarning, match=r"long\.txt: longer than 200,000 characters"):
            found = one(path)
        assert len(found.text) == MAX_CHARACTERS

    def test_a_report_at_the_cap_is_whole(self, tmp_path: Path) -> None:
        assert len(one(write(tmp_path / "a.txt", "x" * MAX_CHARACTERS)).text) == MAX_CHARACTERS

    def test_fifty_megabytes_are_not_loaded(self, tmp_path: Path) -> None:
        import tracemalloc

        path = tmp_path / "huge.txt"
        with path.open("wb") as stream:
            for _ in range(50):
                stream.write(b"Shells fell. " * 80_000)
        tracemalloc.start()
        began = time.perf_counter()
        with pytest.warns(InputWarning):
            one(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert time.perf_counter() - began < 2
        assert peak < 8_000_000


class TestBadFiles:
    @pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe"])
    def test_empty(self, tmp_path: Path, content: bytes) -> None:
        assert problem(write(tmp_path / "a.txt", content)).startswith("empty;")

    def test_blank_beyond_the_first_block(self, tmp_path: Path) -> None:
        assert problem(write(tmp_path / "a.txt", " \n" * 9000)).startswith("empty;")

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
            (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
            (b"PK\x03\x04" + bytes(50), "ZIP"),
            (bytes(range(256)) * 20, "binary"),
            (bytes(5000), "binary"),
        ],
    )
    def test_binary(self, tmp_path: Path, content: bytes, said: str) -> None:
        for name in ("a.txt", "a.jsonl", "a.bin", "a.html"):
            assert said in problem(write(tmp_path / name, content))

    def test_missing(self, tmp_path: Path) -> None:
        assert "no such file" in problem(tmp_path / "nowhere.txt")

    def test_name_too_long(self, tmp_path: Path) -> None:
        assert "cannot be read" in problem(tmp_path / ("x" * 5000))

    def test_unreadable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = write(tmp_path / "a.txt", REPORT)

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        assert "chmod" in problem(path)

    def test_unreadable_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "scandir", refuse)
        assert "chmod +rx" in problem(tmp_path)

    def test_the_others_are_read(self, tmp_path: Path) -> None:
        good = write(tmp_path / "good.txt", REPORT)
        empty = write(tmp_path / "empty.txt", "")
        found = read(tmp_path / "none.txt", good, empty, good)
        assert [type(item) for item in found] == [InputError, Document, InputError, Document]

    @given(st.binary(max_size=300))
    def test_any_bytes_give_a_document_or_one_line(self, raw: bytes) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            (found,) = read(write(Path(folder) / "any.txt", raw))
        if isinstance(found, Document):
            found.text.encode()
        else:
            assert "\n" not in str(found)


class TestFolders:
    def test_files_in_order_without_hidden_ones(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        (tmp_path / ".git").mkdir()
        write(tmp_path / "b" / "2.txt", REPORT)
        write(tmp_path / "a.txt", REPORT)
        write(tmp_path / "c.jsonl", json.dumps({"id": "j", "text": REPORT}))
        write(tmp_path / ".hidden.txt", REPORT)
        write(tmp_path / ".git" / "x.txt", REPORT)
        (tmp_path / "loop").symlink_to(tmp_path)
        assert [item.id for item in read(tmp_path) if isinstance(item, Document)] == ["a", "2", "j"]

    def test_other_files_are_left_out_and_said_so(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", REPORT)
        write(tmp_path / "b.png", REPORT)
        with pytest.warns(InputWarning, match=r"1 × \.png"):
            assert len(read(tmp_path)) == 1

    def test_an_empty_folder_is_an_error(self, tmp_path: Path) -> None:
        assert "no reports in this folder" in problem(tmp_path)

    def test_ids_are_unique_and_lead_back(self, tmp_path: Path) -> None:
        for name in ("x", "y"):
            (tmp_path / name).mkdir()
            write(tmp_path / name / "report.txt", REPORT)
        sources = Sources()
        ids = [item.id for item in sources.read([tmp_path]) if isinstance(item, Document)]
        assert ids == ["report", "report-2"]
        assert sources.origin_of("report-2") == str(tmp_path / "y" / "report.txt")
        assert sources.origin_of("unheard of") == "unheard of"

    def test_nothing_is_opened_before_its_turn(self, tmp_path: Path) -> None:
        first = write(tmp_path / "a.txt", REPORT)
        found = read_paths([first, tmp_path / "later.txt"])
        next(found)
        write(tmp_path / "later.txt", REPORT)
        assert isinstance(next(found), Document)


class TestJsonl:
    def test_fields_are_taken_and_absent_ones_filled(self, tmp_path: Path) -> None:
        lines = [
            {"id": "a", "text": REPORT, "title": "T", "published": "2016-11-16T08:00:00Z"},
            {"id": 7, "text": REPORT, "publisher": "Own"},
            {"text": REPORT},
        ]
        path = write(tmp_path / "r.jsonl", "\n\n".join(map(json.dumps, lines)))
        a, b, c = read(path, published="2020-01-01", publisher="Given")
        assert isinstance(a, Document)
        assert isinstance(b, Document)
        assert isinstance(c, Document)
        assert (a.id, a.title, a.published, a.publisher) == ("a", "T", "2016-11-16", "Given")
        assert (b.id, b.published, b.publisher) == ("7", "2020-01-01", "Own")
        assert c.id == document(REPORT).id

    def test_an_address_on_the_web_is_kept_and_anything_else_left_out(self, tmp_path: Path) -> None:
        given = ["https://example.org/a-b?c=1", "javascript:alert(1)", "https://a b/", 7, None]
        lines = [{"id": str(n), "text": REPORT, "url": url} for n, url in enumerate(given)]
        path = write(tmp_path / "r.jsonl", "\n".join(map(json.dumps, lines)))
        found = [each.url for each in read(path) if isinstance(each, Document)]
        assert found == ["https://example.org/a-b?c=1", None, None, None, None]

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ('{"text": "cut off', "not JSON"),
            ("[1]", "no object"),
            ('{"id": "x"}', "no object"),
            ('{"text": null}', "no object"),
            ('{"text": ""}', "empty"),
            ('{"text": "x", "published": "last week"}', "ISO date"),
            ('{"text": "x", "title": ["x"]}', '"title"'),
            ("[" * 100_000, "nested too deep"),
            ('{"text": "' + "x" * 4_000_000 + '"}', "more than"),
        ],
        ids=lambda value: value[:12],
    )
    def test_a_bad_line_is_named_and_the_rest_is_read(
        self, tmp_path: Path, line: str, said: str
    ) -> None:
        good = json.dumps({"text": REPORT})
        before, bad, after = read(write(tmp_path / "r.jsonl", f"{good}\n{line}\n{good}\n"))
        assert isinstance(before, Document)
        assert isinstance(after, Document)
        assert isinstance(bad, InputError)
        assert bad.report == f"{tmp_path / 'r.jsonl'}:2"
        assert said in bad.message

    def test_lone_surrogates_become_marks(self, tmp_path: Path) -> None:
        found = one(write(tmp_path / "r.jsonl", r'{"id": "\udc80", "text": "fire \ud83d here"}'))
        assert (found.id, found.text) == ("\ufffd", "fire \ufffd here")

    def test_it_is_known_by_its_content(self, tmp_path: Path) -> None:
        assert one(write(tmp_path / "reports", '{"text": "Shells fell."}')).text == "Shells fell."


class TestPages:
    PAGE = """<!doctype html><html><head><title>Shells hit Orikhiv - Example News</title>
        <meta property="og:site_name" content="Example News">
        <meta property="og:title" content="Shells hit Orikhiv">
        <meta property="article:published_time" content="2023-05-03T10:00:00Z">
        <script>alert("x")</script></head><body><nav><a href="/">Home</a> <a href="/w">World</a>
        </nav><article><h1>Shells hit Orikhiv</h1><p>{}</p><p>{}</p></article></body></html>"""
    FIRST = "Shells hit the town of Orikhiv on Wednesday and two people were wounded, police said."
    SECOND = "The governor of the region said that the attack damaged a school and nine houses."

    def page(self) -> str:
        return self.PAGE.format(self.FIRST, self.SECOND)

    def test_the_article_and_what_the_page_states(self, tmp_path: Path) -> None:
        found = one(write(tmp_path / "orikhiv.html", self.page()))
        assert found.id == "orikhiv"
        assert self.FIRST in found.text
        assert self.SECOND in found.text
        assert "alert" not in found.text
        assert "World" not in found.text
        assert (found.title, found.publisher) == ("Shells hit Orikhiv", "Example News")
        assert (found.published, found.published_basis) == ("2023-05-03", "given")

    def test_what_the_user_states_goes_first(self, tmp_path: Path) -> None:
        found = one(write(tmp_path / "a.htm", self.page()), published="2024-01-01", publisher="Me")
        assert (found.published, found.publisher) == ("2024-01-01", "Me")

    def test_it_is_known_by_its_content(self, tmp_path: Path) -> None:
        assert one(write(tmp_path / "page", "\n " + self.page())).title == "Shells hit Orikhiv"

    @pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "no-such", "utf-16"])
    def test_declared_encoding(self, tmp_path: Path, charset: str) -> None:
        page = self.page().replace("<head>", f"<head><meta charset={charset}>")
        real = "cp1251" if charset == "windows-1251" else "utf-8"
        path = write(tmp_path / "a.html", page.replace("town", "місто").encode(real))
        assert "місто" in one(path).text

    @pytest.mark.parametrize(
        "markup",
        [
            "<div>" * 10_000 + FIRST + "</div>" * 10_000,
            "<p>" + FIRST + "<b>" * 10_000,
            "<script>" + FIRST,
            "<html><p>" + FIRST + "</html></p></div><table><tr><td",
            "<html>\x00<p>" + FIRST,
            "<p>" + "&" * 100_000,
            "<a " + "x=1 " * 50_000 + ">" + FIRST,
            "<!--" + FIRST,
            "<html></html>",
        ],
        ids=range(9),
    )
    def test_broken_and_hostile_pages_end_soon(self, tmp_path: Path, markup: str) -> None:
        began = time.perf_counter()
        (found,) = read(write(tmp_path / "a.html", markup))
        assert time.perf_counter() - began < 10
        if isinstance(found, InputError):
            assert "save the article's text as .txt" in found.message


class TestStandardInput:
    def give(self, monkeypatch: pytest.MonkeyPatch, raw: bytes) -> list[Document | InputError]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return read("-")

    def test_text_gets_an_id_from_its_content(self, monkeypatch: pytest.MonkeyPatch) -> None:
        (found,) = self.give(monkeypatch, REPORT.encode())
        assert found == document(REPORT)

    def test_jsonl(self, monkeypatch: pytest.MonkeyPatch) -> None:
        line = json.dumps({"id": "a", "text": REPORT}).encode() + b"\n"
        found = self.give(monkeypatch, line + b"oops\n" + line)
        assert [getattr(item, "id", None) for item in found] == ["a", None, "a-2"]
        assert str(found[1]).startswith("standard input:2: ")

    def test_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        (found,) = self.give(monkeypatch, b"")
        assert str(found).startswith("standard input: empty")


def test_the_source_of_a_report_is_kept_until_it_is_asked_for(tmp_path: Path) -> None:
    line = b'{"id": "two", "text": "Shells hit Orikhiv.", "url": "kept too"}\n'
    (tmp_path / "one.txt").write_bytes(b"Shells hit Sum\xe9.")
    (tmp_path / "two.jsonl").write_bytes(line)
    sources = Sources(keep_raw=True)
    reports = list(sources.read([tmp_path]))
    assert [report.id for report in reports if isinstance(report, Document)] == ["one", "two"]
    assert sources.raw_of("one") == b"Shells hit Sum\xe9."
    assert sources.raw_of("two") == line
    assert sources.raw_of("two") is None
