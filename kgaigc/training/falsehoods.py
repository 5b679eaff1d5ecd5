"""Single statements made false, and what tells that they are: used to make examples for the checker's scorer."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from kgaigc.checking.likeness import Passage
from kgaigc.checking.scorer import NAMED
from kgaigc.checking.words import content_words, label_words, stem
from kgaigc.values import Entity, Term, Triple, Value

_ONE_PREDICATE = 0.6  # Share of the words of two labels that they have in common if they mean the same.
_MUTUAL = re.compile(r"spouse|associated|partner|relat|twin|sibling|sister|neighbo|border", re.IGNORECASE)
_PLACE = re.compile(
    r"location|located|part|country|state|region|county|city|town|district|place", re.IGNORECASE
)
_LONGEST_NAME = 8  # Words of a name that may be replaced.
_AUXILIARY = frozenset(("is", "are", "was", "were", "has", "had", "have"))


def key(term: Term) -> str:
    """A name for a term."""
    return term.label if isinstance(term, Entity) else term.text


def ends(triple: Triple) -> frozenset[str]:
    """The names of its subject and object."""
    return frozenset((key(triple.subject), key(triple.object)))


def is_said(made: Triple, facts: Iterable[Triple]) -> bool:
    """Whether it is one of the facts, by its names."""
    return any(
        (key(made.subject), made.predicate.label, key(made.object))
        == (key(t.subject), t.predicate.label, key(t.object))
        for t in facts
    )


def follows(made: Triple, facts: Sequence[Triple]) -> bool:
    """Whether it leads from subject to object over a place: what is in a city is in the city's country."""
    on = {key(t.object) for t in facts if key(t.subject) == key(made.subject)}
    return any(
        key(t.subject) in on and key(t.object) == key(made.object) and _PLACE.search(t.predicate.label)
        for t in facts
    )


@lru_cache(maxsize=200_000)
def have_one_label(one: str, other: str) -> bool:
    """Whether the words of two labels are the same but for a unit or the like."""
    a, b = ({stem(w) for w in content_words(label_words(label))} for label in (one, other))
    return a <= b or b <= a or len(a & b) / len(a | b) > _ONE_PREDICATE


def is_mutual(label: str) -> bool:
    """Whether a predicate likely holds both ways."""
    return _MUTUAL.search(label) is not None


def predicate(label: str) -> Entity:
    """A predicate by its label."""
    return Entity(f"urn:predicate:{label}", label)


def nudged(value: Value, chance: random.Random) -> Value | None:
    """A value with another digit; None if it has none."""
    digits = [i for i, c in enumerate(value.text) if c.isdigit()]
    if not digits:
        return None
    place = chance.choice(digits)
    other = chance.choice([d for d in "123456789" if d != value.text[place]])
    return replace(value, text=value.text[:place] + other + value.text[place + 1 :])


def denied(text: str, chance: random.Random) -> str | None:
    """A text that says the opposite; None without an auxiliary verb to deny."""
    words = text.split(" ")
    places = [i for i, word in enumerate(words) if word in _AUXILIARY]
    if not places:
        return None
    words.insert(places[0] + 1, chance.choice(("not", "never", "not", "no longer")))
    return " ".join(words)


def renamed(text: str, term: Term, name: str) -> Passage | None:
    """The text with another name in the place of a thing's, if it is told where that stands."""
    passage = Passage(text)
    places = np.flatnonzero(passage.likeness(term).words >= NAMED).tolist()
    if not places or places[-1] - places[0] >= _LONGEST_NAME:
        return None
    first, last = passage.tokens[places[0]], passage.tokens[places[-1]]
    other = Passage(text[: first.start] + name + text[last.end :])
    return other if other.likeness(term).found < NAMED else None
