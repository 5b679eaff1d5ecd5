"""How a corpus words things: an n-gram language model of its texts, to tell the more fluent of two texts.

Source: interpolated absolute discounting with the lower orders of Kneser and Ney 1995 (how many different words an
n-gram follows), as in Chen and Goodman 1999, section 2.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save as packed

from kgaigc.errors import CheckpointError

FILE = "fluency.safetensors"
ORDER = 4
DISCOUNT = 0.75
UNKNOWN, BEGIN, END = "<unk>", "<s>", "</s>"
UNKNOWN_ID, BEGIN_ID, END_ID = range(3)
WORDS = 2**16  # Words at most, as their numbers are stored in two bytes.
CACHED = 400_000  # Probabilities kept, in about 60 MB.
MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})

TOKEN = re.compile(r"\w+|[^\w\s]")
# A word for names that no corpus has, and one for each kind of value: characters that no text has (private use).
STRANGERS = {
    kind: chr(0xE000 + i) for i, kind in enumerate(("entity", "date", "number", "quantity", "string"))
}

Gram = tuple[int, ...]
Counts = NDArray[np.uint16]


def words_of(text: str) -> list[str]:
    """Words and marks of a text, in lower case without accents."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.translate(MARKS))
        text = "".join(c for c in plain if not unicodedata.combining(c))
    return TOKEN.findall(text.lower())


