"""Values in running text."""

import sys
from types import FrameType

import pytest

from kgaigc.quantities import beginning, find_values
from kgaigc.values import XSD

DATATYPE = "http://dbpedia.org/datatype/"


def only(text: str) -> tuple[str, str, str]:
    """What is said, the lexical form and the short datatype of the one value of a text."""
    (mention,) = find_values(text)
    assert text[mention.start : mention.end] == mention.text
    assert mention.value
    return mention.text, mention.value.text, mention.value.datatype.replace(XSD, "").replace(DATATYPE, "")


@pytest.mark.parametrize(
    "said",
    [
        "10 December 1815",
        "December 10th, 1815",
        "Dec. 10, 1815",
        "1815-12-10",
        "10th of December 1815",
        "December 10 1815",
        "1815.12.10",
        "10th of December in 1815",
        "December 10th in 1815",
    ],
)
def test_a_day_is_read_in_all_its_forms(said: str) -> None:
    assert only(f"She was born on {said}.") == (said, "1815-12-10", "date")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began in 1815.", ("1815", "1815", "gYear")),
        ("It began in December 1815.", ("December 1815", "1815-12", "gYearMonth")),
        ("It began in December of 1815.", ("December of 1815", "1815-12", "gYearMonth")),
        ("It was fashionable in the 1840s.", ("1840s", "184X", "http://id.loc.gov/datatypes/edtf")),
        ("It is of the 19th century.", ("19th century", "18XX", "http://id.loc.gov/datatypes/edtf")),
        (
            "It is of the nineteenth century.",
            ("nineteenth century", "18XX", "http://id.loc.gov/datatypes/edtf"),
        ),
        ("Caesar died on March 15, 44 BC.", ("March 15, 44 BC", "-0044-03-15", "date")),
        ("Vesuvius erupted in AD 79.", ("AD 79", "0079", "gYear")),
        ("They celebrate on July 4.", ("July 4", "--07-04", "gMonthDay")),
        (
            "It landed on July 20, 1969, at 20:17:40 UTC.",
            ("July 20, 1969, at 20:17:40 UTC", "1969-07-20T20:17:40Z", "dateTime"),
        ),
        ("It came on 25/12/1815.", ("25/12/1815", "1815-12-25", "date")),
        ("A mid-1815 letter.", ("1815", "1815", "gYear")),
    ],
)
def test_dates_keep_their_precision(text: str, expected: tuple[str, str, str]) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A city of 1,790,658.", ("1,790,658", "1790658", "integer")),
        ("A city of 1.8 million people.", ("1.8 million", "1800000", "integer")),
        ("They had three children.", ("three", "3", "integer")),
        ("They had twenty-five books.", ("twenty-five", "25", "integer")),
        ("It has two hundred and five parts.", ("two hundred and five", "205", "integer")),
        ("It is 12,742 km wide.", ("12,742 km", "12742", "kilometre")),
        ("It is 12 742 km wide.", ("12 742 km", "12742", "kilometre")),
        ("A year lasts 88 days there.", ("88 days", "88", "day")),
        ("At night it is -173 degrees Celsius.", ("-173 degrees Celsius", "-173", "degreeCelsius")),
        ("At night it is −173 °C.", ("−173 °C", "-173", "degreeCelsius")),
        ("Its mass is 1.3e22 kg.", ("1.3e22 kg", "1.3E22", "kilogram")),
        ("Its mass is 5.97 × 10^24 kg.", ("5.97 × 10^24 kg", "5.97E24", "kilogram")),
        ("Its mass is 5.97×10²⁴ kg.", ("5.97×10²⁴ kg", "5.97E24", "kilogram")),
        ("It moves at 18.29 km/s.", ("18.29 km/s", "18.29", "kilometrePerSecond")),
        (
            "It has 914.8 people per square kilometre.",
            ("914.8 people per square kilometre", "914.8", "inhabitantsPerSquareKilometre"),
        ),
        ("It cost $1.5 billion.", ("$1.5 billion", "1500000000", "usDollar")),
        ("About 45% are water.", ("45%", "45", "percent")),
        ("A 12-metre mast.", ("12-metre", "12", "metre")),
        ("A clock of 1MHz.", ("1MHz", "1", "megahertz")),
        ("The company has 1500 employees.", ("1500", "1500", "integer")),
        ("It is 3 m. It is red.", ("3 m", "3", "metre")),
        ("It has 4.14 SqKm.", ("4.14 SqKm", "4.14", "squareKilometre")),
        ("It has 40 sqft.", ("40 sqft", "40", "squareFoot")),
        ("It weighs 5.6 kgs.", ("5.6 kgs", "5.6", "kilogram")),
        ("It has 164 degrees Kelvin.", ("164 degrees Kelvin", "164", "kelvin")),
        ("A crew of 3.", ("3", "3", "integer")),
    ],
)
def test_numbers_are_read_with_their_units(text: str, expected: tuple[str, str, str]) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Built as F-16.",
        "The Z3 of Zuse.",
        "Runway 12L/30R.",
        "ISBN 978-0-15-204770-2.",
        "It may march on.",
        "One of them.",
    ],
)
def test_what_only_looks_like_a_value_is_none(text: str) -> None:
    assert find_values(text) == ()


