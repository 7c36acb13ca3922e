"""Which incidents a filter gives, in which order; counts over time; search and look-ups."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dateline.errors import RecordError, StoreError
from dateline.intervals import Interval
from dateline.records import Party, Period, Place
from dateline.store import Box, Filter, Store
from dateline.store.types import Count
from tests.store.made import ORIKHIV, SUVA, document, event, incident, put

SUMY = Place(name="Sumy", lat=50.9, lon=34.8)


@pytest.fixture(autouse=True)
def _incidents(store: Store) -> None:
    """Seven incidents: a and b of a day, a season, open, undated, abroad, without a place."""
    made: dict[str, dict[str, Any]] = {
        "a": {"period": _period("2024-03-05")},
        "b": {
            "period": _period("2024-03-05"),
            "place": SUMY,
            "sources": 3,
            "figures": (),
            "told_by": ("outlet", "party"),
        },
        "season": {"period": _period("2024-03-01", "2024-05-31"), "type": "battle/offensive"},
        "open": {
            "period": _period("2024-04-10", None),
            "standing": "disputed",
            "told_by": ("civilian",),
        },
        "undated": {"period": None, "status": "feared"},
        "abroad": {"period": _period("2023-12-31"), "place": SUVA, "weapons": ("Grad",)},
        "nowhere": {
            "period": _period(None, "2024-02-02"),
            "place": None,
            "targets": (Party(name="Ярина", side="XBB"),),
        },
    }
    with store.write() as writer:
        for id, fields in made.items():
            writer.add(document(id), id)
            period = fields["period"]
            time = Period(**msgspec.structs.asdict(period)) if period else None
            place = fields.get("place", ORIKHIV)
            one = event(type=fields.get("type", "strike/shelling"), time=time, place=place)
            put(writer, id, one)
            writer.put_incidents([incident(id, (id, "e1"), **fields)], gone=[f"i-{id}-e1"])


def _period(start: str | None, end: str | None = "") -> Interval:
    return Interval(start=start, end=start if end == "" else end)


def _ids(store: Store, **wanted: Any) -> list[str]:
    return [found.id for found in store.incidents(Filter(**wanted))]


ALL = ["abroad", "nowhere", "season", "a", "b", "open", "undated"]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"told_by": ("party",)}, ["b"]),
        ({"told_by": ("party", "civilian", "media")}, ["b", "open"]),
        ({"told_by": ("anonymous",)}, []),
        ({}, ALL),
        ({"newest": True}, ["open", "a", "b", "season", "nowhere", "abroad", "undated"]),
        ({"families": ("battle",)}, ["season"]),
        ({"types": ("strike/shelling", "strike/air")}, [id for id in ALL if id != "season"]),
        ({"statuses": ("feared", "denied")}, ["undated"]),
        ({"standings": ("disputed",)}, ["open"]),
        ({"sides": ("XBB", "XCC")}, ["nowhere"]),
        ({"sides": ("civilians",), "sources": 2}, ["b"]),
        ({"killed": 3, "place": "orikhiv"}, ["season", "a", "open", "undated"]),
        ({"killed": 4}, []),
        ({"place": "SUMÝ"}, ["b"]),
        ({"start": "2024-03-05", "end": "2024-03-05"}, ["season", "a", "b"]),
        ({"end": "2024-02-01"}, ["abroad", "nowhere"]),
        ({"start": "2024-06-01"}, ["open"]),
        ({"text": "grad fij"}, ["abroad"]),
        ({"text": "ярин"}, ["nowhere"]),
        ({"text": "s_my"}, []),
        ({"ids": ("b", "a", "no")}, ["a", "b"]),
        ({"ids": ()}, []),
        ({"reports": ("undated", "b")}, ["b", "undated"]),
        ({"limit": 2}, ["abroad", "nowhere"]),
        ({"limit": 2, "offset": 3}, ["a", "b"]),
        ({"offset": 5}, ["open", "undated"]),
        ({"after": "a", "limit": 2}, ["b", "open"]),
        ({"after": "a", "newest": True}, ["b", "season", "nowhere", "abroad", "undated"]),
        ({"after": "undated", "newest": True}, []),
        ({"after": "undated"}, []),
    ],
)
def test_a_filter_gives_what_it_says_in_its_order(
    store: Store, wanted: dict[str, Any], ids: list[str]
) -> None:
    assert _ids(store, **wanted) == ids
    unpaged = {k: v for k, v in wanted.items() if k not in ("limit", "offset", "after")}
    assert store.count_incidents(Filter(**wanted)) == len(_ids(store, **unpaged))


@pytest.mark.parametrize(
    ("box", "ids"),
    [
        (Box(34, 50, 35, 51), ["b"]),
        (Box(34.8, 50.9, 34.8, 50.9), ["b"]),
        (Box(34, 47, 36, 51), ["season", "a", "b", "open", "undated"]),
        (Box(34.801, 50, 35, 51), []),
        (Box(178, -18, 179, -17), ["abroad"]),
        (Box(-179.5, -18, -179.4, -17), ["abroad"]),
        (Box(0, -18, 10, -17), []),
        (Box(179.9, -18, -179.9, -17), ["abroad"]),
        (Box(-178, -90, 176, 0), []),
    ],
)
def test_a_box_meets_points_and_ground_and_may_cross_the_antimeridian(
    store: Store, box: Box, ids: list[str]
) -> None:
    assert _ids(store, box=box) == ids


@pytest.mark.parametrize("wanted", [{"box": Box(178, -20, -179, 52)}, {"sides": ("XAA",)}])
def test_what_is_found_does_not_depend_on_how_much_there_is(
    store: Store, wanted: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = wanted | {"limit": 9}
    whole = Filter(box=Box(-180, -90, 180, 90))
    sparse = _ids(store, **wanted), store.timeline(whole), store.count_incidents(Filter(**wanted))
    monkeypatch.setattr("dateline.store.queries._MANY", 1)
    dense = _ids(store, **wanted), store.timeline(whole), store.count_incidents(Filter(**wanted))
    assert sparse == dense
    assert sparse[0]


def test_paging_by_offset_or_by_the_last_one_seen_gives_every_incident_once(store: Store) -> None:
    for newest in (False, True):
        whole = _ids(store, newest=newest)
        seen: list[str] = []
        while page := _ids(store, newest=newest, limit=3, after=seen[-1] if seen else None):
            seen += page
        assert seen == whole
        assert [_ids(store, newest=newest, limit=1, offset=n) for n in range(7)] == [
            [i] for i in whole
        ]


def test_paging_after_something_unknown_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="no: there is no such incident"):
        _ids(store, after="no")


def test_a_date_that_is_none_is_told() -> None:
    with pytest.raises(RecordError, match="start of the filter must be an ISO date"):
        Filter(start="yesterday")


def test_the_timeline_counts_by_family_and_period(store: Store) -> None:
    counts = store.timeline(unit="month")
    assert [(c.period, c.family, c.incidents) for c in counts] == [
        ("2023-12-01", "strike", 1),
        ("2024-02-01", "strike", 1),
        ("2024-03-01", "battle", 1),
        ("2024-03-01", "strike", 2),
        ("2024-04-01", "strike", 1),
    ]
    weeks = store.timeline(Filter(start="2024-03-05", end="2024-03-05"), "week")
    assert [(c.period, c.incidents) for c in weeks] == [("2024-02-26", 1), ("2024-03-04", 2)]
    days = store.timeline(Filter(box=Box(34, 50, 35, 51)), "day")
    assert days == [Count(period="2024-03-05", family="strike", incidents=1)]
    assert store.timeline(undated=True)[-1] == Count(period="", family="strike", incidents=1)


def _found(store: Store, query: str) -> list[tuple[str, str, bool]]:
    return [(hit.kind, hit.id, hit.exact) for hit in store.search(query)]


def test_a_search_finds_incidents_by_their_names_and_reports_by_their_words(store: Store) -> None:
    with store.write() as writer:
        writer.add(document("t1", "Nothing at all.", title="Sumy at dawn"), "t1")
        writer.add(document("t2", "At dawn in Sumy.", published="2024-03-02"), "t2")
        writer.add(document("t3", "Sumy, dawn.", published="2024-03-03"), "t3")
    assert _found(store, "SUMY") == [
        ("incident", "b", True),
        ("report", "t1", True),
        ("report", "t3", True),
        ("report", "t2", True),
    ]
    assert _found(store, "dawn sumy")[-3:] == [("report", id, True) for id in ("t1", "t3", "t2")]
    assert _found(store, '"dawn in"') == [("report", "t2", True)]
    assert [hit.id for hit in store.search("sumy dawn", 1)] == ["t1"]


def test_a_hit_shows_where_the_words_stand(store: Store) -> None:
    text = "Rain. " * 40 + "Then the MILL burnt; the mill is gone. " + "More rain. " * 40
    with store.write() as writer:
        writer.add(document("long", text), "long")
    (hit,) = [hit for hit in store.search("mill burnt") if hit.id == "long"]
    assert hit.field == "text"
    assert hit.span.of(text) == "MILL"
    assert [match.of(hit.snippet) for match in hit.matches] == ["MILL", "burnt", "mill"]
    assert hit.snippet in text and len(hit.snippet) <= 200
    assert hit.snippet.startswith("Rain.") and hit.snippet.endswith("rain.")


@pytest.mark.parametrize("query", ["Orikhyv", "orihiv", "Oríkhiv", "Orikhiv's"])
def test_a_misspelt_name_finds_what_is_like_it(store: Store, query: str) -> None:
    found = _found(store, query)
    assert ("incident", "a", False) in found
    assert ("report", "a", False) in found
    assert store.search(query, fuzzy=False) == []


@pytest.mark.parametrize("query", ["Київ", "київ", "обстріл", "Киів"])
def test_any_script_is_searched_in_any_case(store: Store, query: str) -> None:
    with store.write() as writer:
        writer.add(document("uk", "Удар по місту. Уночі Київ був під обстрілом."), "uk")
    assert [id for kind, id, _ in _found(store, query) if kind == "report"] == ["uk"]


def test_a_word_too_short_for_the_index_is_found_all_the_same(store: Store) -> None:
    with store.write() as writer:
        writer.add(document("zh", "夜里北京有雨"), "zh")
    assert _found(store, "北京") == [("report", "zh", True)]


@pytest.mark.parametrize(
    "query",
    ["", " ", '"', "*", "%", "_", 'a"b', "NEAR(", "mill OR rain", "^x", "-x", "x:y", "\\", "'"],
)
def test_no_query_breaks_the_search(store: Store, query: str) -> None:
    assert isinstance(store.search(query), list)
    assert isinstance(list(store.incidents(Filter(text=query))), list)


def test_wildcards_are_plain_characters(store: Store) -> None:
    with store.write() as writer:
        writer.add(document("p", "It rose by 40% on_air."), "p")
    assert _found(store, "40%") == [("report", "p", True)]
    assert _found(store, "4_%") == []
    assert _found(store, "on_air") == [("report", "p", True)]


def test_places_and_parties_are_looked_up_by_name(store: Store) -> None:
    (found,) = store.places("orikhiv")
    assert (found.name, found.lat, found.events, found.incidents, found.exact) == (
        "Orikhiv",
        ORIKHIV.lat,
        4,
        4,
        True,
    )
    assert [(p.name, p.exact) for p in store.places("Orikhyv")] == [("Orikhiv", False)]
    assert [p.name for p in store.places("Ori")] == ["Orikhiv"]
    assert store.places("Atlantis") == []
    (party,) = store.parties("4th battery")
    assert (party.name, party.side, party.acts, party.suffers, party.incidents) == (
        "4th Battery",
        "XAA",
        7,
        0,
        7,
    )
    assert [(p.name, p.suffers) for p in store.parties("miller")] == [("millers", 7)]


def test_changes_are_given_since_a_moment_or_a_line(store: Store) -> None:
    lines = list(store.changes())
    assert [line.number for line in lines] == sorted(line.number for line in lines)
    assert list(store.changes(lines[3].number)) == lines[4:]
    assert list(store.changes(lines[0].at)) == lines
    assert list(store.changes(lines[0].at[:10], limit=2)) == lines[:2]
    assert list(store.changes("9999-01-01")) == []
    actions = [line.action for line in store.changes(subject="b")]
    assert actions == ["add", "origin", "code", "incident-new"]
    assert all(line.who == "dateline" for line in lines)
