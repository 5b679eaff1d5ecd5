"""How a term of the graph is written in place of other words: as precise, and in the units, that these are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kgaigc.quantities import find_values, write
from kgaigc.quantities.amounts import is_comparable, quantity
from kgaigc.quantities.dates import MONTHS, parts
from kgaigc.quantities.numerals import CARDINALS, ORDINALS, SCALES
from kgaigc.quantities.units import Unit
from kgaigc.quantities.writing import write_number
from kgaigc.values import Entity, Term, Value

_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(st|nd|rd|th)?(?!\d)")
_MONTH = re.compile(rf"\b(?:{'|'.join(f'{name}|{name[:3]}' for name in MONTHS)})\b(\.?)")
_DECADE = re.compile(r"(?<!\d)\d{3}0s\b")
_CENTURY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)(?=[\s-]century)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_DIGITS = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
_SCALE = re.compile(rf"\b(?:{'|'.join(SCALES)})\b", re.IGNORECASE)
_SPELLED = re.compile(rf"[a-z]+(?:-(?:{'|'.join({*CARDINALS, *ORDINALS})}))?", re.IGNORECASE)
_BRACKETED = re.compile(r"\s+\([^()]*\)$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ROUNDED = 3  # Digits that a converted number keeps.
_CARDINAL = {number: word for word, number in CARDINALS.items() if word != "dozen"}
_ORDINAL = {number: word for word, number in reversed(ORDINALS.items())}


def wordings(term: Term, *, instead: str) -> tuple[str, ...]:
    """What to write for a term in place of some words, the closest to their form first.

    >>> wordings(Value("1815-12-10", "http://www.w3.org/2001/XMLSchema#date"), instead="11 Dec. 1816")
    ('10 Dec. 1815', 'December 10, 1815')
    >>> wordings(Value("90", "http://dbpedia.org/datatype/metre"), instead="200 feet")
    ('295 feet', '90 metres')
    """
    found = (shown for shown in _wordings(term, instead) if shown and not _CONTROL.search(shown))
    return tuple(shown for shown in dict.fromkeys(found) if shown != instead)


def _wordings(term: Term, instead: str) -> Iterator[str]:
    if isinstance(term, Entity):
        yield _BRACKETED.sub("", term.label)
        return
    date = parts(term)
    if date is not None:
        yield _dated(date, instead)
    elif quantity(term) is not None:
        yield _numbered(term, instead)
    yield write(term)


def _dated(date: tuple[str, ...], instead: str) -> str:
    """A date in the form of another one; "" if it is not known so precisely, or the form is a rare one."""
    year = date[0]
    if not year.isdigit():
        return ""
    short = str(int(year))
    if _ISO.fullmatch(instead):
        return "-".join(date) if len(date) == 3 else ""
    for pattern, shown in ((_DECADE, f"{int(year) // 10}0s"), (_CENTURY, ordinal((int(year) + 99) // 100))):
        if pattern.search(instead):
            return pattern.sub(shown, instead)
    month = _MONTH.search(instead)
    if not month:
        return _YEAR.sub(short, instead) if _YEAR.fullmatch(instead) else ""
    rest = _YEAR.sub("", instead)
    if len(date) < 2 + bool(_DAY.search(rest)) or not _YEAR.search(instead):
        return ""
    # The year is set last, so that no digit of it is taken for the day's.
    shown = (
        _DAY.sub(lambda found: _day(date[2], found), _YEAR.sub("\0", instead)) if len(date) > 2 else instead
    )
    return _YEAR.sub(short, _MONTH.sub(lambda found: _month(date[1], found), shown)).replace("\0", short)


def _day(day: str, instead: re.Match[str]) -> str:
    return ordinal(int(day)) if instead[2] else str(int(day))


def _month(month: str, instead: re.Match[str]) -> str:
    name = MONTHS[int(month) - 1]
    full = instead[0] == "May" or (len(instead[0]) > 3 and not instead[1])
    return name if full or len(name) == 3 else name[:3] + instead[1]


def ordinal(number: int) -> str:
    """A number's place in a row, in digits.

    >>> ordinal(12), ordinal(22)
    ('12th', '22nd')
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _numbered(known: Value, instead: str) -> str:
    """A number in the unit and the form of another one; "" if they measure different things."""
    said = [mention.value for mention in find_values(instead) if mention.value]
    first, second = (quantity(said[0]) if len(said) == 1 else None), quantity(known)
    if first is None or second is None:
        return ""
    number = second[0]
    if first[1] != second[1]:
        if not first[1] or not second[1] or not is_comparable(first[1], second[1]):
            return ""
        number = _converted(number, second[1], first[1])
    return _as_before(number, instead)


def _converted(number: Decimal, known: Unit, wanted: Unit) -> Decimal:
    exact = (known.to_si(float(number)) - wanted.offset) / wanted.factor
    return Decimal(f"{exact:.{_ROUNDED}g}")


def _as_before(number: Decimal, instead: str) -> str:
    digits = _DIGITS.findall(instead)
    scale = _SCALE.search(instead)
    if len(digits) == 1:
        shown = number / SCALES[scale[0].lower()] if scale else number
        places = len(digits[0].partition(".")[2])
        if scale:
            shown = round(shown, max(places, 1)).normalize()
        plain = "," not in digits[0] and len(digits[0].partition(".")[0]) > 3
        written = f"{shown:f}" if plain else write_number(shown)
        return _DIGITS.sub(written, instead)
    word = _SPELLED.match(instead)
    if digits or scale or not word or number != int(number):
        return ""
    table = _ORDINAL if word[0].lower() in ORDINALS else _CARDINAL
    return in_words(int(number), table) + instead[word.end() :]


def in_words(number: int, table: dict[int, str] = _CARDINAL) -> str:
    """A whole number below a hundred in words, a larger one in digits.

    >>> in_words(42), in_words(100)
    ('forty-two', '100')
    """
    if number in table and number < 100:
        return table[number]
    if 20 < number < 100:
        return f"{_CARDINAL[number // 10 * 10]}-{table[number % 10]}"
    return write_number(Decimal(number))
