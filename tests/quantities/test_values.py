"""Reading whole literals, writing values, and comparing them."""

import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc.quantities import compare, find_values, finer, is_text, read_literal, write
from kgaigc.quantities.dates import EDTF
from kgaigc.quantities.units import unit, unit_of
from kgaigc.values import XSD, Value

DATATYPE = "http://dbpedia.org/datatype/"


def value(text: str) -> Value:
    """A value by its lexical form and the end of its datatype: "12742 kilometre", "1815 gYear"."""
    lexical, _, kind = text.rpartition(" ")
    own = {"date", "dateTime", "gYear", "gYearMonth", "gMonthDay", "integer", "decimal", "double", "string"}
    own |= {"duration", "boolean"}
    return Value(lexical, (XSD if kind in own else DATATYPE) + kind)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("2702.0", "2702 integer"),
        ("-3.3528", "-3.3528 decimal"),
        ("1986-10-12", "1986-10-12 date"),
        ('"1913-01-01"', "1913-01-01 date"),
        ("2011-Aug-27", "2011-08-27 date"),
        ("December 2008", "2008-12 gYearMonth"),
        ("2000", "2000 gYear"),
        ("14.0 (kilometres)", "14 kilometre"),
        ('"52.0"(minutes)', "52 minute"),
        ("18.29 (kilometrePerSeconds)", "18.29 kilometrePerSecond"),
        ("8514837.14  (square kilometres)", "8514837.14 squareKilometre"),
        ("914.8 (inhabitants per square kilometre)", "914.8 inhabitantsPerSquareKilometre"),
        ("2.0 (gramPerCubicCentimetres)", "2 gramPerCubicCentimetre"),
        ("120 million (Australian dollars)", "120000000 australianDollar"),
        ("18.0 g", "18 gram"),
        ("+5 hours", "5 hour"),
    ],
)
def test_terms_of_a_batch_are_read_as_values(term: str, expected: str) -> None:
    assert read_literal(term) == value(expected)


@pytest.mark.parametrize(
    "term",
    [
        "Apollo_8",
        "12L/30R",
        "0-439-92550-9",
        "1._FC_Köln",
        "94509, 94531",
        "May 1950 - August 1956",
        "",
        "three",
        "1634:_The_Ram_Rebellion",
        "V8_engine",
        "31.48 tax horsepower",
    ],
)
def test_names_and_codes_are_no_literals(term: str) -> None:
    assert read_literal(term) is None


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        ("1815 gYear", "1815-12-10 date", "compatible"),
        ("1815-12-10 date", "1815 gYear", "compatible"),
        ("1815-12-11 date", "1815-12-10 date", "different"),
        ("1816 gYear", "1815-12-10 date", "different"),
        ("184X http://id.loc.gov/datatypes/edtf", "1843 gYear", "compatible"),
        ("18XX http://id.loc.gov/datatypes/edtf", "1901 gYear", "different"),
        ("--12-10 gMonthDay", "1815-12-10 date", "compatible"),
        ("--12-11 gMonthDay", "1815-12-10 date", "different"),
        ("1815 integer", "1815-12-10 date", "compatible"),
        ("1907 gYear", "1908 integer", "different"),
        ("-0044 gYear", "0044 gYear", "different"),
        ("12742 kilometre", "12742.0 kilometre", "same"),
        ("12742000 metre", "12742 kilometre", "same"),
        ("7918 mile", "12742 kilometre", "compatible"),
        ("12756 kilometre", "12742 kilometre", "different"),
        ("12700 kilometre", "12742 kilometre", "compatible"),
        ("1800000 integer", "1790658 integer", "compatible"),
        ("1700000 integer", "1790658 integer", "different"),
        ("88 day", "87.969 day", "compatible"),
        ("3 integer", "4 integer", "different"),
        ("20 integer", "19 integer", "different"),
        ("12742 integer", "12742 kilometre", "compatible"),
        ("12741 integer", "12742 kilometre", "incomparable"),
        ("12742 kilometre", "12742 day", "incomparable"),
        ("1815 gYear", "12742 kilometre", "incomparable"),
        ("100 kelvin", "-173 degreeCelsius", "compatible"),
        ("88 day", "P88D duration", "same"),
        ("25 integer", "25.0 string", "same"),
        ("London string", "london string", "same"),
        ("London string", "Paris string", "different"),
    ],
)
def test_comparison_knows_precision_units_and_rounding(said: str, known: str, expected: str) -> None:
    def read(text: str) -> Value:
        lexical, _, kind = text.rpartition(" ")
        return Value(lexical, kind) if kind.startswith("http") else value(text)

    assert compare(read(said), read(known)) == expected


