"""Quantities of several units or of a part of one: "5 ft 11 in", "2h30m", "half an hour", "a mile and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kgaigc.quantities.amounts import quantity
from kgaigc.quantities.measures import number_value, unit_after
from kgaigc.quantities.units import DATATYPES, Unit, unit
from kgaigc.values import Mention, Value

_FEET = re.compile(
    r"(?<![\w.,])(?P<large>\d{1,2})\s?(?:ft|feet|foot|['′’])\.?[\s-]?(?P<small>\d{1,2}(?:\.\d+)?)\s?"
    r"(?:in(?:ch(?:es)?)?\b|[\"″”]|['’′]{2})",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?<![\w.,])(?P<large>\d{1,3})\s?h(?:rs?)?\s?(?P<small>[0-5]?\d)\s?m(?:ins?)?(?![\w²³^/])", re.IGNORECASE
)
_HALF = re.compile(
    r"(?<![\w-])(?:(?P<half>half)|(?:(?P<three>three)|an?|one)[\s-]quarters?\s+of)\s+an?\s+(?=[a-z])",
    re.IGNORECASE,
)
_AND_HALF = re.compile(
    r"(?<![\w-])an?\s+(?P<unit>[a-z]+(?:\s[a-z]+)?)\s+and\s+a\s+(?P<part>half|quarter)(?![\w-])",
    re.IGNORECASE,
)
# Units that are said together, the smaller after the larger.
_TOGETHER = {
    ("foot", "inch"), ("yard", "foot"), ("mile", "yard"), ("pound", "ounce"), ("hour", "minute"),
    ("minute", "second"), ("day", "hour"), ("week", "day"), ("month", "day"), ("month", "week"), ("year", "month"),
    ("year", "week"), ("year", "day"), ("degree", "arcminute"), ("arcminute", "arcsecond"),
}  # fmt: skip
_JOINT = re.compile(r"\s|\s?,\s|\s?,?\sand\s|", re.IGNORECASE)


def find_compounds(text: str) -> Iterator[tuple[int, int, Value]]:
    """Two numbers that stand close together: 5'11", 5 ft 11 in, 2h30m."""
    for pattern, names in ((_FEET, ("foot", "inch")), (_HOURS, ("hour", "minute"))):
        for match in pattern.finditer(text):
            large, small = (unit(name) for name in names)
            if large and small:
                yield match.start(), match.end(), _sum(match["large"], large, match["small"], small)


def _sum(many: str, large: Unit, few: str, small: Unit) -> Value:
    ratio = Decimal(str(round(large.factor / small.factor, 9))).normalize()
    total = Decimal(many) * ratio + Decimal(few).copy_sign(Decimal(many))
    # To the digit: ten inches are no rounded number.
    return number_value(total, small, to_the_digit=True)


def find_parts(text: str) -> Iterator[tuple[int, int, Value | None, float]]:
    """Halves and quarters of one unit: half an hour, three quarters of a mile, an hour and a half."""
    for match in _HALF.finditer(text):
        measured = unit_after(text, match.end(), bare=False)
        share = Decimal("0.5" if match["half"] else "0.75" if match["three"] else "0.25")
        if measured and text[match.end() - 1].isspace():
            yield match.start(), measured[0], number_value(share, measured[1]), 1.0
    for match in _AND_HALF.finditer(text):
        measure = unit(match["unit"].lower())
        if measure:
            number = Decimal("1.5" if match["part"].lower() == "half" else "1.25")
            yield match.start(), match.end(), number_value(number, measure), 1.0


def joined(found: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions of a text in order, those that are one quantity as one: two hours and thirty minutes."""
    kept: list[Mention] = []
    for mention in found:
        whole = _whole(kept[-1], mention, text) if kept else None
        if whole:
            kept[-1] = whole
        else:
            kept.append(mention)
    return kept


def _whole(first: Mention, second: Mention, text: str) -> Mention | None:
    gap = text[first.end : second.start]
    if len(gap) > 6 or not (first.value and second.value) or not _JOINT.fullmatch(gap):
        return None
    if not (first.value.datatype.startswith(DATATYPES) and second.value.datatype.startswith(DATATYPES)):
        return None
    large, small = quantity(first.value), quantity(second.value)
    if not large or not small or not large[1] or not small[1]:
        return None
    if (large[1].name, small[1].name) not in _TOGETHER or not 0 < small[0] < large[1].factor / small[
        1
    ].factor:
        return None
    value = _sum(str(large[0]), large[1], str(small[0]), small[1])
    return replace(first, end=second.end, text=text[first.start : second.end], target=value)
