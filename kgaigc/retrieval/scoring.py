"""How telling a fact is, as a number in [0, 1] and as words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Entity, Evidence, Triple

_PEERS = 40  # members of the topic's class that are asked what such things have
_REPEATED = 0.85  # each further value of a predicate counts less than the one before
_JOINED = 0.6
_FEW = 5
_MANY = 0.7
_RICH = 8  # a thing with so many facts is as well described as any
_NO_THING = 0.5  # how much a date, number or text matters


class Peers:
    """What things of the same class have: the share of them that each predicate is told of."""

    def __init__(self, graph: KnowledgeGraph, topic: Entity) -> None:
        classes = graph.types(topic.iri)
        self.kind = classes[0] if classes else None
        self._counts: Counter[str] = Counter()
        self._size = 0
        if self.kind is not None:
            for member in graph.members(self.kind.iri, limit=_PEERS):
                self._size += 1
                self._counts.update({fact.predicate.iri for fact in graph.facts(member.iri)})

    def share(self, predicate: str) -> float | None:
        """The share of the peers, in [0, 1]; None where there are too few to tell."""
        return self._counts[predicate] / self._size if self._size > 2 else None


def own_facts(graph: KnowledgeGraph, topic: Entity, facts: Iterable[Triple]) -> list[Evidence]:
    """The facts of a topic, best first.

    A fact tells much if its predicate sets things apart (its objects differ), if things of this class usually
    have it, and if it leads to a thing that matters. Further values of one predicate count less and less.
    """
    peers = Peers(graph, topic)
    scored = sorted((_own(graph, peers, fact) for fact in facts), key=by_score)
    seen: Counter[str] = Counter()
    ranked = []
    for evidence in scored:
        predicate = evidence.triple.predicate.iri
        ranked.append(
            Evidence(evidence.triple, evidence.score * _REPEATED ** seen[predicate], evidence.reason)
        )
        seen[predicate] += 1
    return sorted(ranked, key=by_score)


def _own(graph: KnowledgeGraph, peers: Peers, fact: Triple) -> Evidence:
    predicate = fact.predicate
    information = graph.information(predicate.iri)
    matter = _matter(graph, fact.object.iri) if isinstance(fact.object, Entity) else _NO_THING
    share = peers.share(predicate.iri)
    score = 0.3 * (0.5 if share is None else share) + 0.3 * information + 0.4 * matter
    return Evidence(fact, min(score, 0.99), _why(peers, fact, information, share))


def _matter(graph: KnowledgeGraph, iri: str) -> float:
    """How much a thing matters, in [0, 1]: by its links, and by how much is told of it in turn."""
    return (graph.salience(iri) + min(1.0, len(graph.facts(iri)) / _RICH)) / 2


def _why(peers: Peers, fact: Triple, information: float, share: float | None) -> str:
    reasons = []
    if share is not None and peers.kind is not None and share >= 0.5:
        reasons.append(f"told of most of what is a {peers.kind.label}")
    elif share is not None and peers.kind is not None and share < 0.2:
        reasons.append(f"seldom told of what is a {peers.kind.label}")
    if information >= 0.9:
        reasons.append(f"{fact.predicate.label!r} sets things apart")
    elif information < 0.5:
        reasons.append(f"{fact.predicate.label!r} is alike for many")
    return "; ".join(("stated of the topic", *reasons))


def incoming_fact(graph: KnowledgeGraph, fact: Triple, *, place: int, alike: int, joined: bool) -> Evidence:
    """A fact that ends at the topic.

    Args:
        graph: what is known.
        fact: the fact.
        place: how many facts with the same predicate went before it.
        alike: how many facts with the same predicate end there; many say little, as of those born in a city.
        joined: whether a fact of the topic's own ends at this one's subject: then less of it is news.
    """
    score = (0.45 + 0.35 * graph.salience(fact.subject.iri)) * _REPEATED**place
    score *= (_JOINED if joined else 1) * (_MANY if alike > _FEW else 1)
    also = f", one of {alike} such" if alike > 1 else ", the only such"
    return Evidence(fact, score, f"{fact.subject.label} points to the topic{also}")


def close_fact(graph: KnowledgeGraph, fact: Triple, link: Triple) -> Evidence:
    """A fact about a thing that the topic is linked with by ``link``."""
    score = 0.3 + 0.15 * graph.information(fact.predicate.iri) + 0.1 * graph.salience(fact.subject.iri)
    return Evidence(fact, score, f"about {fact.subject.label}, the topic's {link.predicate.label}")


def detail_fact(graph: KnowledgeGraph, fact: Triple) -> Evidence:
    """A fact about a node that hangs on the topic, such as the dates of a marriage."""
    score = 0.4 + 0.15 * graph.information(fact.predicate.iri)
    return Evidence(fact, score, f"tells more of {fact.subject.label}")


def by_score(evidence: Evidence) -> tuple[float, str, str, str]:
    """A sort key: the best first, ties by IRI."""
    triple = evidence.triple
    subject, predicate, object_ = triple.to_dict()
    return -round(evidence.score, 6), predicate, object_, subject
