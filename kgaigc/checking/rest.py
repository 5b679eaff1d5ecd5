"""What a sentence says beyond what could be checked: things and words that no statement accounts for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kgaigc.checking.classes import ClassClaim
from kgaigc.checking.clauses import opens
from kgaigc.checking.contexts import COPULAS, IMPLIED, Words
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.lexicon import Lexicon
from kgaigc.checking.matching import Match, explained, subjects
from kgaigc.checking.things import Reading
from kgaigc.checking.words import FUNCTION_WORDS, ORDINALS, Token, label_words, stem

_RAMBLING = 10  # Words of meaning between two things that are too many for one relation.
_NEAR = 3  # An "and" so close to a thing may open a clause with it ("and the X").
_TELLING = 2  # Words of meaning that make a statement of their own after "and".
_BREAKS = frozenset(("and", "but", ";", ","))


def unexplained(
    reading: Reading, found: Sequence[Match], classes: Sequence[ClassClaim], settled: Collection[int]
) -> list[int]:
    """The things that no triple accounts for; the subject of another claim needs no claim at each mention.

    Args:
        reading: the sentence.
        found: the triples that it may say.
        classes: what it says that things are.
        settled: places of things that other claims account for.
    """
    done = (
        _told(reading, found)
        | {claim.subject for claim in classes}
        | nouns_of(reading, classes)
        | set(settled)
    )
    speaking = {m.triple.subject.iri for m in found if m.said}
    speaking |= {c.triple.subject.iri for c in classes if c.triple}
    return [
        place
        for place, thing in enumerate(reading.things)
        if place not in done
        and thing.kind != "anaphor"
        and not (speaking & set(thing.iris) and opens(reading, place))
    ]


def _told(reading: Reading, found: Sequence[Match]) -> set[int]:
    """The places of the things that a triple accounts for; what it is about may still be said of something before."""
    said = [match for match in found if match.said]
    last = {max(match.subject, match.obj) for match in said}
    return last | {place for place in explained(said) if place == IMPLIED or opens(reading, place)}


def nouns_of(reading: Reading, classes: Sequence[ClassClaim]) -> set[int]:
    """The things that are the nouns of claims on classes."""
    spans = [(claim.first, claim.last) for claim in classes]
    return {i for i, t in enumerate(reading.things) if any(a <= t.first and t.last <= b for a, b in spans)}


def is_word(reading: Reading, place: int, facts: KnownFacts) -> bool:
    """Whether a thing in lower case is rather the word for a relation ("the sculptor of")."""
    thing = reading.things[place]
    if thing.kind == "value" and thing.text in ORDINALS:  # "its first flight"
        return True
    if thing.kind != "entity" or not thing.text.islower():
        return False
    said = {stem(word.text) for word in reading.words[thing.first : thing.last]}
    labels = {t.predicate.label for _, iri in subjects(reading) for t in facts.of(iri)}
    return any(said <= {stem(word) for word in label_words(label)} for label in labels)


def unconnected(reading: Reading, found: Sequence[Match], classes: Sequence[ClassClaim]) -> list[int]:
    """The first things of groups that words alone tie to the rest ("worked with X, who was born in Y")."""
    done = (explained(found) | {claim.subject for claim in classes}) - {IMPLIED} - nouns_of(reading, classes)
    groups = _groups(reading, found, done)
    first = [min(group) for group in groups if IMPLIED not in group]
    return [place for place in sorted(first) if place > 0 and _is_tied(reading, place)]


def rambling(reading: Reading) -> Iterator[tuple[int, int]]:
    """Long stretches of words of meaning that name nothing, as characters of the text."""
    begin = 0
    for gap, thing in zip(reading.gaps, [*reading.things, None], strict=True):
        if len(_meaning(gap)) >= _RAMBLING:
            last = (thing.first if thing else len(reading.words)) - 1
            yield reading.words[begin].start, reading.words[last].end
        begin = thing.last if thing else begin


def leftovers(
    reading: Reading,
    found: Sequence[Match],
    classes: Sequence[ClassClaim],
    spans: Sequence[tuple[int, int]],
    lexicon: Lexicon,
    facts: KnownFacts,
) -> Iterator[tuple[int, int]]:
    """What "and" adds at the end without naming anything ("and played the piano"), as characters of the text.

    Args:
        reading: the sentence.
        found: the triples that it may say, whose words are accounted for.
        classes: what it says that things are; "and a painter" may go on with it.
        spans: characters that other claims account for.
        lexicon: the words of predicates.
        facts: the graph.
    """
    labels = {match.triple.predicate.label for match in found}
    told = {triple.predicate.label for _, iri in subjects(reading) for triple in facts.of(iri)}
    for rest, least in _segments(reading, bool(classes)):
        if any(start <= word.start < end for word in rest for start, end in spans):
            continue
        telling = _meaning(tuple(word.text for word in rest))
        named = (
            labels | told if [word.text for word in rest[1:2]] == ["the"] else labels
        )  # "and X is the capital"
        if len(telling) >= least and not any(lexicon.shares_words(label, telling) for label in named):
            yield rest[0].start, rest[-1].end


def _segments(reading: Reading, classed: bool) -> Iterator[tuple[Sequence[Token], int]]:
    """Words between commas and conjunctions that lead to nothing named, and how many have to tell something."""
    for place in range(1, len(reading.things) + 1):
        before = reading.things[place - 1]
        last = place == len(reading.things)
        words = reading.words[before.last : None if last else reading.things[place].first]
        cuts = [-1, *(i for i, word in enumerate(words) if word.text in _BREAKS), len(words)]
        for number, (begin, end) in enumerate(pairwise(cuts)):
            rest = _trimmed(words[begin + 1 : end])
            follows = number == 0 and not (before.kind != "value" and opens(reading, place - 1))
            if not rest or follows or (end == len(words) and not last):
                continue
            noun = [word.text for word in rest if word.text not in COPULAS][:1]
            named = noun[0] in ("a", "an") if noun else False
            named = named or (last and number == 0)
            if [word.text for word in rest] == ["respectively"]:
                continue
            listed = classed and len(rest) == 1 and number > 0 and words[begin].text == "and"
            yield rest, 1 if named or listed else _TELLING


def _trimmed(words: Sequence[Token]) -> Sequence[Token]:
    while words and not words[-1].text.isalnum():
        words = words[:-1]
    while words and not words[0].text.isalnum():
        words = words[1:]
    return words


def _meaning(words: Words) -> list[str]:
    return [word for word in words if len(word) > 2 and word.isalpha() and word not in FUNCTION_WORDS]


def _groups(reading: Reading, found: Sequence[Match], places: set[int]) -> list[set[int]]:
    groups: list[set[int]] = []
    same = [
        {i for i in places if i != IMPLIED and iri in reading.things[i].iris}
        for iri in {iri for t in reading.things for iri in t.iris[:1]}
    ]
    pairs = [{m.subject, m.obj} for m in found if m.said]
    for linked in (*pairs, *same, *({place} for place in places)):
        if not linked:
            continue
        touching = [group for group in groups if group & linked]
        groups = [group for group in groups if not group & linked]
        groups.append(linked.union(*touching))
    return groups


def _is_tied(reading: Reading, place: int) -> bool:
    """Whether content words stand between the thing and the one before it, so that it is no new clause."""
    gap = reading.gaps[place]
    last = max((i for i, word in enumerate(gap) if word == "and"), default=-1)
    after = gap[last + 1 :] if len(gap) - last <= _NEAR else gap
    return any(word.isalpha() and word not in FUNCTION_WORDS for word in after)
