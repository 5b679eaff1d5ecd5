"""Names that are written almost like a string: what a misspelt one may be."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from rapidfuzz import fuzz, process

from kgaigc.linking.folding import fold_name
from kgaigc.linking.names import Name, NameIndex
from kgaigc.linking.spelling import Speller
from kgaigc.linking.wordforms import is_spaced, key, name_words
from kgaigc.values import Entity

# Above so many names only those that share a word with the sought one, or one spelled like it, are compared.
_MANY = 20_000
_INDEXED_AT_MOST = 2_000
_WIDEST = 20  # words before a misspelling in which a name may begin


@dataclass(frozen=True, slots=True)
class Corrected:
    """A name that a text has if some of its words are misspelt.

    Attributes:
        first: its first word in the text.
        last: one past its last.
        name: what it is.
    """

    first: int
    last: int
    name: Name


class Similar:
    """Finds the names that are almost written like something. What it needs it builds when first asked.

    Args:
        index: the names.
    """

    def __init__(self, index: NameIndex) -> None:
        self._index = index

    @cached_property
    def speller(self) -> Speller:
        """Knows the words of all names, once a misspelling is looked for."""
        return Speller(self.vocabulary)

    @cached_property
    def vocabulary(self) -> dict[str, None]:
        """Every word of a name that is written with spaces."""
        found: dict[str, None] = {}
        for shown in self._index.shown:
            if is_spaced(shown):
                found.update(dict.fromkeys(name_words(fold_name(shown))))
        return found

    def corrected(
        self, words: tuple[str, ...], start: int, stop: int, instead: tuple[str, ...]
    ) -> Iterator[Corrected]:
        """The names in a text if some of its words were written otherwise; each holds all of those.

        Args:
            words: of the text.
            start: the first word that is replaced.
            stop: one past the last.
            instead: what they are replaced by.
        """
        for first in range(max(0, start - _WIDEST), start + 1):
            opening = instead[0] if first == start else words[first]
            room = max(self._index.longest.get(opening, 1), 1) - len(instead) - (start - first)
            for last in range(stop, min(stop + max(room, 0), len(words)) + 1):
                form = key((*words[first:start], *instead, *words[stop:last]))
                for entry in self._index.entries(form) if not form.isdigit() else ():
                    yield Corrected(first, last, self._index.name(entry))

    def near(self, name: str, *, top_k: int = 5, at_least: float = 0.85) -> tuple[tuple[Name, float], ...]:
        """Names spelled almost like a string, with their likeness in [0, 1]; digits must agree.

        Args:
            name: what is sought.
            top_k: how many entities at most.
            at_least: the least likeness.
        """
        sought = fold_name(name)
        digits = re.findall(r"\d+", sought)
        found: dict[str, tuple[Name, float]] = {}
        for form, score in self._alike(sought, fuzz.ratio, at_least=100 * at_least, top_k=top_k):
            if re.findall(r"\d+", form) == digits:
                for entry in self._at(form):
                    found.setdefault(entry.entity.iri, (entry, score / 100))
        return tuple(sorted(found.values(), key=lambda pair: (-pair[1], pair[0].entity.iri))[:top_k])

    def nearest(self, name: str, *, top_k: int = 5) -> tuple[Entity, ...]:
        """The entities whose names come nearest to a string, however far."""
        ranked = self._alike(fold_name(name), fuzz.WRatio, at_least=45, top_k=top_k)
        entities = {entry.entity: None for form, _ in ranked for entry in self._at(form)}
        return tuple(entities)[:top_k]

    def _alike(
        self, sought: str, scorer: Callable[..., float], *, at_least: float, top_k: int
    ) -> Iterator[tuple[str, float]]:
        pool = self._pool(sought)
        for form, score, _ in process.extract(
            sought, pool, scorer=scorer, score_cutoff=at_least, limit=4 * top_k
        ):
            yield form, score

    def _at(self, form: str) -> tuple[Name, ...]:
        """The names whose folded form this is."""
        names = map(self._index.name, self._index.written(form))
        return tuple(name for name in names if fold_name(name.shown) == form)

    def _pool(self, sought: str) -> Sequence[str]:
        """The folded names that a string is compared with: all, or in a large graph those that share a word with it."""
        if len(self._index.shown) <= _MANY:
            return self._folded
        words = name_words(sought)
        known = {w for word in words for w in (word, *self.speller.near(word))} & self._holders.keys()
        rare = sorted(known, key=lambda word: (len(self._holders[word]), word))
        entries = (entry for word in rare for entry in self._holders[word][:_INDEXED_AT_MOST])
        found = islice(dict.fromkeys(entries), _INDEXED_AT_MOST)
        return list(dict.fromkeys(fold_name(self._index.shown[entry]) for entry in found))

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(fold_name, self._index.shown)))

    @cached_property
    def _holders(self) -> dict[str, array[int]]:
        """The entries of each word."""
        found: dict[str, array[int]] = {}
        for entry, shown in enumerate(self._index.shown):
            for word in dict.fromkeys(name_words(fold_name(shown))):
                found.setdefault(word, array("L")).append(entry)
        return found
