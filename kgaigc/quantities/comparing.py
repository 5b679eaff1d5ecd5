"""Compares what a text says with what a graph knows: precision, units and rounding are no contradictions."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from kgaigc.quantities.dates import DATE_TIME, MONTH, MONTH_DAY, TIME, YEAR, agree, parts, recurring_parts
from kgaigc.quantities.literals import read_literal
from kgaigc.quantities.numerals import fits, parse
from kgaigc.quantities.units import Unit, unit, unit_of
from kgaigc.values import XSD, XSD_STRING, Value

Comparison = Literal["same", "compatible", "different", "incomparable"]

_INTEGERS = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt",
    "unsignedLong", "unsignedShort", "unsignedByte", "negativeInteger", "nonPositiveInteger",
)  # fmt: skip
NUMBERS = frozenset(XSD + name for name in (*_INTEGERS, "decimal", "double", "float"))
_DURATIONS = {XSD + "duration", XSD + "dayTimeDuration", XSD + "yearMonthDuration"}
_AMOUNT = r"\d+(?:\.\d+)?"
_DURATION = re.compile(
    rf"(?P<sign>-?)P(?:(?P<year>{_AMOUNT})Y)?(?:(?P<month>{_AMOUNT})M)?(?:(?P<day>{_AMOUNT})D)?"
    rf"(?:T(?:(?P<hour>{_AMOUNT})H)?(?:(?P<minute>{_AMOUNT})M)?(?:(?P<second>{_AMOUNT})S)?)?"
)
# More than this is no rounding, however few digits are said.
_LARGEST_ROUNDING = 0.05
_EXACT = 1e-9
_SMALL_COUNT = 100


def compare(said: Value, known: Value) -> Comparison:
    """How a said value stands to a known one.

    "same": equal, units converted. "compatible": one is the other less precisely (1815 and December 10, 1815;
    1.8 million and 1,790,658; 88 days and 87.969 days), whichever of the two says more: see ``finer``.
    "different": of one kind and neither. "incomparable": of different kinds.

    >>> compare(Value("7918", "http://dbpedia.org/datatype/mile"), Value("12742", "http://dbpedia.org/datatype/kilometre"))
    'compatible'
    """
    if said == known:
        return "same"
    said, known = _typed(said), _typed(known)
    dates = _dates(said, known)
    if dates:
        return _compare_dates(*dates)
    if {said.datatype, known.datatype} & {MONTH_DAY, MONTH, TIME}:
        return _compare_recurring(said, known)
    numbers = quantity(said), quantity(known)
    if numbers[0] and numbers[1]:
        return _compare_quantities(numbers[0], numbers[1])
    if numbers[0] or numbers[1] or parts(said) or parts(known):
        return "incomparable"
    return (
        "same"
        if " ".join(said.text.casefold().split()) == " ".join(known.text.casefold().split())
        else "different"
    )


def is_text(value: Value) -> bool:
    """Whether it is neither date, time nor number that can be read: its characters are all that it says.

    So are "true", a number of a unit of nobody's, and a date that no calendar has.
    """
    recurring = value.datatype in {MONTH_DAY, MONTH, TIME} and _recurring(value)
    return not recurring and parts(value) is None and quantity(value) is None


def finer(said: Value, known: Value) -> bool:
    """Whether a compatible said value says more than is known: a day where the graph has the year alone."""
    dates = _dates(_typed(said), _typed(known))
    if dates:
        return (len(dates[0]), -dates[0][0].count("X")) > (len(dates[1]), -dates[1][0].count("X"))
    numbers = quantity(_typed(said)), quantity(_typed(known))
    if not (numbers[0] and numbers[1]) or numbers[0][1] != numbers[1][1]:
        return False
    return _ulp(numbers[0][0]) < _ulp(numbers[1][0])


@lru_cache(maxsize=16384)
def _typed(value: Value) -> Value:
    """A string that is a date or a number, as such."""
    return (
        (read_literal(value.text) or value) if value.datatype == XSD_STRING and not value.language else value
    )


def _dates(said: Value, known: Value) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The parts of both, if both are dates; a bare whole number beside a date is a year."""
    first, second = parts(said), parts(known)
    if first and second:
        return first, second
    if first and _is_year(known):
        return first, (known.text.strip().zfill(4),)
    if second and _is_year(said):
        return (said.text.strip().zfill(4),), second
    return None


