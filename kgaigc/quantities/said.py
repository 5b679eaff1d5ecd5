"""What a text says of a value beyond its digits: that it is about right, a bound, an end of a range, a part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kgaigc.values import Value

How = Literal[
    "plain", "exactly", "about", "nearly", "slightly more", "more", "over", "at least", "less", "at most",
    "range", "period", "either", "before", "after", "not before", "not after",
    "early", "middle", "late", "start", "end", "first half", "second half",
    "spring", "summer", "autumn", "winter",
]  # fmt: skip

# Those that no rounding softens: the number itself is the border.
BOUNDS: frozenset[How] = frozenset({"more", "over", "at least", "less", "at most"})


@dataclass(frozen=True, slots=True)
class Said(Value):
    """A value as a text says it.

    It is the plain value for whoever doesn't ask: "more than 400" has the text "400", "early 1990s" has "199X".

    Attributes:
        how: what the words around it make of it. "range" is a number between this one and ``other``; "period" a
            date that bounds one with ``other``; "either" a date that may also be read as ``other`` (10/12/1815).
        other: the lexical form of the other end or reading.
        step: what the last digit that is said is worth, where the lexical form hides it: "0.1" for "5.0".
    """

    how: How = "plain"
    other: str = ""
    step: str = ""


def plain(value: Value) -> Value:
    """The value without what the words around it make of it."""
    return Value(value.text, value.datatype, value.language) if isinstance(value, Said) else value


def said_as(
    value: Value, *, how: How | None = None, other: str | None = None, step: str | None = None
) -> Said:
    """The value with something more that is said of it."""
    was = value if isinstance(value, Said) else Said(value.text, value.datatype, value.language)
    return Said(
        value.text,
        value.datatype,
        value.language,
        was.how if how is None else how,
        was.other if other is None else other,
        was.step if step is None else step,
    )
