"""The names that a text may have, to look them up where a graph has too many to list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kgaigc.graph.lexicon import cases
from kgaigc.linking.folding import fold
from kgaigc.linking.wordforms import is_spaced, read_words
from kgaigc.linking.words import is_stop_word

_MOST = 20_000  # names of a text; of a longer one the rest is not looked up
_READ = 200_000  # characters of a text, in which there are about so many names
_LONGEST = 8  # words of a name
_PLAIN = 3  # words of a name without a capital, in a text that has capitals
_LETTERS = 10  # of a name in a script without spaces
_ENDS = re.compile(r"[.!?;:\n]\s|[;\n]")
_ABBREVIATED = 3  # letters of a word after which a stop ends no sentence
_UNSPACED = re.compile(r"[^\s\w]|\s")


def surfaces(text: str) -> tuple[str, ...]:
    """Every stretch of words that may be a name, as the text writes it and as labels may: other case, singular, a stop.

    >>> surfaces("of Ada")
    ('Ada', 'ada', 'of Ada', 'of ada', 'Of Ada')
    """
    return tuple(islice(dict.fromkeys(_surfaces(text[:_READ])), _MOST))


def _surfaces(text: str) -> Iterator[str]:
    if not is_spaced(text):
        yield from _unspaced(text)
    folded = fold(text)
    words = read_words(folded.text)
    places = [folded.span(*place) for place in zip(words.starts, words.ends, strict=True)]
    lower = not any(map(str.isupper, text))
    for last, (_, end) in enumerate(places):
        for first in range(last, max(-1, last - _LONGEST), -1):
            start = places[first][0]
            if first < last and _is_parted(text, places[first], places[first + 1][0]):
                break
            if is_stop_word(words.words[last]) and (first == last or not text[places[last][0]].isupper()):
                continue
            said = text[start:end]
            if not lower and last - first >= _PLAIN and not any(map(str.isupper, said)):
                continue
            yield from _written(" ".join(said.split()), text[end : end + 1])


def _is_parted(text: str, word: tuple[int, int], after: int) -> bool:
    """Whether a sentence ends between a word and the next."""
    start, end = word
    gap = text[end:after]
    abbreviated = end - start <= _ABBREVIATED or "." in text[start:end]
    return bool(_ENDS.search(gap)) and not (gap[:1] == "." and abbreviated)


def _written(said: str, after: str) -> Iterator[str]:
    yield from cases(said)
    if after == "." and "." in said:
        yield said + after
    if after == ")" and "(" in said:
        yield said + after
    if len(said) > 3 and said.endswith("s"):
        for singular in (said[:-1], said[:-3] + "y" if said.endswith("ies") else "", said.removesuffix("es")):
            if singular and singular != said:
                yield from cases(singular)


def _unspaced(text: str) -> Iterator[str]:
    for stretch in _UNSPACED.split(text):
        if not is_spaced(stretch):
            for start in range(len(stretch)):
                for end in range(start + 1, min(start + _LETTERS, len(stretch)) + 1):
                    yield stretch[start:end]
