"""From what a sentence says to claims with verdicts: nothing that it names passes without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgaigc.checking.classes import ClassClaim
from kgaigc.checking.clauses import antecedent, clauses
from kgaigc.checking.comparisons import Comparative
from kgaigc.checking.contexts import IMPLIED, Words
from kgaigc.checking.contradictions import Conflict, conflict
from kgaigc.checking.counts import Count, settled
from kgaigc.checking.hedges import hedge_between
from kgaigc.checking.matching import Match
from kgaigc.checking.nationality import Nationality, nationalities
from kgaigc.checking.rest import leftovers, rambling, unconnected
from kgaigc.checking.things import Reading
from kgaigc.checking.understanding import Understanding, understood
from kgaigc.checking.unsettled import (
    Basis,
    contradicted,
    is_rank,
    name_of,
    on_open,
    parts_of,
    path_of,
    place_of,
    span_of,
    tied,
    told_of,
    unknown,
)
from kgaigc.values import Entity, Status, Triple, Verdict

__all__ = ["Basis", "judge"]

_CONDITIONS = frozenset(("if", "suppose", "imagine", "unless"))
_SURE = 0.8  # From this probability on what a relative clause is about is what its words are said of.
_SURER = (
    4  # So many times less in doubt must another predicate be than one that the graph has of the same pair.
)


def judge(reading: Reading, basis: Basis) -> tuple[list[Verdict], list[Match], list[ClassClaim]]:
    """The claims of a sentence with their verdicts, and what it was found to say."""
    if reading.words and _states_nothing(reading, basis.text):
        return [_whole(reading, basis.text, "a question or a condition states nothing")], [], []
    known = understood(reading, basis.facts, basis.lexicon)
    verdicts = [_on_pair(known, group, basis) for group in _groups(known.found)]
    verdicts = _joined([*verdicts, *(_on_class(known, claim, basis) for claim in known.classes)])
    verdicts += [_on_count(known, count, span, basis) for count, span in known.counted]
    verdicts += [_on_comparison(known, one, basis) for one in known.compared]
    verdicts += [
        _on_nationality(known, one, basis)
        for one in nationalities(known.reading, basis.facts, known.negations, basis.text)
    ]
    verdicts += on_open(known, basis)
    for place in unconnected(known.reading, known.found, known.classes):
        if any(verdict.focus == place_of(known.reading, place) for verdict in verdicts):
            continue
        reason = "the graph does not say how this belongs to the rest"
        verdicts.append(tied(known, place, basis) or unknown(known, place, basis, reason))
    verdicts += _on_words(known, verdicts, basis)
    verdicts += _uncovered(known, verdicts, basis)
    if not verdicts and any(word.text.isalnum() for word in reading.words):
        verdicts.append(_whole(reading, basis.text, "nothing in it could be found in the graph"))
    verdicts = [_with_hedge(known, verdict) for verdict in _without_echoes(verdicts)]
    return sorted(verdicts, key=lambda v: (v.start, v.end)), list(known.found), list(known.classes)


def _states_nothing(reading: Reading, text: str) -> bool:
    return text[reading.start : reading.end].rstrip().endswith("?") or reading.words[0].text in _CONDITIONS


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
    about = antecedent(known.reading, match.obj)
    passed = about is not None and match.subject < about
    subject = about if passed else match.subject
    clause = next((c for c in clauses(known.reading, match.obj) if c.subject == subject), None)
    hit = clause and conflict(known.reading, [clause], basis.facts, basis.lexicon)
    if hit and passed and hit.probability >= _SURE:
        return contradicted(known, hit)
    if (
        hit
        and clause
        and clause.obj == hit.obj
        and _outweighs(hit, match, clause.texts(known.reading), basis)
    ):
        return contradicted(known, hit)
    return _on_matches(known, group, basis)


def _outweighs(hit: Conflict, match: Match, words: Words, basis: Basis) -> bool:
    """Whether the words rather say the predicate that has another value ("born in" the burial place)."""
    shares = [
        basis.lexicon.shares_words(triple.predicate.label, words) for triple in (hit.triples[0], match.triple)
    ]
    return shares == [True, False] or (1 - hit.probability) * _SURER <= 1 - match.probability


def _on_matches(known: Understanding, group: Sequence[Match], basis: Basis) -> Verdict:
    """The verdict on a pair of things that the graph relates in the way that is said, or in several ways."""
    match = group[0]
    grounds = basis.facts.grounds(match.triple)
    start, end = span_of(known.reading, match.subject, match.obj)
    support = [*path_of(known, match.subject), *path_of(known, match.obj)]
    support += [triple for one in group for triple in basis.facts.grounds(one.triple)]
    parts, focus = parts_of(match.triple), told_of(known.reading, match.subject, match.obj)
    claim, status, reason = (
        str(match.triple),
        "supported",
        f"the graph says so (words fit at {match.probability:.2f})",
    )
    if match.denied:
        claim, status, reason = f"not: {claim}", "contradicted", "the graph says it, the text denies it"
    elif grounds != (match.triple,):
        reason = f"it follows from {', '.join(map(str, grounds))}"
    return Verdict(claim, start, end, _status(status), tuple(dict.fromkeys(support)), reason, parts, focus)


def _without_echoes(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts without those that leave open what another one settles, on just the same words."""
    settled_on = {v.focus for v in verdicts if v.focus and v.status == "supported"}
    return [v for v in verdicts if v.status != "unverifiable" or v.focus not in settled_on]


