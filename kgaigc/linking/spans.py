"""Stretches of a text that name something, before it is decided what; how well a name fits, and which stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from kgaigc.linking.folding import fold
from kgaigc.linking.forms import ACRONYM, ALIAS, HEAD, PREFERRED, TRIMMED
from kgaigc.linking.names import Name
from kgaigc.linking.profiles import telling
from kgaigc.linking.sentences import split_sentences
from kgaigc.linking.taken import Taken
from kgaigc.linking.words import is_calendar, is_common, is_nationality, is_stop_word
from kgaigc.values import Mention

_PLURAL, _OTHER_CASE, _OTHERWISE = 0.9, 0.95, 0.9
_AROUND = 100  # characters on either side in which words speak for what a name means
_CODE = 3  # letters of what is hardly ever a name in lower case
_ARTICLES = frozenset({"the", "a", "an"})
_PLAIN = re.compile(r"[\W_]+")
# A common noun for one thing has an article; a name does without.
_OF_ONE = re.compile(r"['’]s\b| (?:said|says|is|was|has|had|will|would|did|does|told|announced)\b")

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


def fit(name: Name, surface: str, *, lower: bool, opens: bool = False) -> tuple[float, bool]:
    """How well a stretch of text fits a name, in [0, 1], and whether it fits only if something else speaks for it.

    Args:
        name: the name.
        surface: the stretch.
        lower: whether the whole text is without capitals, so that case says nothing.
        opens: whether it has its place at the beginning of a sentence to thank for its capital, if it is a common word.
    """
    shown = name.shown
    said = _uncapitalised(surface) if opens else surface
    if " ".join(surface.split()) == shown and (said == surface or name.quality >= PREFERRED):
        return _fit_exactly(name, lower=lower)
    if name.quality == ACRONYM and not lower and not surface.removesuffix("s").isupper():
        return 0.0, False  # "Simms" is not short for "Sir Ian Murray McKellen"
    quality = name.quality * _likeness(shown, surface)
    if _is_no_form(shown, surface):
        return 0.0, False
    if not said.islower():
        article = said[:4] == "the " and _is_plain(said.lower())  # "the Queen" is seldom "The Queen"
        return quality, article or name.quality == HEAD
    if shown.islower():  # "new" is hardly one of the "news"
        return quality, name.quality == HEAD or (shown[:-1] == said and is_common(said) and not lower)
    word = _is_plain(said) or (name.part and " " not in said)
    return (0.0 if name.part and word and not lower else quality), word and not lower


def _is_no_form(shown: str, surface: str) -> bool:
    """Whether a stretch with the same words as a name is still no way to write it."""
    if is_stop_word(surface) or (len(shown) <= 3 and shown.isascii() and not _is_acronym(shown, surface)):
        return True
    if shown[:-1] == surface and is_nationality(surface):  # "American" is no short "Americans"
        return True
    return is_calendar(surface) and not shown.islower()


def _fit_exactly(name: Name, *, lower: bool) -> tuple[float, bool]:
    """The same for a stretch that is written as the name is."""
    shown = name.shown
    acronym = len(shown) > 1 and shown.isupper()
    stop = is_stop_word(shown) and not acronym
    if stop and shown.islower() and name.quality < PREFERRED and not lower:  # "in" is a code of India
        return 0.0, False
    if (stop and name.part) or (name.quality < ALIAS and is_calendar(shown)):
        return 0.0, True
    # "Sunday" is no short "Sunday, Bloody Sunday", and "van" is short for Vanuatu only where nothing is in capitals.
    code = shown.islower() and len(shown) <= _CODE and name.quality < PREFERRED and not lower
    cut = name.quality == TRIMMED and " " not in shown and is_common(shown)  # "City, University of London"
    return name.quality, stop or code or cut or name.quality == HEAD


def opens(text: str, start: int, end: int, openings: Collection[int]) -> bool:
    """Whether a stretch begins a sentence, and what follows does not tell that it is a name: "Apple said so".

    Args:
        text: the text.
        start: first character of the stretch.
        end: one past its last.
        openings: where sentences begin.
    """
    return start in openings and (text[end - 1] == "s" or _OF_ONE.match(text, end) is None)


def _uncapitalised(surface: str) -> str:
    """A stretch without the capital of its first word, if that is a common one."""
    first = surface.split(maxsplit=1)[0]
    return surface[0].lower() + surface[1:] if is_common(first) else surface


def _is_plain(said: str) -> bool:
    """Whether it is a common word, or one after an article: "the firm" is seldom "The Firm"."""
    words = said.split()
    return is_common(words[-1]) and (len(words) == 1 or (len(words) == 2 and words[0] in _ARTICLES))


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
