"""The known words that an unknown one may be a misspelling of."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from rapidfuzz.distance import OSA

_LONGEST = 40  # letters of a word that is looked for; longer ones are hardly words
_FEW = 100  # words that are compared one by one sooner than indexed


class Speller:
    """Finds the words that differ by one letter: one left out, put in, replaced, or swapped with the next.

    Two such words share what is left of them when at most one letter is taken out of each. The index holds a hash of
    every such rest, twelve bytes each, sorted. A few words are just compared.

    Source: Garbe, Symmetric Delete spelling correction (2012), for a distance of one and hashes in place of strings.

    Args:
        words: the known words, folded, each once.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = [word for word in words if len(word) <= _LONGEST]
        if len(self._words) <= _FEW:
            return
        counts = np.fromiter((len(set(_rests(word))) for word in self._words), np.int64, len(self._words))
        hashes = np.fromiter(
            (hash(r) for word in self._words for r in set(_rests(word))), np.int64, counts.sum()
        )
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._numbers = np.repeat(np.arange(len(self._words), dtype=np.uint32), counts)[order]

    def near(self, word: str) -> tuple[str, ...]:
        """The known words at a distance of one, sorted; digits are never replaced."""
        if len(word) > _LONGEST or _digits(word):
            return ()
        found = self._alike(word)
        return tuple(
            sorted(w for w in found if OSA.distance(w, word, score_cutoff=1) == 1 and not _digits(w))
        )

    def _alike(self, word: str) -> Iterator[str]:
        """The known words that may be at that distance."""
        if len(self._words) <= _FEW:
            yield from (known for known in self._words if -1 <= len(known) - len(word) <= 1)
            return
        wanted = np.array([hash(rest) for rest in set(_rests(word))], np.int64)
        starts = np.searchsorted(self._hashes, wanted, "left")
        ends = np.searchsorted(self._hashes, wanted, "right")
        numbers = {int(n) for start, end in zip(starts, ends, strict=True) for n in self._numbers[start:end]}
        yield from (self._words[number] for number in numbers)


def _digits(word: str) -> bool:
    return any(map(str.isdigit, word))


def _rests(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