def test_ranges_are_two_values_and_share_the_unit() -> None:
    assert [m.value and m.value.text for m in find_values("From 1815 to 1852 (1815–1852), or 1914–18.")] == [
        "1815", "1852", "1815", "1852", "1914", "1918",
    ]  # fmt: skip
    assert [m.value and m.value.datatype for m in find_values("10 to 20 km")] == [DATATYPE + "kilometre"] * 2


def test_a_year_before_an_initial_is_no_quantity() -> None:
    assert only("Born in 1990 K. Zuse")[2] == "gYear"


def test_ordinals_in_words_are_unsure() -> None:
    assert [(m.text, m.score) for m in find_values("The third planet, at first seen in 1781.")] == [
        ("third", 0.5),
        ("1781", 1.0),
    ]


def test_a_bound_is_the_plain_value_for_whoever_does_not_ask() -> None:
    [mention] = find_values("It has more than 400 staff.")
    assert mention.value
    assert (mention.text, mention.value.text, mention.value.datatype) == ("400", "400", XSD + "integer")


def test_four_digits_with_a_unit_are_no_year() -> None:
    assert only("A road of 1500 km.") == ("1500 km", "1500", "kilometre")
    assert only("It was there in 1990.")[2] == "gYear"


def test_a_range_shares_its_scale() -> None:
    found = find_values("Between 10 and 12 million people, or $3-4 billion.")
    assert [m.value and m.value.text for m in found] == ["10000000", "12000000", "3000000000", "4000000000"]


def test_a_code_is_no_range() -> None:
    said = [m.value for m in find_values("ISSN 1046-8188")]
    assert [getattr(value, "how", "plain") for value in said] == ["plain", "plain"]


HOSTILE = [
    "1", "1,", "1.", "1 ", "-", "one ", "one and a half ", "two hundred and ", "million ", "1,1,1,1", "100 ", "1.000.",
    "10/12/", "10/12/1815 ", "5 km ", "5 to ", "5 ft 11 in ", "2h30m ", "about ", "more than 5 ", "between 5 and ",
    "half a ", "an hour and a half ", "May 5-8, ", "$", "$5 to ", "USD 5 ", "1-", "5-year-", "1e5", "½",
    "3 years 2 months ",    "1990", "in 1990 ", "the early ", "1990s", "5 or more ", "(", "'", "\u00a0", "a" , "A",
]  # fmt: skip


def _work(text: str) -> int:
    """How many calls it takes to read a text: of functions, of methods, of searches."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_values(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_longer_text_takes_work_in_proportion(piece: str) -> None:
    find_values(piece * 3)  # tables are filled
    short, long = _work(piece * 100), _work(piece * 800)
    assert long <= 9 * short
    assert long <= 100 * len(piece * 800) + 1000


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It has no more than 400 staff.", "no more than 400"),
        ("It was built in early 1968.", "early 1968"),
        ("It has 400 staff.", "400"),
        ("It has 400 or more staff.", "400"),
    ],
)
def test_the_words_that_qualify_a_value_belong_to_it(text: str, whole: str) -> None:
    [mention] = find_values(text)
    assert text[beginning(text, mention) : mention.end] == whole
