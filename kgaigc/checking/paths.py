"""Things that are named by what they are to another: "the capital of France", "Ada's father"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgaigc.checking.contexts import ARTICLES, COPULAS
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.nationality import countries
from kgaigc.checking.reading import without
from kgaigc.checking.relations import told
from kgaigc.checking.things import Reading, Thing, excerpt
from kgaigc.values import Entity, Triple

_LONGEST = 3  # Words of a relation that a thing is named by.
_IDENTIFYING = COPULAS | frozenset((",", "became", "as", "and", "(", "be", "been", "being"))
_AT = frozenset((",", "in", "at"))  # "The headquarters of X are in O" tells which they are.

Paths = dict[int, tuple[Triple, ...]]


def described(reading: Reading, facts: KnownFacts) -> tuple[Reading, Paths]:
    """The sentence with things named by their relations taken for what they are, and the triples that tell it.

    "was born in the capital of France" names Paris; "the capital of France is Paris" says that it is Paris, and is
    left as it stands.
    """
    reading, paths = _by_adjective(_with_callings_as_words(reading, facts), facts)
    changed = True
    while changed:
        changed = False
        for place in range(len(reading.things)):
            found = _preceded(reading, place, facts) or _followed(reading, place, facts)
            if found and len(paths.get(place, ())) < 2:
                thing, triple = found
                paths[place] = (*paths.get(place, ()), triple)
                things = tuple(thing if i == place else other for i, other in enumerate(reading.things))
                reading = replace(reading, things=things)
                reading = excerpt(reading, range(len(reading.words)), range(len(things)))
                changed = True
    return reading, paths


def _with_callings_as_words(reading: Reading, facts: KnownFacts) -> Reading:
    """The sentence with "painter" in "its painter died" taken for words: it tells who, not what someone is."""
    words = [
        place
        for place, thing in enumerate(reading.things[1:], 1)
        if reading.gaps[place] == ("'s",)
        and thing.kind == "entity"
        and thing.text.islower()
        and told(reading.things[place - 1].iris, reading.texts(thing), facts)
    ]
    return without(reading, words) if words else reading


def _by_adjective(reading: Reading, facts: KnownFacts) -> tuple[Reading, Paths]:
    """The sentence with "the French capital" taken for what it names."""
    taken = {i for thing in reading.things for i in range(thing.first, thing.last)}
    told: dict[int, Triple] = {}
    things = list(reading.things)
    for i, word in enumerate(reading.words[:-1]):
        noun = reading.words[i + 1]
        if i and reading.words[i - 1].text == "the" and countries(word.text) and not taken & {i, i + 1}:
            triple = _of_country(countries(word.text), noun.text, facts)
            if triple:
                thing = Thing("entity", text=f"the {word.text.title()} {noun.text}")
                things.append(_as_end(reading, thing, triple, i - 1, i + 2))
                told[i - 1] = triple
    things.sort(key=lambda thing: thing.first)
    paths: Paths = {place: (told[thing.first],) for place, thing in enumerate(things) if thing.first in told}
    if paths:
        reading = excerpt(
            replace(reading, things=tuple(things)), range(len(reading.words)), range(len(things))
        )
    return reading, paths


def _of_country(labels: Sequence[str], noun: str, facts: KnownFacts) -> Triple | None:
    """What a country has as its N; None if there is no such country or it has no N."""
    graph = facts.graph
    if graph.lists_names:
        named = (entity.iri for name, entity, _ in graph.names() if name.casefold() in labels)
    else:
        named = (entity.iri for label in labels for entity in graph.called(label))
    return next(filter(None, (told((iri,), (noun,), facts) for iri in named)), None)


def _preceded(reading: Reading, place: int, facts: KnownFacts) -> tuple[Thing, Triple] | None:
    """The thing that "the N of X" names, where N is a relation of X to one thing alone."""
    thing = reading.things[place]
    gap = reading.gaps[place]
    words = [word for word in gap if word not in ARTICLES]
    if thing.kind == "value" or words[-1:] != ["of"] or words[:1] == ["'s"]:
        return None
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        noun, before = words[-1 - length : -1], words[: -1 - length]
        triple = told(thing.iris, noun, facts)
        if triple and _names_one(reading, place, before):
            first = _token_of(reading, place, len(noun))
            return _as_end(reading, thing, triple, first, thing.last), triple
        if triple:  # "the art movement of X is O" tells of its art movement, not of a "movement of X"
            return None
    return None


def _names_one(reading: Reading, place: int, before: Sequence[str]) -> bool:
    """Whether a description stands for a thing rather than telling what something is."""
    if before:
        return before[-1] not in _IDENTIFYING
    after = [word for word in reading.gaps[place + 1] if word not in ARTICLES]
    identifies = after[:1] and after[0] in _IDENTIFYING and (len(after) == 1 or after[1] in _AT)
    return place == 0 and bool(after) and not identifies and after != ["."]


def _followed(reading: Reading, place: int, facts: KnownFacts) -> tuple[Thing, Triple] | None:
    """The thing that "X's N" names, where a verb follows that tells of it."""
    thing = reading.things[place]
    gap = reading.gaps[place + 1]
    if thing.kind == "value" or gap[:1] != ("'s",) or thing.last >= len(reading.words):
        return None
    for length in range(min(_LONGEST, len(gap) - 1), 0, -1):
        triple = told(thing.iris, gap[1 : 1 + length], facts)
        after = [word for word in gap[1 + length :] if word not in ARTICLES]
        if triple and after and after[0] not in (",", ".") and not (len(after) == 1 and after[0] in COPULAS):
            own = reading.words[thing.last].text == "'s"
            last = thing.last + length + own
            return _as_end(reading, thing, triple, thing.first, last), triple
    return None


def _token_of(reading: Reading, place: int, nouns: int) -> int:
    """The first token of "the N of" before a thing."""
    first, wanted = reading.things[place].first - 1, nouns + 1
    while wanted:
        wanted -= reading.words[first].text not in ARTICLES
        first -= 1
    article = first >= 0 and reading.words[first].text in ARTICLES
    return first if article else first + 1


def _as_end(reading: Reading, thing: Thing, triple: Triple, first: int, last: int) -> Thing:
    start, end = reading.words[first].start, reading.words[last - 1].end
    known = triple.object
    iris = (known.iri,) if isinstance(known, Entity) else ()
    return replace(thing, iris=iris, start=start, end=end, first=first, last=last)
