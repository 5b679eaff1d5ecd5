"""What a sentence says, put together: triples, classes, counts and comparisons, with what is denied or in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from kgaigc.checking import matching
from kgaigc.checking.attachment import is_of_another, is_second_moment
from kgaigc.checking.classes import ClassClaim, class_claims
from kgaigc.checking.clauses import (
    LISTING,
    Clause,
    antecedent,
    as_sentence,
    clauses,
    main_subject,
    respective,
    resumes,
    shared_clause,
)
from kgaigc.checking.comparisons import Comparative, comparatives
from kgaigc.checking.contexts import ARTICLES, COPULAS, IMPLIED, context
from kgaigc.checking.counts import Count, counts
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.hedges import Hedge, unhedged
from kgaigc.checking.lexicon import Lexicon
from kgaigc.checking.matching import Match, asked_by_matches, matches
from kgaigc.checking.negation import Negation, affirmed, is_denied
from kgaigc.checking.paths import Paths, described
from kgaigc.checking.reading import with_nouns_apart, without
from kgaigc.checking.rest import is_word, nouns_of, unexplained
from kgaigc.checking.scorer import Question
from kgaigc.checking.things import Reading
from kgaigc.checking.words import CONNECTIVES, FUNCTION_WORDS, label_words
from kgaigc.values import Entity, Triple

_NAMED = 0.95  # The probability that a predicate is said by another name that the graph has for it.
_CLAUSES = 2  # So many ways to cut a clause out for a thing are tried.


@dataclass(frozen=True, slots=True)
class Understanding:
    """A sentence as it was understood.

    Attributes:
        reading: the sentence without its hedges and negations, each description taken for what it names.
        negations: what denies.
        hedges: what leaves in doubt.
        paths: the triples that tell what a description names, by the place of the thing.
        found: the triples that it may say.
        classes: what it says that things are.
        counted: how many it says that there are, each with its characters in the text.
        compared: what it compares.
        open: the places of the things that none of these accounts for.
    """

    reading: Reading
    negations: tuple[Negation, ...]
    hedges: tuple[Hedge, ...]
    paths: Paths
    found: tuple[Match, ...]
    classes: tuple[ClassClaim, ...]
    counted: tuple[tuple[Count, tuple[int, int]], ...]
    compared: tuple[Comparative, ...]
    open: tuple[int, ...]

    def denies(self, subject: int, obj: int) -> bool:
        """Whether it denies what it says of two of its things."""
        return is_denied(self.reading, self.negations, subject, obj)


def understood(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> Understanding:
    """What a sentence says; a thing in lower case that nothing accounts for may be a mere word."""
    first = _understood(reading, facts, lexicon)
    words = [place for place in first.open if is_word(first.reading, place, facts)]
    return _understood(without(reading, words), facts, lexicon) if words else first


class _Opened(NamedTuple):
    """A sentence without its hedges and negations, and what is read from its words alone; see ``Understanding``."""

    reading: Reading
    negations: tuple[Negation, ...]
    hedges: tuple[Hedge, ...]
    paths: Paths
    classes: tuple[ClassClaim, ...]
    counted: tuple[tuple[Count, tuple[int, int]], ...]
    compared: tuple[Comparative, ...]


def _opened(reading: Reading, facts: KnownFacts) -> _Opened:
    """What is read from the words of a sentence alone; found once."""
    if "opened" not in reading.memory:
        reading.memory["opened"] = _opening(reading, facts)
    found: _Opened = reading.memory["opened"]
    return found


def _opening(reading: Reading, facts: KnownFacts) -> _Opened:
    reading, hedges = unhedged(reading)
    counted = tuple((count, _characters(reading, count)) for count in counts(reading, facts))
    reading, negations = affirmed(reading)
    reading, paths = described(reading, facts)
    compared = tuple(comparatives(reading, facts))
    classes = tuple(class_claims(reading, facts, negations))
    said = with_nouns_apart(reading, _apart(reading, classes, [span for _, span in counted]))
    return _Opened(said, negations, hedges, paths, classes, counted, compared)


class _Matched(NamedTuple):
    """A sentence whose things have one meaning each, what it was found to say, and the things that remain."""

    reading: Reading
    found: tuple[Match, ...]
    settled: frozenset[int]
    rest: tuple[int, ...]


def _matched(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> _Matched:
    """What a sentence says as a whole; found once."""
    if "matched" not in reading.memory:
        reading.memory["matched"] = _matching(reading, facts, lexicon)
    found: _Matched = reading.memory["matched"]
    return found


def _matching(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> _Matched:
    said, negations, _, _, classes, counted, compared = _opened(reading, facts)
    settled = {count.place for count, _ in counted if count.place is not None}
    settled |= {place for one in compared for place in (one.subject, one.obj)}
    found = [match for match in matches(said, facts, lexicon) if is_claim(said, match, settled, facts)]
    found = [replace(m, denied=is_denied(said, negations, m.subject, m.obj)) for m in found]
    said, found = _with_one_meaning(said, _nearest(said, found))
    settled |= {count.subject for count, _ in counted}
    rest = unexplained(said, found, classes, settled)
    return _Matched(said, tuple(found), frozenset(settled), tuple(rest))


def _understood(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> Understanding:
    _, negations, hedges, paths, classes, counted, compared = _opened(reading, facts)
    said, matched, settled, rest = _matched(reading, facts, lexicon)
    found = list(matched)
    for place in rest:
        found += _in_clauses(said, place, facts, lexicon, negations)
    left = unexplained(said, found, classes, settled)
    return Understanding(
        said, negations, hedges, paths, tuple(found), classes, counted, compared, tuple(left)
    )


def by_words(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> dict[Triple, float]:
    """How likely a sentence says each triple between two of its things by the words of the lexicon alone."""
    return matching.by_words(_opened(reading, facts).reading, facts, lexicon)


def asked_first(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> Sequence[Question]:
    """What the scorer will be asked first to understand a sentence."""
    return asked_by_matches(_opened(reading, facts).reading, facts, lexicon)


def asked_then(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> Iterator[Question]:
    """What it will be asked next: whether the likeliest clause of each thing that remains says something of it."""
    said, _, _, rest = _matched(reading, facts, lexicon)
    for place in rest:
        for clause in islice(_telling_clauses(said, place), 1):
            yield from asked_by_matches(as_sentence(said, clause), facts, lexicon)


def _nearest(reading: Reading, found: Sequence[Match]) -> list[Match]:
    """The matches without those that pass over what a relative clause is about, where it is said of that."""
    about = {match.obj: antecedent(reading, match.obj) for match in found}
    told = {(match.subject, match.obj) for match in found if match.said}
    return [m for m in found if m.subject == about[m.obj] or (about[m.obj], m.obj) not in told]


def _with_one_meaning(reading: Reading, found: Sequence[Match]) -> tuple[Reading, list[Match]]:
    """Each thing taken for the one of its meanings that explains most of what is said of it."""
    kept, things = list(found), list(reading.things)
    for place, thing in enumerate(things):
        told = {iri: _explained(kept, place, iri) for iri in thing.iris}
        if len(thing.iris) > 1 and any(told.values()):
            meant = max(thing.iris, key=lambda iri: told[iri])
            kept = [m for m in kept if _meaning(m, place) in (None, meant)]
            things[place] = replace(thing, iris=(meant,))
    return replace(reading, things=tuple(things)), kept


def _explained(found: Sequence[Match], place: int, iri: str) -> int:
    """How many things are said to be related to a thing if it means this."""
    said = [match for match in found if match.said and _meaning(match, place) == iri]
    return len({match.obj if match.subject == place else match.subject for match in said})


def _meaning(match: Match, place: int) -> str | None:
    """What a match takes a thing for, None if it is of others."""
    if match.subject == place:
        return match.triple.subject.iri
    known = match.triple.object
    return known.iri if match.obj == place and isinstance(known, Entity) else None


def _characters(reading: Reading, count: Count) -> tuple[int, int]:
    return reading.words[count.first].start, reading.words[count.last - 1].end


def _apart(
    reading: Reading, classes: Sequence[ClassClaim], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The tokens that say something of their own: nouns of classes, and what is counted."""
    nouns = [_extent(reading, claim) for claim in classes if claim.triple]
    inside = [
        i for i, word in enumerate(reading.words) if any(start <= word.start < end for start, end in spans)
    ]
    return nouns + [(i, i + 1) for i in inside]


