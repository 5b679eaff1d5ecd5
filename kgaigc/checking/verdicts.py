"""From what a sentence says to claims with verdicts: nothing that it names passes without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgaigc.checking.classes import ClassClaim
from kgaigc.checking.clauses import Clause, clauses, shared_clause
from kgaigc.checking.comparisons import Comparative
from kgaigc.checking.contexts import IMPLIED, Words
from kgaigc.checking.contradictions import Conflict, conflict
from kgaigc.checking.counts import Count, settled
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.hedges import hedge_between
from kgaigc.checking.lexicon import Lexicon
from kgaigc.checking.matching import Match
from kgaigc.checking.rest import leftovers, rambling, unconnected
from kgaigc.checking.things import Reading
from kgaigc.checking.understanding import Understanding, understood
from kgaigc.values import Entity, Status, Triple, Verdict

Parts = tuple[str, str, str]
_SURER = 4  # So many times less in doubt must another predicate be than one that the graph has of the same pair.


@dataclass(frozen=True, slots=True)
class Basis:
    """What a sentence is judged by: the whole text, the facts, and the words of predicates."""

    text: str
    facts: KnownFacts
    lexicon: Lexicon


def judge(reading: Reading, basis: Basis) -> tuple[list[Verdict], list[Match], list[ClassClaim]]:
    """The claims of a sentence with their verdicts, and what it was found to say."""
    if basis.text[reading.start : reading.end].rstrip().endswith("?"):
        return [_whole(reading, basis.text, "a question states nothing")], [], []
    known = understood(reading, basis.facts, basis.lexicon)
    verdicts = [_on_pair(known, group, basis) for group in _groups(known.found)]
    verdicts = _joined([*verdicts, *(_on_class(known, claim, basis) for claim in known.classes)])
    verdicts += [_on_count(known, count, span, basis) for count, span in known.counted]
    verdicts += [_on_comparison(known, one, basis) for one in known.compared]
    verdicts += _on_open(known, basis)
    for place in unconnected(known.reading, known.found, known.classes):
        verdicts.append(_unknown(known, place, basis, "the graph does not say how this belongs to the rest"))
    verdicts += _on_words(known, verdicts, basis)
    verdicts += _uncovered(known, verdicts, basis)
    if not verdicts and any(word.text.isalnum() for word in reading.words):
        verdicts.append(_whole(reading, basis.text, "nothing in it could be found in the graph"))
    verdicts = [_with_hedge(known, verdict) for verdict in verdicts]
    return sorted(verdicts, key=lambda v: (v.start, v.end)), list(known.found), list(known.classes)


def _whole(reading: Reading, text: str, reason: str) -> Verdict:
    claim = text[reading.start : reading.end]
    return Verdict(claim, reading.start, reading.end, "unverifiable", (), reason)


def _with_hedge(known: Understanding, verdict: Verdict) -> Verdict:
    hedge = hedge_between(known.hedges, verdict.start, verdict.end)
    return replace(verdict, reason=f"{verdict.reason}; hedged: {hedge}") if hedge else verdict


def _groups(found: Sequence[Match]) -> list[list[Match]]:
    """What is said of each pair of things, the likeliest first; each triple once for each of its objects."""
    best: dict[tuple[Triple, int], Match] = {}
    for match in found:
        key = (match.triple, match.obj)
        if match.said and (key not in best or best[key].probability < match.probability):
            best[key] = match
    groups: dict[tuple[int, ...], list[Match]] = {}
    for match in sorted(best.values(), key=lambda m: -m.probability):
        groups.setdefault(tuple(sorted((match.subject, match.obj))), []).append(match)
    return list(groups.values())


def _on_pair(known: Understanding, group: Sequence[Match], basis: Basis) -> Verdict:
    """The verdict on a pair of things that the graph relates: as the text says, or in another way."""
    match = group[0]
    clause = next((c for c in clauses(known.reading, match.obj) if c.subject == match.subject), None)
    hit = clause and conflict(known.reading, [clause], basis.facts, basis.lexicon)
    if hit and clause and clause.obj == hit.obj and _outweighs(hit, match, clause.texts(known.reading), basis):
        return _contradicted(known, hit, basis)
    return _on_matches(known, group, basis)


def _outweighs(hit: Conflict, match: Match, words: Words, basis: Basis) -> bool:
    """Whether the words rather say the predicate that has another value ("born in" the burial place)."""
    shares = [
        basis.lexicon.shares_words(triple.predicate.label, words) for triple in (hit.triples[0], match.triple)
    ]
    named = shares == [True, False] and hit.probability > match.probability
    return named or (1 - hit.probability) * _SURER <= 1 - match.probability


def _on_matches(known: Understanding, group: Sequence[Match], basis: Basis) -> Verdict:
    """The verdict on a pair of things that the graph relates in the way that is said, or in several ways."""
    match = group[0]
    triple = basis.facts.grounds(match.triple)
    start, end = _span(known.reading, match.subject, match.obj)
    support = [*_path(known, match.subject), *_path(known, match.obj)]
    support += [basis.facts.grounds(one.triple) for one in group]
    parts, focus = _parts(match.triple), _place(known.reading, match.obj)
    claim, status, reason = str(match.triple), "supported", f"the graph says so (words fit at {match.probability:.2f})"
    if match.denied:
        claim, status, reason = f"not: {claim}", "contradicted", "the graph says it, the text denies it"
    elif triple != match.triple:
        reason = f"it follows from {triple.predicate.label}"
    return Verdict(claim, start, end, _status(status), tuple(dict.fromkeys(support)), reason, parts, focus)


def _status(text: str) -> Status:
    return "supported" if text == "supported" else "contradicted"


def _path(known: Understanding, place: int) -> tuple[Triple, ...]:
    return known.paths.get(place, ())


def _parts(triple: Triple) -> Parts:
    tail = triple.object.label if isinstance(triple.object, Entity) else triple.object.text
    return triple.subject.label, triple.predicate.label, tail


def _place(reading: Reading, place: int) -> tuple[int, int]:
    return reading.things[place].start, reading.things[place].end


def _joined(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """One verdict for what is said once and held twice, as an occupation and as a class."""
    joined: dict[tuple[int, str, str], Verdict] = {}
    for verdict in verdicts:
        key = verdict.end, verdict.status, verdict.parts[0] if verdict.parts else ""
        before = joined.get(key)
        if before and verdict.parts and "type" in (verdict.parts[1], before.parts[1] if before.parts else ""):
            support = tuple(dict.fromkeys((*before.support, *verdict.support)))
            joined[key] = replace(before, support=support, start=min(before.start, verdict.start))
        else:
            joined[key if before is None else (*key[:2], str(len(joined)))] = verdict
    return list(joined.values())


def _on_class(known: Understanding, claim: ClassClaim, basis: Basis) -> Verdict:
    words, thing = known.reading.words, None
    noun = words[claim.first].start, words[claim.last - 1].end
    if claim.subject != IMPLIED:
        thing = known.reading.things[claim.subject]
    span = (min(noun[0], thing.start), max(noun[1], thing.end)) if thing else noun
    head = claim.triple.subject.label if claim.triple else _name(known, claim.subject, basis)
    status, support, reason = _class_status(claim)
    named = f"{'not: ' if claim.denied else ''}{head} · type · {claim.label}"
    return Verdict(named, *span, status, support, reason, (head, "type", claim.label), noun)


def _class_status(claim: ClassClaim) -> tuple[Status, tuple[Triple, ...], str]:
    if claim.triple and claim.ranked:
        return "unverifiable", (claim.triple,), f"the graph has the class, but not that it is the {claim.ranked}"
    if claim.triple and claim.denied:
        return "contradicted", (claim.triple,), "the graph says it, the text denies it"
    if claim.triple:
        return "supported", (claim.triple,), "the graph says so"
    if claim.excluded and isinstance(claim.excluded.object, Entity):
        reason = f"it is a {claim.excluded.object.label}, and none of these is a {claim.label}"
        return ("supported" if claim.denied else "contradicted"), (claim.excluded,), reason
    return "unverifiable", (), f"the graph does not say that it is a {claim.label}"


def _name(known: Understanding, place: int, basis: Basis) -> str:
    if place == IMPLIED:
        return basis.facts.graph.entity(known.reading.focus[0]).label if known.reading.focus else "it"
    thing = known.reading.things[place]
    return basis.facts.graph.entity(thing.iris[0]).label if thing.iris else thing.text


def _on_count(known: Understanding, count: Count, span: tuple[int, int], basis: Basis) -> Verdict:
    status, support, reason = settled(count, basis.facts)
    head = basis.facts.graph.entity(count.iri).label
    start = known.reading.start if count.subject in (IMPLIED, 0) else known.reading.things[count.subject].start
    number = basis.text[span[0] : span[1]].split()[0]
    if count.place is not None:
        number = known.reading.things[count.place].text
    claim = f"{head} · {count.label} · {number}"
    parts = head, count.label, number
    return Verdict(claim, start, span[1], status, support, reason, parts, (span[0], span[0] + len(number)))


def _on_comparison(known: Understanding, one: Comparative, basis: Basis) -> Verdict:
    status, reason = one.verdict(denied=known.denies(one.subject, one.obj))
    start, end = _span(known.reading, one.subject, one.obj)
    parts = (_name(known, one.subject, basis), f"{one.word} than", _name(known, one.obj, basis))
    return Verdict(
        " · ".join(parts), start, end, status, one.triples, reason, parts, _place(known.reading, one.obj)
    )


def _on_open(known: Understanding, basis: Basis) -> Iterator[Verdict]:
    """A claim for each thing that no triple accounts for; what a false claim is about lies in that one."""
    reading = known.reading
    against: dict[int, Conflict] = {}
    for place in known.open:
        hit = conflict(reading, [_clause(reading, place)], basis.facts, basis.lexicon)
        if hit:
            against.setdefault(hit.obj, hit)
    in_false = {place for hit in against.values() for place in (hit.subject, hit.obj)}
    yield from (_contradicted(known, hit, basis) for hit in against.values())
    for place in known.open:
        owned = _owned(known, place, basis)
        if owned:
            yield owned
        elif place not in in_false and not _is_head(known, place) and not _is_rank(known, place):
            yield _unsupported(known, place, basis)


def _is_rank(known: Understanding, place: int) -> bool:
    """Whether a number belongs to the noun of a class ("the first painter")."""
    thing = known.reading.things[place]
    ranked = [claim for claim in known.classes if claim.ranked]
    return any(thing.kind == "value" and claim.first - 4 <= thing.first < claim.first for claim in ranked)


def _owned(known: Understanding, place: int, basis: Basis) -> Verdict | None:
    """The verdict on an owner and what it owns ("Rodin's Thinker"), where the graph ties the two together."""
    reading = known.reading
    if place + 1 >= len(reading.things) or reading.gaps[place + 1] != ("'s",):
        return None
    iris = set(reading.things[place].iris), set(reading.things[place + 1].iris)
    for one, other in (iris, iris[::-1]):
        for triple in (t for iri in sorted(one) for t in basis.facts.of(iri)):
            if isinstance(triple.object, Entity) and triple.object.iri in other:
                end = reading.things[place + 1].end
                reason = f"the graph ties the two together by {triple.predicate.label}"
                start = reading.things[place].start
                return Verdict(
                    str(triple), start, end, "supported", (triple,), reason, _parts(triple), (start, end)
                )
    return None


def _is_head(known: Understanding, place: int) -> bool:
    """Whether a thing is what a later claim of the sentence is about, so that it lies in that one."""
    later = [other for other in known.open if other > place]
    return any(clause.subject == place for other in later for clause in clauses(known.reading, other)[:1])


def _contradicted(known: Understanding, hit: Conflict, basis: Basis) -> Verdict:
    thing, triple = known.reading.things[hit.obj], hit.triples[0]
    start, end = _span(known.reading, hit.subject, hit.obj)
    parts = triple.subject.label, triple.predicate.label, thing.text
    names = ", ".join(_parts(one)[2] for one in hit.triples)
    reason = f"the graph has another {triple.predicate.label}: {names}"
    denied = known.denies(hit.subject, hit.obj)
    claim = f"{'not: ' if denied else ''}{' · '.join(parts)}"
    support = (*_path(known, hit.subject), *_path(known, hit.obj), *map(basis.facts.grounds, hit.triples))
    return Verdict(
        claim, start, end, "supported" if denied else "contradicted", support, reason, parts, (thing.start, thing.end)
    )


def _unsupported(known: Understanding, place: int, basis: Basis) -> Verdict:
    thing = known.reading.things[place]
    if thing.kind == "unknown":
        return _unknown(known, place, basis, f"{thing.text!r} is not in the graph")
    related = {m.triple.predicate.label for m in known.found if place in (m.subject, m.obj)}
    if related:
        return _unknown(known, place, basis, f"the graph relates them otherwise: {'; '.join(sorted(related))}")
    return _unknown(known, place, basis, "the graph has no such statement")


def _unknown(known: Understanding, place: int, basis: Basis, reason: str) -> Verdict:
    """A claim that the graph is silent on, from what it is about to the thing."""
    reading, text = known.reading, basis.text
    thing, clause = reading.things[place], _clause(reading, place)
    start, end = _span(reading, clause.subject, clause.obj)
    claim = text[reading.things[place - 1].end if place else reading.start : thing.end].strip(" ,;.")
    relation = " ".join(clause.texts(reading)).strip(" ,")
    parts = (_name(known, clause.subject, basis), relation, reading.things[clause.obj].text)
    return Verdict(
        claim or thing.text, start, end, "unverifiable", (), reason, parts, (thing.start, thing.end)
    )


def _clause(reading: Reading, place: int) -> Clause:
    """The statement that a thing takes part in, as the likeliest subject or object."""
    return shared_clause(reading, place) or clauses(reading, place)[0]


def _span(reading: Reading, subject: int, obj: int) -> tuple[int, int]:
    """From one thing to the other, and the words that open the sentence ("The architect of")."""
    things = [reading.things[place] for place in (subject, obj) if place != IMPLIED]
    opens = subject == IMPLIED or 0 in (subject, obj)
    start = reading.start if opens else min(t.start for t in things)
    return start, max(t.end for t in things)


def _on_words(known: Understanding, verdicts: Sequence[Verdict], basis: Basis) -> Iterator[Verdict]:
    """Claims on words that name nothing."""
    for start, end in rambling(known.reading):
        reason = "so many words, and nothing that the graph knows"
        yield Verdict(basis.text[start:end], start, end, "unverifiable", (), reason, None, (start, end))
    spans = [verdict.focus for verdict in verdicts if verdict.focus] + [span for _, span in known.counted]
    for start, end in leftovers(known.reading, known.found, known.classes, spans, basis.lexicon):
        reason = "nothing in these words could be found in the graph"
        yield Verdict(basis.text[start:end], start, end, "unverifiable", (), reason, None, (start, end))


def _uncovered(known: Understanding, verdicts: Sequence[Verdict], basis: Basis) -> list[Verdict]:
    """A claim for each thing that no claim's words take in, so that nothing passes in the shadow of another."""
    settled_spans = [(v.start, v.end) for v in verdicts if v.status != "unverifiable"]
    settled_spans += [v.focus or (v.start, v.end) for v in verdicts if v.status == "unverifiable"]
    heads = {clauses(known.reading, place)[0].subject for place in known.open}
    heads |= {claim.subject for claim in known.classes} | {count.subject for count, _ in known.counted}
    heads |= {place for one in known.compared for place in (one.subject, one.obj)}
    return [
        _unknown(known, place, basis, "no claim of the sentence takes it in")
        for place, thing in enumerate(known.reading.things)
        if thing.kind != "anaphor"
        and place not in heads
        and not _is_rank(known, place)
        and not any(start <= thing.start and thing.end <= end for start, end in settled_spans)
    ]
