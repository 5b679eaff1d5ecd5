"""Single statements made false, and what tells that they are: used to make examples for the checker's scorer."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Sequence
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
# Where one is said, another of the same line may well be true.
_MEAN_ALIKE = tuple(
    frozenset(" ".join(line.split()).split(", "))
    for line in """
    mayor, leader, leader name, leader title, governor, governing body, president, prime minister, chief;
    key person, parent company, subsidiary, owner, owning company, operator, product, boss;
    completion date, year of construction, building start date, opening date, opened, established, founding year,
        founding date, start date, ship launch, maiden voyage, construction;
    author, creator, founded by, founder, designer, architect, developer, builder, manufacturer, writer, illustrator;
    key person, founded by, founder, owner, director, chairman, president, dean, chancellor, manager, leader;
    ground, stadium, location, city, home stadium, tenant, headquarters, garrison, municipality, region served;
    municipality, is part of, country, location, state, region, county, city, birth place, residence, campus;
    nationality, country, birth place, citizenship, demonym, ethnicity, ethnic group, people;
    party, affiliation, member of, governing body, league, club, youth club, season;
    genre, music subgenre, music fusion genre, stylistic origin, derivative, literary genre, background, instrument;
    predecessor, successor, higher, preceded by, followed by, was a crew member of;
    record label, distributor, distributing label, distributing company,
        associated band/associated musical artist;
    ingredient, main ingredient, main ingredients, dish variation, served, course;
    starring, director, voice, cast
    """.split(";")
)


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


def may_mean_alike(label: str, others: Collection[str]) -> bool:
    """Whether one of others is said of much the same: who directs a firm may lead it."""
    return any(label in alike and not alike.isdisjoint(others) for alike in _MEAN_ALIKE)


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