def _extent(reading: Reading, claim: ClassClaim) -> tuple[int, int]:
    """The tokens of a class noun, with the "the" and "of" that tie it to a name after it ("the city of")."""
    if claim.subject == IMPLIED or reading.things[claim.subject].first < claim.first:
        return claim.first, claim.last
    article = claim.first > 0 and reading.words[claim.first - 1].text in ARTICLES
    return claim.first - article, reading.things[claim.subject].first


def is_claim(reading: Reading, match: Match, settled: Collection[int], facts: KnownFacts) -> bool:
    """Whether a match may be what the sentence says: not what is said of another pair, in other words."""
    if {match.subject, match.obj}.intersection(settled) and not match.said:
        return False
    if match.obj in settled or _is_crossed(reading, match) or _is_aside(reading, match, facts):
        return False
    if _is_listed(reading, match) or _is_resumed(reading, match):
        return False
    return not (match.subject == IMPLIED and _opens(reading, match.obj))


def _is_aside(reading: Reading, match: Match, facts: KnownFacts) -> bool:
    """Whether a place or a time follows someone by a preposition alone ("was designed by B in P"): it is not B's."""
    if match.subject < 1 or match.obj != match.subject + 1 or match.subject == main_subject(reading):
        return False
    gap = reading.gaps[match.obj]
    plain = bool(gap) and gap[0] in ("in", "at", "on") and CONNECTIVES.issuperset(gap)
    return plain and facts.graph.is_person(match.triple.subject.iri)


