"""Which words say which predicate: associations learnt from texts and triples, and a small scorer on top.

For a predicate p, an order d (subject before object, or after) and a word w the lexicon holds
log P(w | p, d) / P(w | d), so that words that say nothing weigh nothing, and "by" after "designed" weighs for
one direction and against the other. A predicate that was never seen borrows from those that share its words,
and every predicate may be said by its own words or words of their family.

Limits: a bag of words; what the syntax alone tells apart is beyond it. Learnt on WebNLG by
``kgaigc.training.predicate_lexicon`` (``kgaigc train checker``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from kgaigc.checking.contexts import Context, Words
from kgaigc.checking.words import FUNCTION_WORDS, akin, content_words, label_words, stem
from kgaigc.shipped import checker

Floats = NDArray[np.float32]
_Owner = TypeVar("_Owner")

_PRIOR = 6.0  # Weight, in words, of what is expected of a predicate before any text was seen.
_OWN_WORDS = 0.2  # Share of the words of a text, as expected, that are the predicate's own.
_LEAST = 0.005  # No probability is nearer to 0 or 1 than this when it is blended with another.
_BORROWED = 25.0  # At most so many words of its relatives count for an unseen predicate.
_FLOOR, _CEILING = -2.5, 5.0
_PAIRS, _COLUMNS = 200_000, 1_000  # So many pairs of words and so many predicates are remembered.
_WINDOWS = 2_000  # Stretches of words whose fit to all predicates is remembered.
FEATURES = 32
FILE = "lexicon.json"


class Column(NamedTuple):
    """What the lexicon knows of one predicate.

    Attributes:
        words: the content words of its label.
        ratios: shape [2, V + 1]: log-ratios for each order and word; the last is for words never seen.
        own: shape [2]: the log-ratio of its own words.
        place: its number among the predicates seen, -1 if unseen.
        known: log(1 + how many words it was seen with) / 8.
        kin: predicates that are no rivals unless the text has these further words of theirs.
    """

    words: tuple[str, ...]
    ratios: Floats
    own: Floats
    place: int
    known: float
    kin: tuple[tuple[int, tuple[str, ...]], ...]


class _Beside(NamedTuple):
    """Words beside a predicate.

    Attributes:
        fits: for each order the log-ratio of each word.
        own: those of the family of a word of the label.
        akin: for each word of the label those of its family, be they ever so short.
    """

    fits: tuple[Mapping[str, float], ...]
    own: Set[str]
    akin: tuple[Set[str], ...]


class Lexicon:
    """Word associations and the scorer; loaded once, see ``load_lexicon``.

    Args:
        data: ``words``, ``predicates`` (their labels), ``counts`` (for each order, flat triples of word,
            predicate, count), ``same`` (pairs of predicates that are said of the same things), ``lemmas`` and
            ``layers`` (weights of the scorer).
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.lemmas: Mapping[str, str] = data["lemmas"]
        self._akin = lru_cache(maxsize=_PAIRS)(lambda one, other: akin(one, other, self.lemmas))
        self._word = {word: i for i, word in enumerate(data["words"])}
        self._labels: Sequence[tuple[str, ...]] = [content_words(label_words(p)) for p in data["predicates"]]
        self.names = frozenset(label_words(p) for p in data["predicates"])
        self._keys = [self._key(words) for words in self._labels]
        self._by_key = {key: i for i, key in enumerate(self._keys)}
        self._named_by = _by_form(
            (form, label) for label in self.names for form in map(stem, content_words(label))
        )
        self._families_of_labels = _by_form(
            (form, word) for label in self._labels for word in label for form in self._forms(word)
        )
        self._same: dict[int, list[int]] = {}
        for one, other in data["same"]:
            self._same.setdefault(one, []).append(other)
            self._same.setdefault(other, []).append(one)
        shape = (2, len(self._word) + 1, len(self._labels))
        self._counts: Floats = np.zeros(shape, dtype=np.float32)
        for order, flat in enumerate(data["counts"]):
            rows, columns, counts = np.asarray(flat, dtype=np.int64).reshape(-1, 3).T
            self._counts[order, rows, columns] = counts
        totals = self._counts.sum(axis=2) + 0.5
        self._background: Floats = totals / totals.sum(axis=1, keepdims=True)
        self._families = _by_form((form, i) for word, i in self._word.items() for form in self._forms(word))
        self._columns: dict[tuple[str, bool], Column] = {}
        seen = [self._column(words, self._counts[:, :, i], i) for i, words in enumerate(self._labels)]
        # Shape [2, V + 1, P], for the rivals of a predicate.
        self._ratios: Floats = np.ascontiguousarray(np.stack([c.ratios for c in seen], axis=2))
        self._sums = lru_cache(maxsize=_WINDOWS)(self._summed)
        self._seen = seen
        self._layers = [np.asarray(layer, dtype=np.float32) for layer in data["layers"]]

    def column(self, label: str, *, unseen: bool = False) -> Column:
        """What is known of the predicate of this label.

        Args:
            label: the label, or a camelCase name.
            unseen: leave out what was seen of the predicate itself (to learn how to judge unseen ones).
        """
        known = self._columns.get((label, unseen))
        if known is None:
            words = content_words(label_words(label))
            index = self._by_key.get(self._key(words), -1)
            known = self._seen[index] if index >= 0 and not unseen else self._unseen(words, index)
            if len(self._columns) >= _COLUMNS:
                self._columns.clear()
            self._columns[label, unseen] = known
        return known

    def features(self, column: Column, context: Context, *, exempt: Iterable[int] = ()) -> Floats:
        """Numbers that tell whether the words of a context say a predicate.

        Args:
            column: the predicate.
            context: the words around the pair.
            exempt: predicates (by index) that are no rivals, since they are also true of the pair.

        Returns:
            Shape [FEATURES].
        """
        order = 0 if context.forward else 1
        out = np.zeros(FEATURES, dtype=np.float32)
        said = set(context.whole)
        rivals_out = [i for i in {column.place, *exempt} if i >= 0]
        rivals_out += [i for i, further in column.kin if said.isdisjoint(further)]
        windows = context.windows
        beside = self._beside(column, windows)
        for k, window in enumerate(windows):
            fit, turned = (sum(beside.fits[way][word] for word in window) for way in (order, 1 - order))
            rivals = self._sums(order, window).copy()
            rivals[rivals_out] = -99.0
            out[3 * k : 3 * k + 3] = fit / 5, (fit - float(rivals.max())) / 5, (fit - turned) / 5
        out[15:21] = _own_shares(column, context, beside)
        content = [sum(word.isalpha() and len(word) > 3 for word in w) for w in (context.near, context.whole)]
        out[21:24] = (min(content[0], 8) / 8, min(content[1], 8) / 8, min(context.distance, 5) / 5)
        out[24:26] = (float(context.forward), column.known)
        out[26:30] = _shape(context, beside.own)
        out[30:32] = [_strangers(beside, words, order) / 4 for words in (context.near, context.whole)]
        return out

    def probability(self, features: Floats) -> Floats:
        """How likely it is that the words say the predicate.

        Args:
            features: shape [B, FEATURES].

        Returns:
            Shape [B], in [0, 1].
        """
        w1, b1, w2, b2 = self._layers
        hidden = np.maximum(features @ w1 + b1, 0)
        logits = (hidden @ w2 + b2)[:, 0]
        result: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        return result

    def says(self, label: str, context: Context) -> float:
        """The probability that the words of a context say the predicate of this label of the pair."""
        return float(self.probability(self.features(self.column(label), context)[None, :])[0])

    def shares_words(self, label: str, words: Iterable[str]) -> bool:
        """Whether one of the words is of the family of a word of the label."""
        column = self.column(label)
        return any(self._is_own(column, word) for word in words)

    def labels_with(self, form: str) -> Set[Words]:
        """Labels of the predicates seen that have a word of meaning of this stem, as words."""
        return self._named_by.get(form, frozenset())

    def _beside(self, column: Column, windows: Iterable[Words]) -> _Beside:
        """How the words of some windows go with a predicate; each different word is looked up once."""
        words = list(dict.fromkeys(word for window in windows for word in window))
        akin_to = tuple(frozenset(w for w in words if self._akin(w, mine)) for mine in column.words)
        own = frozenset(word for word in frozenset().union(*akin_to) if len(word) > 2)
        ratios = column.ratios[:, [self._word.get(word, -1) for word in words]]
        mine = np.asarray([word in own for word in words], dtype=bool)
        fits = np.where(mine, np.maximum(ratios, column.own[:, None]), ratios).tolist()
        return _Beside(tuple(dict(zip(words, fit, strict=True)) for fit in fits), own, akin_to)

    def _summed(self, order: int, window: Words) -> Floats:
        """How well all words of a window fit each of the predicates seen, shape [P]."""
        places = [self._word.get(word, -1) for word in window]
        found: Floats = self._ratios[order, places].sum(axis=0)
        return found

    def _is_own(self, column: Column, word: str) -> bool:
        return len(word) > 2 and any(self._akin(word, mine) for mine in column.words)

    def _unseen(self, words: tuple[str, ...], itself: int) -> Column:
        """A column borrowed from the seen predicates that share words with this one."""
        shares = np.zeros(len(self._labels), dtype=np.float32)
        families = [_together(self._families_of_labels, self._forms(word)) for word in words]
        for i, other in enumerate(self._labels):
            shared = sum(not family.isdisjoint(other) for family in families)
            shares[i] = (shared / max(len(words), len(other))) ** 2
        if itself >= 0:
            shares[itself] = 0
        borrowed = self._counts @ shares
        heaviest = float(borrowed.sum(axis=1).max())
        scale = min(1.0, _BORROWED / heaviest) if heaviest else 0.0
        return self._column(words, borrowed * scale, -1)

    def _column(self, words: tuple[str, ...], counts: Floats, index: int) -> Column:
        expected = self._background * _PRIOR
        own = sorted({place for word in words for place in _together(self._families, self._forms(word))})
        if own:
            mass = self._background[:, own]
            extra = _OWN_WORDS * mass / mass.sum(axis=1, keepdims=True)
            expected = expected * (1 - _OWN_WORDS)
            expected[:, own] += extra * _PRIOR
        total = counts.sum(axis=1, keepdims=True) + _PRIOR
        ratios = np.log((counts + expected) / total / self._background)
        ratios = np.clip(ratios, _FLOOR, _CEILING).astype(np.float32)
        strength = np.log(_OWN_WORDS * _PRIOR / total[:, 0] / 0.002)
        known = float(np.log1p(counts.sum())) / 8 if index >= 0 else 0.0
        own_ratio = np.clip(strength, 1.0, _CEILING).astype(np.float32)
        return Column(words, ratios, own_ratio, index, known, self._kin(words, index))

    def _kin(self, words: tuple[str, ...], index: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
        mine = set(self._key(words))
        kin: list[tuple[int, tuple[str, ...]]] = [(other, ()) for other in self._same.get(index, ())]
        for i, other in enumerate(self._labels):
            if i != index and mine.issubset(self._keys[i]):
                kin.append((i, tuple(word for word in other if stem(word) not in mine)))
        return tuple(kin)

    def _forms(self, word: str) -> frozenset[str]:
        lemma = self.lemmas.get(word, word)
        return frozenset((word, stem(word), lemma, stem(lemma)))

    def _key(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({stem(self.lemmas.get(word, word)) for word in words}))


def _by_form(forms: Iterable[tuple[str, _Owner]]) -> Mapping[str, Set[_Owner]]:
    """Whatever has a form of a word, by that form."""
    found: dict[str, set[_Owner]] = {}
    for form, owner in forms:
        found.setdefault(form, set()).add(owner)
    return found


def _together(by_form: Mapping[str, Set[_Owner]], forms: Iterable[str]) -> Set[_Owner]:
    """Whatever has one of some forms."""
    return {owner for form in forms for owner in by_form.get(form, ())}


def _own_shares(column: Column, context: Context, beside: _Beside) -> tuple[float, ...]:
    """Shares of the label's words that stand in gap, near and whole: as they are, and by family."""
    shares: list[float] = []
    for window in (context.gap, context.near, context.whole):
        stems = {stem(word) for word in window}
        exact = sum(stem(word) in stems for word in column.words)
        family = sum(not akin_to.isdisjoint(window) for akin_to in beside.akin)
        shares += [exact / len(column.words), family / len(column.words)]
    return tuple(shares)


def _shape(context: Context, own: Set[str]) -> tuple[bool, ...]:
    """How a predicate's own words stand: "N of", "'s N", "V by" beside the object; "N of" at the front."""
    words = context.near
    mine = [i for i, word in enumerate(words) if word in own]
    front = context.before[: len(context.before) - len(words)]
    following = {words[i + 1] for i in mine if i + 1 < len(words)}
    return (
        "of" in following,
        bool(mine) and "'s" in words[: mine[0]],
        "by" in following,
        front[-1:] == ("of",) and not own.isdisjoint(front),
    )


def _strangers(beside: _Beside, words: Words, order: int) -> int:
    """How many words of meaning there are that a predicate is hardly ever said with."""
    said = [word for word in words if len(word) > 2 and word.isalpha() and word not in FUNCTION_WORDS]
    return sum(beside.fits[order][word] < 0 and word not in beside.own for word in said)


def blended(words: Floats, read: Floats, *, share: float) -> Floats:
    """The odds of the lexicon and those of the scorer, their weighted geometric mean; 0 for what the scorer rules out.

    Args:
        words: shape [B], probabilities by the lexicon.
        read: shape [B], by the scorer.
        share: the weight of the lexicon's, in [0, 1].
    """
    logits = [np.log(p + _LEAST) - np.log1p(_LEAST - p) for p in (words, read)]
    odds = share * logits[0] + (1 - share) * logits[1]
    result: Floats = np.where(read == 0, 0, 1 / (1 + np.exp(-odds))).astype(np.float32)
    return result


def load_lexicon() -> Lexicon:
    """The lexicon of the checker that is in use."""
    return _lexicon_in(checker())


@cache
def _lexicon_in(directory: Path) -> Lexicon:
    return Lexicon(json.loads((directory / FILE).read_text(encoding="utf-8")))
