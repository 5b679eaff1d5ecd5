"""Reads a whole string as a value: the terms of a batch."""

from __future__ import annotations

import re
from functools import lru_cache

from kgaigc.quantities.dates import EDTF
from kgaigc.quantities.finding import find_values
from kgaigc.quantities.measures import number_value
from kgaigc.quantities.numerals import SCALES, parse
from kgaigc.quantities.said import plain
from kgaigc.quantities.units import unit
from kgaigc.values import XSD, Value

_TYPED = re.compile(
    r"(?P<number>\S+?)(?:\s+(?P<scale>hundred|thousand|million|billion|trillion))?\s*\((?P<unit>[^()]+)\)"
)
_YEAR = re.compile(r"1\d{3}|20\d\d")
_MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")
_STARTS = re.compile(r"[-+−]?\d|[A-Z][a-z]+|(?:the|A\.?D\.?|US\$|[$€£¥]) ?")


@lru_cache(maxsize=65536)
def read_literal(text: str) -> Value | None:
    """The date, year, number or number with a unit that a whole string is; None if it is something else.

    >>> read_literal("14.0 (kilometres)")
    Value(text='14', datatype='http://dbpedia.org/datatype/kilometre', language='')
    """
    text = text.strip().strip('"').strip()
    if not any(map(str.isdigit, text)):
        return None
    found = _measured(text.replace('"', "")) or _year(text)
    if found:
        return found
    number = parse(text)
    if number is not None:
        return number_value(number)
    return _only(text.removeprefix("the ").removeprefix("+")) if _STARTS.match(text) else None


def _measured(text: str) -> Value | None:
    """A number with a unit in brackets."""
    typed = _TYPED.fullmatch(text)
    number, measure = (parse(typed["number"]), unit(typed["unit"].strip())) if typed else (None, None)
    if typed is None or number is None or measure is None:
        return None
    return number_value(number * SCALES.get(typed["scale"], 1), measure)


def _year(text: str) -> Value | None:
    if _YEAR.fullmatch(text):
        return Value(text, XSD + "gYear")
    return Value(text, XSD + "gYearMonth") if _MONTH.fullmatch(text) else None


def _only(text: str) -> Value | None:
    """The value that fills the whole string."""
    mentions = find_values(text)
    if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, len(text)):
        return None
    value = plain(mentions[0].value) if mentions[0].value else None
    return value if value and (value.datatype != EDTF or "X" in value.text) else None
