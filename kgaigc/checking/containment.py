"""Where things are by way of what they are in: who was born in a town was born in the town's country too.

A predicate places a thing where a word of its label says so ("birth place", "location"); it leads from a place to what
the place is in where nothing else does ("country", "is part of").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from kgaigc.checking.words import content_words, label_words
from kgaigc.values import Entity, Triple

_CONTAINERS = frozenset(
    "location located part country state region county city district province continent municipality".split()
)
_PLACES = frozenset("place site residence hometown headquarter headquarters town".split()) | _CONTAINERS
_KINDS = frozenset(
    """
    place location settlement city town village hamlet district borough quarter neighbourhood county state province
    region country nation continent island municipality department canton prefecture territory area museum gallery
    building church cathedral palace castle house university college school institute hospital airport station park
    cemetery square street site
    """.split()
)
_STEPS = 3  # From a house to its town, its region and its country.

Of = Callable[[str], Sequence[Triple]]
Chains = Mapping[str, tuple[Triple, ...]]


@lru_cache(maxsize=10_000)
def places(label: str) -> bool:
    """Whether a predicate tells where something is or happened."""
    return not _PLACES.isdisjoint(label_words(label))


@lru_cache(maxsize=10_000)
def contains(label: str) -> bool:
    """Whether a predicate leads from a place to what it is in."""
    return _CONTAINERS.issuperset(content_words(label_words(label)))


def containers(iri: str, of: Of, types: Callable[[str], Iterable[Entity]]) -> Chains:
    """What a place is in, the nearest first, each with the triples that lead there.

    Args:
        iri: the place.
        of: what is told of a thing.
        types: the classes of a thing; one without any may be a place.
    """
    found: dict[str, tuple[Triple, ...]] = {}
    reached: dict[str, tuple[Triple, ...]] = {iri: ()}
    for _ in range(_STEPS):
        further: dict[str, tuple[Triple, ...]] = {}
        for place, chain in reached.items():
            for triple in of(place) if _is_place(place, types) else ():
                end = triple.object
                if isinstance(end, Entity) and contains(triple.predicate.label) and end.iri != iri:
                    further.setdefault(end.iri, (*chain, triple))
        reached = {end: chain for end, chain in further.items() if end not in found}
        found |= reached
    return found


def _is_place(iri: str, types: Callable[[str], Iterable[Entity]]) -> bool:
    words = [set(label_words(cls.label)) for cls in types(iri)]
    return not words or any(not _KINDS.isdisjoint(one) for one in words)