def test_saying_more_than_is_known_is_finer() -> None:
    assert finer(value("1815-12-10 date"), value("1815 gYear"))
    assert not finer(value("1815 gYear"), value("1815-12-10 date"))
    assert finer(value("1790658 integer"), value("1800000 integer"))


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("1815-12-10 date", "December 10, 1815"),
        ("1815-12 gYearMonth", "December 1815"),
        ("1815 gYear", "1815"),
        ("-0044 gYear", "44 BC"),
        ("0079 gYear", "79 AD"),
        ("12742 kilometre", "12,742 kilometres"),
        ("1 kilometre", "1 kilometre"),
        ("-173 degreeCelsius", "-173 degrees Celsius"),
        ("18.29 kilometrePerSecond", "18.29 kilometres per second"),
        ("5.972e24 kilogram", "5.972 × 10^24 kilograms"),
        ("3.70 decimal", "3.7"),
        ("1790658 integer", "1,790,658"),
        ("Per aspera ad astra string", "Per aspera ad astra"),
        ("P88D duration", "88 days"),
        ("true boolean", "true"),
    ],
)
def test_values_are_written_as_people_read_them(literal: str, expected: str) -> None:
    assert write(value(literal)) == expected


UNITS = (
    "kilometre", "metre", "day", "hour", "kelvin", "degreeCelsius", "kilogram", "tonne",
    "squareKilometre", "kilometrePerSecond", "megahertz", "percent", "usDollar",
    "gramPerCubicCentimetre", "inhabitantsPerSquareKilometre", "foot", "year",
)  # fmt: skip
NUMBERS = st.decimals(
    min_value=Decimal("-1e30"), max_value=Decimal("1e30"), allow_nan=False, allow_infinity=False
)
DATES = st.dates(min_value=datetime.date(100, 1, 1), max_value=datetime.date(2999, 12, 31)).map(
    lambda date: date.isoformat()
)
VALUES = st.one_of(
    DATES.map(lambda date: Value(date, XSD + "date")),
    DATES.map(lambda date: Value(date[:7], XSD + "gYearMonth")),
    DATES.map(lambda date: Value(date[:4], XSD + "gYear")).filter(lambda year: year.text < "2101"),
    DATES.map(lambda date: Value("-" + date[:4], XSD + "gYear")),
    DATES.map(lambda date: Value("--" + date[5:], XSD + "gMonthDay")),
    # "the 1800s" may be the century, so no first decades.
    DATES.filter(lambda date: date[2] != "0").map(
        lambda date: Value(date[:3] + "X", "http://id.loc.gov/datatypes/edtf")
    ),
    st.datetimes(min_value=datetime.datetime(1000, 1, 1), max_value=datetime.datetime(2100, 1, 1)).map(
        lambda when: Value(when.replace(microsecond=0).isoformat() + "Z", XSD + "dateTime")
    ),
    st.integers(-(10**12), 10**12).map(lambda number: Value(str(number), XSD + "integer")),
    NUMBERS.map(lambda number: Value(str(number), XSD + "double")),
    st.builds(lambda number, name: Value(str(number), DATATYPE + name), NUMBERS, st.sampled_from(UNITS)),
    st.builds(
        lambda number, name: Value(str(number), DATATYPE + name),
        st.integers(0, 10**7),
        st.sampled_from(UNITS),
    ),
)


