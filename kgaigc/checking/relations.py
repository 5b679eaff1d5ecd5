"""What a thing's relations are called, and what they lead to: someone's "wife", a picture's "painter"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgaigc.checking.contexts import Words
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.synonyms import other_names
from kgaigc.checking.words import label_words, stem
from kgaigc.values import Entity, Triple


def told(iris: Iterable[str], noun: Sequence[str], facts: KnownFacts) -> Triple | None:
    """The triple that says what the N of a thing is; None if there is none or more than one.

    Args:
        iris: the things that may be meant, the likeliest first.
        noun: the words of N.
        facts: the graph.
    """
    key = _key(noun)
    for iri in iris:
        found = [t for t in facts.of(iri) if key in _keys(t.predicate.label)]
        if len(found) == 1 and isinstance(found[0].object, Entity):
            return found[0]
    return None


def _keys(label: str) -> set[Words]:
    """What a relation may be called: by its label or another name of it alone ("husband" for "spouse")."""
    names = [name for name, backwards in other_names(label, vague=False) if not backwards]
    return {_key(label_words(name)) for name in (label, *names)}


def _key(words: Sequence[str]) -> Words:
    return tuple(stem(word) for word in words)
