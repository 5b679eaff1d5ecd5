"""Compares what a text says with what a graph knows: precision, units and rounding are no contradictions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from kgaigc.quantities.amounts import NUMBERS, holds, is_equal, quantity
from kgaigc.quantities.dates import DATE_TIME, MONTH, MONTH_DAY, TIME, agree, parts, recurring_parts
from kgaigc.quantities.literals import read_literal
from kgaigc.quantities.said import BOUNDS, Said, plain
from kgaigc.quantities.spans import dated
from kgaigc.values import XSD_STRING, Value

__all__ = ["NUMBERS", "Comparison", "compare", "finer", "is_text", "quantity"]

Comparison = Literal["same", "compatible", "different", "incomparable"]


@lru_cache(maxsize=50_000)  # A sentence is read several times, and a fact looked at for each of its numbers.
def compare(said: Value, known: Value) -> Comparison:
    """How a said value stands to a known one.

    "same": equal, units converted. "compatible": one is the other less precisely (1815 and December 10, 1815;
    1.8 million and 1,790,658; 88 days and 87.969 days), whichever of the two says more: see ``finer``.
    "different": of one kind and neither. "incomparable": of different kinds, or too vague to tell.

    What the words around a said value make of it counts: "more than 400" is compatible with 412 and different from
    380. How much rounding is allowed, ``kgaigc.quantities.amounts`` tells.

    >>> compare(Value("7918", "http://dbpedia.org/datatype/mile"), Value("12742", "http://dbpedia.org/datatype/kilometre"))
    'compatible'
    """
    if said == known:
        return "same"
    said, known = _typed(said), _typed(plain(known))
    if isinstance(said, Said) and said.how != "plain":
        vague = _compare_vague(said, known)
        if vague:
            return vague
    return _compare_plain(said, known)


def _compare_vague(said: Said, known: Value) -> Comparison | None:
    """What the words around a date make of it; None where they change nothing."""
    if said.how == "either":
        either = {_compare_plain(said, known), _compare_plain(Value(said.other, said.datatype), known)}
        return "different" if either == {"different"} else "compatible"
    found = dated(said, known)
    if found is None or said.how in {"about", "period"}:
        return found if _compare_plain(plain(said), known) == "different" else None
    return found


def _compare_plain(said: Value, known: Value) -> Comparison:
    dates = _dates(said, known)
    if dates:
        return _compare_dates(*dates)
    if {said.datatype, known.datatype} & {MONTH_DAY, MONTH, TIME}:
        return _compare_recurring(said, known)
    numbers = quantity(said), quantity(known)
    if numbers[0] and numbers[1]:
        return _compare_quantities(said, known)
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
    said, known = _typed(said), _typed(plain(known))
    dates = _dates(said, known)
    if dates:
        return (len(dates[0]), -dates[0][0].count("X")) > (len(dates[1]), -dates[1][0].count("X"))
    found = holds(said, known)
    return found == (True, False)


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


def _compare_quantities(said: Value, known: Value) -> Comparison:
    found = holds(said, known)
    if found is None:
        return "incomparable"
    if not found[0]:
        return "different"
    bound = isinstance(said, Said) and said.how in BOUNDS
    return "same" if not bound and is_equal(said, known) else "compatible"
