"""From what a sentence says to claims with verdicts: nothing that it names passes without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kgaigc.checking.classes import ClassClaim, class_claims
from kgaigc.checking.contexts import ARTICLES, IMPLIED, context
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.lexicon import Lexicon
from kgaigc.checking.matching import Match, explained, is_open, matches, subjects
from kgaigc.checking.reading import with_nouns_apart, without
from kgaigc.checking.things import Reading, Thing
from kgaigc.checking.words import FUNCTION_WORDS, label_words, stem
from kgaigc.quantities import compare
from kgaigc.values import Entity, Term, Triple, Value, Verdict

_RAMBLING = 10  # Words of meaning between two things that are too many for one relation.
_CONTRADICTS = 0.5  # From this probability on the words say a predicate whose value is another one.


@dataclass(frozen=True, slots=True)
class Basis:
    """What a sentence is judged by: the whole text, the facts, and the words of predicates."""

    text: str
    facts: KnownFacts
    lexicon: Lexicon


def judge(reading: Reading, basis: Basis) -> tuple[list[Verdict], list[Match], list[ClassClaim]]:
    """The claims of a sentence with their verdicts, and what it was found to say."""
    facts, lexicon = basis.facts, basis.lexicon
    reading, found, classes = _understood(reading, facts, lexicon)
    words = [p for p in _unexplained(reading, found, classes) if _is_word(reading, p, facts)]
    if words:
        reading, found, classes = _understood(without(reading, words), facts, lexicon)
    verdicts = [_verdict_on(reading, match) for match in _best(found)]
    verdicts += [_verdict_on_class(reading, claim) for claim in classes]
    verdicts += _verdicts_on_rest(reading, _unexplained(reading, found, classes), basis, found)
    for place in _unconnected(reading, found, classes):
        reason = "the graph does not say how this belongs to the rest"
        verdicts.append(_nothing_known(reading, place, basis.text, reason))
    verdicts += _rambling(reading, basis.text)
    verdicts += _uncovered(reading, verdicts, basis.text)
    if not verdicts and any(word.text.isalnum() for word in reading.words):
        claim = basis.text[reading.start : reading.end]
        reason = "nothing in it could be found in the graph"
        verdicts.append(Verdict(claim, reading.start, reading.end, "unverifiable", (), reason))
    return sorted(verdicts, key=lambda v: (v.start, v.end)), found, classes


def _understood(
    reading: Reading, facts: KnownFacts, lexicon: Lexicon
) -> tuple[Reading, list[Match], list[ClassClaim]]:
    """The sentence, the triples that it may say, and what it says that things are."""
    classes = class_claims(reading, facts)
    nouns = [_extent(reading, claim) for claim in classes if claim.triple]
    if nouns:
        reading = with_nouns_apart(reading, nouns)
    return reading, matches(reading, facts, lexicon), classes


def _extent(reading: Reading, claim: ClassClaim) -> tuple[int, int]:
    """The tokens of a class noun, with the "the" and "of" that tie it to a name after it ("the city of")."""
    if claim.subject == IMPLIED or reading.things[claim.subject].first < claim.first:
        return claim.first, claim.last
    article = claim.first > 0 and reading.words[claim.first - 1].text in ARTICLES
    return claim.first - article, reading.things[claim.subject].first


def _uncovered(reading: Reading, verdicts: Sequence[Verdict], text: str) -> list[Verdict]:
    """A claim for each thing that no claim's words take in, so that nothing passes in the shadow of another."""
    return [
        _nothing_known(reading, place, text, "no claim of the sentence takes it in")
        for place, thing in enumerate(reading.things)
        if thing.kind != "anaphor"
        and not any(verdict.start <= thing.start and thing.end <= verdict.end for verdict in verdicts)
    ]


def _rambling(reading: Reading, text: str) -> Iterator[Verdict]:
    """Long stretches of words of meaning that name nothing: whatever they say, it is not from the graph."""
    ends = [*reading.things, None]
    begin = 0
    for gap, thing in zip(reading.gaps, ends, strict=True):
        if sum(len(word) > 2 and word.isalpha() and word not in FUNCTION_WORDS for word in gap) >= _RAMBLING:
            last = (thing.first if thing else len(reading.words)) - 1
            start, end = reading.words[begin].start, reading.words[last].end
            reason = "so many words, and nothing that the graph knows"
            yield Verdict(text[start:end], start, end, "unverifiable", (), reason)
        begin = thing.last if thing else begin


