"""The known words that an unknown one may be a misspelling of."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from rapidfuzz.distance import OSA

_LONGEST = 40  # letters of a word that is looked for; longer ones are hardly words


class Speller:
    """Finds the words that differ by one letter: one left out, put in, replaced, or swapped with the next.

    Two such words share what is left of them when at most one letter is taken out of each. The index holds a hash of
    every such rest, twelve bytes each, sorted.

    Source: Garbe, Symmetric Delete spelling correction (2012), for a distance of one and hashes in place of strings.

    Args:
        words: the known words, folded, each once.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = [word for word in words if len(word) <= _LONGEST]
        counts = np.fromiter((len(set(_rests(word))) for word in self._words), np.int64, len(self._words))
        hashes = np.fromiter(
            (hash(r) for word in self._words for r in set(_rests(word))), np.int64, counts.sum()
        )
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._numbers = np.repeat(np.arange(len(self._words), dtype=np.uint32), counts)[order]

    def near(self, word: str) -> tuple[str, ...]:
        """The known words at a distance of one, sorted; digits are never replaced."""
        if len(word) > _LONGEST or not len(self._hashes) or any(map(str.isdigit, word)):
            return ()
        wanted = np.array([hash(rest) for rest in set(_rests(word))], np.int64)
        starts = np.searchsorted(self._hashes, wanted, "left")
        ends = np.searchsorted(self._hashes, wanted, "right")
        numbers = {int(n) for start, end in zip(starts, ends, strict=True) for n in self._numbers[start:end]}
        found = (self._words[number] for number in numbers)
        return tuple(
            sorted(w for w in found if OSA.distance(w, word, score_cutoff=1) == 1 and not _digits(w))
        )


def _digits(word: str) -> bool:
    return any(map(str.isdigit, word))


def _rests(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
