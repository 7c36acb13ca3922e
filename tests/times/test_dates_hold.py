"""Properties that hold for every date and every text."""

# ruff: noqa: SIM905
from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dateline.times.grammar import grammar
from dateline.times.holidays import easter, holiday, orthodox_easter
from dateline.times.moments import Moment, narrowed, of_week, shifted, weekday_near

DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31))
NEWS_DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
FORMS = (
    "{d} {month} {y}", "{month} {d}, {y}", "{month} {d} {y}", "the {d}th of {month}, {y}",
    "{y}-{m:02d}-{d:02d}", "{weekday}, {month} {d}, {y}", "{weekday} {d} {month} {y}",
)  # fmt: skip
PIECES = st.sampled_from(
    [
        *("on in since until between and from to the last next this two 15 2024 May March".split()),
        *("Friday week weeks year ago earlier early . , - 's morning 10:30 p.m.".split()),
        *("1990s summer every day 29 February 0 99999 century BC later \U0001f642".split()),
    ]
)
# A parse takes milliseconds and shrinking takes thousands of them.
quick = settings(max_examples=50, phases=[Phase.explicit, Phase.generate])


@quick
@given(day=NEWS_DAYS, form=st.sampled_from(FORMS))
def test_a_written_date_is_read_back(timed, day, form):
    written = form.format(
        d=day.day, m=day.month, y=day.year, month=day.strftime("%B"), weekday=day.strftime("%A")
    )
    mentions = timed(f"They left on {written}.").times
    assert [mention.value for mention in mentions] == [day.isoformat()]


@quick
@given(published=NEWS_DAYS, weekday=st.integers(0, 6), ahead=st.booleans())
def test_a_weekday_lands_on_that_weekday_within_a_week(timed, published, weekday, ahead):
    name = (date(2024, 11, 11) + timedelta(weekday)).strftime("%A")
    text = f"They will leave on {name}." if ahead else f"They left on {name}."
    (mention,) = timed(text, published=published.isoformat()).times
    day = date.fromisoformat(mention.period.start)
    assert day.weekday() == weekday
    assert 0 <= ((day - published) if ahead else (published - day)).days < 7


@quick
@given(pieces=st.lists(PIECES, max_size=25), published=st.none() | NEWS_DAYS)
def test_any_text_gives_spans_in_it_and_periods_in_order(timed, pieces, published):
    text = "Shells fell " + " ".join(pieces)
    annotations = timed(text, **({"published": published.isoformat()} if published else {}))
    spans = [mention.span for mention in annotations.times]
    assert all(span.end <= len(annotations.text) for span in spans)
    assert all(not before.overlaps(after) for before, after in pairwise(spans))
    for mention in annotations.times:
        period = mention.period
        if period and period.start and period.end:
            assert period.start <= period.end


@given(
    day=DAYS,
    count=st.integers(-5000, 5000),
    unit=st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE", "WE"]),
)
def test_a_shifted_moment_has_an_interval_in_order(day, count, unit):
    moment = shifted(day, count, unit)
    interval = moment.interval() if moment else None
    assert interval is None or interval[0] <= interval[1]


@given(day=DAYS, modifier=st.sampled_from(["START", "MID", "END", "IN", ""]))
def test_a_part_of_an_interval_lies_in_it(day, modifier):
    for moment in (of_week(day), Moment(year=day.year, month=day.month), Moment(year=day.year)):
        whole = moment.interval()
        part = narrowed(whole, modifier)
        assert whole[0] <= part[0] <= part[1] <= whole[1]


@given(day=DAYS, weekday=st.integers(1, 7), step=st.sampled_from([-1, 1]))
def test_the_nearest_weekday_is_that_weekday(day, weekday, step):
    found = weekday_near(day, weekday, step)
    assert found.isoweekday() == weekday
    assert 0 <= (found - day).days * step < 7


@pytest.mark.parametrize(("year", "day"), [(2024, "03-31"), (2025, "04-20"), (2000, "04-23")])
def test_easter(year, day):
    assert easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(("year", "day"), [(2024, "05-05"), (2025, "04-20"), (2016, "05-01")])
def test_orthodox_easter(year, day):
    assert orthodox_easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(
    ("rule", "year", "first", "last"),
    [
        ("ramadan", 2024, "2024-03-11", "2024-04-09"),
        ("eid-al-fitr", 2024, "2024-04-10", "2024-04-10"),
        ("passover", 2024, "2024-04-23", "2024-04-29"),
        ("11-4-4", 2024, "2024-11-28", "2024-11-28"),
        ("05-L-1", 2024, "2024-05-27", "2024-05-27"),
        ("11-V", 2024, "2024-11-05", "2024-11-05"),
    ],
)
def test_moving_holidays(rule, year, first, last):
    assert [day.isoformat() for day in holiday(rule, year)] == [first, last]


def test_a_feast_outside_the_table_is_an_error():
    with pytest.raises(ValueError, match="table"):
        holiday("ramadan", 1500)


@given(year=st.integers(1583, 4099))
def test_both_easters_are_sundays_and_the_orthodox_one_is_never_earlier(year):
    west, east = easter(year), orthodox_easter(year)
    assert west.isoweekday() == east.isoweekday() == 7
    if year < 2100:
        assert (east - west).days in {0, 7, 28, 35}


def test_february_29_needs_a_leap_year(timed):
    (mention,) = timed("They left on February 29.", published="2025-06-01").times
    assert mention.period.start in {"2024-02-29", None}


@given(text=st.text(max_size=200))
def test_lexemes_lie_in_the_text_in_order(text):
    end = 0
    for lexeme in grammar().lex(text):
        assert end <= lexeme.start < lexeme.end <= len(text)
        end = lexeme.end
