"""Where a text may name a thing: every word of it held against the thing's names, softly.

Names in texts are cut, inflected, misspelt and written in lower case; numbers are rounded and dates turned round.
So each word gets a number in [0, 1] for each thing, and the scorer learns what to make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein

from kgaigc.checking.naming import degrees_of, forms_of, name_parts
from kgaigc.checking.words import FUNCTION_WORDS, Token, stem, tokens
from kgaigc.quantities import compare, find_values, is_text, read_literal
from kgaigc.values import Entity, Term, Value

_MOMENT = re.compile("date|year|month|time$", re.IGNORECASE)

Floats = NDArray[np.float32]
Span = tuple[int, int]

_CUT, _LONG = 0.8, 6  # Likeness of a word that a dot cuts short, and letters of the whole word at least.
_OTHERWISE = 0.9  # Likeness of another form of a name.
_SHORTEST = 4  # Letters of a word that may be misspelt.
_ENDING = 2  # Letters that two words of one beginning may both have besides: "italy", "italian".
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
        self.text, self._has_capitals = text, not text.islower()
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

    def __len__(self) -> int:
        return len(self.words)

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
        if is_text(value) and read_literal(value.text) is None:
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
        best = [0.0] * len(parts)
        for i, (part, weight) in enumerate(parts):
            for place, degree in self._occurrences(part):
                words[place] = max(words[place], degree * weight / heaviest)
                best[i] = max(best[i], degree)
        for first, last, place, length in (*self._written_otherwise(name), *self._spelt_out(name)):
            weight = max(weight for _, weight in parts[first:last])
            said = words[place : place + length]
            np.maximum(said, _OTHERWISE * weight / heaviest, out=said)
            best[first:last] = [max(known, _OTHERWISE) for known in best[first:last]]
        found = sum(weight * degree for (_, weight), degree in zip(parts, best, strict=True))
        return Likeness(words, found / total)

    def _occurrences(self, part: str) -> Iterable[tuple[int, float]]:
        exact = self._places.get(part)
        if exact:
            return [(place, 1.0) for place in exact]
        likely = (
            (places, degree) for word, places in self._places.items() if (degree := alike(part, word)) > 0
        )
        cut = [
            (place, _CUT) for place in self._cut if part.startswith(self.words[place]) and len(part) >= _LONG
        ]
        return cut + [(place, degree) for places, degree in likely for place in places]

    @cached_property
    def _cut(self) -> list[int]:
        """The places of words with a dot that ends no sentence: "Am. J. Math."."""
        stops = zip(self.words, self.words[1:], self.tokens[1:], strict=False)
        ends = [
            i for i, (word, stop, _) in enumerate(stops) if stop == "." and len(word) > 1 and word.isalpha()
        ]
        return [i for i in ends if self.text[self.tokens[i].start].isupper() or not self._has_capitals]

    def _written_otherwise(self, name: str) -> Iterable[tuple[int, int, int, int]]:
        """Which words of a name, the first and one past the last, stand in another form where, and how long it is."""
        for form in forms_of(name):
            for place in self._places.get(form.words[0], ()):
                length = len(form.words)
                if tuple(self.words[place : place + length]) == form.words and (
                    not form.capitals or self._is_in_capitals(place, length)
                ):
                    yield form.first, form.last, place, length

    def _spelt_out(self, name: str) -> Iterable[tuple[int, int, int, int]]:
        """The same for "master of arts" where the name has "M.A."; the two words in either order."""
        for first, letters in degrees_of(name):
            for place in (*self._places.get("of", ()), *self._places.get("in", ())):
                around = self.words[max(0, place - 1) : place + 2 : 2]
                if any(_begin(around, order) for order in (letters, letters[::-1])):
                    yield first, first + 2, place - 1, 3

    def _is_in_capitals(self, place: int, length: int) -> bool:
        """Whether words are written so, in a text that has capitals at all."""
        if not self._has_capitals:
            return self.words[place] not in FUNCTION_WORDS
        return self.text[self.tokens[place].start : self.tokens[place + length - 1].end].isupper()

    def _inside(self, start: int, end: int) -> Span:
        inside = [i for i, token in enumerate(self.tokens) if token.start < end and token.end > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _begin(words: Sequence[str], letters: Sequence[str]) -> bool:
    """Whether words, all of more than a few letters, begin with these letters each."""
    return len(words) == len(letters) and all(
        len(word) >= _SHORTEST and word.startswith(start) for word, start in zip(words, letters, strict=True)
    )


@lru_cache(maxsize=200_000)
def alike(one: str, other: str) -> float:
    """How likely two words are forms of one, in [0, 1]: inflected, derived or misspelt.

    >>> alike("italy", "italian") > 0, alike("cat", "car"), alike("astronaut", "astronomer")
    (True, 0.0, 0.0)
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
    if shared >= _SHORTEST and shared >= 0.5 * longest and min(len(one), len(other)) - shared <= _ENDING:
        return 0.8
    errors = DamerauLevenshtein.distance(one, other)
    if errors > 1 and one[0] != other[0]:  # "expressionism" is no way to write "impressionism"
        return 0.0
    spelt = 1 - errors / longest
    return 0.9 * spelt if spelt >= _ALIKE else 0.0
