"""Ranges: two numbers that share a unit and a scale, or two years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from kgaigc.quantities.amounts import NUMBERS
from kgaigc.quantities.dates import DATE, EDTF, MONTH_OF_YEAR, YEAR
from kgaigc.quantities.measures import number_value
from kgaigc.quantities.numerals import SCALES, scaled
from kgaigc.quantities.said import How, said_as
from kgaigc.quantities.units import DATATYPES, unit_of
from kgaigc.values import XSD, Mention, Value

_DATED = frozenset({YEAR, DATE, MONTH_OF_YEAR, EDTF})
_BARE = frozenset({XSD + "integer", XSD + "decimal"})
_TO = re.compile(r"\s?(?:-|–|—|to)\s?", re.IGNORECASE)
_SHARED = re.compile(r"\s?(?:-|–|—|to|and|or|by|×|x)\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+years\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_SCALED = re.compile(rf"(?:^|[\s\d-])(?P<scale>{'|'.join(SCALES)})(?!\w)", re.IGNORECASE)
_SMALLEST = 100  # Numbers below it with a dash between them are scores sooner than a range: "won 1-3".


def with_ranges(found: Sequence[Mention], text: str) -> list[Mention]:
    """Mentions in order; both ends of a range have its unit, and know of one another."""
    kept = list(found)
    for place, (first, second) in enumerate(pairwise(found)):
        gap = text[first.end : second.start]
        if len(gap) > 6 or not (first.value and second.value) or not _SHARED.fullmatch(gap):
            continue
        first = kept[place]  # noqa: PLW2901  (the range before may have changed it)
        low, high = _alike(first, second)
        between = bool(_BETWEEN.search(text, max(0, first.start - 20), first.start) and _AND.fullmatch(gap))
        if _is_range(low, high, text[max(0, first.start - 6) : first.start], gap, between):
            how: How = "period" if low.datatype in _DATED else "range"
            low, high = said_as(low, how=how, other=high.text), said_as(high, how=how, other=low.text)
        kept[place], kept[place + 1] = replace(first, target=low), replace(second, target=high)
    return kept


def _alike(first: Mention, second: Mention) -> tuple[Value, Value]:
    """The values with one unit and one scale: "10 to 12 million kilometres", "$10–12 million"."""
    low, high = first.value or Value(""), second.value or Value("")
    if first.score < 1 or second.score < 1:
        return low, high
    if low.datatype in _BARE | {high.datatype} or high.datatype in _BARE:
        low = _scaled_like(low, first.text, high, second.text)
        if low.datatype in _BARE and high.datatype.startswith(DATATYPES):
            low = replace(low, datatype=high.datatype)
        elif high.datatype in _BARE and low.datatype.startswith(DATATYPES) and _is_money(low):
            high = replace(high, datatype=low.datatype)
    return low, high


def _is_money(value: Value) -> bool:
    measure = unit_of(value.datatype)
    return measure is not None and len(measure.dimension) == 1 and measure.dimension[0][0].isupper()


def _scaled_like(low: Value, first: str, high: Value, second: str) -> Value:
    scale = _SCALED.search(second)
    shared = low.datatype in _BARE | {high.datatype} or _is_money(low)
    if scale is None or _SCALED.search(first) or not shared:
        return low
    number = Decimal(low.text)
    if not 0 < number < Decimal(high.text) / SCALES[scale["scale"].lower()]:
        return low
    value = number_value(scaled(number, scale["scale"].lower()))
    return value if low.datatype in _BARE else replace(value, datatype=low.datatype)


def _is_range(low: Value, high: Value, before: str, gap: str, between: bool) -> bool:
    """Whether two values are the ends of something that lies between them.

    "From 10 to 12 km" may tell of a change, "1914–18" of a beginning and an end: those are two values.
    """
    if low.datatype in _DATED or high.datatype in _DATED:
        return between and low.datatype in _DATED and high.datatype in _DATED and low.text < high.text
    code = gap == "-" and not low.datatype.startswith(DATATYPES)  # ISSN 1046-8188
    if code or (not between and (not _TO.fullmatch(gap) or _FROM.search(before))):
        return False
    if low.datatype != high.datatype and not {low.datatype, high.datatype} <= NUMBERS:
        return False
    if Decimal(low.text) >= Decimal(high.text):
        return False
    return between or low.datatype.startswith(DATATYPES) or Decimal(low.text) >= _SMALLEST