def _is_word(reading: Reading, place: int, facts: KnownFacts) -> bool:
    """Whether a thing in lower case is rather the word for a relation ("the sculptor of")."""
    thing = reading.things[place]
    if thing.kind != "entity" or not thing.text.islower():
        return False
    said = {stem(word.text) for word in reading.words[thing.first : thing.last]}
    labels = {t.predicate.label for _, iri in subjects(reading) for t in facts.of(iri)}
    return any(said <= {stem(word) for word in label_words(label)} for label in labels)


def _best(found: Sequence[Match]) -> Iterator[Match]:
    """Each triple that is said once for each of its objects in the sentence, at its likeliest."""
    best: dict[tuple[Triple, int], Match] = {}
    for match in found:
        key = (match.triple, match.obj)
        if match.said and (key not in best or best[key].probability < match.probability):
            best[key] = match
    yield from best.values()


def _verdict_on(reading: Reading, match: Match) -> Verdict:
    start, end = _span(reading, match.subject, match.obj)
    if match.denied:
        reason = "the graph says it, the text denies it"
        return Verdict(f"not: {match.triple}", start, end, "contradicted", (match.triple,), reason)
    reason = f"the graph says so (words fit at {match.probability:.2f})"
    return Verdict(str(match.triple), start, end, "supported", (match.triple,), reason)


def _verdict_on_class(reading: Reading, claim: ClassClaim) -> Verdict:
    noun = reading.words[claim.first].start, reading.words[claim.last - 1].end
    thing = reading.things[claim.subject] if claim.subject != IMPLIED else None
    start = min(noun[0], thing.start) if thing else noun[0]
    end = max(noun[1], thing.end) if thing else noun[1]
    named = f"{thing.text if thing else 'it'} · type · {claim.label}"
    if claim.triple is None:
        return Verdict(
            named, start, end, "unverifiable", (), f"the graph does not say that it is a {claim.label}"
        )
    if claim.denied:
        return Verdict(
            f"not: {named}",
            start,
            end,
            "contradicted",
            (claim.triple,),
            "the graph says it, the text denies it",
        )
    return Verdict(str(claim.triple), start, end, "supported", (claim.triple,), "the graph says so")


def _span(reading: Reading, subject: int, obj: int) -> tuple[int, int]:
    """From one thing to the other, and the words that open the sentence ("The architect of")."""
    things = [reading.things[place] for place in (subject, obj) if place != IMPLIED]
    opens = subject == IMPLIED or 0 in (subject, obj)
    start = reading.start if opens else min(t.start for t in things)
    return start, max(t.end for t in things)


def _unexplained(reading: Reading, found: Sequence[Match], classes: Sequence[ClassClaim]) -> list[int]:
    """The things that no triple accounts for; the subject of another claim needs no claim at each mention."""
    done = explained(found) | {claim.subject for claim in classes} | _nouns(reading, classes)
    speaking = {m.triple.subject.iri for m in found if m.said} | {
        c.triple.subject.iri for c in classes if c.triple
    }
    return [
        place
        for place, thing in enumerate(reading.things)
        if place not in done
        and thing.kind != "anaphor"
        and not (speaking & set(thing.iris) and _is_subject(reading, place))
    ]


def _nouns(reading: Reading, classes: Sequence[ClassClaim]) -> set[int]:
    """The things that are the nouns of true claims on classes."""
    spans = [(claim.first, claim.last) for claim in classes if claim.triple]
    return {i for i, t in enumerate(reading.things) if any(a <= t.first and t.last <= b for a, b in spans)}


def _is_subject(reading: Reading, place: int) -> bool:
    """Whether the thing opens a clause, so that it is what is spoken of, not what is said of something."""
    gap = reading.gaps[place]
    return not gap or FUNCTION_WORDS.issuperset(gap[-2:])


