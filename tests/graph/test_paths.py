from itertools import pairwise

from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.paths import HUB
from kgaigc.values import Triple, Value, named


def iri(name):
    return named(name).iri


def chain(*names):
    return KnowledgeGraph.from_triples(
        [Triple(named(a), named("next"), named(b)) for a, b in pairwise(names)]
    )


def test_distance_counts_links_either_way():
    graph = chain("a", "b", "c", "d", "e")
    assert [graph.distance(iri("a"), iri(name)) for name in "abcde"] == [0, 1, 2, 3, None]
    assert graph.distance(iri("d"), iri("a")) == 3
    assert graph.distance(iri("a"), iri("e"), limit=4) == 4
    assert graph.distance(iri("a"), iri("nowhere")) is None


def test_a_neighbourhood_reaches_as_far_as_the_radius():
    graph = chain("a", "b", "c", "d")
    near, wide = (graph.neighbourhood(iri("b"), radius=radius) for radius in (1, 2))
    assert sorted(near.nodes) == [iri("a"), iri("b"), iri("c")]
    assert sorted(wide.nodes) == [iri(name) for name in "abcd"]
    assert near.edges[iri("a"), iri("b"), iri("next")]["label"] == "next"
    assert near.nodes[iri("a")]["label"] == "a"


def test_links_between_neighbours_are_part_of_it_and_literals_are_not():
    triples = [Triple(named(s), named("next"), named(o)) for s, o in ("ab", "ac", "bc")]
    graph = KnowledgeGraph.from_triples([*triples, Triple(named("a"), named("note"), Value("x"))])
    assert graph.neighbourhood(iri("a")).number_of_edges() == 3


def test_a_path_may_start_end_or_meet_at_a_hub():
    spokes = [Triple(named(f"s{i}"), named("in"), named("hub")) for i in range(HUB + 5)]
    graph = KnowledgeGraph.from_triples([*spokes, Triple(named("far"), named("in"), named("s1"))])
    assert graph.distance(iri("hub"), iri("s1")) == graph.distance(iri("s1"), iri("hub")) == 1
    assert graph.distance(iri("hub"), iri("far")) == 2
    assert graph.distance(iri("s1"), iri("s2")) == 2
