"""Writes values as people read them."""

from __future__ import annotations

from decimal import Decimal

from kgaigc.quantities.amounts import quantity
from kgaigc.quantities.dates import YEAR, write_date
from kgaigc.quantities.numerals import lexical
from kgaigc.quantities.units import Unit
from kgaigc.values import Value


def write(value: Value) -> str:
    """A value as it stands in a sentence; strings come out unchanged.

    What ``find_values`` reads from it compares "same" to the value.

    >>> write(Value("12742", "http://dbpedia.org/datatype/kilometre"))
    '12,742 kilometres'
    """
    date = write_date(value)
    if date is not None:
        return date
    found = quantity(value) if value.datatype != YEAR else None
    if found is None:
        return value.text
    number, measure = found
    return write_number(number) if measure is None else f"{write_number(number)} {_unit(number, measure)}"


def _unit(number: Decimal, measure: Unit) -> str:
    return measure.singular if abs(number) == 1 else measure.plural


def write_number(number: Decimal) -> str:
    """A number with thousands separated, or as a power of ten where it is very large or very small.

    >>> write_number(Decimal("5.97E24"))
    '5.97 × 10^24'
    """
    text = lexical(number)
    exponent = number.normalize().adjusted() if number else 0
    if "E" in text or exponent >= 15 or exponent < -6:
        mantissa = number.normalize().scaleb(-exponent)
        return f"{mantissa:f} × 10^{exponent}"
    return f"{Decimal(text):,}" if "." in text else f"{int(text):,}"
