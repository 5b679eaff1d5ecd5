"""Dates as people write them, at any precision.

Days, months and years are XSD dates; decades and centuries have no XSD type and are written in EDTF
(ISO 8601-2): "184X" is the 1840s, "18XX" the 19th century. Years before Christ are negative
("-0044" is 44 BC).
"""

from __future__ import annotations

import calendar
import re

from kgaigc.values import XSD, Value

EDTF = "http://id.loc.gov/datatypes/edtf"
DATE, MONTH_OF_YEAR, YEAR = XSD + "date", XSD + "gYearMonth", XSD + "gYear"
MONTH_DAY, MONTH, DATE_TIME, TIME = XSD + "gMonthDay", XSD + "gMonth", XSD + "dateTime", XSD + "time"

# Dates of a known year.
DATES = frozenset({DATE, MONTH_OF_YEAR, YEAR, DATE_TIME})

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

_LEXICAL = re.compile(r"(-?)(\d{4,9})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?(?:Z|[-+]\d\d:\d\d)?")
_RECURRING = re.compile(r"--(\d\d)(?:-(\d\d))?")
_SPAN = re.compile(r"-?\d\d(?:\dX|XX)")


def parts(value: Value) -> tuple[str, ...] | None:
    """Year, month and day of a date, as far as it goes; None where it is no date of a known year.

    What no calendar has is none, whatever it is typed as: graphs hold such things.

    >>> parts(Value("1815-12", MONTH_OF_YEAR))
    ('1815', '12')
    >>> parts(Value("1815-13-45", DATE))
    """
    if value.datatype not in DATES | {EDTF}:
        return None
    text = value.text.strip()
    if value.datatype == EDTF:
        text = text.rstrip("~?%")  # uncertain or approximate
        if _SPAN.fullmatch(text):
            return (text,)
    match = _LEXICAL.fullmatch(text)
    if not match or not _in_calendar(match[2], match[3], match[4]):
        return None
    return tuple(part for part in (match[1] + match[2], match[3], match[4]) if part)


def recurring_parts(value: Value) -> tuple[str, ...] | None:
    """Month and day of a month or of a day of the year; None where it is neither.

    >>> recurring_parts(Value("--12-10", MONTH_DAY))
    ('12', '10')
    """
    match = _RECURRING.fullmatch(value.text.strip())
    if value.datatype not in {MONTH_DAY, MONTH} or not match or not _in_calendar(None, match[1], match[2]):
        return None
    return tuple(part for part in match.groups() if part)


def days_of(year: str | None, month: int) -> int:
    """How many days a month has; February has 29 in no year in particular."""
    leap = year is None or calendar.isleap(abs(int(year)))
    return 29 if month == 2 and leap else (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month]


def _in_calendar(year: str | None, month: str | None, day: str | None) -> bool:
    if month is None:
        return True
    return 1 <= int(month) <= 12 and (day is None or 1 <= int(day) <= days_of(year, int(month)))


def write_date(value: Value) -> str | None:
    """A date in words; None where it is none.

    >>> write_date(Value("1815-12-10", DATE))
    'December 10, 1815'
    """
    if value.datatype in {MONTH_DAY, MONTH}:
        return _write_recurring(value)
    if value.datatype == TIME:
        return value.text.removesuffix("Z") + (" UTC" if value.text.endswith("Z") else "")
    found = parts(value)
    if found is None:
        return None
    if found[0].endswith("X"):
        return _write_span(found[0])
    year = _write_year(found[0])
    months = [MONTHS[int(number) - 1] for number in found[1:2]]
    written = " ".join([*months, *(f"{int(day)}," for day in found[2:3]), year])
    if value.datatype == DATE_TIME:
        clock = re.sub(r"\.\d+", "", value.text.partition("T")[2])
        return f"{written} at {clock.removesuffix('Z')}" + (" UTC" if clock.endswith("Z") else "")
    return written


def _write_recurring(value: Value) -> str | None:
    month, *day = recurring_parts(value) or ("",)
    return " ".join([MONTHS[int(month) - 1], *(str(int(number)) for number in day)]) if month else None


def _write_year(year: str) -> str:
    if year.startswith("-"):
        return f"{int(year[1:])} BC"
    return year if int(year) >= 1000 else f"{int(year)} AD"


def _write_span(span: str) -> str:
    if not span.endswith("XX"):
        return f"the {span[:-1]}0s"
    before, digits = span.startswith("-"), span.strip("-X")
    number = int(digits) + 1
    suffix = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"the {number}{suffix} century" + (" BC" if before else "")


def agree(said: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether two dates may be the same day: the parts that both have are equal."""
    first, second = (parts_[0].lstrip("-").zfill(4) for parts_ in (said, known))
    signs = said[0].startswith("-") == known[0].startswith("-")
    years = all(a == b or "X" in (a, b) for a, b in zip(first, second, strict=False))
    return (
        signs
        and len(first) == len(second)
        and years
        and all(a == b for a, b in zip(said[1:], known[1:], strict=False))
    )
