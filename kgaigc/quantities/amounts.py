"""Compares numbers with their units: what rounding, hedges and bounds leave open, and what they do not.

How far a number may be off (``_slack``): what is said without a hedge is rounded at its last digit, so half of that
digit's worth, and never more than 5 %: 1.8 million is anything from 1.75 to 1.85 million, 412 is 412 alone. Zeros at
the end of a whole number count as rounded away (400), zeros behind the point do not (5.0). Whole numbers below a
hundred without a unit are counts, which nobody rounds. A hedge ("about") lets numbers be rounded to fives too (45 is
42.5 to 47.5) and counts be rounded, up to an eighth of the number: the halfway point between it and what is a quarter
off. "Nearly" and "just over" do the same to one side.

A bound ("more than 400") holds or does not. Where it holds, but for a number of another order of magnitude, it says
nothing of that number: 412 people are no population of "no more than 1.5 million".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kgaigc.quantities.dates import YEAR
from kgaigc.quantities.numerals import fits, parse
from kgaigc.quantities.said import BOUNDS, How, Said
from kgaigc.quantities.units import Unit, unit, unit_of
from kgaigc.values import XSD, Value

_INTEGERS = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt",
    "unsignedLong", "unsignedShort", "unsignedByte", "negativeInteger", "nonPositiveInteger",
)  # fmt: skip
NUMBERS = frozenset(XSD + name for name in (*_INTEGERS, "decimal", "double", "float"))
_DURATIONS = {XSD + "duration", XSD + "dayTimeDuration", XSD + "yearMonthDuration"}
_AMOUNT = r"\d+(?:\.\d+)?"
_DURATION = re.compile(
    rf"(?P<sign>-?)P(?:(?P<year>{_AMOUNT})Y)?(?:(?P<month>{_AMOUNT})M)?(?:(?P<week>{_AMOUNT})W)?"
    rf"(?:(?P<day>{_AMOUNT})D)?"
    rf"(?:T(?:(?P<hour>{_AMOUNT})H)?(?:(?P<minute>{_AMOUNT})M)?(?:(?P<second>{_AMOUNT})S)?)?"
)
_LARGEST_ROUNDING = 0.05
_LARGEST_HEDGE = 0.125
_FAR = 10
_EXACT = 1e-9
_SMALL_COUNT = 100


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as it is said or known, all in the unit in which it is said."""

    number: float
    step: float
    count: bool


def quantity(value: Value) -> tuple[Decimal, Unit | None] | None:
    """The number and the unit of a value; None where it is no number."""
    if value.datatype in _DURATIONS:
        return _duration(value.text)
    measure = unit_of(value.datatype)
    if measure is None and value.datatype not in NUMBERS | {YEAR}:
        return None
    number = _number(value.text)
    return None if number is None else (number, measure)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return parse(text)
    return number if fits(number) else None


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


def is_comparable(said: Unit | None, known: Unit | None) -> bool:
    """Whether two units measure the same; a share is a bare number too."""
    first, second = (measure.dimension if measure else () for measure in (said, known))
    shares = {(), (("share", 1),)}
    return first == second or (first in shares and second in shares)


def holds(said: Value, known: Value) -> tuple[bool, bool] | None:
    """Whether what is said holds for what is known, and whether it is said no more finely than it is known.

    None where they can't be compared. A number that lacks the unit of the other may be meant in it, so that it can
    agree with it but not differ.
    """
    first, second = quantity(said), quantity(known)
    if first is None or second is None:
        return None
    same_kind = is_comparable(first[1], second[1])
    bare = (first[1] is None) != (second[1] is None)
    if not same_kind and not bare:
        return None
    if bare and _may_be_meant(said, first[0], second[0]):
        return True, True
    if not same_kind or _says_too_little(said, first, second):
        return None
    return _agrees(said, first[0], second[0], first[1], second[1], exact=known.datatype in _DURATIONS)


def _says_too_little(
    said: Value, first: tuple[Decimal, Unit | None], second: tuple[Decimal, Unit | None]
) -> bool:
    """Whether a bound is an order of magnitude off, so that nobody would say it of this number."""
    if not isinstance(said, Said) or said.how not in BOUNDS or (first[1] and first[1].offset):
        return False
    ends = sorted((abs(float(first[0])), abs(_into(second[0], second[1], first[1]))))
    true = _is_within_bound(said.how, float(first[0]), _into(second[0], second[1], first[1]))
    return true and first[0] * second[0] > 0 and ends[1] > _FAR * ends[0]