def _status(text: str) -> Status:
    return "supported" if text == "supported" else "contradicted"


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
    opens = known.reading.start if claim.subject == 0 else None
    span = (min(noun[0], thing.start), max(noun[1], thing.end)) if thing else noun
    span = (min(span[0], opens), span[1]) if opens is not None and noun[0] > span[0] else span
    head = claim.triple.subject.label if claim.triple else name_of(known, claim.subject, basis)
    status, support, reason = _class_status(claim)
    named = f"{'not: ' if claim.denied else ''}{head} · type · {claim.label}"
    return Verdict(named, *span, status, support, reason, (head, "type", claim.label), noun)


def _class_status(claim: ClassClaim) -> tuple[Status, tuple[Triple, ...], str]:
    if claim.triple and claim.ranked:
        return (
            "unverifiable",
            (claim.triple,),
            f"the graph has the class, but not that it is the {claim.ranked}",
        )
    if claim.triple and claim.denied:
        return "contradicted", (claim.triple,), "the graph says it, the text denies it"
    if claim.triple:
        return "supported", (claim.triple,), "the graph says so"
    if claim.excluded and isinstance(claim.excluded.object, Entity):
        reason = f"it is a {claim.excluded.object.label}, and none of these is a {claim.label}"
        return ("supported" if claim.denied else "contradicted"), (claim.excluded,), reason
    return "unverifiable", (), f"the graph does not say that it is a {claim.label}"


def _on_count(known: Understanding, count: Count, span: tuple[int, int], basis: Basis) -> Verdict:
    status, support, reason = settled(count, basis.facts)
    head = basis.facts.graph.entity(count.iri).label
    start = (
        known.reading.start if count.subject in (IMPLIED, 0) else known.reading.things[count.subject].start
    )
    number = basis.text[span[0] : span[1]].split()[0]
    if count.place is not None:
        number = known.reading.things[count.place].text
    claim = f"{head} · {count.label} · {number}"
    parts = head, count.label, number
    return Verdict(claim, start, span[1], status, support, reason, parts, (span[0], span[0] + len(number)))


def _on_comparison(known: Understanding, one: Comparative, basis: Basis) -> Verdict:
    status, reason = one.verdict(denied=known.denies(one.subject, one.obj))
    start, end = span_of(known.reading, one.subject, one.obj)
    parts = (name_of(known, one.subject, basis), f"{one.word} than", name_of(known, one.obj, basis))
    return Verdict(
        " · ".join(parts), start, end, status, one.triples, reason, parts, place_of(known.reading, one.obj)
    )


def _on_nationality(known: Understanding, one: Nationality, basis: Basis) -> Verdict:
    word = known.reading.words[one.token]
    status, reason = one.verdict
    head = basis.facts.graph.entity(one.iri).label
    said = basis.text[word.start : word.end]
    claim = f"{'not: ' if one.denied else ''}{head} · is · {said}"
    start = known.reading.start
    if one.subject > 0:
        start = min(word.start, known.reading.things[one.subject].start)
    end = word.end if one.subject == IMPLIED else max(word.end, known.reading.things[one.subject].end)
    return Verdict(claim, start, end, status, one.triples, reason, (head, "is", said), (word.start, word.end))


def _on_words(known: Understanding, verdicts: Sequence[Verdict], basis: Basis) -> Iterator[Verdict]:
    """Claims on words that name nothing."""
    for start, end in rambling(known.reading):
        reason = "so many words, and nothing that the graph knows"
        yield Verdict(basis.text[start:end], start, end, "unverifiable", (), reason, None, (start, end))
    spans = [verdict.focus for verdict in verdicts if verdict.focus] + [span for _, span in known.counted]
    spans += [(v.start, v.end) for v in verdicts if v.focus and v.start == v.focus[0] and v.end > v.focus[1]]
    for start, end in leftovers(known.reading, known.found, known.classes, spans, basis.lexicon, basis.facts):
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
        unknown(known, place, basis, "no claim of the sentence takes it in")
        for place, thing in enumerate(known.reading.things)
        if thing.kind != "anaphor"
        and place not in heads
        and not is_rank(known, place)
        and not any(start <= thing.start and thing.end <= end for start, end in settled_spans)
    ]
