"""Each kind of expression: its value and its interval, seen from a Wednesday in November."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

PUBLISHED = "2024-11-13"


def _first(annotations, words):
    for mention in annotations.times:
        if mention.span.of(annotations.text).lower() == words.lower():
            return mention
    found = [mention.span.of(annotations.text) for mention in annotations.times]
    raise AssertionError(f"{words!r} not among {found}")


@pytest.mark.parametrize(
    ("text", "words", "value", "start", "end"),
    [
        ("They left on 3 May 2023.", "3 May 2023", "2023-05-03", "2023-05-03", "2023-05-03"),
        ("They left on May 3rd, 2023.", "May 3rd, 2023", "2023-05-03", "2023-05-03", "2023-05-03"),
        ("They left on 2023-05-03.", "2023-05-03", "2023-05-03", "2023-05-03", "2023-05-03"),
        ("They left on 24.12.2023.", "24.12.2023", "2023-12-24", "2023-12-24", "2023-12-24"),
        ("They left on Dec. 24.", "Dec. 24", "2023-12-24", "2023-12-24", "2023-12-24"),
        ("They left in August.", "August", "2024-08", "2024-08-01", "2024-08-31"),
        ("They left on Friday.", "Friday", "2024-11-08", "2024-11-08", "2024-11-08"),
        ("They will leave on Friday.", "Friday", "2024-11-15", "2024-11-15", "2024-11-15"),
        ("They meet next Tuesday.", "next Tuesday", "2024-11-19", "2024-11-19", "2024-11-19"),
        ("They left on Wednesday.", "Wednesday", PUBLISHED, PUBLISHED, PUBLISHED),
        ("They left yesterday.", "yesterday", "2024-11-12", "2024-11-12", "2024-11-12"),
        ("They left last night.", "last night", "2024-11-12TNI", "2024-11-12", "2024-11-12"),
        ("They left on Friday morning.", "Friday morning", "2024-11-08TMO", "2024-11-08", "2024-11-08"),
        ("They left at 10:30 p.m. on Friday.", "10:30 p.m. on Friday", "2024-11-08T22:30", "2024-11-08", "2024-11-08"),
        ("They attacked this week.", "this week", "2024-W46", "2024-11-11", PUBLISHED),
        ("They attacked last week.", "last week", "2024-W45", "2024-11-04", "2024-11-10"),
        ("Late last week, they attacked.", "Late last week", "2024-W45", "2024-11-07", "2024-11-10"),
        ("They will attack early next week.", "early next week", "2024-W47", "2024-11-18", "2024-11-20"),
        ("They attacked in recent days.", "recent days", "PAST_REF", "2024-11-07", PUBLISHED),
        ("They attacked recently.", "recently", "PAST_REF", None, PUBLISHED),
        ("Over the summer, they attacked.", "the summer", "2024-SU", "2024-06-01", "2024-08-31"),
        ("They attacked last spring.", "last spring", "2024-SP", "2024-03-01", "2024-05-31"),
        ("They attacked last winter.", "last winter", "2023-WI", "2023-12-01", "2024-02-29"),
        ("They attacked earlier this month.", "earlier this month", "2024-11", "2024-11-01", PUBLISHED),
        ("They attacked last month.", "last month", "2024-10", "2024-10-01", "2024-10-31"),
        ("They attacked in the past 24 hours.", "the past 24 hours", "PT24H", "2024-11-12", PUBLISHED),
        ("They attacked in the last three days.", "the last three days", "P3D", "2024-11-10", PUBLISHED),
        ("They attacked two days ago.", "two days ago", "2024-11-11", "2024-11-11", "2024-11-11"),
        ("They attacked a week ago.", "a week ago", "2024-W45", "2024-11-04", "2024-11-10"),
        ("They attacked seven years ago.", "seven years ago", "2017", "2017-01-01", "2017-12-31"),
        ("They attacked in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("It stood in the 19th century.", "the 19th century", "18", "1800-01-01", "1899-12-31"),
        ("It fell in the second quarter of 2023.", "the second quarter of 2023", "2023-Q2", "2023-04-01", "2023-06-30"),
        ("It fell in nineteen ninety-seven.", "nineteen ninety-seven", "1997", "1997-01-01", "1997-12-31"),
        ("It fell at Christmas.", "Christmas", "2023-12-25", "2023-12-25", "2023-12-25"),
        ("It fell on Good Friday.", "Good Friday", "2024-03-29", "2024-03-29", "2024-03-29"),
        ("Attacks rose during Ramadan.", "Ramadan", "2024-03", "2024-03-11", "2024-04-09"),
        ("It fell on Eid al-Adha.", "Eid al-Adha", "2024-06-16", "2024-06-16", "2024-06-16"),
        ("They met at Passover in Cairo.", "Passover", "2024-04", "2024-04-23", "2024-04-29"),
        ("It fell at Orthodox Easter.", "Orthodox Easter", "2024-05-05", "2024-05-05", "2024-05-05"),
        ("It fell in the last week of August.", "the last week of August", "P1W", "2024-08-25", "2024-08-31"),
        ("It fell in the first ten days of May 2023.", "the first ten days of May 2023", "P10D", "2023-05-01", "2023-05-10"),
        ("It fell on Tuesday last week.", "Tuesday last week", "2024-11-05", "2024-11-05", "2024-11-05"),
        ("It lasted from March 19-April 30.", "April 30", "2024-04-30", "2024-03-19", "2024-04-30"),
        ("It lasted May-August 1950.", "May", "1950-05", "1950-05-01", "1950-08-31"),
        ("It fell two days after 27 February 2024.", "two days", "P2D", "2024-02-29", "2024-02-29"),
        ("It fell just under a year after March 2010.", "just under a year", "P1Y", "2011-01-01", "2011-12-31"),
        ("They lost it in the first five months of 2023.", "the first five months", "P5M", "2023-01-01", "2023-05-31"),
        ("They lost it in the final three weeks of May 2023.", "the final three weeks of May 2023", "P3W", "2023-05-11", "2023-05-31"),
        ("Losses rose in Q3 2023.", "Q3 2023", "2023-Q3", "2023-07-01", "2023-09-30"),
        ("They have held it since 2022.", "2022", "2022", "2022-01-01", None),
        ("They stay until Friday.", "Friday", "2024-11-15", None, "2024-11-15"),
        ("It lasted from 2014 to 2016.", "2016", "2016", "2014-01-01", "2016-12-31"),
        ("It lasted from 2014-16.", "2014", "2014", "2014-01-01", "2016-12-31"),
        ("It lasted between 3 and 5 May.", "5 May", "2024-05-05", "2024-05-03", "2024-05-05"),
        ("It lasted from March to May 1943.", "March", "1943-03", "1943-03-01", "1943-05-31"),
        ("They have held it for two years.", "two years", "P2Y", "2022-11-13", None),
        ("Losses rose over the past week.", "the past week", "P1W", "2024-11-06", PUBLISHED),
        ("It will be rebuilt in two years.", "two years", "2026", "2026-01-01", "2026-12-31"),
        ("They voted on the first Tuesday of November 2020.", "the first Tuesday of November 2020", "2020-11-03", "2020-11-03", "2020-11-03"),
        ("It fell on the last Friday in March 2023.", "the last Friday in March 2023", "2023-03-31", "2023-03-31", "2023-03-31"),
        ("Rents will rise on 1 January next year.", "1 January next year", "2025-01-01", "2025-01-01", "2025-01-01"),
        ("They met after Lunar New Year.", "Lunar New Year", "2024-02-10", "2024-02-10", "2024-02-10"),
        ("It lost money in the year ended June 30.", "the year", "P1Y", "2023-07-01", "2024-06-30"),
        ("Twelve died in the three months to February.", "three months", "P3M", "2023-12-01", "2024-02-29"),
        ("Five died in the seven days to Sunday.", "seven days", "P7D", "2024-11-04", "2024-11-10"),
        ("It lasted between June and August last year.", "June", "2023-06", "2023-06-01", "2023-08-31"),
        ("They shelled it on the night of Oct. 3-4.", "the night", "2024-10-03TNI", "2024-10-03", "2024-10-03"),
        ("They met at Diwali in 2023.", "Diwali in 2023", "2023-11-12", "2023-11-12", "2023-11-12"),
        ("Security tightened after 9/11.", "9/11", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("Losses grew in the quarter ended July 31.", "the quarter", "2024-Q2", "2024-04-01", "2024-06-30"),
        ("It lost money in the first quarter of 2024, unlike in the same period last year.", "the same period last year", "2023-Q1", "2023-01-01", "2023-03-31"),
        ("It lost money in its second quarter. In the latest period it gained.", "the latest period", "2024-Q2", "2024-04-01", "2024-06-30"),
    ],
)  # fmt: skip
def test_an_expression_is_read_as_value_and_interval(timed, text, words, value, start, end):
    annotations = timed(text, published=PUBLISHED)
    mention = _first(annotations, words)
    assert mention.value == value
    assert mention.period is not None
    assert (mention.period.start, mention.period.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It lasted three months.", "three months", "DURATION", "P3M"),
        ("It took 5 1/2 hours.", "5 1/2 hours", "DURATION", "PT5H30M"),
        ("After months of attacks, they left.", "months", "DURATION", "PXM"),
        ("A 30-day truce began.", "30-day", "DURATION", "P30D"),
        ("They attack every day.", "every day", "SET", "P1D"),
        ("They attack on weekends.", "weekends", "SET", "XXXX-WXX-WE"),
        ("They attack twice a week.", "twice a week", "SET", "P1W"),
        ("They lose 20 soldiers per day.", "per day", "SET", "P1D"),
        ("They march every July.", "every July", "SET", "XXXX-07"),
        ("The truce was to last three days.", "three days", "DURATION", "P3D"),
        ("They meet every two years.", "every two years", "SET", "P2Y"),
        ("A few hours later they fled.", "A few hours later", "DURATION", "PTXH"),
        ("More will fall in the weeks ahead.", "the weeks ahead", "DURATION", "PXW"),
        ("He was freed two-and-a-half years into it.", "two-and-a-half years", "DURATION", "P2.5Y"),
    ],
)
def test_durations_and_sets_have_no_interval(timed, text, words, kind, value):
    mention = _first(timed(text, published=PUBLISHED), words)
    assert (mention.type, mention.value, mention.period) == (kind, value, None)


@pytest.mark.parametrize(
    "text",
    [
        "The 31st Brigade and the 128th Mountain Assault Brigade fought.",
        "They lost between 10 and 20 soldiers.",
        "15 troops on motorcycles tried it.",
        "Theresa May said they may march.",
        "A second line of defence runs there.",
        "Roman, 22, is 22 years old.",
        "Some 2000 soldiers fell.",
        "6 mins read",
        "The Good Friday Agreement and the Yom Kippur War ended it.",
        "Three-quarters of the city was lost.",
        "Fighting broke out between the 3rd and 5th Brigades.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(timed, text):
    assert timed(text, published=PUBLISHED).times == ()


def test_a_year_that_nothing_proves_leaves_null_dates(timed):
    annotations = timed("On Dec. 7th the village fell. On Friday it was retaken.")
    assert annotations.document.published is None
    first, second = annotations.times
    assert first.value == "XXXX-12-07"
    assert (first.period.start, first.period.end, first.period.precision) == (None, None, "day")
    assert (second.period.start, second.period.end) == (None, None)


def test_letter_case_does_not_matter(timed):
    upper = timed(
        "TROOPS LEFT THE TOWN ON 2 FEBRUARY AND CAME BACK LAST WEEK.", published=PUBLISHED
    )
    lower = timed(
        "troops left the town on 2 february and came back last week.", published=PUBLISHED
    )
    assert (
        [m.value for m in upper.times]
        == [m.value for m in lower.times]
        == ["2024-02-02", "2024-W45"]
    )


def test_the_following_day_follows_the_last_date_named(timed):
    annotations = timed("It fell on 3 May 2023. The following day they left.", published=PUBLISHED)
    assert annotations.times[1].value == "2023-05-04"
    assert annotations.times[1].anchor == "2023-05-03"


def test_a_story_runs_by_its_own_dates(timed):
    years = " ".join(f"In {year} the war went on." for year in range(1914, 1922))
    annotations = timed(
        f"{years} On 3 March 1923 it ended. In April they met.", published=PUBLISHED
    )
    assert annotations.times[-1].value == "1923-04"


def test_a_glance_at_another_year_ends_with_its_sentence(timed):
    years = " ".join(f"In {year} the war went on." for year in range(1914, 1919))
    annotations = timed(
        f"{years} A historian wrote in 2005 that nothing happened. In April they met."
        " In 1918 it ended. It was so in late 1918."
    )
    values = [mention.value for mention in annotations.times]
    assert values[5:8] == ["2005", "1918-04", "1918"]


def test_a_story_marks_the_words_of_its_own_time(timed):
    years = " ".join(f"In {year} the war went on." for year in range(1914, 1922))
    annotations = timed(f"{years} At the same time a former king fled.")
    assert [mention.value for mention in annotations.times[-2:]] == ["PRESENT_REF", "PAST_REF"]
    assert timed("At the same time a former king fled.", published=PUBLISHED).times == ()


def test_two_years_before_a_season_are_years(timed):
    values = [
        m.value for m in timed("The 2012-13 season was cut short.", published=PUBLISHED).times
    ]
    assert values == ["2012", "2013"]


@pytest.mark.parametrize("told", ["two years earlier", "the previous year"])
def test_a_story_does_not_go_on_from_what_it_looks_back_to(timed, told):
    years = " ".join(f"In {year} the war went on." for year in range(1914, 1922))
    annotations = timed(f"{years} On 3 March 1923 it ended, unlike {told}. In April they met.")
    assert annotations.times[-1].value == "1923-04"


def test_a_story_goes_on_into_the_next_year(timed):
    years = " ".join(f"In {year} the war went on." for year in range(1914, 1922))
    annotations = timed(f"{years} On 3 December 1923 it ended. On 1 April they met.")
    assert annotations.times[-1].value == "1924-04-01"


def test_a_short_story_runs_by_its_own_dates_too(timed):
    annotations = timed(
        "The war began in July 1870. In early September, the army was trapped, and two weeks later"
        " the city was cut off. It fell on 28 January. The peace held through 1874 and 1875.",
        published=PUBLISHED,
    )
    assert [m.value for m in annotations.times[1:4]] == ["1870-09", "1870-W37", "1871-01-28"]


def test_days_after_a_year_are_some_days_of_it(timed):
    years = " ".join(f"In {year} the war went on." for year in range(1914, 1922))
    assert timed(f"{years} Three days later they met.").times[-1].value == "1921-XX-XX"


def test_that_year_is_the_one_just_named_even_in_passing(timed):
    years = " ".join(f"In {year} the war went on." for year in range(1914, 1919))
    annotations = timed(
        f"{years} It was quiet by 1930. In August of that year they met. In 1918 it ended."
    )
    assert annotations.times[6].value == "1930-08"


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("3 January 1777", "1776-12-01", "1777-02-28"),
        ("3 December 1777", "1777-12-01", "1778-02-28"),
    ],
)
def test_the_winter_of_a_story_is_the_one_around_its_day(timed, day, start, end):
    years = " ".join(f"In {year} the war went on." for year in range(1770, 1777))
    period = timed(f"{years} It fell on {day}. Many died over the winter.").times[-1].period
    assert (period.start, period.end) == (start, end)


def test_two_digits_of_a_story_are_a_year_of_its_century(timed):
    years = " ".join(f"In {year} the war went on." for year in range(1780, 1789))
    assert timed(f"{years} They founded the club of '89.").times[-1].value == "1789"


def test_an_hour_told_before_its_day_belongs_to_it(timed):
    annotations = timed("The bomb went off at 8:30 a.m. (0530 GMT) on Monday.", published=PUBLISHED)
    days = ["2024-11-11T08:30", "2024-11-11T05:30", "2024-11-11"]
    assert [mention.value for mention in annotations.times] == days


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Since May and until the end of June 2023 they held it.", "the end of June 2023", None, "2023-06-30"),
        ("They struck overnight into Tuesday.", "overnight into Tuesday", "2024-11-12", "2024-11-12"),
        ("They left before dawn on Tuesday.", "dawn on Tuesday", "2024-11-12", "2024-11-12"),
        ("The raid had been scheduled for Friday but failed.", "Friday", "2024-11-08", "2024-11-08"),
        ("The truce is due to expire on Friday.", "Friday", "2024-11-15", "2024-11-15"),
        ("The truce had been due to expire on Friday.", "Friday", "2024-11-08", "2024-11-08"),
        ("The parliament meets on Friday.", "Friday", "2024-11-15", "2024-11-15"),
        ("The siege lasted until Friday.", "Friday", None, "2024-11-08"),
        ("It began on 4 May 2021 and lasted until 9 June.", "9 June", None, "2021-06-09"),
        ("The trial will start next month.", "next month", "2024-12-01", "2024-12-31"),
        ("It was the worst month since December.", "December", "2023-12-01", None),
        ("It will be done by year's end.", "year's end", None, "2024-12-31"),
        ("They marched on the weekend of Nov. 2-3.", "the weekend of Nov. 2-3", "2024-11-02", "2024-11-03"),
        ("It fell in the winter of 2022-23.", "the winter of 2022-23", "2022-12-01", "2023-02-28"),
        ("It fell in winter 2022/23.", "winter 2022/23", "2022-12-01", "2023-02-28"),
        ("It stood in the 1800s.", "the 1800s", "1800-01-01", "1899-12-31"),
        ("Late in May they left.", "Late in May", "2024-05-21", "2024-05-31"),
        ("By end June they had left.", "end June", None, "2024-06-30"),
        ("Beginning in 2022, they shelled it.", "2022", "2022-01-01", None),
        ("It was calm since May, more than in all of 2022.", "2022", "2022-01-01", "2022-12-31"),
        ("They left in October and on the 15th came back.", "the 15th", "2024-10-15", "2024-10-15"),
        ("The vote was postponed to Friday.", "Friday", "2024-11-15", "2024-11-15"),
        ("They would be ready to go as soon as Friday.", "Friday", "2024-11-15", "2024-11-15"),
    ],
)  # fmt: skip
def test_what_stands_beside_an_expression_decides(timed, text, words, start, end):
    period = _first(timed(text, published=PUBLISHED), words).period
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Guns fired between 0600 and 1400.", ["06:00", "14:00"]),
        ("Guns fired from 0730 to 0915.", ["07:30", "09:15"]),
        ("Guns fired between 1300 and 1400 GMT.", ["13:00", "14:00"]),
    ],
)
def test_four_digits_of_the_clock_are_no_year(timed, text, values):
    found = timed(text, published=PUBLISHED).times
    assert [(one.type, one.value.split("T")[-1].rstrip("Z")) for one in found] == [
        ("TIME", value) for value in values
    ]