def estranged(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """A text with a word for strangers in the place of each name: (start, end, kind) of those, without overlaps."""
    for start, end, kind in sorted(places, reverse=True):
        text = f"{text[:start]} {STRANGERS[kind]} {text[end:]}"
    return text


class LanguageModel:
    """Probabilities of a word after the three before it, kept as a tree: an n-gram is a child of its beginning.

    Attributes:
        words: the vocabulary, by number; those of one word, the tree's first level, are the words in this order.
    """

    def __init__(self, words: Sequence[str], stored: Mapping[str, Counts]) -> None:
        """A model of stored arrays.

        Args:
            words: the vocabulary.
            stored: for each order n "counts.n" of its n-grams, and but for the first "words.n", their last words, and
                "children.n", how many of them begin with each n-gram of the order below.

        Raises:
            KeyError: an array is missing.
            ValueError: the arrays do not fit one another.
        """
        self.words = tuple(words)
        self._stored = stored
        self._numbers = {word: i for i, word in enumerate(self.words)}
        self._counts = [stored[f"counts.{n}"] for n in range(1, ORDER + 1)]
        self._lasts = [stored[f"words.{n}"].data for n in range(2, ORDER + 1)]
        starts = [_starts(stored[f"children.{n}"]) for n in range(2, ORDER + 1)]
        self._check(starts)
        totals = [_sums(counts, at) for counts, at in zip(self._counts[1:], starts, strict=True)]
        first = self._counts[0]
        self._starts: list[list[int]] = [at.tolist() for at in starts]
        self._totals: list[list[int]] = [[int(first.sum())], *(total.tolist() for total in totals)]
        self._kinds: list[list[int]] = [
            [int(np.count_nonzero(first))],
            *(np.diff(at).tolist() for at in starts),
        ]
        self._known: dict[Gram, float] = {}
        self._logarithms: dict[Gram, float] = {}

    def _check(self, starts: Sequence[NDArray[np.int64]]) -> None:
        sizes = [len(counts) for counts in self._counts]
        fits = [len(at) == size + 1 for at, size in zip(starts, sizes, strict=False)]
        fits += [
            at[-1] == len(lasts) == size
            for at, lasts, size in zip(starts, self._lasts, sizes[1:], strict=True)
        ]
        if sizes[0] != len(self.words) or not all(fits):
            raise ValueError("its n-grams do not fit one another")

    @classmethod
    def learn(cls, texts: Iterable[str]) -> LanguageModel:
        """Count the n-grams of texts."""
        split = [words_of(text) for text in texts]
        counts = Counter(word for words in split for word in words)
        vocabulary = (UNKNOWN, BEGIN, END, *(word for word, _ in counts.most_common(WORDS - 3)))
        numbers = {word: i for i, word in enumerate(vocabulary)}
        found: list[Counter[Gram]] = [Counter() for _ in range(ORDER)]
        for words in split:
            ids = (BEGIN_ID, *(numbers.get(word, UNKNOWN_ID) for word in words), END_ID)
            for n, grams in enumerate(found, 1):
                grams.update(ids[i : i + n] for i in range(len(ids) - n + 1))
        return cls(vocabulary, _tree(found, len(vocabulary)))

    def log_probability(self, words: Sequence[str]) -> float:
        """Log probability (nats) of a text's words and of its end after them."""
        ids = (BEGIN_ID, *(self._numbers.get(word, UNKNOWN_ID) for word in words), END_ID)
        first = [ids[:i] for i in range(2, min(ORDER, len(ids) + 1))]
        grams = chain(first, zip(*(ids[i:] for i in range(ORDER)), strict=False))
        known = self._logarithms.get
        # A logarithm is never 0: no word is certain.
        return sum([known(gram) or self._logarithm(gram) for gram in grams])

    def _logarithm(self, gram: Gram) -> float:
        if len(self._logarithms) >= CACHED:
            self._logarithms.clear()
        result = self._logarithms[gram] = log(self._probability(gram))
        return result

    def probability(self, word: str, before: Sequence[str]) -> float:
        """Probability of a word after the last of the words before it; over all words but BEGIN it sums to one."""
        context = tuple(self._numbers.get(w, UNKNOWN_ID) for w in before[1 - ORDER :])
        return self._probability((*context, self._numbers.get(word, UNKNOWN_ID)))

    def _probability(self, gram: Gram) -> float:
        """Probability of an n-gram's last word after the others."""
        known = self._known.get(gram)
        if known is not None:
            return known
        lower = self._probability(gram[1:]) if len(gram) > 1 else 1 / (len(self.words) - 1)
        result = self._interpolated(gram, lower)
        if len(self._known) >= CACHED:
            self._known.clear()
        self._known[gram] = result
        return result

    def _interpolated(self, gram: Gram, lower: float) -> float:
        order = len(gram)
        context = self._place(gram[:-1])
        total = self._totals[order - 1][context] if context >= 0 else 0
        if not total:
            return lower
        place = self._child(gram[-1], context, order)
        count = int(self._counts[order - 1][place]) if place >= 0 else 0
        left = DISCOUNT * self._kinds[order - 1][context]
        return (max(count - DISCOUNT, 0.0) + left * lower) / total

    def _place(self, gram: Gram) -> int:
        """Where an n-gram stands among those of its order; -1 where it was never seen."""
        place = 0
        for order, word in enumerate(gram, 1):
            place = self._child(word, place, order)
            if place < 0:
                return -1
        return place

    def _child(self, word: int, context: int, order: int) -> int:
        if order == 1:
            return word
        lasts, starts = self._lasts[order - 2], self._starts[order - 2]
        end = starts[context + 1]
        place = bisect_left(lasts, word, starts[context], end)
        return place if place < end and lasts[place] == word else -1

    def save(self, directory: Path) -> None:
        """Write the model into a checkpoint's folder, under a temporary name first.

        Raises:
            OSError: the folder can't be written.
        """
        part = directory / (FILE + ".part")
        part.write_bytes(packed(dict(self._stored), metadata={"words": json.dumps(self.words)}))
        part.replace(directory / FILE)

    @classmethod
    def load(cls, directory: Path) -> LanguageModel | None:
        """The model in a checkpoint's folder; None where it has none.

        Raises:
            CheckpointError: the file is damaged.
        """
        path = directory / FILE
        if not path.is_file():
            return None
        try:
            with safe_open(path, framework="numpy") as file:
                words = json.loads(file.metadata()["words"])
                return cls(words, {name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            raise CheckpointError(
                f"{path}: a damaged language model ({error}); fetch it again, or train again"
            ) from error


def _tree(found: Sequence[Counter[Gram]], size: int) -> dict[str, Counts]:
    """The arrays of a model by its n-grams' counts, those of one word first."""
    counts = [_followed(grams, longer) for grams, longer in pairwise(found)] + [found[-1]]
    level: list[Gram] = [(i,) for i in range(size)]
    stored = {"counts.1": _small(counts[0][gram] for gram in level)}
    for order in range(2, len(found) + 1):
        children = Counter(gram[:-1] for gram in found[order - 1])
        stored[f"children.{order}"] = _small(children[gram] for gram in level)
        level = sorted(found[order - 1])
        stored[f"words.{order}"] = _small(gram[-1] for gram in level)
        stored[f"counts.{order}"] = _small(counts[order - 1][gram] for gram in level)
    return stored


def _followed(grams: Counter[Gram], longer: Iterable[Gram]) -> Counter[Gram]:
    """How many different words each n-gram follows; a text's beginning follows none, and is counted."""
    different = Counter(gram[1:] for gram in longer)
    different.update({gram: n for gram, n in grams.items() if gram[0] == BEGIN_ID and len(gram) > 1})
    return different


def _small(numbers: Iterable[int]) -> Counts:
    return np.minimum(np.fromiter(numbers, dtype=np.int64), WORDS - 1).astype(np.uint16)


def _starts(children: Counts) -> NDArray[np.int64]:
    """Where the children of each n-gram begin, and where the last ones end."""
    return np.concatenate([[0], np.cumsum(children, dtype=np.int64)])


def _sums(counts: Counts, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    up_to = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    result: NDArray[np.int64] = np.diff(up_to[starts])
    return result


__all__ = ["LanguageModel", "words_of"]
