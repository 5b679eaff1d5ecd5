"""Dates as people write them, at any precision, and how two of them compare.

Days, months and years are XSD dates; decades and centuries have no XSD type and are written in EDTF
(ISO 8601-2): "184X" is the 1840s, "18XX" the 19th century. Years before Christ are negative
("-0044" is 44 BC).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from kgaigc.quantities.numerals import ORDINALS
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
_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH_NUMBERS |= {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)} | {"sept": 9}
_WORDS = {"may", "march", "mar", "dec", "sep", "jan", "august"}  # also words or names when in lower case

_MON = r"(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ERA = r"(?:\s*(?P<era>B\.C\.(?:E\.)?|BCE?|A\.D\.|AD|C\.E\.|CE)(?!\w))"
_FULL_YEAR = (
    rf"(?P<year>\d{{3,4}}(?![\d])|\d{{1,4}}(?={_ERA.replace('<era>', '<ahead>')})){_ERA}?(?!\w|[.,]\d)"
)
_CLOCK = (
    r"(?P<clock>[ T,]*(?:at )?(?P<hour>\d\d?):(?P<minutes>\d\d)(?::(?P<seconds>\d\d))?(?:\.\d+)?"
    r"(?P<zone>Z|[-+]\d\d:\d\d| UTC| GMT)?)"
)
_BEFORE = r"(?<![\w])(?<!\d[-/.])"
_CENTURY = "|".join(word for word, number in ORDINALS.items() if number <= 21)

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BEFORE}(?P<year>-?\d{{4}})-(?P<iso>\d\d)-(?P<day>\d\d){_CLOCK}?(?![\w-])",
        rf"{_BEFORE}(?P<year>\d{{4}})-{_MON}-(?P<day>\d\d?)(?![\w-])",
        rf"{_BEFORE}{_DAY}(?: of)?[\s-]+{_MON},?[\s-]+{_FULL_YEAR}{_CLOCK}?",
        rf"{_BEFORE}{_MON}\s+{_DAY},?\s+{_FULL_YEAR}{_CLOCK}?",
        rf"{_BEFORE}{_MON}(?:,? | of ){_FULL_YEAR}",
        rf"{_BEFORE}(?P<iso>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{{4}})(?![\w/])",
        rf"{_BEFORE}{_DAY}(?: of)? {_MON}(?!\w)",
        rf"{_BEFORE}{_MON}\s+{_DAY}(?!\w|[.,]\d|\s*[-–]\d|:)",
        r"(?<!\w)(?P<decade>\d{3})0['’]?s\b",
        r"(?<!\w)['’](?P<short>[2-9])0s\b",
        rf"(?<!\w)(?P<century>\d\d?(?:st|nd|rd|th)|{_CENTURY})[\s-]+century\b{_ERA}?",
        r"(?<!\w)(?:A\.?D\.?)\s+(?P<year>\d{1,4})\b(?![.,]\d)",
        rf"(?<![\w.,])(?P<year>\d{{1,4}}){_ERA}(?!\w)",
        rf"(?<=\bin ){_MON}(?![\w.])(?! \d)",
        r"(?<![\w:])(?P<hour>\d\d?):(?P<minutes>\d\d)(?::(?P<seconds>\d\d))?(?P<zone>Z| UTC| GMT)?(?![\w:])",
    )
)

_RANGE = re.compile(r"(?<![\w.,-])(1\d{3}|20\d\d)(\s?[-–—/]\s?)(1\d{3}|20\d\d|\d\d)(?![\w-]|[.,]\d)")
_YEAR = re.compile(
    r"(?<![\w.,$€£¥#])(?<!\d[-–/])(?:(?<=[-–])|(?<![-–+]))([12]\d{3})(?![\w°%]|[.,]\d|\s?[-–/]\d|\s?%)"
)
_YEAR_AFTER = re.compile(
    r"(?:\b(?:in|since|until|till|by|year|years|around|circa|c\.|ca\.|after|before|during|early|late|mid|from|of|to"
    r"|between|and|spring|summer|autumn|fall|winter|[-–(])\s*|mid-|\bthe\s)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?!was|has|is|his|its|as|this|across|plus|always|perhaps|towards|thus|does)[a-z]+(?:s|people|men|women)\b"
)


def find_dates(text: str) -> Iterator[tuple[int, int, Value]]:
    """Every date in a text, overlapping ones too: those that say more come first."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = _value(match)
            if value:
                yield match.start(), len(match[0].rstrip("., ")) + match.start(), value
    for match in _RANGE.finditer(text):
        yield from _years_of_range(match)
    for match in _YEAR.finditer(text):
        if _is_year(text, match):
            yield match.start(), match.end(), Value(match[1], YEAR)


