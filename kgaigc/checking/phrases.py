"""Phrases looked for in sentences: many at a time, by their first words, so that those that are absent cost nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from kgaigc.checking.contexts import Words

_Meaning = TypeVar("_Meaning")


class Found(NamedTuple, Generic[_Meaning]):
    """A phrase that stands in a sentence.

    Attributes:
        words: the phrase.
        meaning: what came with it.
        places: the first word and the one past the last, wherever it stands.
    """

    words: Words
    meaning: _Meaning
    places: list[tuple[int, int]]


class Phrases(Generic[_Meaning]):
    """Phrases with what they mean.

    Args:
        phrases: in the order in which they are to be found; those without words stand nowhere.
    """

    def __init__(self, phrases: Iterable[tuple[Words, _Meaning]]) -> None:
        self._phrases = list(phrases)
        self._by_first: dict[str, list[int]] = {}
        for number, (words, _) in enumerate(self._phrases):
            if words:
                self._by_first.setdefault(words[0], []).append(number)

    def within(self, words: Sequence[str]) -> Iterator[Found[_Meaning]]:
        """The phrases that stand in a sentence, in their order."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            places.setdefault(word, []).append(place)
        for number in sorted(n for word in places for n in self._by_first.get(word, ())):
            phrase, meaning = self._phrases[number]
            if all(word in places for word in phrase):
                size = len(phrase)
                found = [(i, i + size) for i in places[phrase[0]] if tuple(words[i : i + size]) == phrase]
                if found:
                    yield Found(phrase, meaning, found)
