import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.events.numbers import quantities, quantity

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
ONES += ["eighteen", "nineteen"]
TENS = ["x", "x", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    for scale, name in ((10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            glue = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // scale)} {name}{glue + in_words(rest) if rest else ''}"
    raise AssertionError


@given(st.integers(0, 999_999_999))
def test_numbers_come_back_from_words(number):
    assert quantity(in_words(number)) == (number, number)


@given(st.integers(0, 999_999_999))
def test_numbers_come_back_from_figures_with_and_without_separators(number):
    assert quantity(f"{number:,}") == (number, number)
    assert quantity(str(number)) == (number, number)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_ranges_keep_their_ends(low, more):
    high = low + more
    assert quantity(f"between {low} and {high}") == (low, high)
    assert quantity(f"{low:,} to {high:,}") == (low, high)


@given(st.integers(0, 98), st.integers(1, 99))
def test_ranges_in_words_keep_their_ends(low, more):
    high = min(low + more, 99)
    assert quantity(f"between {in_words(low)} and {in_words(high)}") == (low, high)
    assert quantity(f"{in_words(low)} to {in_words(high)}") == (low, high)


@given(st.integers(1, 10**6))
def test_bounds_open_the_other_side(number):
    assert quantity(f"at least {number}") == (number, None)
    assert quantity(f"more than {in_words(number)}") == (number, None)
    assert quantity(f"up to {number:,}") == (None, number)
    assert quantity(f"{number} or more") == (number, None)
    assert quantity(f"no more than {number}") == (None, number)
    assert quantity(f"no fewer than {number}") == (number, None)


@given(st.lists(st.text(max_size=12), max_size=30))
def test_any_words_give_counts_in_order_without_overlap(words):
    end = 0
    for found in quantities(words):
        assert end <= found.start <= found.first < found.end <= len(words)
        assert found.low is None or found.high is None or found.low <= found.high
        end = found.end


@pytest.mark.parametrize(
    ("phrase", "bounds"),
    [
        ("a dozen", (12, 12)),
        ("about a dozen", (12, 12)),
        ("two dozen", (24, 24)),
        ("half a dozen", (6, 6)),
        ("more than a dozen", (12, None)),
        ("between two and three dozen", (24, 36)),
        ("two or three hundred", (200, 300)),
        ("five or six gunmen", (5, 6)),
        ("three, perhaps even four", (3, 4)),
        ("some 20", (20, 20)),
        ("nearly 100", (100, 100)),
        ("at least some 20", (20, None)),
        ("1.5 million", (1_500_000, 1_500_000)),
        ("50+", (50, None)),
        ("10–20", (10, 20)),
        ("a couple of soldiers", (2, 2)),
        ("dozens", (24, None)),
        ("scores of people", (40, None)),
        ("hundreds of rebels", (200, None)),
        ("several hundred", (200, None)),
        ("tens of thousands of people", (20_000, None)),
        ("hundreds of thousands", (200_000, None)),
        ("millions", (2_000_000, None)),
        ("many people", (None, None)),
        ("several people", (None, None)),
        ("a few dozen", (24, None)),
        ("a handful of men", (None, None)),
        ("an unspecified number of rebels", (None, None)),
        ("large numbers of farmers", (None, None)),
        ("a quarter of a million", (250_000, 250_000)),
        ("half a million", (500_000, 500_000)),
    ],
)
def test_counts_of_news_reports(phrase, bounds):
    assert quantity(phrase) == bounds


@pytest.mark.parametrize(
    "phrase", ["", "a man", "five-year-old", "12-kilogram bomb", "scores", "and"]
)
def test_no_count_is_seen_where_there_is_none(phrase):
    assert quantity(phrase) is None


def test_two_counts_in_a_phrase_are_not_one():
    assert quantity("two men and three women") is None
    assert [(q.low, q.high) for q in quantities(["two", "men", "and", "three", "women"])] == [
        (2, 2),
        (3, 3),
    ]
