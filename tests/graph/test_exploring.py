"""Tables, samples, ways between things, the schema and export."""

import json
from itertools import pairwise
from pathlib import Path

import pyoxigraph
import pytest

from kgaigc.errors import ConfigError, LinkError
from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.paths import HUB
from kgaigc.values import Entity, Triple, named

TURTLE = """
@prefix : <http://x/> . @prefix o: <http://x/o/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
o:Poet rdfs:subClassOf o:Person . o:birthPlace a owl:FunctionalProperty . o:author owl:inverseOf o:wrote .
:ada a o:Person ; rdfs:label "Ada" ; o:birthPlace :london ; o:born "1815-12-10"^^xsd:date ; o:friends (:charles) .
:byron a o:Poet ; rdfs:label "Byron" ; o:birthPlace :london ; o:child :ada ; o:motto "thus"@en .
:charles a o:Person ; rdfs:label "Charles" ; o:birthPlace :london .
:london a o:City ; rdfs:label "London" . :juan rdfs:label "Don Juan" ; o:author :byron .
:lonely a o:Person ; rdfs:label "Lonely" .
"""


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    path = tmp_path / "small.ttl"
    path.write_text(TURTLE)
    return KnowledgeGraph.open(path)


def iri(name: str) -> str:
    return named(name).iri


def test_the_class_table_has_sizes_classes_above_and_a_thing_each(graph):
    found = graph.class_table()
    assert [(row.entity.label, row.count, [c.label for c in row.above]) for row in found.rows] == [
        *(("person", 3, []), ("city", 1, []), ("poet", 1, ["person"]))
    ]
    assert found.rows[1].example == Entity("http://x/london", "London")
    lines = found.text.splitlines()
    assert lines[0].split() == ["things", "class", "above", "example"] and lines[2].split() == [
        "1",
        "city",
        "London",
    ]
    assert json.loads(json.dumps(found.to_dict()))["total"] == 3


def test_a_class_is_shown_with_those_below_it_and_the_rest_is_counted(graph):
    assert [row.entity.label for row in graph.class_table("Person").rows] == ["person", "poet"]
    assert graph.class_table(limit=1).text.endswith("and 2 more")


def test_the_predicate_table_tells_what_is_joined_and_declared(graph):
    rows = {row.entity.label: row for row in graph.predicate_table().rows}
    place = rows["birth place"]
    assert [(j.subject.label, j.object.label, j.count) for j in place.joins] == [
        *(("person", "city", 2), ("poet", "city", 1))
    ]
    assert place.declared == ("functional",) and str(place.example).endswith("birth place · London")
    assert rows["author"].declared == ("inverse of wrote",)
    assert rows["born"].joins[0].object.label == "date" and rows["motto"].joins[0].object.label == "text"
    assert rows["author"].joins[0].subject.label == "thing"
    assert rows["friends"].joins[0].object.label == "person"


@pytest.mark.parametrize(
    "name", ["birth place", "birthPlace", "Birthplace", "http://x/o/birthPlace", "<http://x/o/birthPlace>"]
)
def test_a_predicate_is_found_however_it_is_written(graph, name):
    assert [row.entity.iri for row in graph.predicate_table(name).rows] == ["http://x/o/birthPlace"]


def test_a_misspelt_name_is_answered_with_the_nearest(graph):
    with pytest.raises(
        LinkError, match=r"no predicate of small\.ttl is called 'brithplace'; the nearest are: birth place"
    ):
        graph.predicate_table("brithplace")
    with pytest.raises(LinkError) as caught:
        graph.class_table("http://x/o/Pesron")
    assert caught.value.nearest[0] == "person"


def test_a_sample_is_made_of_facts_and_the_same_for_the_same_seed(graph):
    told = {triple for entity in graph.entities() for triple in graph.facts(entity.iri)}
    drawn = graph.sample(5, seed=3)
    assert drawn == graph.sample(5, seed=3) and len(drawn.triples) == 5 and set(drawn.triples) <= told
    assert {graph.sample(5, seed=seed) for seed in range(9)} != {drawn}
    assert drawn.to_dict()["triples"][0]["text"] == drawn.text.splitlines()[0]


def test_a_sample_may_be_of_a_class_or_a_predicate(graph):
    assert {t.subject.label for t in graph.sample(9, cls="http://x/o/Poet").triples} == {"Byron"}
    places = graph.sample(9, predicate="http://x/o/birthPlace").triples
    assert {t.subject.label for t in places} == {"Ada", "Byron", "Charles"}
    both = graph.sample(9, cls="http://x/o/Poet", predicate="http://x/o/birthPlace")
    assert both.text == "Byron · birth place · London"
    assert graph.sample(9, predicate="http://x/nothing").text == "no facts"


def test_a_path_is_the_facts_on_it_whichever_way_they_point(graph):
    found = graph.path("http://x/juan", "http://x/ada")
    assert found.text == "Don Juan -[author]-> Byron -[child]-> Ada" and found.links == 2
    back = graph.path("http://x/ada", "http://x/juan")
    assert back.text == "Ada <-[child]- Byron <-[author]- Don Juan"
    assert back.to_dict()["routes"][0]["triples"][0][0] == "<http://x/byron>"


def test_a_path_leads_through_lists_as_facts_do(graph):
    assert graph.path("http://x/ada", "http://x/charles").text == "Ada -[friends]-> Charles"