@given(VALUES)
def test_what_is_written_is_read_back_as_the_same(known: Value) -> None:
    (mention,) = find_values(f"It is {write(known)}.")
    assert mention.value
    assert compare(mention.value, known) == "same"


@given(st.text(alphabet=st.sampled_from("0123456789 .,-–/:eE×^°%$kmgsdAPXMay'\"()thrdonef"), max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    mentions = find_values(text)
    assert all(text[m.start : m.end] == m.text and m.value for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    found = read_literal(text)
    assert found is None or write(found)


@pytest.mark.parametrize(
    "name",
    [
        "kilometre",
        "foot",
        "mile",
        "acre",
        "light year",
        "astronomical unit",
        "parsec",
        "pound",
        "horsepower",
        "knot",
        "standard atmosphere",
        "litre",
        "gallon",
        "year",
        "month",
        "byte",
        "degree",
        "kibibyte",
        "electronvolt",
        "calorie",
        "watt hour",
        "arcminute",
        "arcsecond",
    ],
)
def test_the_table_of_units_is_that_of_pint(name: str) -> None:
    import pint

    registry = pint.UnitRegistry()
    known = unit(name)
    assert known
    theirs = (
        registry.Quantity(
            1, {"degree": "angular_degree", "watt hour": "watt_hour"}.get(name, name.replace(" ", "_"))
        )
        .to_base_units()
        .magnitude
    )
    assert known.factor == pytest.approx(theirs, rel=1e-5)


def test_a_unit_that_the_table_lacks_is_asked_of_pint() -> None:
    furlong = unit_of(DATATYPE + "furlong")
    assert furlong
    assert furlong.factor == pytest.approx(201.168, rel=1e-4)
    assert unit_of(DATATYPE + "nonsenseUnit") is None
    assert unit_of(XSD + "integer") is None


@pytest.mark.parametrize(
    "words", ["km/h", "kph", "kilometres per hour", "kilometrePerHour", "kilometers per hour"]
)
def test_a_unit_has_many_names(words: str) -> None:
    found = unit(words)
    assert found
    assert found.name == "kilometrePerHour"


_KINDS = [XSD + kind for kind in ("date", "gYear", "gMonthDay", "dateTime", "integer", "double", "duration")]
_BEYOND = [
    "1815-13-45",
    "--13-40",
    "9" * 5000,
    "1e400",
    "1e999999999",
    "1×10^99999999999",
    "P1.2.3D",
    "XXXX",
    "",
]


@pytest.mark.parametrize("kind", [*_KINDS, DATATYPE + "kilometre", EDTF])
@pytest.mark.parametrize("text", _BEYOND)
def test_what_no_calendar_and_no_measure_holds_is_text(text: str, kind: str) -> None:
    known = Value(text, kind)
    assert isinstance(write(known), str)
    for other in (value("1815-12-10 date"), value("5 integer"), value("5 kilometre"), value("P1D duration")):
        assert compare(known, other) in {"different", "incomparable"}
        assert not finer(known, other)


@pytest.mark.parametrize("text", ["it has 1e400 km", "$1e999999999", "about 3×10⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹ stars"])
def test_numbers_beyond_all_measure_are_not_found(text: str) -> None:
    assert find_values(text) == ()


def test_a_date_that_no_calendar_has_is_written_as_it_stands() -> None:
    assert write(value("1815-13-45 date")) == "1815-13-45"
    assert write(value("2023-02-29 date")) == "2023-02-29"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("true boolean", True),
        ("Let it turn string", True),
        ("12.5 zork", True),
        ("1815-13-45 date", True),
        ("1815 gYear", False),
        ("--12-10 gMonthDay", False),
        ("P88D duration", False),
        ("180.158 gramPerMole", False),
    ],
)
def test_what_can_not_be_reckoned_with_is_text(known: str, expected: bool) -> None:
    assert is_text(value(known)) is expected


def test_a_long_run_of_digits_is_read_at_once() -> None:
    [found] = find_values("5" * 20_000 + " is long, 3 km")
    assert found.text == "3 km"