def _is_year(value: Value) -> bool:
    return value.datatype in NUMBERS and re.fullmatch(r"[1-9]\d{0,3}", value.text.strip()) is not None


def _compare_dates(said: tuple[str, ...], known: tuple[str, ...]) -> Comparison:
    if said == known:
        return "same"
    return "compatible" if agree(said, known) else "different"


def _compare_recurring(said: Value, known: Value) -> Comparison:
    """Days of the year, months and times of the day, with one another and with dates."""
    first, second = _recurring(said), _recurring(known)
    if (
        first is None
        or second is None
        or (TIME in (said.datatype, known.datatype)) != ("T" in first + second)
    ):
        return "incomparable"
    if first == second:
        return "same" if said.datatype == known.datatype else "compatible"
    shorter, longer = sorted((first, second), key=len)
    return "compatible" if longer.startswith(shorter) else "different"


def _recurring(value: Value) -> str | None:
    if value.datatype in {MONTH_DAY, MONTH}:
        return "-".join(recurring_parts(value) or ()) or None
    if value.datatype in {TIME, DATE_TIME} and (clock := re.search(r"(\d\d:\d\d)(:\d\d)?", value.text)):
        return "T" + clock[1] + (clock[2] or "").removesuffix(":00")
    found = parts(value)
    return "-".join(found[1:]) if found and len(found) > 1 else None


def quantity(value: Value) -> tuple[Decimal, Unit | None] | None:
    """The number and the unit of a value; None where it is no number."""
    if value.datatype in _DURATIONS:
        return _duration(value.text)
    measure = unit_of(value.datatype)
    if measure is None and value.datatype not in NUMBERS | {YEAR}:
        return None
    try:
        number = Decimal(value.text.strip())
    except InvalidOperation:
        found = parse(value.text)
        return None if found is None else (found, measure)
    return (number, measure) if fits(number) else None


def _duration(text: str) -> tuple[Decimal, Unit | None] | None:
    """A duration in its largest unit if it has only one, else in its smallest."""
    match = _DURATION.fullmatch(text.strip())
    parts_ = (
        {name: Decimal(n) for name, n in match.groupdict().items() if n and name != "sign"} if match else {}
    )
    units = [(number, unit(name)) for name, number in parts_.items()]
    if not match or not units:
        return None
    last = units[-1][1]
    if last is None:
        return None
    total = Decimal(0)
    for number, measure in units:
        total += number * Decimal(str((measure or last).factor / last.factor))
    return ((-total if match["sign"] else total), last) if fits(total) else None


def _compare_quantities(said: tuple[Decimal, Unit | None], known: tuple[Decimal, Unit | None]) -> Comparison:
    (said_number, said_unit), (known_number, known_unit) = said, known
    if (said_unit is None) != (known_unit is None):
        bare = said_unit or known_unit
        if bare is None or bare.dimension:
            return "compatible" if said_number == known_number else "incomparable"
    elif said_unit and known_unit and said_unit.dimension != known_unit.dimension:
        return "incomparable"
    if said_unit == known_unit and said_number == known_number:
        return "same"
    return _compare_numbers(said_number, known_number, said_unit, known_unit)


def _compare_numbers(
    said: Decimal, known: Decimal, said_unit: Unit | None, known_unit: Unit | None
) -> Comparison:
    first, second = _si(said, said_unit), _si(known, known_unit)
    difference, scale = abs(first - second), max(abs(first), abs(second))
    if difference <= _EXACT * scale:
        return "same"
    whole = said == said.to_integral_value() and known == known.to_integral_value()
    if said_unit is None and known_unit is None and whole and abs(known) < _SMALL_COUNT:
        return "different"
    steps = (
        _ulp(said) * (said_unit.factor if said_unit else 1),
        _ulp(known) * (known_unit.factor if known_unit else 1),
    )
    step = sum(steps) if said_unit != known_unit else max(steps)
    rounded = difference <= step / 2 * (1 + _EXACT) and difference <= _LARGEST_ROUNDING * scale
    return "compatible" if rounded else "different"


def _si(number: Decimal, measure: Unit | None) -> float:
    return measure.to_si(float(number)) if measure else float(number)


def _ulp(number: Decimal) -> float:
    """The worth of the last digit that is said: 100 for 12700, 0.1 for 3.7."""
    exponent = number.normalize().as_tuple().exponent
    return 10.0**exponent if isinstance(exponent, int) else 0.0
