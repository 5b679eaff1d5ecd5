"""Compares dates with what is said around them: "early 1990s", "before 1900", "around 1815", "spring of 1968"."""

from __future__ import annotations

from typing import Literal

from kgaigc.quantities.dates import days_of, parts
from kgaigc.quantities.said import How, Said
from kgaigc.values import Value

_Day = tuple[int, int, int]
Fit = Literal["compatible", "different", "incomparable"]

# Which share of its year, decade or century a part takes: people draw no sharp lines, so neighbours overlap.
_PARTS: dict[How, tuple[float, float]] = {
    "early": (0.0, 0.5), "middle": (0.25, 0.75), "late": (0.5, 1.0), "start": (0.0, 0.34), "end": (0.66, 1.0),
    "first half": (0.0, 0.5), "second half": (0.5, 1.0),
}  # fmt: skip
# The months of a season where most people live; a negative one lies in the year before.
_SEASONS: dict[How, tuple[int, ...]] = {
    "spring": (3, 4, 5, 6), "summer": (6, 7, 8, 9), "autumn": (9, 10, 11, 12), "winter": (12, 1, 2, 3),
}  # fmt: skip


def dated(said: Said, known: Value) -> Fit | None:
    """How a date with something said around it stands to a known one.

    None where the words around it make no difference. "incomparable" is what may well be so and is not borne out.
    """
    own, other = parts(said), parts(known)
    if own is None or other is None:
        return None
    if said.how in _PARTS:
        return _in_part(own, other, _PARTS[said.how])
    if said.how in _SEASONS:
        return _in_season(own, other, _SEASONS[said.how])
    if said.how == "about":
        return _about(own, other)
    if said.how == "period":
        return _in_period(own, parts(Value(said.other, said.datatype)), other)
    return _in_order(said.how, _ends(own), _ends(other))


def _ends(date: tuple[str, ...]) -> tuple[_Day, _Day]:
    """The first and the last day that a date may stand for."""
    sign = -1 if date[0].startswith("-") else 1
    digits = date[0].lstrip("-")
    years = sorted((sign * int(digits.replace("X", "0")), sign * int(digits.replace("X", "9"))))
    if len(date) == 1:
        return (years[0], 1, 1), (years[1], 12, 31)
    month = int(date[1])
    if len(date) == 2:
        return (years[0], month, 1), (years[1], month, days_of(digits, month))
    return (years[0], month, int(date[2])), (years[1], month, int(date[2]))


def _in_order(how: How, said: tuple[_Day, _Day], known: tuple[_Day, _Day]) -> Fit | None:
    """Before, after; "after 1852" of something in 1852 is neither borne out nor denied."""
    if how == "before":
        sure, out = known[1] < said[0], known[0] > said[1]
    elif how == "not after":
        sure, out = known[1] <= said[1], known[0] > said[1]
    elif how == "after":
        sure, out = known[0] > said[1], known[1] < said[0]
    elif how == "not before":
        sure, out = known[0] >= said[0], known[1] < said[0]
    else:
        return None
    return "compatible" if sure else "different" if out else "incomparable"


def _days(day: _Day) -> float:
    return day[0] * 365.25 + (day[1] - 1) * 30.44 + day[2]


def _in_part(said: tuple[str, ...], known: tuple[str, ...], part: tuple[float, float]) -> Fit | None:
    """Whether a date lies in a part of a year, a decade or a century; as long as that, nobody can tell."""
    first, last = map(_days, _ends(said))
    known_first, known_last = map(_days, _ends(known))
    if known_last - known_first >= last - first:
        return None
    length = last - first + 1
    begins, ends = (known_first - first) / length, (known_last - first) / length
    return (
        "compatible" if begins <= part[1] and part[0] <= ends and ends >= 0 and begins <= 1 else "different"
    )


def _in_season(said: tuple[str, ...], known: tuple[str, ...], months: tuple[int, ...]) -> Fit | None:
    if len(said) > 1 or len(known) == 1 or "X" in said[0] + known[0]:
        return None
    month, later = int(known[1]), int(known[0]) - int(said[0])
    if later == 0 and month in months:
        return "compatible"
    next_year = later == 1 and 12 in months and 1 in months and month in months[1:]
    south = later == 0 and (month + 5) % 12 + 1 in months
    return "incomparable" if next_year or south else "different"


def _about(said: tuple[str, ...], known: tuple[str, ...]) -> Fit | None:
    """A year that is about right: the rounder it is, the further off it may be; twice that is left open."""
    if len(said) > 1 or "X" in said[0] + known[0]:
        return None
    year, off = int(said[0]), abs(int(known[0]) - int(said[0]))
    slack = next((s for step, s in ((100, 15), (50, 10), (10, 5), (5, 3)) if year % step == 0), 2)
    return "compatible" if off <= slack else "incomparable" if off <= 2 * slack else "different"


def _in_period(said: tuple[str, ...], other: tuple[str, ...] | None, known: tuple[str, ...]) -> Fit | None:
    """Inside "between 1914 and 1918" a date is neither borne out nor denied: those may be its first and last."""
    if other is None:
        return None
    first, last = sorted((_ends(said), _ends(other)))
    inside = first[1] < _ends(known)[0] and _ends(known)[1] < last[0]
    return "incomparable" if inside else None
