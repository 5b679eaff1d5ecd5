"""Another number or date in the place of one, in the same form, and no rounding of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from random import Random
from typing import Literal

from kgaigc.evaluation.corruption.reading import Reading, with_changes
from kgaigc.quantities import compare, find_values, is_text
from kgaigc.quantities.dates import DATE, MONTH_OF_YEAR, MONTHS, YEAR
from kgaigc.values import Entity, Mention, Value

_TRIES = 40
_LEAST = Decimal("0.02")  # A changed number differs by at least this share of itself.
_NEAR = 2  # Years alone differ by at least so many.
_DATES = (DATE, MONTH_OF_YEAR, YEAR)
_SPELT = "two three four five six seven eight nine ten eleven twelve".split()
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_DAY = re.compile(r"(?<![\d/-])[0-3]?\d(?=st|nd|rd|th|\b)(?![\d/-])")
_MONTH = re.compile("|".join(MONTHS))


def other_value(reading: Reading, chance: Random, *, kind: Literal["number", "date"]) -> str | None:
    """The text with one number or date changed; None if none can be."""
    mentions = [m for m in _sure(reading) if (m.value and m.value.datatype in _DATES) == (kind == "date")]
    chance.shuffle(mentions)
    known = [t.object for t in reading.triples if isinstance(t.object, Value)]
    for mention in mentions:
        for _ in range(_TRIES):
            changed = _date(mention.text, chance) if kind == "date" else _number(mention.text, chance)
            text = with_changes(reading.text, [(mention.start, mention.end, changed)]) if changed else ""
            if text and _is_other(mention, text, known):
                return text
    return None


def _sure(reading: Reading) -> Iterator[Mention]:
    """Values of the text that are the object of a triple, stand in no name, and are said once."""
    names = [(hit.start, hit.end) for hit in reading.found if isinstance(hit.term, Entity)]
    known = {t.object for t in reading.triples if isinstance(t.object, Value) and not is_text(t.object)}
    for mention in reading.values:
        if mention.value is None or mention.score < 1:
            continue
        inside = any(start < mention.end and mention.start < end for start, end in names)
        objects = [value for value in known if _agree(mention.value, value)]
        twice = [m for m in reading.values if m.value and any(_agree(m.value, value) for value in objects)]
        if objects and len(twice) == 1 and not inside:
            yield mention


def _agree(one: Value, other: Value) -> bool:
    return compare(one, other) in ("same", "compatible")


def _is_other(mention: Mention, text: str, known: list[Value]) -> bool:
    """Whether the text now has a value of the same kind there that no triple has, far enough from what it was."""
    old = mention.value
    found = next((m for m in find_values(text) if m.start == mention.start), None)
    if old is None or found is None or found.value is None or found.value.datatype != old.datatype:
        return False
    if any(_agree(found.value, value) for value in known) or compare(found.value, old) != "different":
        return False
    try:
        new, was = Decimal(found.value.text), Decimal(old.text)
    except InvalidOperation:
        return True
    return abs(new - was) >= (_NEAR if old.datatype == YEAR else _LEAST * max(abs(new), abs(was)))


def _number(text: str, chance: Random) -> str | None:
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if places:
        place = chance.choice(places)
        return text[:place] + chance.choice([d for d in "123456789" if d != text[place]]) + text[place + 1 :]
    first, space, rest = text.partition(" ")
    if first.lower() not in _SPELT:
        return None
    return chance.choice([word for word in _SPELT if word != first.lower()]) + space + rest


def _date(text: str, chance: Random) -> str | None:
    """Another year, month or day."""
    year, month, day = _YEAR.search(text), _MONTH.search(text), _DAY.search(text)
    part = chance.choice([match for match in (year, month, day) if match] or [None])
    if part is None:
        return None
    if part is year:
        new = str(int(part[0]) + chance.choice([n for n in range(-30, 31) if n]))
    elif part is month:
        new = chance.choice([name for name in MONTHS if name != part[0]])
    else:
        new = f"{chance.choice([n for n in range(1, 29) if n != int(part[0])]):0{len(part[0])}d}"
    return _ordinals_right(text[: part.start()] + new + text[part.end() :])


def _ordinals_right(text: str) -> str:
    def suffixed(match: re.Match[str]) -> str:
        number = int(match[1])
        suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return match[1] + suffix

    return re.sub(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)\b", suffixed, text)
