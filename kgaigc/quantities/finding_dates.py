"""Finds dates in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgaigc.quantities.dates import (
    DATE,
    DATE_TIME,
    EDTF,
    MONTH,
    MONTH_DAY,
    MONTH_OF_YEAR,
    MONTHS,
    TIME,
    YEAR,
    days_of,
)
from kgaigc.quantities.numerals import ORDINALS
from kgaigc.quantities.said import said_as
from kgaigc.values import Value

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
        rf"{_BEFORE}{_DAY}(?: of)?[\s-]+{_MON},?(?:\s+in)?[\s-]+{_FULL_YEAR}{_CLOCK}?",
        rf"{_BEFORE}{_MON}\s+(?:the\s+)?{_DAY},?\s+(?:in\s+)?{_FULL_YEAR}{_CLOCK}?",
        rf"{_BEFORE}{_MON}(?:,? | of ){_FULL_YEAR}",
        rf"{_BEFORE}(?P<iso>\d\d?)(?P<sep>[/-])(?P<day>\d\d?)(?P=sep)(?P<year>\d{{4}})(?![\w/-])",
        rf"{_BEFORE}(?P<year>\d{{4}})/(?P<iso>\d\d?)/(?P<day>\d\d?)(?![\w/])",
        rf"{_BEFORE}(?P<year>[12]\d{{3}})\.(?P<iso>\d\d)\.(?P<day>\d\d)(?!\w|\.\d)",
        rf"{_BEFORE}(?P<day>\d\d?)\.(?P<iso>\d\d?)\.(?P<year>\d{{4}})(?!\w|\.\d)",
        rf"{_BEFORE}{_DAY}(?: of)? {_MON}(?!\w)",
        rf"{_BEFORE}{_MON}\s+{_DAY}(?!\w|[.,]\d|\s*[-–]\d|:)",
        r"(?<!\w)(?P<decade>\d{3})0['’]?s\b",
        r"(?<!\w)['’](?P<short>[2-9])0s\b",
        rf"(?<!\w)(?P<century>\d\d?(?:st|nd|rd|th)|{_CENTURY})[\s-]+century\b{_ERA}?",
        r"(?<!\w)(?:A\.?D\.?)\s+(?P<year>\d{1,4})\b(?![.,]\d)",
        rf"(?<![\w.,])(?P<year>\d{{1,4}}){_ERA}(?!\w)",
        rf"(?<=\bin ){_MON}(?![\w.])(?! \d)",
        r"(?<![\w:.])(?P<hour>\d\d?)(?::(?P<minutes>\d\d))?\s?(?P<noon>[ap])(?:\.m\.|m\b)",
        r"(?<![\w:])(?P<hour>\d\d?):(?P<minutes>\d\d)(?::(?P<seconds>\d\d))?(?P<zone>Z| UTC| GMT)?(?![\w:])",
    )
)

_TO = r"(?:\s?[-–—]\s?| to | and )"
# Days of one month: the first has its month and year from the second.
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BEFORE}(?P<first>\d\d?)(?:st|nd|rd|th)?{_TO}(?P<last>{_DAY}\s+{_MON},?\s+{_FULL_YEAR})",
        rf"{_BEFORE}(?P<last>{_MON}\s+(?P<first>\d\d?){_TO}{_DAY},?\s+{_FULL_YEAR})",
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
    for match in (match for pattern in _DAYS for match in pattern.finditer(text)):
        yield from _days_of_range(match)
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


def _days_of_range(match: re.Match[str]) -> Iterator[tuple[int, int, Value]]:
    last = _value(match)
    first = _calendar({**_groups(match), "day": match["first"]})
    if last and first and int(match["first"]) < int(match["day"]):
        yield match.start("first"), match.end("first"), first
        start = max(match.start("last"), match.end("first"))
        yield (match.start("day") if start > match.start("last") else start), match.end(), last


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name: found for name, found in match.groupdict().items() if found}


def _value(match: re.Match[str]) -> Value | None:
    groups = _groups(match)
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
    return _either(groups) if "sep" in groups else _calendar(groups)


def _either(groups: dict[str, str]) -> Value | None:
    """10/12/1815 is read as in America; 10 December is its other reading."""
    value, other = _calendar(groups), _swapped(groups, int(groups["day"]))
    return said_as(value, how="either", other=other.text) if value and other and value != other else value


def _century(groups: dict[str, str]) -> Value | None:
    word = groups["century"].lower()
    number = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    before = groups.get("era", "").upper().startswith("B")
    return Value(f"{'-' if before else ''}{number - 1:02d}XX", EDTF) if 0 < number <= 21 else None


def _time(groups: dict[str, str]) -> Value | None:
    hour, minutes, seconds = (int(groups.get(name, 0)) for name in ("hour", "minutes", "seconds"))
    if "noon" in groups:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if groups["noon"].lower() == "p" else 0)
    if hour > 23 or minutes > 59 or seconds > 59:
        return None
    zone = groups.get("zone", "").strip().replace("UTC", "Z").replace("GMT", "Z")
    return Value(f"{hour:02d}:{minutes:02d}:{seconds:02d}{zone}", TIME)


def _calendar(groups: dict[str, str]) -> Value | None:
    month = _month(groups)
    day = int(groups.get("day", 0))
    if month is not None and not 1 <= month <= 12:
        return _swapped(groups, day)
    if (day and not 1 <= day <= days_of(groups.get("year"), month or 1)) or groups.get("day") in {"0", "00"}:
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


def _year(groups: dict[str, str]) -> str:
    year = int(groups["year"])
    before = year < 0 or groups.get("era", "").upper().startswith("B")
    return f"{'-' if before else ''}{abs(year):04d}"
