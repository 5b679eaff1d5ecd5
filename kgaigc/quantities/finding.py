"""Finds dates, numbers and quantities in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from kgaigc.quantities.dates import find_dates
from kgaigc.quantities.numerals import DIGITS, ORDINALS, WORDS, lexical, read_digits, read_words
from kgaigc.quantities.units import DATATYPES, Unit, unit
from kgaigc.values import XSD, Mention, Value

_Found = tuple[int, int, Value | None, float]

# Codes are no numbers: ISBNs, versions, fractions, runways, and digits hanging on letters (F-16, Z3).
# Each begins where its run of characters does, and takes the run whole: long strings of digits stay cheap.
_CODE = re.compile(
    r"(?<!\w)\w++(?:[-/.:]\w++){2,}|(?<!\d)\d++/\d+|(?<!\d)\d++\w*[LRC]/\d\w*"
    r"|(?<![^\W\d])[^\W\d]\w*+[-–]\d[\w-]*|#\d+"
)
_NUMBER = re.compile(rf"(?<![\w.])(?<!\d,){DIGITS}(?P<ordinal>st|nd|rd|th)?", re.IGNORECASE)
_WORDS = re.compile(rf"(?<![\w-]){WORDS}(?![\w]|-[a-z]+(?:ed|ing)\b)", re.IGNORECASE)
_MONEY = re.compile(rf"(?P<currency>US\$|A\$|C\$|[$€£¥₹])\s?{DIGITS}", re.IGNORECASE)
_UNIT_WORD = re.compile(r"[^\W\d_][\w.²³^/-]*|[%°℃][A-Za-z]*|per\b|/")
_RANGE = re.compile(r"\s?(?:-|–|—|to|and|or|by|×|x)\s?", re.IGNORECASE)

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
    return tuple(sorted(_with_shared_units(found, text), key=lambda mention: mention.start))


def _readings(text: str) -> Iterator[_Found]:
    """Readings in order of preference; without a value it bars what it covers from the later ones."""
    digits = any(map(str.isdigit, text))
    if digits or "entury" in text or " in " in text:
        yield from ((start, end, value, 1.0) for start, end, value in find_dates(text))
    if digits:
        yield from _quantities(text)
        yield from _codes(text)
        yield from _numbers(text)
    yield from _number_words(text)


def _codes(text: str) -> Iterator[_Found]:
    for match in _CODE.finditer(text):
        if any(map(str.isdigit, match[0])) and not _NUMBER.fullmatch(match[0]):
            yield match.start(), match.end(), None, 0.0


def _quantities(text: str) -> Iterator[_Found]:
    for match in _MONEY.finditer(text):
        currency = unit(match["currency"].upper())
        if currency:
            number = read_digits(match)
            yield match.start(), match.end(), None if number is None else number_value(number, currency), 1.0
    for match in _NUMBER.finditer(text):
        measured = (
            None if match["ordinal"] else unit_after(text, match.end(), bare=_looks_like_year(match[0]))
        )
        if measured and _stands_alone(text, match):
            yield _start(match, text), measured[0], _signed(match, text, measured[1]), 1.0


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
    return number_value(abs(number) if _is_dash(match, text) else number, measure)


def _start(match: re.Match[str], text: str) -> int:
    return match.start() + (len(match["sign"]) if _is_dash(match, text) else 0)


def _is_dash(match: re.Match[str], text: str) -> bool:
    """Whether what looks like a sign joins two things: "10-20"."""
    return bool(match["sign"]) and match.start() > 0 and (text[match.start() - 1].isalnum())


def _number_words(text: str) -> Iterator[_Found]:
    for match in _WORDS.finditer(text):
        start, end, words = match.start(), match.end(), match[0].lower()
        measured = unit_after(text, end, bare=False)
        number = Decimal(read_words(words))
        last = words.split()[-1].rpartition("-")[2]
        if last in ORDINALS:
            yield from _ordinal(text, start, end, number)
        elif measured:
            yield start, measured[0], number_value(number, measured[1]), 1.0
        elif words != "one":
            yield start, end, number_value(number), 1.0
        elif not _ONE_BEFORE.search(text, 0, start) and not _ONE_AFTER.match(text, end):
            yield start, end, number_value(number), _UNSURE


def _ordinal(text: str, start: int, end: int, number: Decimal) -> Iterator[_Found]:
    adverb = text[max(0, start - 3) : start].lower() == "at " or re.match(
        r"\s+[a-z]+ed\b", text[end : end + 20]
    )
    if not adverb:
        yield start, end, number_value(number), _UNSURE


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


def number_value(number: Decimal, measure: Unit | None = None) -> Value:
    """A number, typed by its unit or as integer, decimal or (with an exponent) double."""
    text = lexical(number)
    if measure:
        return Value(text, measure.datatype)
    if "E" in text:
        return Value(text, XSD + "double")
    return Value(text, XSD + ("decimal" if "." in text else "integer"))


def _with_shared_units(found: list[Mention], text: str) -> list[Mention]:
    """Gives the first number of a range the unit of the second: "10 to 20 km"."""
    found.sort(key=lambda mention: mention.start)
    for index, (first, second) in enumerate(pairwise(found)):
        if not (first.value and second.value and second.value.datatype.startswith(DATATYPES)):
            continue
        bare = first.value.datatype in {XSD + "integer", XSD + "decimal"} and first.score == 1
        if bare and _RANGE.fullmatch(text, first.end, second.start):
            found[index] = replace(first, target=Value(first.value.text, second.value.datatype))
    return found
