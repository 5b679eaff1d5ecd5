"""Numbers in words: "twenty-one", "two and a half million", "two thirds", "nineteen eighty-four"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kgaigc.quantities.numerals import CARDINALS, ORDINALS, SCALES, scaled

Kind = Literal["cardinal", "ordinal", "year", "fraction"]

_DENOMINATORS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3, "fourths": 4}
_DENOMINATORS |= {word + "s": number for word, number in ORDINALS.items() if 3 < number <= 10}
_ALL = "|".join(sorted({*CARDINALS, *SCALES, *ORDINALS, *_DENOMINATORS}, key=len, reverse=True))
_TOKEN = re.compile(rf"(?<!\w)(?:{_ALL})(?!\w)", re.IGNORECASE)
_JOINT = re.compile(r"\s+|-|(?:\s+|-)and(?:\s+|-)|,\s+", re.IGNORECASE)
_AND_PART = re.compile(
    r"(?:\s+|-)and(?:\s+|-)(?P<count>an?|one|two|three)(?:\s+|-)(?P<part>half|quarters?|thirds?)(?![\w-])"
    rf"(?:\s+(?P<scale>{'|'.join(SCALES)})(?!\w))?",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"(?<![\w-])(?:(?P<half>half)|(?P<count>an?|one|two|three)[\s-](?P<part>quarters?|thirds?)\s+of)"
    rf"\s+an?\s+(?P<scale>dozen|{'|'.join(SCALES)})(?!\w)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?<![\w-])(?:an?|(?P<minus>minus))\s+$", re.IGNORECASE)
_NO_NUMBER = re.compile(r"-[a-z]+(?:ed|ing)\b", re.IGNORECASE)
_NEXT_SCALE = re.compile(rf"[\s-]+({'|'.join(SCALES)})(?!\w)", re.IGNORECASE)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_WITH_ARTICLE = {"dozen", *SCALES}


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words, and where it stands."""

    start: int
    end: int
    number: Decimal
    kind: Kind


@dataclass(slots=True)
class _Count:
    """A number as its words come in."""

    start: int
    end: int
    total: int = 0
    current: int = 0
    words: list[str] = field(default_factory=list)
    kind: Kind = "cardinal"
    scale: int = 10**18
    share: Decimal | None = None

    @property
    def number(self) -> Decimal:
        return self.share if self.share is not None else Decimal(self.total + self.current)


def find_spelled(text: str) -> Iterator[Spelled]:
    """The numbers in words of a text, in its order; each word is looked at once."""
    parts = [(m.start(), m.end(), _part_of(m)) for m in _PART_OF.finditer(text)]
    yield from (Spelled(start, end, number, "cardinal") for start, end, number in parts)
    barred = iter(parts)
    bar = next(barred, None)
    count: _Count | None = None
    for token in _TOKEN.finditer(text):
        while bar and bar[1] <= token.start():
            bar = next(barred, None)
        if bar and bar[0] <= token.start():
            continue
        if count and _takes(count, token, text):
            continue
        if count:
            yield from _finished(count, text)
        count = _begun(token)
    if count:
        yield from _finished(count, text)


def _part_of(match: re.Match[str]) -> Decimal:
    """Half a million, three quarters of a million."""
    share = Decimal("0.5") if match["half"] else _share(_COUNTS[match["count"].lower()], match["part"])
    scale = match["scale"].lower()
    return (share * 12 if scale == "dozen" else scaled(share, scale)).normalize()


def _share(count: int, part: str) -> Decimal:
    return round(Decimal(count) / _DENOMINATORS[part.lower()], 4).normalize()


def _begun(token: re.Match[str]) -> _Count | None:
    word = token[0].lower()
    count = _Count(token.start(), token.end(), words=[word])
    if word in SCALES:
        count.total, count.scale = SCALES[word], SCALES[word]
        if word == "hundred":
            count.total, count.current = 0, 100
    elif word in ORDINALS:
        count.current, count.kind = ORDINALS[word], "ordinal"
    elif word in CARDINALS:
        count.current = CARDINALS[word]
    else:
        return None
    return count


def _takes(count: _Count, token: re.Match[str], text: str) -> bool:
    """Whether the word goes on with the number, which then has it."""
    gap, word = text[count.end : token.start()], token[0].lower()
    if len(gap) > 12 or count.kind in {"ordinal", "fraction"} or not _JOINT.fullmatch(gap):
        return False
    taken = (
        _takes_share(count, word, gap)
        or _takes_scale(count, word, gap)
        or _takes_small(count, word, gap, _NEXT_SCALE.match(text, token.end()))
        or _takes_year(count, word, gap)
    )
    if taken:
        count.end = token.end()
        count.words.append(word)
    return taken


def _takes_share(count: _Count, word: str, gap: str) -> bool:
    whole = len(count.words) == 1 and 0 < count.current < 10
    if word not in _DENOMINATORS or not whole or len(gap) > 1 or (count.current > 1) != word.endswith("s"):
        return False
    count.share, count.kind = _share(count.current, word), "fraction"
    return True


def _takes_scale(count: _Count, word: str, gap: str) -> bool:
    if count.kind != "cardinal" or "," in gap or "and" in gap or not count.current:
        return False
    if word == "dozen" and not count.total and count.current < 100:
        count.current *= 12
    elif word == "hundred" and count.current < 100 and count.current % 10:
        count.current *= 100
    elif word in SCALES and SCALES[word] > 100 and SCALES[word] < count.scale:
        count.total += count.current * SCALES[word]
        count.current, count.scale = 0, SCALES[word]
    else:
        return False
    return True


def _takes_small(count: _Count, word: str, gap: str, follows: re.Match[str] | None) -> bool:
    """Twenty-one, two hundred (and) five, a million, two hundred thousand; not two hundred and three hundred."""
    number, last = CARDINALS.get(word, ORDINALS.get(word, 0)), count.words[-1]
    tens = 20 <= CARDINALS.get(last, 0) < 100 and number < 10 and gap.strip() in {"", "-"}
    after_scale = (
        last in SCALES and number < 100 and word != "dozen" and ("," not in gap or follows is not None)
    )
    if after_scale and follows and SCALES[follows[1].lower()] >= SCALES[last]:
        return False
    if not number or not (tens or after_scale):
        return False
    count.current += number
    if word in ORDINALS:
        count.kind = "ordinal"
    return True


def _takes_year(count: _Count, word: str, gap: str) -> bool:
    """Nineteen eighty-four, twenty fifteen."""
    number, century = CARDINALS.get(word, 0), len(count.words) == 1 and 13 <= count.current <= 20
    if not century or word == "dozen" or not 10 <= number < 100 or gap.strip() not in {"", "-"}:
        return False
    count.current, count.kind = count.current * 100 + number, "year"
    return True


def _finished(count: _Count, text: str) -> Iterator[Spelled]:
    """The number with the article or sign before it and the fraction after it."""
    if _NO_NUMBER.match(text, count.end) or text[count.start - 1 : count.start] == "-":
        return
    start, end, number = count.start, count.end, count.number
    part = _AND_PART.match(text, end) if count.kind == "cardinal" else None
    if part:
        end = part.end()
        number += _share(_COUNTS[part["count"].lower()], part["part"])
        number = scaled(number, part["scale"].lower()) if part["scale"] else number
    before = _BEFORE.search(text, max(0, start - 8), start)
    if before and before["minus"]:
        start, number = before.start(), -number
    elif before and count.words[0] in _WITH_ARTICLE:
        start = before.start()
    yield Spelled(start, end, number.normalize(), count.kind)
