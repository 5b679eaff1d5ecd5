"""Where a text may name a thing: every word of it held against the thing's names, softly.

Names in texts are cut, inflected, misspelt and written in lower case; numbers are rounded and dates turned round.
So each word gets a number in [0, 1] for each thing, and the scorer learns what to make of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein

from kgaigc.checking.words import FUNCTION_WORDS, Token, plain, stem, tokens
from kgaigc.quantities import compare, find_values, is_text
from kgaigc.values import Entity, Term, Value

_MOMENT = re.compile("date|year|month|time$", re.IGNORECASE)

# Words that many names share: they tell little of which one is meant.
_SHARED = frozenset(
    """county square football national united states team club fc university language city american americans music
    airport people party state war league international township district club association union army air force
    company group band parliament council president kingdom republic democratic school college street station
    museum house hall river island institute society church member service public south north east west new
    metal rock sauce engine battle records launch pad rocket class series film type""".split()
)
_SHARED_STEMS = frozenset(map(stem, _SHARED))

# What a name is also called where neither its letters nor its initials show it.
_OTHERWISE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("united", "states"): ("american", "americans", "america", "usa"),
    ("united", "kingdom"): ("british", "britain", "uk"),
    **{
        (name,): tuple(forms.split())
        for name, forms in {
            "spain": "spanish spaniard",
            "france": "french frenchman",
            "england": "english englishman",
            "netherlands": "dutch dutchman",
            "poland": "polish pole",
            "denmark": "danish dane",
            "switzerland": "swiss",
            "ireland": "irish",
            "wales": "welsh",
            "philippines": "filipino",
            "thailand": "thai",
            "finland": "finnish",
            "first": "1st",
            "second": "2nd",
            "saint": "st",
            "mount": "mt",
        }.items()
    },
}

Floats = NDArray[np.float32]
Span = tuple[int, int]

_LIGHT = 0.15  # Weight of "of" and "the" in a name, and of what stands in brackets.
_GENERIC = 0.35  # Weight of a word that many names share, and of an initial.
_INITIALS = 3  # Initials of the beginning of a name ("MIT" for one with its country) are so many at least.
_SHORTEST = 4  # Letters of a word that may be misspelt.
_ALIKE = 0.75  # Share of letters that two spellings of one word have in common, at least.
_NEAR = 0.7  # Likeness of a value that only may be the same, such as a year for a date.


class Likeness(NamedTuple):
    """How far a text names a thing.

    Attributes:
        words: shape [L]: for each word of the text, how likely it is part of the thing's name, in [0, 1].
        found: how much of the best name was found, in [0, 1].
    """

    words: Floats
    found: float


def kind_of(term: Term) -> str:
    """What a term is to the scorer: ``entity``, ``number``, ``date`` or ``text``."""
    if isinstance(term, Entity):
        return "entity"
    if is_text(term):
        return "text"
    return "date" if _MOMENT.search(term.datatype) else "number"


class Passage:
    """A text, or a part of one, as the scorer reads it.

    Args:
        text: the characters.
        values: numbers and dates with their places in characters; found here if left out.
        named: places in characters where a linker has found an entity, by IRI.
    """

    def __init__(
        self,
        text: str,
        *,
        values: Sequence[tuple[int, int, Value]] | None = None,
        named: Mapping[str, Sequence[Span]] | None = None,
    ) -> None:
        self.tokens: list[Token] = tokens(text)
        self.words: list[str] = [token.text for token in self.tokens]
        self.stems: list[str] = [stem(word) for word in self.words]
        if values is None:
            values = [(m.start, m.end, m.value) for m in find_values(text) if m.value is not None]
        self.values = [((start, end), value) for start, end, value in values]
        self._values = [(self._inside(start, end), value) for start, end, value in values]
        self._named = named or {}
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            self._places.setdefault(word, []).append(place)
        self._known: dict[object, Likeness] = {}
        self._in_text: list[Span] = []
        self._families: dict[tuple[str, ...], Floats] = {}

    def __len__(self) -> int:
        return len(self.words)

    def family(self, label: tuple[str, ...], is_own: Callable[[str, tuple[str, ...]], bool]) -> Floats:
        """Which words are of the family of a word of a label, shape [L]; each different word is asked of once."""
        if label not in self._families:
            own: Floats = np.zeros(len(self.words), dtype=np.float32)
            for word, places in self._places.items():
                if is_own(word, label):
                    own[places] = 1.0
            self._families[label] = own
        return self._families[label]

    def places(self, start: int) -> list[Span]:
        """The characters of each word in a text in which the passage begins there."""
        if not self._in_text or self._in_text[0][0] != start + self.tokens[0].start:
            self._in_text = [(start + token.start, start + token.end) for token in self.tokens]
        return self._in_text

    def likeness(self, term: Term, names: Sequence[str] = ()) -> Likeness:
        """How far the text names a thing.

        Args:
            term: an entity or a value.
            names: what an entity is called; its label alone if left out.
        """
        key = term.iri if isinstance(term, Entity) else term
        if key not in self._known:
            self._known[key] = (
                self._to_entity(term, names) if isinstance(term, Entity) else self._to_value(term)
            )
        return self._known[key]

    def _to_entity(self, entity: Entity, names: Sequence[str]) -> Likeness:
        best = self._to_any_name(names or (entity.label,))
        for start, end in self._named.get(entity.iri, ()):
            first, last = self._inside(start, end)
            best.words[first:last] = 1.0
            best = Likeness(best.words, 1.0)
        return best

    def _to_value(self, value: Value) -> Likeness:
        spelt = self._to_any_name((value.text,))
        if is_text(value):
            return spelt
        words = np.zeros(len(self.words), dtype=np.float32)
        found = 0.0
        for (first, last), said in self._values:
            degree = {"same": 1.0, "compatible": _NEAR}.get(compare(said, value), 0.0)
            words[first:last] = np.maximum(words[first:last], degree)
            found = max(found, degree)
        if spelt.found > max(found, 0.9):
            return Likeness(np.maximum(words, spelt.words), spelt.found)
        return Likeness(words, found)

    def _to_any_name(self, names: Iterable[str]) -> Likeness:
        words = np.zeros(len(self.words), dtype=np.float32)
        best = 0.0
        for name in names:
            along, found = self._to_name(name)
            best = max(best, found)
            words = np.maximum(words, along)
        return Likeness(words, best)

    def _to_name(self, name: str) -> Likeness:
        parts = name_parts(name)
        words = np.zeros(len(self.words), dtype=np.float32)
        total = sum(weight for _, weight in parts) or 1.0
        heaviest = max((weight for _, weight in parts), default=1.0)
        found = 0.0
        for part, weight in parts:
            best = 0.0
            for place, degree in self._occurrences(part):
                words[place] = max(words[place], degree * weight / heaviest)
                best = max(best, degree)
            found += weight * best
        for form in _OTHERWISE.get(tuple(part for part, weight in parts if weight > _LIGHT), ()):
            for place, length in self._abbreviated(list(form)) if len(form) < _SHORTEST else ():
                words[place : place + length] = 0.9
                found = max(found, 0.9 * total)
            words[self._places.get(form, [])] = 0.9
            found = max(found, 0.9 * total) if form in self._places else found
        for place, length in self._initials(parts):
            words[place : place + length] = np.maximum(words[place : place + length], 0.9)
            found = max(found, 0.9 * total)
        return Likeness(words, found / total)

    def _occurrences(self, part: str) -> Iterable[tuple[int, float]]:
        exact = self._places.get(part)
        if exact:
            return [(place, 1.0) for place in exact]
        likely = (
            (places, degree) for word, places in self._places.items() if (degree := alike(part, word)) > 0
        )
        return [(place, degree) for places, degree in likely for place in places]

    def _initials(self, parts: Sequence[tuple[str, float]]) -> Iterable[Span]:
        """Places and lengths of "US", "u.s." for a name of several words."""
        letters = [part[0] for part, weight in parts if weight > _LIGHT and part.isalpha()][:6]
        for size in range(len(letters), 1, -1):
            if size == len(letters) or size >= _INITIALS:
                yield from self._abbreviated(letters[:size])

    def _abbreviated(self, letters: Sequence[str]) -> Iterable[Span]:
        joined = "".join(letters)
        for place in self._places.get(joined, ()) if joined not in FUNCTION_WORDS else ():
            yield place, 1
        for place in self._places.get(letters[0], ()):
            said = self.words[place : place + 2 * len(letters) - 1]
            if len(said) == 2 * len(letters) - 1 and said[::2] == letters and set(said[1::2]) == {"."}:
                yield place, len(said)

    def _inside(self, start: int, end: int) -> Span:
        inside = [i for i, token in enumerate(self.tokens) if token.start < end and token.end > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


@lru_cache(maxsize=50_000)
def name_parts(name: str) -> tuple[tuple[str, float], ...]:
    """The words of a name in lower case with their weights; what stands in brackets counts little.

    >>> name_parts("Bank of Ada (London)")
    (('bank', 1.0), ('of', 0.15), ('ada', 1.0), ('london', 0.15))
    """
    parts: list[tuple[str, float]] = []
    depth = 0
    for found in re.findall(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|[()]", plain(name)):
        if found in "()":
            depth += 1 if found == "(" else -1
        else:
            parts.append((found, _LIGHT if depth > 0 else _weight(found)))
    return tuple(parts)


def _weight(word: str) -> float:
    if word in FUNCTION_WORDS:
        return _LIGHT
    return _GENERIC if word in _SHARED or (len(word) == 1 and word.isalpha()) else 1.0


def is_shared(word: str) -> bool:
    """Whether many names have a word, in lower case, so that it does not tell them apart."""
    return word in _SHARED or stem(word) in _SHARED_STEMS


@lru_cache(maxsize=200_000)
def alike(one: str, other: str) -> float:
    """How likely two words are forms of one, in [0, 1]: inflected, derived or misspelt.

    >>> alike("italy", "italian") > 0, alike("cat", "car")
    (True, 0.0)
    """
    if one == other:
        return 1.0
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < _SHORTEST:
        return 0.0
    if stem(one) == stem(other):
        return 0.95
    longest = max(len(one), len(other))
    shared = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if shared >= _SHORTEST and shared >= 0.5 * longest:
        return 0.8
    spelt = 1 - DamerauLevenshtein.distance(one, other) / longest
    return 0.9 * spelt if spelt >= _ALIKE else 0.0
