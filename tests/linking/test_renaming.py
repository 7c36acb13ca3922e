"""What people said of an event follows it into another reading, and goes to no other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents import EventKey
from dateline.linking.corrections import corrected
from dateline.linking.renaming import is_added, is_lost, renamed
from dateline.records import Document, Event, Place, Record
from dateline.spans import Span
from dateline.store import Review


def event(
    id: str, start: int, end: int, *, place: str | None = None, type: str = "strike/shelling"
) -> Event:
    where = Place(name=place) if place else None
    trigger = Span(start, end)
    return Event(
        id=id, type=type, status="happened", trigger=trigger, evidence=(trigger,), place=where
    )


def test_events_are_found_by_their_triggers_not_by_their_ids() -> None:
    before = [event("e1", 10, 15), event("e2", 40, 46)]
    after = [event("e1", 2, 6), event("e2", 10, 15), event("e3", 38, 46)]
    assert renamed(before, after) == {"e1": "e2", "e2": "e3"}


def test_the_best_overlap_wins_and_an_event_is_given_once() -> None:
    before = [event("e1", 10, 20), event("e2", 18, 30)]
    assert renamed(before, [event("e1", 18, 29)]) == {"e2": "e1", "e1": "@10-20"}


def test_happenings_of_one_trigger_are_told_apart_by_their_places() -> None:
    before = [event("e1", 5, 8, place="Sumy"), event("e2", 5, 8, place="Kharkiv")]
    swapped = [event("e1", 5, 8, place="Kharkiv"), event("e2", 5, 8, place="Sumy")]
    assert renamed(before, swapped) == {"e1": "e2", "e2": "e1"}
    assert renamed(before, swapped[:1]) == {"e2": "e1", "e1": "@5-8"}
    assert renamed(before, [event("e1", 5, 8, place="Kyiv")]) == {"e1": "@5-8", "e2": "@5-8.2"}


def test_what_is_lost_is_looked_for_in_every_later_reading() -> None:
    assert renamed([], [event("e4", 12, 15)], lost=["@10-14"]) == {"@10-14": "e4"}
    assert renamed([], [event("e4", 2, 5)], lost=["@10-14"]) == {"@10-14": "@10-14"}
    twins = ["@10-14", "@10-14.2"]
    assert renamed([], [event("e4", 12, 15)], lost=twins) == {id: id for id in twins}
    told = renamed([event("e1", 10, 14)], [event("e4", 10, 14)], lost=["@10-14"])
    assert told == {"e1": "e4", "@10-14": "@10-14"}


def test_what_a_person_added_is_never_lost_and_never_told_twice() -> None:
    added = {"r1": event("r1", 10, 14)}
    assert renamed([], [], added=added) == {"r1": "r1"}
    assert renamed([], [event("e1", 11, 14)], added=added) == {"r1": "e1"}
    other = event("e1", 11, 14, type="diplomacy/talks")
    assert renamed([], [other], added=added) == {"r1": "r1"}
    found = {"e1": event("e1", 10, 14)}  # the reading before had it too
    assert renamed([event("e1", 11, 14)], [event("e1", 50, 54)], added=found) == {"e1": "r1"}


@st.composite
def readings(draw: st.DrawFn) -> list[Event]:
    starts = draw(st.lists(st.integers(0, 60), max_size=8))
    names = st.sampled_from([None, "Sumy", "Kharkiv"])
    return [
        event(f"e{number}", start, start + draw(st.integers(1, 8)), place=draw(names))
        for number, start in enumerate(starts, 1)
    ]


@given(readings(), readings())
def test_nothing_is_ever_said_of_another_event(before: list[Event], after: list[Event]) -> None:
    names = renamed(before, after)
    old, new = ({each.id: each for each in some} for some in (before, after))
    assert names.keys() == old.keys()
    assert len(set(names.values())) == len(names)
    for id, name in names.items():
        if name in new:
            assert old[id].trigger.overlaps(new[name].trigger)
        else:
            assert is_lost(name) and not is_added(name)


@given(readings(), st.randoms())
def test_the_same_events_in_another_order_keep_what_was_said(
    before: list[Event], random: object
) -> None:
    apart = {(each.trigger, each.place): each for each in before}.values()
    mixed = sorted(apart, key=lambda _: random.random())  # type: ignore[attr-defined]
    after = [
        event(f"e{at}", *(each.trigger.start, each.trigger.end), place=_name(each))
        for at, each in enumerate(mixed, 1)
    ]
    told = {each.id: each for each in after}
    names = renamed(list(apart), after)
    for each in apart:
        assert names[each.id] in told
        assert told[names[each.id]].trigger == each.trigger
        assert told[names[each.id]].place == each.place


@given(readings())
def test_the_same_reading_again_changes_no_id(before: list[Event]) -> None:
    assert renamed(before, before) == {each.id: each.id for each in before}


@given(readings(), readings())
def test_a_reading_that_comes_back_finds_what_it_had(
    before: list[Event], other: list[Event]
) -> None:
    first = renamed(before, other)
    lost = [name for name in first.values() if is_lost(name)]
    again = renamed(other, before, lost=lost)
    homes = [again[name] for name in first.values()]
    assert len(set(homes)) == len(homes)


@given(readings(), readings(), st.integers(0, 7))
def test_a_correction_shows_on_its_event_or_nowhere(
    before: list[Event], after: list[Event], which: int
) -> None:
    distinct = list({each.trigger: each for each in before}.values())
    if not distinct:
        return
    one = distinct[which % len(distinct)]
    report = Document(id="a", text="x" * 80)
    names = renamed(distinct, after)
    key = EventKey("a", names[one.id])
    review = Review(event=key, field="status", value="feared", by="ann", at="2026-01-01")
    left = corrected(Record(document=report, events=tuple(after)), [review]).events
    changed = [each for each in left if each.status == "feared"]
    assert len(changed) <= 1
    assert all(each.trigger.overlaps(one.trigger) for each in changed)
    assert [each for each in left if each not in changed] == [
        each for each in after if each.id != key.event
    ]
    same = [each for each in after if each.trigger == one.trigger]
    if len(same) == 1:  # the very words again, whatever its number
        assert [each.id for each in changed] == [same[0].id]


def _name(one: Event) -> str | None:
    return one.place.name if one.place else None