def _is_listed(reading: Reading, match: Match) -> bool:
    """Whether the two only stand in one list of what the sentence speaks of ("A and B were born in C")."""
    first, second = sorted((match.subject, match.obj))
    alone = first != IMPLIED and all(LISTING.issuperset(gap) for gap in reading.gaps[first + 1 : second + 1])
    if not alone:
        return False
    told = any(_tells(gap) for gap in reading.gaps[: first + 1])
    joined = any(not {"and", "or"}.isdisjoint(gap) for gap in reading.gaps[first + 1 : second + 1])
    return (told and joined) or shared_clause(reading, first) is not None


def _is_resumed(reading: Reading, match: Match) -> bool:
    """Whether the words go on with what the sentence began with, not with the match's subject."""
    if not main_subject(reading) < match.subject < match.obj:
        return False
    return resumes(reading, match.subject + 1)


def _opens(reading: Reading, obj: int) -> bool:
    """Whether a thing is what the sentence goes on to speak of, not what it says of what went before."""
    before = [word for gap in reading.gaps[: obj + 1] for word in gap]
    after = reading.words[reading.things[obj].last :]
    return not _tells(before) and any(word.text.isalpha() for word in after)


def _tells(words: Sequence[str]) -> bool:
    return any(word.isalpha() and word not in FUNCTION_WORDS for word in words)


def _is_crossed(reading: Reading, match: Match) -> bool:
    """Whether "respectively" ties the object to another subject than the match does."""
    pairs = respective(reading)
    return match.obj in pairs and match.subject in pairs.values() and pairs[match.obj] != match.subject


def _in_clauses(
    reading: Reading, place: int, facts: KnownFacts, lexicon: Lexicon, negations: Sequence[Negation]
) -> list[Match]:
    """The triples that a thing is said in, read in a clause of its own."""
    for clause in _telling_clauses(reading, place):
        places = [clause.obj] if clause.subject == IMPLIED else [clause.subject, clause.obj]
        sentence = as_sentence(reading, clause)
        found = [_as_named(m, sentence, facts) for m in matches(sentence, facts, lexicon)]
        said = [m for m in found if m.said and len(places) == 1 + (IMPLIED not in (m.subject, m.obj))]
        if said:
            denied = is_denied(reading, negations, clause.subject, clause.obj)
            return [
                replace(
                    m,
                    subject=m.subject if m.subject == IMPLIED else places[m.subject],
                    obj=places[m.obj],
                    denied=denied,
                )
                for m in said
            ]
    return []


def _telling_clauses(reading: Reading, place: int) -> Iterator[Clause]:
    """The clauses that may say something of a thing, the likeliest first."""
    shared = shared_clause(reading, place)
    for clause in [shared] if shared else clauses(reading, place)[:_CLAUSES]:
        around = context(reading.gaps, clause.subject, clause.obj)
        if not _tells(clause.texts(reading)) or is_second_moment(reading, clause.obj, around):
            continue
        if not is_of_another(reading, clause.subject, clause.obj):
            yield clause


def _as_named(match: Match, sentence: Reading, facts: KnownFacts) -> Match:
    """A match that is sure if the words are another name of the predicate ("was buried in")."""
    names = facts.graph.profile(match.triple.predicate.iri).aliases
    said = tuple(word for word in sentence.gaps[match.obj] if word not in COPULAS | ARTICLES)
    named = match.obj == len(sentence.things) - 1 and said in {label_words(name) for name in names}
    return replace(match, probability=max(match.probability, _NAMED)) if named else match


def nouns(understanding: Understanding) -> set[int]:
    """The places of the things that are nouns of claims on classes."""
    return nouns_of(understanding.reading, understanding.classes)
