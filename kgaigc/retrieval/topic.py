"""The facts that an article on a topic is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kgaigc.graph import KnowledgeGraph
from kgaigc.retrieval.scoring import by_score, close_fact, detail_fact, incoming_fact, own_facts
from kgaigc.values import RDF_TYPE, TYPE, Entity, Evidence, Facts, Triple, ntriples

_OWN = 10  # as many of the topic's own facts are always taken
_ALIKE = 3  # of the facts that end at the topic, so many with the same predicate
_CLOSE = 2  # so many facts about things close to it
_LOOKED_AT = 1_000  # of the statements that end at a hub
_NEAR = 4  # a thing that more facts with the same predicate end at is not close to any one of them
_COMMON = 15  # nor is one that so many facts of any kind end at
_LEAST = 0.3  # what scores less is not worth a place, even where there is room


def retrieve(graph: KnowledgeGraph, topic: Entity, *, max_facts: int = 12) -> Facts:
    """The facts that bear on a topic, the most telling first, each with the reason.

    First what it is, as one triple with the predicate ``rdf:type`` and its most specific class; then its own
    facts, what the nodes that hang on it hold, what other things tell of it, and a little of what is close to it.
    Ten of its own, or all, always have a place. What an inverse or symmetric property says twice comes once.

    Args:
        graph: what is known.
        topic: the thing.
        max_facts: the number of facts at most.

    Returns:
        No evidence where the graph tells nothing of the topic.
    """
    own = _own(graph, topic)
    sure, rest = own[:_OWN], own[_OWN:]
    told = {triple for evidence in own for triple in _ways(graph, evidence.triple)}
    details = (detail_fact(graph, fact) for fact in graph.details(topic.iri))
    around = (*_incoming(graph, topic, told), *details, *_close(graph, own, told))
    others = [evidence for evidence in around if evidence.score >= _LEAST]
    room = max(0, max_facts - len(sure))
    chosen = [*sure, *sorted((*rest, *others), key=by_score)[:room]][:max_facts]
    head = [e for e in chosen if e.triple.predicate.iri == RDF_TYPE]
    return Facts((*head, *sorted((e for e in chosen if e not in head), key=by_score)))


def type_fact(graph: KnowledgeGraph, topic: Entity) -> Triple | None:
    """What the topic is, as a triple with its most specific class; None where the graph does not say."""
    classes = graph.types(topic.iri)
    return Triple(topic, TYPE, classes[0]) if classes else None


def _own(graph: KnowledgeGraph, topic: Entity) -> list[Evidence]:
    """The topic's own facts, best first; what it is comes before all, said by its class or by a fact."""
    ranked = own_facts(graph, topic, _once(graph, graph.facts(topic.iri)))
    kind = type_fact(graph, topic)
    if kind is None:
        return ranked
    says = next((e.triple for e in ranked if _ends_alike(e.triple, kind)), kind)
    return [Evidence(says, 1.0, "what the topic is"), *(e for e in ranked if e.triple != says)]


def _ends_alike(fact: Triple, kind: Triple) -> bool:
    """Whether a fact ends in a thing named as the class is: then the class need not be said as well."""
    ends = (fact.object, kind.object)
    return len({end.label.lower() if isinstance(end, Entity) else "" for end in ends}) == 1


def _once(graph: KnowledgeGraph, facts: Iterable[Triple]) -> list[Triple]:
    told: set[tuple[str, str, str]] = set()
    kept = []
    for fact in facts:
        if _key(fact) not in told:
            kept.append(fact)
            told |= _ways(graph, fact)
    return kept


def _ways(graph: KnowledgeGraph, fact: Triple) -> set[tuple[str, str, str]]:
    """The triples that say the same: itself and, where properties allow, its reverse."""
    subject, predicate, object_ = _key(fact)
    ways = {(subject, predicate, object_)}
    inverse = graph.inverse(predicate)
    if inverse is not None:
        ways.add((object_, inverse, subject))
    if graph.is_symmetric(predicate):
        ways.add((object_, predicate, subject))
    return ways


def _key(fact: Triple) -> tuple[str, str, str]:
    end = fact.object.iri if isinstance(fact.object, Entity) else ntriples(fact.object)
    return fact.subject.iri, fact.predicate.iri, end


def _incoming(graph: KnowledgeGraph, topic: Entity, told: set[tuple[str, str, str]]) -> Iterator[Evidence]:
    """The facts that end at the topic, few of each predicate, those of things that matter first."""
    joined = {end for _, _, end in told}
    groups: defaultdict[str, list[Triple]] = defaultdict(list)
    for fact in graph.incoming(topic.iri, limit=_LOOKED_AT):
        if _key(fact) not in told and fact.subject.iri != topic.iri:
            groups[fact.predicate.iri].append(fact)
    for facts in groups.values():
        facts.sort(key=lambda fact: (-graph.salience(fact.subject.iri), fact.subject.iri))
        for place, fact in enumerate(facts[:_ALIKE]):
            if _key(fact) not in told:
                told |= _ways(graph, fact)
                known = fact.subject.iri in joined
                yield incoming_fact(graph, fact, place=place, alike=len(facts), joined=known)


def _close(graph: KnowledgeGraph, own: list[Evidence], told: set[tuple[str, str, str]]) -> Iterator[Evidence]:
    """The most telling fact of each of a few things that the topic's facts lead to."""
    taken = 0
    for link in (evidence.triple for evidence in own if evidence.triple.predicate.iri != RDF_TYPE):
        if taken == _CLOSE:
            return
        if isinstance(link.object, Entity) and _is_near(graph, link):
            facts = _single(graph.facts(link.object.iri))
            news = [f for f in facts if f.object != link.subject and _key(f) not in told]
            best = min((close_fact(graph, f, link) for f in news), key=by_score, default=None)
            if best is not None:
                taken += 1
                told |= _ways(graph, best.triple)
                yield best


def _is_near(graph: KnowledgeGraph, link: Triple) -> bool:
    """Whether a link leads to a thing that is the topic's rather than everybody's, such as a country."""
    end = link.object.iri if isinstance(link.object, Entity) else ""
    into = graph.incoming(end, limit=_LOOKED_AT)
    return len(into) <= _COMMON and sum(f.predicate == link.predicate for f in into) <= _NEAR


def _single(facts: Iterable[Triple]) -> list[Triple]:
    """The facts that lead to a thing, and are the only ones of their predicate."""
    facts = tuple(facts)
    counts = Counter(fact.predicate for fact in facts)
    return [f for f in facts if isinstance(f.object, Entity) and counts[f.predicate] == 1]
