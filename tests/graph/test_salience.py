import pytest

from kgaigc.graph import KnowledgeGraph, given, salience
from kgaigc.values import Triple, named


def star(leaves):
    return [Triple(named(f"leaf{i}"), named("points"), named("hub")) for i in range(leaves)]


@pytest.mark.parametrize("limit", [0, 500_000], ids=["degree", "pagerank"])
def test_what_many_point_to_is_more_salient(monkeypatch, limit):
    monkeypatch.setattr(given, "WALKABLE", limit)
    graph = KnowledgeGraph.from_triples(star(5))
    hub, leaf = (graph.salience(f"urn:kgaigc:name:{name}") for name in ("hub", "leaf1"))
    assert 0 < leaf < hub <= 1
    assert graph.salience("urn:kgaigc:name:nobody") == 0


def test_a_graph_without_links_has_no_salience():
    triple = next(iter(star(1)))
    assert salience.salience(KnowledgeGraph.from_triples([])._statements)(triple.subject.iri) == 0


def test_a_predicate_whose_objects_differ_is_more_telling():
    unlike = [Triple(named(f"a{i}"), named("birthDate"), named(f"b{i}")) for i in range(5)]
    graph = KnowledgeGraph.from_triples([*star(5), *unlike])
    alike, telling = (graph.information(f"urn:kgaigc:name:{name}") for name in ("points", "birthDate"))
    assert 0 <= alike < 0.2
    assert 0.9 < telling <= 1
    assert graph.information("urn:kgaigc:name:unused") == 0.5
