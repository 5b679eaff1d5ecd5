"""What a thing's relations are called, and what they lead to: someone's "wife", a picture's "painter"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kgaigc.checking.attachment import FILLERS
from kgaigc.checking.contexts import Context, Words
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.synonyms import NAMED, other_names
from kgaigc.checking.words import label_words, stem
from kgaigc.values import Entity, Triple

_PREPOSITIONS = frozenset(("of", "in", "on", "at", "for", "to"))


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


def calls_it_otherwise(
    around: Context, labels: Sequence[str], facts: KnownFacts, names: Collection[Words]
) -> bool:
    """Whether the words beside an object are the name of another relation that is known.

    "Io has a surface temperature of 3,643 kilometres" does not tell its diameter, whatever the number.

    Args:
        around: the words around subject and object.
        labels: the labels of the predicate in question, one for each way to say it.
        facts: the graph, which has relations of its own.
        names: the names of further ones, as words.
    """
    words = [word for word in around.gap if word not in FILLERS]
    words = words[:-1] if words[-1:] and words[-1] in _PREPOSITIONS else words
    named = _key(words)
    own = {key for label in labels for key in (_key(label_words(label)), *_all_keys(label))}
    if (
        not named
        or named in own
        or not (named in _called(facts) or tuple(words) in names or tuple(words) in NAMED)
    ):
        return False
    return len(named) > 1 or all(set(named).isdisjoint(key) for key in own)


def _all_keys(label: str) -> set[Words]:
    return {_key(label_words(name)) for name, _ in other_names(label)}


def _called(facts: KnownFacts) -> frozenset[Words]:
    """The stems of the names of all relations that the graph has."""
    return facts.remembered(
        "relations", lambda: frozenset(_key(label_words(p.label)) for p, _ in facts.graph.predicates())
    )
