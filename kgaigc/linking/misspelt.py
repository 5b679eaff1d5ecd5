"""Names that a text has but for a letter: one left out, put in, replaced or swapped with the next, a space too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from kgaigc.linking.folding import Folded, fold_name
from kgaigc.linking.names import Name
from kgaigc.linking.sentences import split_sentences
from kgaigc.linking.similar import Corrected, Similar
from kgaigc.linking.spans import Span
from kgaigc.linking.taken import Taken
from kgaigc.linking.wordforms import Words
from kgaigc.linking.words import is_common, is_stop_word

_SHORT = 40  # words of a text in which every one is looked at, as in a question
_QUALITY = 0.8  # of a name that is misspelt, at best
_WHOLE = 0.85  # the least quality of a name that is looked for misspelt: no acronym
_CASE = 0.3  # of an error that a letter in the wrong case counts for
_TELLING = 2  # words of a name as they should be, with capitals, that make up for a common word in it
_LONE_WORD = (
    5  # letters of a name of one word, in a text with capitals; shorter ones are like too many others
)
_COMMON = 0.8  # how well a common word suits a name in which just one is as it should be

Edit = tuple[int, int, tuple[str, ...]]


def misspelt(folded: Folded, words: Words, similar: Similar, known: list[Span]) -> list[Span]:
    """The stretches that would be names without one error, each longer than the known names in it.

    Args:
        folded: the text.
        words: its words.
        similar: knows the names.
        known: the names that were found as they are written.
    """
    reader = _Reader(folded, words, similar)
    taken = Taken(
        len(folded.source), ((span.start, span.end) for span in known if _is_sure(span, folded.source))
    )
    found: dict[tuple[int, int], dict[str, tuple[Name, float]]] = defaultdict(dict)
    for number in range(len(words.words)):
        place = folded.span(words.starts[number], words.ends[number])
        if not taken.overlaps(*place) and reader.is_suspect(number):
            for span in reader.around(number):
                for name, fit in span.names:
                    held = found[span.start, span.end].setdefault(name.entity.iri, (name, fit))
                    if held[1] < fit:
                        found[span.start, span.end][name.entity.iri] = (name, fit)
    return [
        Span(start, end, tuple(sorted(names.values(), key=lambda pair: (-pair[1], pair[0].entity.iri))))
        for (start, end), names in found.items()
    ]


def _is_sure(span: Span, text: str) -> bool:
    """Whether a known name is long enough to be no part of a misspelt one."""
    return not span.part and " " in text[span.start : span.end]


class _Reader:
    """One text, and what its words could be."""

    def __init__(self, folded: Folded, words: Words, similar: Similar) -> None:
        self._folded, self._words, self._similar = folded, words, similar
        self._said = [
            folded.source[slice(*folded.span(*place))] for place in zip(words.starts, words.ends, strict=True)
        ]
        self._lower = not any(map(str.isupper, folded.source))
        self._openings = {start for start, _ in split_sentences(folded.source)}

    def is_suspect(self, number: int) -> bool:
        """Whether a word may be misspelt: any in a short text, else one that is unknown or has a capital."""
        word, said = self._words.words[number], self._said[number]
        if len(self._words.words) <= _SHORT:
            return not word.isdigit()
        return said[0].isupper() or self._is_strange(word)

    def _is_strange(self, word: str) -> bool:
        return word not in self._similar.vocabulary and not is_common(word) and not word.isdigit()

    def around(self, number: int) -> Iterator[Span]:
        """The stretches with this word that are names once it is corrected."""
        for start, stop, instead in self._edits(number):
            for corrected in self._similar.corrected(self._words.words, start, stop, instead):
                fit = self._fit(corrected, start, stop)
                if fit > 0:
                    place = self._folded.span(
                        self._words.starts[corrected.first], self._words.ends[corrected.last - 1]
                    )
                    yield Span(*place, ((corrected.name, fit),))

    def _edits(self, number: int) -> Iterator[Edit]:
        words, vocabulary = self._words.words, self._similar.vocabulary.keys()
        word = words[number]
        for near in self._similar.speller.near(word):
            yield number, number + 1, (near,)
        if self._is_strange(word) or len(word) == 1:
            halves = ((word[:place], word[place:]) for place in range(1, len(word)))
            yield from ((number, number + 1, pair) for pair in halves if vocabulary >= set(pair))
        if number + 1 < len(words) and (self._is_strange(word) or self._is_strange(words[number + 1])):
            after = words[number + 1]
            for instead in ((word + after,), (word + after[0], after[1:]), (word[:-1], word[-1] + after)):
                if vocabulary >= set(instead):
                    yield number, number + 2, instead

    def _fit(self, corrected: Corrected, start: int, stop: int) -> float:
        """How well a corrected name fits, 0 where its case or its words say that it is not meant."""
        name = corrected.name
        letters = sum(map(str.isalnum, name.shown))
        if (
            letters < (3 if self._lower or " " in name.shown else _LONE_WORD)
            or name.quality < _WHOLE
            or is_stop_word(name.shown)
        ):
            return 0.0
        suits = self._suits(corrected, start, stop)
        place = self._words.starts[corrected.first], self._words.ends[corrected.last - 1]
        wrong: float = OSA.distance(fold_name(name.shown), self._folded.text[slice(*place)])
        cased = OSA.distance(name.shown, self._folded.source[slice(*self._folded.span(*place))])
        wrong += _CASE * max(0.0, cased - wrong)
        return suits * name.quality * _QUALITY * max(0.0, 1 - wrong / letters)

    def _suits(self, corrected: Corrected, start: int, stop: int) -> float:
        """How well capitals, and whether the word in question is a common one, suit a name with capitals."""
        intact = [*self._said[corrected.first : start], *self._said[stop : corrected.last]]
        capital = any(map(self._is_capitalised, range(start, stop)))
        if not intact and not self._lower and not capital:
            return 0.0
        strange = all(map(self._is_strange, self._words.words[start:stop]))
        cased = not self._lower and not corrected.name.shown.islower()
        telling = sum(word[0].isupper() if cased else not is_stop_word(word) for word in intact)
        if capital:
            return 1.0
        if strange:
            return 1.0 if telling or not any(map(str.isalpha, intact)) else 0.0
        return 1.0 if telling >= _TELLING else _COMMON if telling else 0.0

    def _is_capitalised(self, number: int) -> bool:
        """Whether a word has a capital that is not due to its place or to grammar."""
        word = self._said[number]
        start, _ = self._folded.span(self._words.starts[number], self._words.ends[number])
        return word[0].isupper() and not (is_common(word) if start in self._openings else is_stop_word(word))
