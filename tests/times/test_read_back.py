"""Every expression made from a known date is read back to it: leap years and year ends too."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

# Days of news, the ends of years and Februaries among them more often than by chance.
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31)) | st.builds(
    lambda year, near: date(year, near[0], 1) + timedelta(near[1]),
    st.integers(1951, 2048),
    st.tuples(st.sampled_from([1, 3]), st.integers(-3, 3)),
)
ABSOLUTE = (
    "on {d} {Month} {y}", "on {Month} {d}, {y}", "on {Mon} {d}, {y}", "on {d}{th} {Month} {y}",
    "on the {d}{th} of {Month}, {y}", "on {y}-{m:02d}-{d:02d}", "on {d}.{m}.{y}",
    "on {Weekday}, {Month} {d}, {y}", "on {Weekday} {d} {Month} {y}", "on {Month} {d}{th}, {y}",
    "on {MONTH} {d}, {y}", "in the night of {d} {Month} {y}", "at 10:30 p.m. on {d} {Month} {y}",
    "on {Month} {d} of {y}", "on {d}-{Month}-{y}",
)  # fmt: skip
# A parse takes milliseconds and shrinking takes thousands of them.
quick = settings(max_examples=40, phases=[Phase.explicit, Phase.generate])


def _written(form: str, day: date) -> str:
    return form.format(
        d=day.day,
        m=day.month,
        y=day.year,
        yy=f"{day.year % 100:02d}",
        th={1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 * (day.day // 10 != 1), "th"),
        Month=day.strftime("%B"),
        MONTH=day.strftime("%B").upper(),
        # May is too short to be cut.
        Mon=day.strftime("%b") + ("" if day.month == 5 else "."),
        Weekday=day.strftime("%A"),
    )


def _only(timed, text, **known):
    (mention,) = timed(text, **known).times
    return mention


@quick
@given(day=DAYS, form=st.sampled_from(ABSOLUTE))
@example(day=date(2024, 2, 29), form=ABSOLUTE[0])
@example(day=date(1999, 12, 31), form=ABSOLUTE[5])
def test_a_full_date(timed, day, form):
    mention = _only(timed, f"They left {_written(form, day)}.")
    assert mention.value[:10] == day.isoformat()
    assert (mention.period.start, mention.period.end) == (day.isoformat(), day.isoformat())


@quick
@given(day=DAYS)
def test_two_digits_of_a_year(timed, day):
    # Five years from now at most, else of the last century.
    published = date(min(max(day.year + 10, 1990), 2049), 6, 1)
    mention = _only(
        timed, _written("They left on {m}/{d}/{yy}.", day), published=published.isoformat()
    )
    read = date.fromisoformat(mention.value)
    if day.day <= 12 or day.month <= 12:
        assert (read.month, read.day) == (day.month, day.day)
    assert read.year % 100 == day.year % 100
    assert published.year - 95 <= read.year <= published.year + 5


@quick
@given(published=DAYS, back=st.integers(0, 300))
@example(published=date(2024, 1, 2), back=3)
@example(published=date(2024, 3, 1), back=1)
def test_a_day_of_the_year_that_is_over(timed, published, back):
    day = published - timedelta(back)
    mention = _only(
        timed, _written("They left on {Month} {d}.", day), published=published.isoformat()
    )
    if mention.value.startswith("XXXX"):
        assert (day.month, day.day) == (2, 29)
    else:
        assert mention.value == day.isoformat()


@quick
@given(published=DAYS, back=st.integers(0, 300))
def test_a_weekday_with_its_date_proves_the_year(timed, published, back):
    day = published - timedelta(back)
    text = _written("They left on {Weekday}, {Month} {d}.", day)
    assert _only(timed, text, published=published.isoformat()).value == day.isoformat()


@quick
@given(published=DAYS, count=st.integers(2, 60))
@example(published=date(2024, 3, 1), count=2)
@example(published=date(2001, 1, 1), count=2)
def test_days_told_from_publication(timed, published, count):
    known = {"published": published.isoformat()}
    for text, days in (
        (f"They left {count} days ago.", -count),
        ("They left yesterday.", -1),
        ("They will leave tomorrow.", 1),
        ("They left the day before yesterday.", -2),
    ):
        assert _only(timed, text, **known).value == (published + timedelta(days)).isoformat()


@quick
@given(published=DAYS, step=st.sampled_from([("last", -1), ("this", 0), ("next", 1)]))
@example(published=date(2024, 12, 30), step=("this", 0))
@example(published=date(2021, 1, 1), step=("last", -1))
def test_weeks_months_and_years_told_from_publication(timed, published, step):
    word, count = step
    tense = "will leave" if count > 0 else "left"
    known = {"published": published.isoformat()}
    year, week, _ = (published + timedelta(7 * count)).isocalendar()
    assert _only(timed, f"They {tense} {word} week.", **known).value == f"{year}-W{week:02d}"
    month = published.year * 12 + published.month - 1 + count
    value = f"{month // 12}-{month % 12 + 1:02d}"
    assert _only(timed, f"They {tense} {word} month.", **known).value == value
    value = str(published.year + count)
    assert _only(timed, f"They {tense} {word} year.", **known).value == value


@quick
@given(first=DAYS, days=st.integers(1, 20))
@example(first=date(2023, 12, 30), days=5)
@example(first=date(2024, 2, 27), days=3)
def test_a_range_of_days(timed, first, days):
    last = first + timedelta(days)
    text = _written("They fought from {Month} {d}, {y}", first) + _written(
        " to {Month} {d}, {y}.", last
    )
    starts = {(m.period.start, m.period.end) for m in timed(text).times}
    assert starts == {(first.isoformat(), last.isoformat())}


@quick
@given(year=st.integers(1801, 2048), other=st.integers(1, 40))
def test_years_and_ranges_of_years(timed, year, other):
    assert _only(timed, f"It fell in {year}.").period.edtf() == str(year)
    late = year + other
    first, second = timed(f"It lasted from {year} to {late}.").times
    assert (first.value, second.value) == (str(year), str(late))
    assert first.period.iso() == second.period.iso() == f"{first.period.start}/{second.period.end}"
    assert first.period.start == f"{year}-01-01"
    assert second.period.end == f"{late}-12-31"


@quick
@given(year=st.integers(1, 799), span=st.integers(1, 99))
def test_years_before_christ_run_backwards(timed, year, span):
    early, late = timed(f"The war ({year + span}-{year} BC) was long.").times
    assert (early.value, late.value) == (f"BC{year + span:04d}", f"BC{year:04d}")
