"""The words that the graph has for a thing and what it is linked with, and how well a text's words suit them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking.folding import fold_name
from kgaigc.linking.wordforms import name_words
from kgaigc.linking.words import is_stop_word
from kgaigc.values import Entity, Triple

_FACTS = 150  # facts of a thing that are read, in either direction
_SAMPLE = 400  # things from which it is learnt how common a word is
_FAR_SAMPLE = 40  # the same where each has to be asked for
_OWN = 3  # how much more its own names and classes say of a thing than its facts
_TRUST = 0.7  # in what is counted for a thing, the rest in what is common in the graph
_STEM = 5  # letters of a word that count: "American" and "America" are one
_KEPT = 20_000  # profiles that are remembered


def telling(texts: Iterable[str]) -> Iterator[str]:
    """The stems of the words of texts that are not of the grammar."""
    for text in texts:
        for word in name_words(fold_name(text)):
            if len(word) > 1 and not is_stop_word(word):
                yield word[:_STEM]


class Profiles:
    """Says how much likelier a text's words are for a thing than for any other of the graph.

    Source: Jelinek and Mercer's mixture of a thing's own words and all words, as in Zhai and Lafferty, A Study of
    Smoothing Methods for Language Models (2004), section 3; the words come from the graph, not from documents.

    Args:
        graph: where facts, names and classes are looked up.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._words = lru_cache(maxsize=_KEPT)(self._read)

    def likeness(self, iri: str, words: Collection[str]) -> float:
        """The logarithm of that ratio, summed over the words, each once.

        Args:
            iri: the thing.
            words: stems, as ``telling`` gives them.
        """
        counts, total = self._words(iri)
        common, all_told = self._common
        score = 0.0
        for word in sorted(words):
            anywhere = (common.get(word, 0.0) + 0.5) / (all_told + 1.0)
            here = counts.get(word, 0) / total if total else 0.0
            score += math.log1p(_TRUST * (here - anywhere) / anywhere) if here else math.log(1 - _TRUST)
        return score

    def _read(self, iri: str) -> tuple[Counter[str], int]:
        """How often each stem stands in what the graph has on a thing, and all of them together."""
        profile = self._graph.profile(iri)
        counts: Counter[str] = Counter()
        for stem in telling((profile.entity.label, *profile.aliases, *profile.types)):
            counts[stem] += _OWN
        counts.update(telling(_said(self._graph.facts(iri)[:_FACTS], iri)))
        counts.update(telling(_said(self._graph.incoming(iri, limit=_FACTS), iri)))
        return counts, counts.total()

    @cached_property
    def _common(self) -> tuple[defaultdict[str, float], float]:
        """The same for the whole graph, by a sample."""
        counts: defaultdict[str, float] = defaultdict(float)
        for entity in self._graph.some_entities(_SAMPLE if self._graph.lists_names else _FAR_SAMPLE):
            own, total = self._words(entity.iri)
            for stem, count in own.items():
                counts[stem] += count / total
        return counts, sum(counts.values())


def _said(triples: Iterable[Triple], iri: str) -> Iterator[str]:
    """The words of facts, without the thing that they are about."""
    for triple in triples:
        yield triple.predicate.label
        end = triple.object if triple.subject.iri == iri else triple.subject
        yield end.label if isinstance(end, Entity) else end.text[:100]
