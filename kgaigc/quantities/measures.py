"""Numbers with the units that stand after them, as values."""

from __future__ import annotations

import re
from decimal import Decimal

from kgaigc.quantities.numerals import lexical
from kgaigc.quantities.said import said_as
from kgaigc.quantities.units import Unit, unit
from kgaigc.values import XSD, Value

_UNIT_WORD = re.compile(r"[^\W\d_][\w.²³^/-]*|[%°℃][A-Za-z]*|[€£¥₹]|per\b|/")
_HYPHEN = re.compile(r"-(?=[a-z])")


def unit_after(text: str, position: int, *, bare: bool) -> tuple[int, Unit] | None:
    """The longest unit right after a number, and where it ends.

    Args:
        text: the text.
        position: where the number ends.
        bare: the number could be a year, so that what looks like a symbol may be an initial: "1990 K. Zuse".
    """
    gap = re.compile(r"[\s-]?").match(text, position)
    start = gap.end() if gap else position
    ends: list[int] = []
    at = start
    while len(ends) < 8 and (word := _UNIT_WORD.match(text, at)):
        ends.append(word.end())
        at = word.end() + (text[word.end() : word.end() + 1] in " -\u00a0" if word.end() < len(text) else 0)
    for end in reversed(ends):
        for stop in (end, end - 1) if text[end - 1] in ".-" else (end,):
            measure = unit(text[start:stop].replace("-", " "))
            if measure and not _mistaken(text, position, start, stop, bare=bare):
                return stop, measure
    return _hyphenated(text, start, ends[0]) if ends else None


def _hyphenated(text: str, start: int, end: int) -> tuple[int, Unit] | None:
    """The unit of "142-metre-tall", "30-year-old"."""
    for match in _HYPHEN.finditer(text, start, min(end, start + 40)):
        measure = unit(text[start : match.start()].replace("-", " "))
        if measure:
            return match.start(), measure
    return None


def _mistaken(text: str, position: int, start: int, stop: int, *, bare: bool) -> bool:
    """Whether a symbol is rather a word or an initial: "1990 K. Zuse", "4K", "12 people"."""
    shown = text[start:stop]
    after = text[stop : stop + 1]
    if after.isalnum() or shown.lower() in {
        "inhabitants",
        "inhabitant",
        "people",
        "person",
        "persons",
        "residents",
    }:
        return True
    if shown == "°":
        return False
    if len(shown) == 1 and shown.isalpha():
        attached_capital = start == position and shown.isupper()
        initial = bare and after == "." and text[stop + 1 : stop + 3].strip()[:1].isupper()
        return attached_capital or initial
    return shown.lower() in {"au", "bar"} and not shown.isupper() and start == position


def number_value(number: Decimal, measure: Unit | None = None, *, to_the_digit: bool = False) -> Value:
    """A number, typed by its unit or as integer, decimal or (with an exponent) double.

    Args:
        number: the number.
        measure: its unit.
        to_the_digit: zeros at its end are said, not rounded away: "5.0".
    """
    text = lexical(number)
    kind = "double" if "E" in text else "decimal" if "." in text else "integer"
    value = Value(text, measure.datatype if measure else XSD + kind)
    said, shown = number.as_tuple().exponent, number.normalize().as_tuple().exponent
    if to_the_digit and isinstance(said, int) and isinstance(shown, int) and said < shown:
        return said_as(value, step=f"1E{said}")
    return value
