"""Finds dates, numbers and quantities in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kgaigc.quantities.compounds import find_compounds, find_parts, joined
from kgaigc.quantities.dates import YEAR
from kgaigc.quantities.finding_dates import find_dates
from kgaigc.quantities.measures import number_value, unit_after
from kgaigc.quantities.numerals import DIGITS, read_digits
from kgaigc.quantities.qualifying import qualified
from kgaigc.quantities.ranges import with_ranges
from kgaigc.quantities.said import said_as
from kgaigc.quantities.spelled import Spelled, find_spelled
from kgaigc.quantities.units import Unit, is_currency, unit
from kgaigc.values import Mention, Value

_Found = tuple[int, int, Value | None, float]

# Codes are no numbers: ISBNs, versions, fractions, runways, and digits hanging on letters (F-16, Z3).
# Each begins where its run of characters does, and takes the run whole: long strings of digits stay cheap.
_CODE = re.compile(
    r"(?<!\w)\w++(?:[-/.:]\w++){2,}|(?<!\d)\d++/\d+|(?<!\d)\d++\w*[LRC]/\d\w*"
    r"|(?<![^\W\d])[^\W\d]\w*+[-–]\d[\w-]*|#\d+|(?<![\w.,])\d++(?:,\d++){2,}"
)
_NUMBER = re.compile(rf"(?<![\w.])(?<!\d,){DIGITS}(?P<ordinal>st|nd|rd|th)?", re.IGNORECASE)
_SYMBOL = r"US\$|A\$|C\$|[$€£¥₹]"
_MONEY = re.compile(
    rf"(?:(?P<currency>{_SYMBOL})\s?|(?<!\w)(?P<code>[A-Z]{{3}})\s?(?=\d)){DIGITS}(?P<short>(?:k|mn?|bn|b|tn)(?!\w))?"
)
_SHORT = {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "tn": 12}
# Words that say of four digits that they are a year, whatever follows: "in 1990 seconds".
_IN = re.compile(r"\b(?:in|since|until|till|by|year|years|during|early|late|mid)[\s-]+$", re.IGNORECASE)

_UNSURE = 0.5
# "the one that", "no one", "at first", "first published": seldom numbers that matter.
_ONE_BEFORE = re.compile(
    r"\b(?:the|this|that|no|any|every|each|which|only|another|some|as|at)\s+$", re.IGNORECASE
)
_ONE_AFTER = re.compile(
    r"\s+(?:of|another|who|whose|that|which|or|can|could|may|might|would|should|is|was|has|had|to|day|by)\b|['’]",
    re.IGNORECASE,
)


def find_values(text: str) -> tuple[Mention, ...]:
    """Dates, numbers and quantities of a text, in its order, none overlapping.

    The score is 1.0 where the reading is sure; 0.5 for "one" and for ordinals in words ("first"), which are
    often no statement of a number.

    >>> [m.value.text for m in find_values("In 1843 it had 1.8 million parts of three metres.")]
    ['1843', '1800000', '3']
    """
    taken = bytearray(len(text) + 1)
    found: list[Mention] = []
    for start, end, value, score in _readings(text):
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        if value is not None:
            found.append(Mention(start, end, text[start:end], value, score))
    found.sort(key=lambda mention: mention.start)
    return tuple(qualified(with_ranges(joined(found, text), text), text))


def _readings(text: str) -> Iterator[_Found]:
    """Readings in order of preference; without a value it bars what it covers from the later ones."""
    digits = any(map(str.isdigit, text))
    if digits or "entury" in text or " in " in text:
        yield from ((*found, 1.0) for found in find_dates(text) if not _is_measured(text, *found))
    if digits:
        yield from _quantities(text)
        yield from _codes(text)
        yield from _numbers(text)
    yield from find_parts(text)
    for spelled in find_spelled(text):
        yield from _spelled(text, spelled)


def _is_measured(text: str, start: int, end: int, value: Value) -> bool:
    """Whether what looks like a year is so many kilometres."""
    if value.datatype != YEAR or end - start != 4 or _IN.search(text, max(0, start - 8), start):
        return False
    return unit_after(text, end, bare=True) is not None


def _codes(text: str) -> Iterator[_Found]:
    for match in _CODE.finditer(text):
        if any(map(str.isdigit, match[0])) and not _NUMBER.fullmatch(match[0]):
            yield match.start(), match.end(), None, 0.0


def _quantities(text: str) -> Iterator[_Found]:
    yield from ((*found, 1.0) for found in find_compounds(text))
    for match in _MONEY.finditer(text):
        currency = unit(match["currency"] or match["code"])
        if currency and is_currency(currency):
            yield match.start(), match.end(), _money(match, currency), 1.0
    for match in _NUMBER.finditer(text):
        measured = (
            None if match["ordinal"] else unit_after(text, match.end(), bare=_looks_like_year(match[0]))
        )
        if measured and _stands_alone(text, match):
            yield _start(match, text), measured[0], _signed(match, text, measured[1]), 1.0


def _money(match: re.Match[str], currency: Unit) -> Value | None:
    number = read_digits(match)
    if number is None:
        return None
    number = number.scaleb(_SHORT.get(match["short"] or "", 0))
    return number_value(number, currency, to_the_digit=bool(match["fraction"]))


def _numbers(text: str) -> Iterator[_Found]:
    for match in _NUMBER.finditer(text):
        after = text[match.end() : match.end() + 1]
        if not (after.isalnum() or after == "_") and _stands_alone(text, match):
            yield _start(match, text), match.end(), _signed(match, text, None), 1.0


def _looks_like_year(number: str) -> bool:
    return len(number) == 4 and number.isdigit()


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    return match["ordinal"] is None or not text[match.end() : match.end() + 1].isalnum()


def _signed(match: re.Match[str], text: str, measure: Unit | None) -> Value | None:
    number = read_digits(match)
    if number is None:
        return None
    number = abs(number) if _is_dash(match, text) else number
    return number_value(number, measure, to_the_digit=bool(match["fraction"]))


def _start(match: re.Match[str], text: str) -> int:
    return match.start() + (len(match["sign"]) if _is_dash(match, text) else 0)


def _is_dash(match: re.Match[str], text: str) -> bool:
    """Whether what looks like a sign joins two things: "10-20"."""
    return bool(match["sign"]) and match.start() > 0 and (text[match.start() - 1].isalnum())


def _spelled(text: str, found: Spelled) -> Iterator[_Found]:
    start, end, number = found.start, found.end, found.number
    measured = unit_after(text, end, bare=False) if found.kind in {"cardinal", "fraction"} else None
    said = text[start:end].lower()
    if found.kind == "ordinal":
        yield from _ordinal(text, start, end, number)
    elif found.kind == "year":
        yield start, end, Value(str(number), YEAR), 1.0
    elif measured:
        yield start, measured[0], number_value(number, measured[1]), 1.0
    elif said.endswith("dozen") or found.kind == "fraction":
        yield (
            start,
            end,
            said_as(number_value(number), step="12" if found.kind == "cardinal" else "0.01"),
            1.0,
        )
    elif said != "one":
        yield start, end, number_value(number), 1.0
    elif not _ONE_BEFORE.search(text, max(0, start - 12), start) and not _ONE_AFTER.match(text, end):
        yield start, end, number_value(number), _UNSURE


def _ordinal(text: str, start: int, end: int, number: Decimal) -> Iterator[_Found]:
    adverb = text[max(0, start - 3) : start].lower() == "at " or re.match(
        r"\s+[a-z]+ed\b", text[end : end + 20]
    )
    if not adverb:
        yield start, end, number_value(number), _UNSURE
