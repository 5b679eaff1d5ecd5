"""What the scorer is asked of a passage: each of the given triples, or where there are very many the likeliest."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

import numpy as np

from kgaigc.checking.likeness import Floats, Passage, kind_of
from kgaigc.checking.naming import name_parts
from kgaigc.checking.scorer import Question
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Entity, Term, Triple

_QUESTIONS = 6_000  # So many triples are looked for in the passages of a text, each in each of them.
_LEAST = 30  # With more to look for, so many of the likeliest in each passage at least.
_LETTERS = 4  # Letters that forms of a word have in common.
_ABOUT = 0.5  # What a subject's name counts beside an object's: the passage may only mean it.


class Wanted:
    """The triples to look for, and which of them in which passage.

    Args:
        triples: what a text should say.
        passages: how many passages it has.
        graph: has the names of things.
    """

    def __init__(self, triples: Sequence[Triple], passages: int, graph: KnowledgeGraph) -> None:
        self.triples, self._graph = triples, graph
        self._names: dict[Term, tuple[str, ...]] = {}
        self._limit = max(_LEAST, _QUESTIONS // max(1, passages))
        self._by_word: dict[str, dict[int, float]] = {}
        if len(triples) > self._limit:
            for number, triple in enumerate(triples):
                self._note(number, triple.object, 1.0)
                self._note(number, triple.subject, _ABOUT)

    def within(self, passage: Passage) -> list[int]:
        """The numbers of the triples to look for in a passage, in order."""
        if len(self.triples) <= self._limit:
            return list(range(len(self.triples)))
        hits: dict[int, float] = {}
        for word in sorted({word[:_LETTERS] for word in passage.words}):
            for number, weight in self._by_word.get(word, {}).items():
                hits[number] = hits.get(number, 0.0) + weight
        return sorted(nsmallest(self._limit, hits, key=lambda number: (-hits[number], number)))

    def questions(self, passage: Passage, numbers: Sequence[int]) -> list[Question]:
        """What to ask of a passage.

        Args:
            passage: the passage.
            numbers: those of the triples.
        """
        triples = [self.triples[number] for number in numbers]
        terms = {
            term: i for i, term in enumerate(dict.fromkeys(e for t in triples for e in (t.subject, t.object)))
        }
        likeness = [passage.likeness(term, self._called(term)) for term in terms]
        leaders = _leaders([one.words for one in likeness], len(passage))
        found = []
        for triple in triples:
            subject, obj = terms[triple.subject], terms[triple.object]
            beside = _beside(*leaders, subject, obj)
            ends = likeness[subject], likeness[obj]
            kind = kind_of(triple.object)
            found.append(Question(passage.words, *ends, beside, triple.predicate.label, kind))
        return found

    def _note(self, number: int, term: Term, share: float) -> None:
        for name in self._called(term) or (term.text if not isinstance(term, Entity) else term.label,):
            parts = name_parts(name)
            total = sum(weight for _, weight in parts) or 1.0
            for part, weight in parts:
                known = self._by_word.setdefault(part[:_LETTERS], {})
                known[number] = max(known.get(number, 0.0), share * weight / total)

    def _called(self, term: Term) -> tuple[str, ...]:
        """The names of a thing; none for a value, which has no other than its text."""
        if not isinstance(term, Entity):
            return ()
        if term not in self._names:
            self._names[term] = (term.label, *self._graph.profile(term.iri).aliases)
        return self._names[term]


def _leaders(
    words: Sequence[Floats], length: int
) -> tuple[Floats, np.ndarray[tuple[int, ...], np.dtype[np.intp]]]:
    """For each word of a passage the three greatest likenesses, shape [3, L], and which things have them."""
    # Three more, for where there are fewer things: these are like nothing.
    all_words = np.zeros((len(words) + 3, length), dtype=np.float32)
    if words:
        all_words[:-3] = words
    order = np.argsort(-all_words, axis=0, kind="stable")[:3]
    return np.take_along_axis(all_words, order, axis=0), order


def _beside(
    greatest: Floats, whose: np.ndarray[tuple[int, ...], np.dtype[np.intp]], subject: int, obj: int
) -> Floats:
    """The greatest likeness of each word to anything but two things, shape [L]."""
    first = ((whose == subject) | (whose == obj)).argmin(axis=0)
    found: Floats = np.take_along_axis(greatest, first[None], axis=0)[0]
    return found