def _unconnected(reading: Reading, found: Sequence[Match], classes: Sequence[ClassClaim]) -> list[int]:
    """The first things of groups that words alone tie to the rest ("worked with X, who was born in Y")."""
    done = (explained(found) | {claim.subject for claim in classes}) - {IMPLIED} - _nouns(reading, classes)
    groups = _groups(reading, found, done)
    first = [min(group) for group in groups if IMPLIED not in group]
    return [place for place in sorted(first) if place > 0 and _is_tied(reading, place)]


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
    return any(word.isalpha() and word not in FUNCTION_WORDS for word in gap) and "and" not in gap[-2:]


def _verdicts_on_rest(
    reading: Reading, places: Sequence[int], basis: Basis, found: Sequence[Match]
) -> Iterator[Verdict]:
    """A claim for each thing that no triple accounts for; what a false claim is about lies in that one."""
    against = {place: _contradiction(reading, place, basis) for place in places}
    subjects_of_false = {hit[1] for hit in against.values() if hit}
    for place, hit in against.items():
        if hit:
            yield _contradicted(reading, place, *hit)
        elif place not in subjects_of_false:
            yield _unsupported(reading, place, basis, found)


def _contradicted(reading: Reading, place: int, triple: Triple, subject: int) -> Verdict:
    thing = reading.things[place]
    start, end = _span(reading, subject, place)
    claim = f"{triple.subject.label} · {triple.predicate.label} · {thing.text}"
    known = triple.object.label if isinstance(triple.object, Entity) else triple.object.text
    reason = f"the graph has another {triple.predicate.label}: {known}"
    return Verdict(claim, start, end, "contradicted", (triple,), reason)


def _unsupported(reading: Reading, place: int, basis: Basis, found: Sequence[Match]) -> Verdict:
    thing = reading.things[place]
    if thing.kind == "unknown":
        return _nothing_known(reading, place, basis.text, f"{thing.text!r} is not in the graph")
    related = [m.triple for m in found if place in (m.subject, m.obj)]
    if related:
        known = "; ".join(sorted({triple.predicate.label for triple in related}))
        return _nothing_known(reading, place, basis.text, f"the graph relates them otherwise: {known}")
    return _nothing_known(reading, place, basis.text, "the graph has no such statement")


def _nothing_known(reading: Reading, place: int, text: str, reason: str) -> Verdict:
    thing = reading.things[place]
    start = reading.things[place - 1].end if place else reading.start
    claim = text[start : thing.end].strip(" ,;.")
    start = text.index(claim, start) if claim else thing.start
    return Verdict(claim or thing.text, start, thing.end, "unverifiable", (), reason)


def _contradiction(reading: Reading, place: int, basis: Basis) -> tuple[Triple, int] | None:
    """The triple that the graph has in place of what the words say of a thing, and the place of its subject."""
    thing, facts, lexicon = reading.things[place], basis.facts, basis.lexicon
    asked = [
        (triple, subject)
        for subject, iri in subjects(reading)
        if is_open(reading, subject, place)
        for triple in facts.of(iri)
        if _excludes(triple, thing, facts)
    ]
    if not asked:
        return None
    rows = [
        lexicon.features(lexicon.column(t.predicate.label), context(reading.gaps, subject, place))
        for t, subject in asked
    ]
    probabilities = lexicon.probability(np.stack(rows))
    best = int(probabilities.argmax())
    if probabilities[best] < _CONTRADICTS:
        return None
    return asked[best]


def _excludes(triple: Triple, thing: Thing, facts: KnownFacts) -> bool:
    """Whether the triple can't be true along with the same statement about the thing."""
    known = facts.values(triple.subject.iri, triple.predicate.iri)
    functional = facts.graph.is_functional(triple.predicate.iri)
    if thing.value is not None:
        return (functional or len(known) == 1) and all(_differs(thing.value, other) for other in known)
    if not functional or not isinstance(triple.object, Entity) or thing.kind == "anaphor":
        return False
    # What contains the known place or thing, or is part of it, is no other one.
    end = triple.object.iri
    return not any(iri == end or facts.are_linked(iri, end) for iri in thing.iris)


def _differs(said: Value, known: Term) -> bool:
    return isinstance(known, Value) and compare(said, known) == "different"