def _is_year(text: str, match: re.Match[str]) -> bool:
    said_so = _YEAR_AFTER.search(text, max(0, match.start() - 12), match.start())
    return bool(said_so) or (1000 <= int(match[1]) <= 2100 and not _COUNTED.match(text, match.end()))


def _years_of_range(match: re.Match[str]) -> Iterator[tuple[int, int, Value]]:
    first, last = match[1], match[3]
    last = first[: 4 - len(last)] + last
    if int(first) < int(last) <= 2100:
        yield match.start(1), match.end(1), Value(first, YEAR)
        yield match.start(3), match.end(3), Value(last, YEAR)


def _value(match: re.Match[str]) -> Value | None:
    groups = {name: found for name, found in match.groupdict().items() if found}
    if "century" in groups:
        return _century(groups)
    if "decade" in groups or "short" in groups:
        decade = groups.get("decade") or "19" + groups["short"]
        return Value(decade[:2] + "XX" if decade.endswith("0") and decade < "200" else decade + "X", EDTF)
    if "month" not in groups and "year" not in groups:
        return _time(groups)
    lower = groups.get("month", "")
    if lower.islower() and lower in _WORDS and "year" not in groups:
        return None
    return _calendar(groups)


def _century(groups: dict[str, str]) -> Value | None:
    word = groups["century"].lower()
    number = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    before = groups.get("era", "").upper().startswith("B")
    return Value(f"{'-' if before else ''}{number - 1:02d}XX", EDTF) if 0 < number <= 21 else None


def _time(groups: dict[str, str]) -> Value | None:
    hour, minutes, seconds = int(groups["hour"]), int(groups["minutes"]), int(groups.get("seconds", 0))
    if hour > 23 or minutes > 59 or seconds > 59:
        return None
    zone = groups.get("zone", "").strip().replace("UTC", "Z").replace("GMT", "Z")
    return Value(f"{hour:02d}:{minutes:02d}:{seconds:02d}{zone}", TIME)


def _calendar(groups: dict[str, str]) -> Value | None:
    month = _month(groups)
    day = int(groups.get("day", 0))
    if month is not None and not 1 <= month <= 12:
        return _swapped(groups, day)
    if (day and not 1 <= day <= _days(groups.get("year"), month or 1)) or groups.get("day") in {"0", "00"}:
        return None
    year = _year(groups) if "year" in groups else None
    if year is None:
        return Value(f"--{month:02d}-{day:02d}", MONTH_DAY) if day else Value(f"--{month:02d}", MONTH)
    if month is None:
        return Value(year, YEAR)
    if not day:
        return Value(f"{year}-{month:02d}", MONTH_OF_YEAR)
    date = f"{year}-{month:02d}-{day:02d}"
    clock = _time(groups) if "clock" in groups else None
    return Value(f"{date}T{clock.text}", DATE_TIME) if clock else Value(date, DATE)


def _swapped(groups: dict[str, str], day: int) -> Value | None:
    """25/12/1815: the first number can't be a month."""
    month = int(groups["iso"])
    if "clock" in groups or not (1 <= day <= 12 and month <= 31):
        return None
    return Value(f"{_year(groups)}-{day:02d}-{month:02d}", DATE)


def _month(groups: dict[str, str]) -> int | None:
    if "iso" in groups:
        return int(groups["iso"])
    return _MONTH_NUMBERS[groups["month"].lower()] if "month" in groups else None


def _days(year: str | None, month: int) -> int:
    leap = year is None or calendar.isleap(abs(int(year)))
    return 29 if month == 2 and leap else (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month]


def _year(groups: dict[str, str]) -> str:
    year = int(groups["year"])
    before = year < 0 or groups.get("era", "").upper().startswith("B")
    return f"{'-' if before else ''}{abs(year):04d}"


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
    if value.datatype == EDTF and _SPAN.fullmatch(value.text):
        return (value.text,)
    match = _LEXICAL.fullmatch(value.text.strip())
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


def _in_calendar(year: str | None, month: str | None, day: str | None) -> bool:
    if month is None:
        return True
    return 1 <= int(month) <= 12 and (day is None or 1 <= int(day) <= _days(year, int(month)))


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
