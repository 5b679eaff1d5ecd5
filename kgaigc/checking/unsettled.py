"""Verdicts on what no triple accounts for: against the graph, or beyond what it knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgaigc.checking.attachment import is_misattached
from kgaigc.checking.candidates import Candidate, candidates, decided, rivals, without_turned
from kgaigc.checking.clauses import Clause, after_number, clauses, opens, shared_clause
from kgaigc.checking.contexts import ARTICLES, COPULAS, IMPLIED, context
from kgaigc.checking.contradictions import Conflict, conflict
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.lexicon import Lexicon
from kgaigc.checking.matching import Match
from kgaigc.checking.things import Reading
from kgaigc.checking.understanding import Understanding, is_claim
from kgaigc.quantities.comparing import NUMBERS
from kgaigc.values import Entity, Status, Triple, Value, Verdict

Parts = tuple[str, str, str]
_BEFORE_NOUN = 4  # So many tokens before the noun of a class its rank may stand.


@dataclass(frozen=True, slots=True)
class Basis:
    """What a sentence is judged by: the whole text, the facts, and the words of predicates."""

    text: str
    facts: KnownFacts
    lexicon: Lexicon


def on_open(known: Understanding, basis: Basis) -> Iterator[Verdict]:
    """A claim for each thing that no triple accounts for; what a false claim is about lies in that one."""
    reading = known.reading
    places = [place for place in known.open if not is_head(known, place) and not is_rank(known, place)]
    likely = _likely(known, places, basis)
    clear = rivals(reading, likely, basis.facts)
    against: dict[int, Conflict] = {}
    for place in known.open:
        hit = conflict(reading, [clause_of(reading, place)], basis.facts, basis.lexicon)
        best = decided(reading, place, likely.get(place, ()), hit, clear.get(place, 0.0), basis.facts)
        if best and best.fits:
            yield repeated(known, best, place, basis)
        elif best:
            hit = Conflict(best.triples, best.subject, best.obj, best.weight)
        if hit and not (best and best.fits):
            against.setdefault(hit.obj, hit)
        elif not best and place in likely:
            yield _owned(known, place, basis) or _unsupported(known, place, basis)
    yield from (contradicted(known, hit) for hit in against.values())


def tied(known: Understanding, place: int, basis: Basis) -> Verdict | None:
    """The verdict on a thing that only words tie to the rest, where the graph ties it to what is said of."""
    likely = _likely(known, [place], basis)
    clear = rivals(known.reading, likely, basis.facts)[place]
    best = decided(known.reading, place, likely[place], None, clear, basis.facts)
    return repeated(known, best, place, basis) if best and best.fits else None


def _likely(known: Understanding, places: Sequence[int], basis: Basis) -> dict[int, list[Candidate]]:
    """What the graph may have on each of some things, the likeliest first."""
    found = candidates(known.reading, places, basis.facts, basis.lexicon)
    built = {place: _built(known, ones, basis) for place, ones in found.items()}
    return without_turned(known.reading, built, basis.facts)


def _built(known: Understanding, found: Sequence[Candidate], basis: Basis) -> list[Candidate]:
    """The candidates that the build of the sentence leaves."""
    reading = known.reading
    objects = {match.obj for match in known.found if match.said}
    told = {match.triple for match in known.found if match.said and isinstance(match.triple.object, Value)}
    said = {frozenset((match.subject, match.obj)) for match in known.found if match.said}
    used = {(match.obj, match.triple.predicate) for match in known.found if match.said}
    kept = []
    for one in found:
        around = context(reading.gaps, one.subject, one.obj)
        match = Match(one.triples[0], one.subject, one.obj, 1.0, denied=False)
        if frozenset((one.subject, one.obj)) in said or (not one.fits and not told.isdisjoint(one.triples)):
            continue
        # "Ada, born in London, knew Charles": it is Ada's birth place, and not that of who is named after it.
        if not one.fits and one.obj < one.subject and (one.obj, one.triples[0].predicate) in used:
            continue
        if is_claim(reading, match, (), basis.facts) and not is_misattached(
            reading, one.subject, around, objects
        ):
            kept.append(one)
    return kept


def repeated(known: Understanding, found: Candidate, place: int, basis: Basis) -> Verdict:
    """The verdict on what the graph has, where little is said of how the two belong together."""
    triple, grounds = found.triples[0], basis.facts.grounds(found.triples[0])
    start, end = span_of(known.reading, found.subject, found.obj)
    focus = place_of(known.reading, place)
    reason = f"the graph has just that, and the words may say it ({found.probability:.2f})"
    claim, status = str(triple), "supported"
    if known.denies(found.subject, found.obj):
        claim, status, reason = f"not: {claim}", "contradicted", "the graph says it, the text denies it"
    support = (*path_of(known, found.subject), *path_of(known, found.obj), *grounds)
    made: Status = "supported" if status == "supported" else "contradicted"
    return Verdict(claim, start, max(end, focus[1]), made, support, reason, parts_of(triple), focus)


def is_rank(known: Understanding, place: int) -> bool:
    """Whether a number belongs to the noun of a class ("the first painter")."""
    thing = known.reading.things[place]
    ranked = [claim for claim in known.classes if claim.ranked]
    return any(
        thing.kind == "value" and claim.first - _BEFORE_NOUN <= thing.first < claim.first for claim in ranked
    )


def _owned(known: Understanding, place: int, basis: Basis) -> Verdict | None:
    """The verdict on an owner and what it owns ("Rodin's Thinker"), where the graph ties the two together."""
    reading = known.reading
    if place + 1 >= len(reading.things) or reading.gaps[place + 1] not in (("'s",), ()):
        return None
    iris = set(reading.things[place].iris), set(reading.things[place + 1].iris)
    for one, other in (iris, iris[::-1]):
        for triple in (t for iri in sorted(one) for t in basis.facts.of(iri)):
            if isinstance(triple.object, Entity) and triple.object.iri in other:
                end = reading.things[place + 1].end
                reason = f"the graph ties the two together by {triple.predicate.label}"
                start = reading.things[place].start
                return Verdict(
                    str(triple), start, end, "supported", (triple,), reason, parts_of(triple), (start, end)
                )
    return None


def is_head(known: Understanding, place: int) -> bool:
    """Whether a thing is only what a later claim of the sentence is about, so that it lies in that one."""
    later = [other for other in known.open if other > place]
    heads = any(clause.subject == place for other in later for clause in clauses(known.reading, other)[:1])
    return (heads and opens(known.reading, place)) or _is_told_of(known, place)


def _is_told_of(known: Understanding, place: int) -> bool:
    """Whether a thing is only named to say something else of it ("..., and the destination of S is O")."""
    gaps = known.reading.gaps
    if place + 1 >= len(known.reading.things):
        return False
    before, after = ([w for w in gaps[i] if w not in ARTICLES] for i in (place, place + 1))
    joined = before[:1] in ([","], ["and"]) and before[-1:] == ["of"] and not COPULAS.isdisjoint(after[:1])
    return joined and any(m.said and (m.subject, m.obj) == (place, place + 1) for m in known.found)


def contradicted(known: Understanding, hit: Conflict) -> Verdict:
    """The verdict on what the graph has another value for; a denial of it is supported."""
    thing, triple = known.reading.things[hit.obj], hit.triples[0]
    start, end = span_of(known.reading, hit.subject, hit.obj)
    parts = triple.subject.label, triple.predicate.label, thing.text
    names = ", ".join(parts_of(one)[2] for one in hit.triples)
    reason = f"the graph has another {triple.predicate.label}: {names}"
    denied = known.denies(hit.subject, hit.obj)
    claim = f"{'not: ' if denied else ''}{' · '.join(parts)}"
    support = (*path_of(known, hit.subject), *path_of(known, hit.obj), *hit.triples)
    return Verdict(
        claim,
        start,
        end,
        "supported" if denied else "contradicted",
        support,
        reason,
        parts,
        told_of(known.reading, hit.subject, hit.obj),
    )


def _unsupported(known: Understanding, place: int, basis: Basis) -> Verdict:
    thing = known.reading.things[place]
    if thing.kind == "unknown":
        return unknown(known, place, basis, f"{thing.text!r} is not in the graph")
    related = {m.triple.predicate.label for m in known.found if place in (m.subject, m.obj)}
    if related:
        return unknown(known, place, basis, f"the graph relates them otherwise: {'; '.join(sorted(related))}")
    return unknown(known, place, basis, "the graph has no such statement")


def unknown(known: Understanding, place: int, basis: Basis, reason: str) -> Verdict:
    """A claim that the graph is silent on, from what it is about to the thing."""
    reading, text = known.reading, basis.text
    thing, clause = reading.things[place], clause_of(reading, place)
    start, end = span_of(reading, clause.subject, clause.obj)
    claim = text[reading.things[place - 1].end if place else reading.start : thing.end].strip(" ,;.")
    relation = " ".join(clause.texts(reading)).strip(" ,")
    end = max(end, _end_of_words(reading, clause, place))
    parts = (name_of(known, clause.subject, basis), relation, reading.things[clause.obj].text)
    return Verdict(
        claim or thing.text, start, end, "unverifiable", (), reason, parts, place_of(reading, place)
    )


def _end_of_words(reading: Reading, clause: Clause, place: int) -> int:
    """Where the words end that go with a thing: what a number counts, or a verb without an object."""
    thing = reading.things[place]
    if thing.kind == "value":
        return max((reading.words[i].end for i in clause.words if i >= thing.last), default=thing.end)
    if place + 1 < len(reading.things) or clause.words:
        return thing.end
    rest = [word for word in reading.words[thing.last :] if word.text.isalnum()]
    return rest[-1].end if rest else thing.end


def clause_of(reading: Reading, place: int) -> Clause:
    """The statement that a thing takes part in, as the likeliest subject or object."""
    return shared_clause(reading, place) or clauses(reading, place)[0]


def span_of(reading: Reading, subject: int, obj: int) -> tuple[int, int]:
    """From one thing to the other, and the words that open the sentence ("The architect of")."""
    things = [reading.things[place] for place in (subject, obj) if place != IMPLIED]
    opens = subject == IMPLIED or 0 in (subject, obj)
    start = reading.start if opens else min(t.start for t in things)
    return start, max(place_of(reading, place)[1] for place in (subject, obj) if place != IMPLIED)


def parts_of(triple: Triple) -> Parts:
    """Head, relation and tail of a triple."""
    tail = triple.object.label if isinstance(triple.object, Entity) else triple.object.text
    return triple.subject.label, triple.predicate.label, tail


def name_of(known: Understanding, place: int, basis: Basis) -> str:
    """What a thing is called in a claim."""
    if place == IMPLIED:
        return basis.facts.graph.entity(known.reading.focus[0]).label if known.reading.focus else "it"
    thing = known.reading.things[place]
    return basis.facts.graph.entity(thing.iris[0]).label if thing.iris else thing.text


def path_of(known: Understanding, place: int) -> tuple[Triple, ...]:
    """The triples that tell what a description names."""
    return known.paths.get(place, ())


def told_of(reading: Reading, subject: int, obj: int) -> tuple[int, int]:
    """Where the one of two things stands that the sentence tells last ("Babbage designed the Engine")."""
    later = max(subject, obj)
    after_both = later == obj or reading.things[later].kind != "anaphor"
    return place_of(reading, later if after_both else obj)


def place_of(reading: Reading, place: int) -> tuple[int, int]:
    """Where a thing stands in the text, with what it counts ("900 valves")."""
    thing = reading.things[place]
    if thing.value is None or thing.value.datatype not in NUMBERS:
        return thing.start, thing.end
    after = [i for i in after_number(reading, place) if i >= thing.last]
    return thing.start, reading.words[after[-1]].end if after else thing.end
