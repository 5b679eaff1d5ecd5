"""Stretches of a text that name something, before it is decided what; how well a name fits, and which stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from kgaigc.linking.folding import fold
from kgaigc.linking.forms import HEAD
from kgaigc.linking.names import Name
from kgaigc.linking.profiles import telling
from kgaigc.linking.sentences import split_sentences
from kgaigc.linking.taken import Taken
from kgaigc.linking.words import is_common, is_nationality, is_stop_word
from kgaigc.values import Mention

_PLURAL, _OTHER_CASE, _OTHERWISE = 0.9, 0.95, 0.9
_AROUND = 100  # characters on either side in which words speak for what a name means
_PLAIN = re.compile(r"[\W_]+")

Fitting = tuple[Name, float]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that names something, before it is decided what."""

    start: int
    end: int
    names: tuple[Fitting, ...]

    @property
    def part(self) -> bool:
        """Whether it is only the first or last word of names."""
        return all(name.part for name, _ in self.names)


Placed = TypeVar("Placed", bound=Span | Mention)


def fit(name: Name, surface: str, *, lower: bool) -> tuple[float, bool]:
    """How well a stretch of text fits a name, in [0, 1], and whether it fits only if something else speaks for it.

    Args:
        name: the name.
        surface: the stretch.
        lower: whether the whole text is without capitals, so that case says nothing.
    """
    shown = name.shown
    if " ".join(surface.split()) == shown:
        acronym = len(shown) > 1 and shown.isupper()
        stop = is_stop_word(shown) and not acronym
        return (0.0 if stop and name.part else name.quality), stop or name.quality == HEAD
    quality = name.quality * _likeness(shown, surface)
    if is_stop_word(surface) or (len(shown) <= 3 and shown.isascii() and not _is_acronym(shown, surface)):
        return 0.0, False
    if shown[:-1] == surface and is_nationality(surface):  # "American" is no short "Americans"
        return 0.0, False
    if not any(map(str.isupper, shown)) or not surface.islower():
        return quality, name.quality == HEAD
    word = " " not in surface and (is_common(surface) or name.part)
    return (0.0 if name.part and word and not lower else quality), word and not lower


def _likeness(shown: str, surface: str) -> float:
    """What is left of a name's quality where case, number or punctuation differ."""
    one, other = _PLAIN.sub("", fold(shown).text), _PLAIN.sub("", fold(surface).text)
    if one != other:
        return _PLURAL
    return _OTHER_CASE if len(shown) == len(surface) else _OTHERWISE


def _is_acronym(shown: str, surface: str) -> bool:
    """Whether a short name is an acronym that is said with or without its stops: "U.S." for "US"."""
    return shown.isupper() and surface.isupper() and surface.replace(".", "") == shown.replace(".", "")


def best(names: Iterable[Fitting]) -> tuple[Fitting, ...]:
    """The names with a fit above 0; mere parts of names only where there is nothing else."""
    fitting = [pair for pair in names if pair[1] > 0]
    whole = [pair for pair in fitting if not pair[0].part]
    return tuple(sorted(whole or fitting, key=lambda pair: (-pair[1], pair[0].entity.iri)))


def longest(items: Iterable[Placed], length: int) -> list[Placed]:
    """Those that stay when the longest go first; of two as long, names before values."""
    kept: list[Placed] = []
    taken = Taken(length)
    for item in sorted(
        items, key=lambda item: (item.start - item.end, item.start, isinstance(item, Mention))
    ):
        if not taken.overlaps(item.start, item.end):
            kept.append(item)
            taken.take(item.start, item.end)
    return sorted(kept, key=lambda item: item.start)


def words_around(text: str, span: Span) -> frozenset[str]:
    """The telling words of the sentence near a stretch, without its own."""
    sentences = split_sentences(text)
    number = bisect_right(sentences, span.start, key=lambda sentence: sentence[0]) - 1
    if number < 0 or span.start >= sentences[number][1]:
        return frozenset()
    start, end = sentences[number]
    before = text[max(start, span.start - _AROUND) : span.start]
    after = text[span.end : min(end, span.end + _AROUND)]
    return frozenset(telling((before, after))) - set(telling((text[span.start : span.end],)))
