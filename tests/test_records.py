"""Records: checked where they enter, immutable, JSON in and out without loss."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import (
    Casualty,
    Denial,
    Document,
    Event,
    Layers,
    Party,
    PartyMention,
    Period,
    Place,
    PlaceMention,
    Record,
    RecordError,
    Source,
    Span,
    Statement,
    TimeMention,
    Zone,
    from_json,
    json_schema,
    to_json,
)
from dateline.codebook import codebook
from dateline.records import (
    HarmKind,
    SourceKind,
    Stance,
    Status,
    TimePrecision,
    TimexType,
    ZoneKind,
    spans_of,
)

NAMES = st.text(min_size=1, max_size=12)
DATES = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
NUMBERS = st.none() | st.integers(0, 10**9)


@st.composite
def spans(draw: st.DrawFn, limit: int) -> Span:
    start = draw(st.integers(0, limit - 1))
    return Span(start, draw(st.integers(start + 1, limit)))


@st.composite
def ordered(draw: st.DrawFn, values: st.SearchStrategy) -> tuple:  # type: ignore[type-arg]
    low, high = draw(values), draw(values)
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def parties(limit: int) -> st.SearchStrategy[Party]:
    span = st.none() | spans(limit)
    return st.builds(Party, name=NAMES, side=NAMES, span=span, alleged=st.booleans())


@st.composite
def places(draw: st.DrawFn, limit: int, depth: int = 1) -> Place:
    point = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    return Place(
        name=draw(NAMES),
        span=draw(st.none() | spans(limit)),
        lat=point and point[0],
        lon=point and point[1],
        relation=draw(NAMES),
        precision=draw(st.integers(1, 7)),
        more_places=tuple(draw(st.lists(places(limit, 0), max_size=2))) if depth else (),
    )


@st.composite
def periods(draw: st.DrawFn, limit: int) -> Period:
    start, end = draw(ordered(DATES))
    precision = draw(st.sampled_from(get_args(TimePrecision)))
    return Period(start=start, end=end, precision=precision, span=draw(st.none() | spans(limit)))


@st.composite
def casualties(draw: st.DrawFn, limit: int) -> Casualty:
    low, high = draw(ordered(NUMBERS))
    return Casualty(
        kind=draw(st.sampled_from(get_args(HarmKind))),
        group=draw(NAMES),
        side=draw(NAMES),
        low=low,
        high=high,
        rate=draw(st.none() | NAMES),
        span=draw(st.none() | spans(limit)),
    )


def sources(limit: int) -> st.SearchStrategy[Source]:
    kinds = st.sampled_from(get_args(SourceKind))
    return st.builds(Source, name=NAMES, kind=kinds, span=st.none() | spans(limit))


@st.composite
def events(draw: st.DrawFn, limit: int, id: str) -> Event:
    def some(strategy):  # type: ignore[no-untyped-def]
        return tuple(draw(st.lists(strategy, max_size=2)))

    return Event(
        id=id,
        type=draw(st.sampled_from([kind.name for kind in codebook()])),
        status=draw(st.sampled_from(get_args(Status))),
        trigger=draw(spans(limit)),
        evidence=(draw(spans(limit)), *some(spans(limit))),
        actors=some(parties(limit)),
        targets=some(parties(limit)),
        place=draw(st.none() | places(limit)),
        time=draw(st.none() | periods(limit)),
        weapons=some(st.text(max_size=9)),
        casualties=some(casualties(limit)),
        source=draw(st.none() | sources(limit)),
        denied_by=some(st.builds(Denial, name=NAMES, span=st.none() | spans(limit))),
    )


@st.composite
def layers(draw: st.DrawFn, limit: int) -> Layers:
    time = st.builds(
        TimeMention,
        span=spans(limit),
        type=st.sampled_from(get_args(TimexType)),
        value=NAMES,
        period=st.none() | periods(limit),
    )
    place = st.builds(PlaceMention, span=spans(limit), name=NAMES, kind=NAMES)
    party = st.builds(
        PartyMention, span=spans(limit), head=spans(limit), name=NAMES, side=NAMES, kind=NAMES
    )
    return Layers(
        places=tuple(draw(st.lists(place, max_size=2))),
        times=tuple(draw(st.lists(time, max_size=2))),
        parties=tuple(draw(st.lists(party, max_size=2))),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(st.text(min_size=1, max_size=60))
    limit = len(text)
    published = draw(DATES)
    zone = st.builds(
        lambda span, kind: Zone(span.start, span.end, kind),
        spans(limit),
        st.sampled_from(get_args(ZoneKind)),
    )
    document = Document(
        id=draw(NAMES),
        text=text,
        title=draw(st.none() | st.text()),
        published=published,
        published_basis="given" if published else "unknown",
        zones=tuple(draw(st.lists(zone, max_size=2))),
    )
    found = tuple(draw(events(limit, f"e{number}")) for number in (1, 2))
    statement = st.builds(
        Statement,
        id=NAMES,
        source=sources(limit),
        content=spans(limit),
        stance=st.sampled_from(get_args(Stance)),
        cue=st.none() | spans(limit),
        about=st.just(()) | st.just(("e1",)),
    )
    said = tuple(draw(st.lists(statement, max_size=2)))
    return Record(
        document=document, events=found, statements=said, layers=draw(st.none() | layers(limit))
    )


@given(records())
def test_a_record_survives_json(record: Record) -> None:
    assert from_json(to_json(record), Record) == record
    assert from_json(to_json(record, indent=2), Record) == record


@given(records())
def test_the_same_record_is_written_as_the_same_bytes(record: Record) -> None:
    assert to_json(from_json(to_json(record), Record)) == to_json(record)


@given(records())
def test_every_span_of_a_record_fits_its_text(record: Record) -> None:
    text = record.document.text
    for span in spans_of(record):
        assert 0 <= span.start < span.end <= len(text)
        assert len(record.text_of(Span(span.start, span.end))) == span.end - span.start


@given(records())
def test_a_record_fits_the_published_schema(record: Record) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    jsonschema.validate(json.loads(to_json(record)), json_schema())


@given(st.text(min_size=1), st.data())
def test_a_span_covers_the_characters_between_its_ends(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(len(text)))
    assert text[: span.start] + span.of(text) + text[span.end :] == text


@given(st.data())
def test_spans_overlap_when_they_share_a_character(data: st.DataObject) -> None:
    one, other = data.draw(spans(30)), data.draw(spans(30))
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert one.contains(other) == (len(shared) == other.end - other.start)


def test_the_schema_itself_is_valid_and_names_every_event_type() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$defs"]["Event"]["properties"]["type"]["enum"] == [k.name for k in codebook()]


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_an_empty_or_negative_span_is_an_error(start: int, end: int) -> None:
    with pytest.raises(RecordError, match="empty or negative"):
        Span(start, end)


def test_a_span_past_the_end_of_the_text_is_an_error_that_names_the_report() -> None:
    event = Event(
        id="e1",
        type="battle/clash",
        status="happened",
        trigger=Span(0, 5),
        evidence=(Span(0, 10),),
    )
    with pytest.raises(RecordError, match="r7: span 0-10 runs past the text"):
        Record(document=Document(id="r7", text="Clash."), events=(event,))


def test_a_statement_about_an_unknown_event_is_an_error() -> None:
    said = Statement(
        id="s1", source=Source(name="police", kind="party"), content=Span(0, 3), about=("e9",)
    )
    with pytest.raises(RecordError, match="e9"):
        Record(document=Document(id="r1", text="It was so."), statements=(said,))


def test_an_event_type_outside_the_codebook_is_an_error() -> None:
    with pytest.raises(RecordError, match="no event type"):
        Event(id="e1", type="battle/duel", status="happened", trigger=Span(0, 1), evidence=())


@pytest.mark.parametrize(
    "value", ["20241115", "2024-W46-5", "2024-11-31", "15.11.2024", "2024", ""]
)
def test_only_plain_iso_dates_are_dates(value: str) -> None:
    with pytest.raises(RecordError, match="ISO date"):
        Period(start=value)


@given(st.dates(), st.integers(1, 1000))
def test_a_period_never_ends_before_it_starts(day: date, days: int) -> None:
    try:
        later = day + timedelta(days=days)
    except OverflowError:
        return
    assert Period(start=day.isoformat(), end=later.isoformat())
    with pytest.raises(RecordError, match="after its end"):
        Period(start=later.isoformat(), end=day.isoformat())


@pytest.mark.parametrize(
    ("lat", "lon"), [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf")), (5, None), (None, 5)]
)
def test_a_place_lies_on_the_globe_or_nowhere(lat: float | None, lon: float | None) -> None:
    with pytest.raises(RecordError):
        Place(name="Atlantis", lat=lat, lon=lon)


@given(st.integers(-5, 10**6), st.integers(-5, 10**6))
def test_a_casualty_figure_runs_upwards_from_nought(low: int, high: int) -> None:
    if 0 <= low <= high:
        assert Casualty(kind="killed", group="soldiers", low=low, high=high)
    else:
        with pytest.raises(RecordError):
            Casualty(kind="killed", group="soldiers", low=low, high=high)


def test_a_date_of_publication_and_its_basis_agree() -> None:
    with pytest.raises(RecordError, match="contradict"):
        Document(id="r1", text="x", published="2024-11-15")
    with pytest.raises(RecordError, match="contradict"):
        Document(id="r1", text="x", published_basis="given")


def test_records_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Span(0, 1).start = 5  # type: ignore[misc]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"start": 5, "end": 2}', '{"start": "a"}'])
def test_json_that_is_no_record_is_a_record_error(text: str) -> None:
    with pytest.raises(RecordError, match="not a valid Span"):
        from_json(text, Span)


def test_every_field_is_written_even_when_empty() -> None:
    written = json.loads(to_json(Record(document=Document(id="r1", text="x"))))
    assert set(written) == set(Record.__struct_fields__)
    assert set(written["document"]) == set(Document.__struct_fields__)


def test_the_types_are_msgspec_structs_with_the_fields_of_the_codebook() -> None:
    fields = "id type status trigger evidence actors targets place time weapons casualties source"
    ours = ("certainty", "asserted", "confidence")
    assert Event.__struct_fields__ == (*fields.split(), "denied_by", *ours)
    assert issubclass(Event, msgspec.Struct)


def test_a_party_may_tell_its_normal_form_and_what_it_belongs_to() -> None:
    plain = from_json('{"name": "31st Brigade"}', Party)
    assert (plain.canonical, plain.echelon, plain.parents) == (None, None, ())
    told = Party(
        name="128th separate brigade",
        side="UKR",
        canonical="128th Brigade",
        echelon="brigade",
        parents=("Armed Forces of Ukraine", "Ukraine"),
    )
    assert from_json(to_json(told), Party) == told
    fields = json_schema()["$defs"]["Party"]["properties"]
    assert {"canonical", "echelon", "parents"} <= set(fields)