def test_all_shortest_paths_are_found_up_to_a_number():
    links = [
        Triple(named(s), named("next"), named(o)) for s, o in ("ab", "ac", "ad", "be", "ce", "de", "ef", "xf")
    ]
    graph = KnowledgeGraph.from_triples(links)
    found = graph.path(iri("a"), iri("f"), max_routes=9)
    assert [[t.object.label for t in route] for route in found.routes] == [
        ["b", "e", "f"],
        ["c", "e", "f"],
        ["d", "e", "f"],
    ]
    assert graph.path(iri("a"), iri("f"), max_routes=2).routes == found.routes[:2]
    assert graph.path(iri("a"), iri("x")).links == 4


def test_what_is_further_apart_or_the_same_is_said_so(graph):
    assert graph.path("http://x/juan", "http://x/london", max_links=1).text == (
        "no way of at most 1 links joins Don Juan and London"
    )
    assert graph.path("http://x/ada", "http://x/lonely").links is None
    assert "the same thing" in graph.path("http://x/ada", "http://x/ada").text


def test_a_path_may_begin_end_or_meet_at_a_hub_and_leads_through_none():
    spokes = [Triple(named(f"s{i}"), named("in"), named("hub")) for i in range(HUB + 5)]
    graph = KnowledgeGraph.from_triples([*spokes, Triple(named("far"), named("in"), named("s1"))])
    for a, b, links in (
        ("hub", "far", 2),
        ("far", "hub", 2),
        ("hub", "s1", 1),
        ("s1", "s2", 2),
        ("far", "s2", 3),
    ):
        assert graph.path(iri(a), iri(b)).links == (links if links < 3 else graph.distance(iri(a), iri(b)))


def test_paths_are_as_long_as_the_distance():
    links = [Triple(named(a), named("next"), named(b)) for a, b in pairwise("abcdefg")]
    graph = KnowledgeGraph.from_triples([*links, Triple(named("a"), named("next"), named("d"))])
    for a in "abcdefg":
        for b in "abcdefg":
            found = graph.path(iri(a), iri(b), max_links=6)
            assert found.links == graph.distance(iri(a), iri(b), limit=6)
            assert all(len(route) == found.links for route in found.routes)


def test_the_summary_tells_what_joins_what_class_by_class(graph):
    summary = graph.summary()
    assert "person (3)\n  birth place -> city (2)" in summary.text
    assert "poet (1)\n" in summary.text and "  child -> person (1)" in summary.text
    assert summary.to_dict()["name"] == "small.ttl"


FORMATS = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("compression", ["", ".gz", ".bz2", ".xz", ".zst"])
def test_what_is_exported_reads_as_the_same_graph(graph, tmp_path, ending, compression):
    path = tmp_path / "out" / f"g.{ending}{compression}"
    path.parent.mkdir()
    graph.export(path)
    assert KnowledgeGraph.open(path).hash == graph.hash
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_turtle_has_prefixes_and_what_a_thing_is_first(graph, tmp_path):
    graph.export(tmp_path / "g.out", form="Turtle")
    text = (tmp_path / "g.out").read_text()
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert "@prefix rdfs: " in text and prefixes == sorted(prefixes) == text.splitlines()[: len(prefixes)]
    ada = text.partition("ns1:ada ")[2].splitlines()
    assert ada[0] == "a ns2:Person ;" and "\tns2:birthPlace ns1:london ;" in ada


def test_named_graphs_are_kept_by_formats_that_know_them_and_joined_by_the_others(tmp_path):
    path = tmp_path / "g.trig"
    path.write_text(
        "<http://x/g> { <http://x/a> <http://x/p> 1 } <http://x/h> { <http://x/a> <http://x/p> 1, 2 }"
    )
    graph = KnowledgeGraph.open(path)
    graph.export(tmp_path / "g.nq")
    graph.export(tmp_path / "g.nt")
    assert KnowledgeGraph.open(tmp_path / "g.nq").hash == graph.hash
    assert len((tmp_path / "g.nt").read_text().splitlines()) == 2


def test_quoted_triples_are_exported(tmp_path):
    path = tmp_path / "g.ttl"
    path.write_text("@prefix : <http://x/> . :a :p :b {| :since 1835 |} .")
    graph = KnowledgeGraph.open(path)
    graph.export(tmp_path / "g.nt")
    assert KnowledgeGraph.open(tmp_path / "g.nt").hash == graph.hash


def test_an_export_that_fails_leaves_what_was_there(graph, tmp_path, monkeypatch):
    path = tmp_path / "g.nt"
    path.write_text("before")

    def full(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pyoxigraph, "serialize", full)
    with pytest.raises(ConfigError, match="No space left"):
        graph.export(path)
    assert path.read_text() == "before" and len(list(tmp_path.glob(".*"))) == 0


@pytest.mark.parametrize(
    ("name", "form", "reason"),
    [
        ("g.docx", None, "'.docx'"),
        ("g.ttl", "word", "turtle, ntriples"),
        ("no/such/g.ttl", None, "No such file"),
    ],
)
def test_what_can_not_be_exported_is_told(graph, tmp_path, name, form, reason):
    with pytest.raises(ConfigError, match=reason):
        graph.export(tmp_path / name, form=form)