def _may_be_meant(value: Value, said: Decimal, known: Decimal) -> bool:
    """Whether two numbers agree if they are of one unit; a bound on anything is none, so they have to be near."""
    return abs(known) <= 2 * abs(said) <= 4 * abs(known) and _agrees(value, said, known, None, None) == (
        True,
        True,
    )


def is_equal(said: Value, known: Value) -> bool:
    """Whether two numbers are equal, units converted; a number without a unit has none of the other's."""
    first, second = quantity(said), quantity(known)
    if first is None or second is None or (first[1] is None) != (second[1] is None):
        return False
    return is_comparable(first[1], second[1]) and _is_near(
        float(first[0]), _into(second[0], second[1], first[1])
    )


def _is_near(first: float, second: float) -> bool:
    return abs(first - second) <= _EXACT * max(abs(first), abs(second))


def _into(number: Decimal, measure: Unit | None, wanted: Unit | None) -> float:
    """A number in another unit of the same kind."""
    if measure == wanted:
        return float(number)
    si = measure.to_si(float(number)) if measure else float(number)
    return (si - wanted.offset) / wanted.factor if wanted else si


def _agrees(
    value: Value,
    said: Decimal,
    known: Decimal,
    said_unit: Unit | None,
    known_unit: Unit | None,
    *,
    exact: bool = False,
) -> tuple[bool, bool]:
    truth = _into(known, known_unit, said_unit)
    own = value if isinstance(value, Said) else Said(value.text, value.datatype)
    step = float(own.step) if own.step else _ulp(said)
    step = min(step, 1.0) if own.how == "exactly" else step
    count = said_unit is None and known_unit is None and _is_count(said) and _is_whole(known) and not own.step
    amount = _Amount(float(said), step, count)
    if own.how in BOUNDS:
        return _is_within_bound(own.how, amount.number, truth), True
    if own.how == "range" and _is_inside(own, amount.number, truth):
        return True, True
    if _fits(amount, truth, own.how):
        return True, True
    factor = (known_unit.factor if known_unit else 1) / (said_unit.factor if said_unit else 1)
    coarse = 1.0 if _is_count(known) or (exact and _is_whole(known)) else _ulp(known)
    both = coarse * factor + (step if said_unit != known_unit else 0)
    blurred = _Amount(amount.number, max(both, step), count)
    return own.how in {"plain", "exactly"} and _fits(blurred, truth, "plain"), False


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _is_count(number: Decimal) -> bool:
    return abs(number) < _SMALL_COUNT and _is_whole(number)


def _is_within_bound(how: How, number: float, truth: float) -> bool:
    if _is_near(number, truth):
        return how in {"over", "at least", "at most"}
    return truth < number if how in {"less", "at most"} else truth > number


def _is_inside(own: Said, number: float, truth: float) -> bool:
    other = _number(own.other)
    ends = sorted((number, number if other is None else float(other)))
    return ends[0] <= truth <= ends[1]


def _fits(said: _Amount, truth: float, how: How) -> bool:
    """Whether a number is what is said, as far as that goes."""
    off = truth - said.number
    if _is_near(said.number, truth):
        return True
    if (how == "nearly" and off > 0) or (how == "slightly more" and off < 0):
        return False
    return abs(off) <= _slack(said, max(abs(truth), abs(said.number)), how)


def _slack(said: _Amount, scale: float, how: How) -> float:
    if how in {"plain", "exactly", "range"}:
        if said.count or how == "exactly":
            return 0.0
        return min(said.step / 2, _LARGEST_ROUNDING * scale) * (1 + _EXACT)
    digits = round(abs(said.number) / said.step) if said.step else 0
    step = said.step * (5 if digits % 5 == 0 else 1)
    return min(step / 2, _LARGEST_HEDGE * scale) * (1 + _EXACT)


def _ulp(number: Decimal) -> float:
    """The worth of the last digit that is said: 100 for 12700, 0.1 for 3.7."""
    exponent = number.normalize().as_tuple().exponent
    return 10.0**exponent if isinstance(exponent, int) else 0.0
