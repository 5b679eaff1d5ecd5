import subprocess
import sys

import pytest

from kgaigc.errors import QueryError
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import XSD, Entity, Triple, Value, named
from tests.graph.conftest import BASE

ADA, WILLIAM, LONDON = BASE + "Ada", BASE + "William", BASE + "London"


def spoken(triples):
    return [str(triple) for triple in triples]


def test_facts_leave_out_plumbing_other_languages_and_nameless_nodes(graph):
    assert spoken(graph.facts(ADA)) == [
        "Ada Lovelace · birth date · 1815-12-10",
        "Ada Lovelace · birth place · London",
        "Ada Lovelace · motto · thus",
        "Ada Lovelace · spouse · William King",
    ]


def test_a_text_in_another_language_stays_where_there_is_no_own(turtle):
    graph = KnowledgeGraph.open(turtle, language="fr")
    assert sum(t.predicate.label == "motto" for t in graph.facts(ADA)) == 2


def test_incoming_facts_end_at_the_thing(graph):
    assert spoken(graph.incoming(LONDON)) == ["Ada Lovelace · birth place · London"]
    assert graph.incoming(LONDON, limit=0) == ()


def test_entities_are_things_and_not_terms_of_the_schema_or_sources(graph):
    assert [e.label for e in graph.entities()] == ["Ada Lovelace", "London", "United Kingdom", "William King"]


def test_names_hold_every_language_and_tell_the_preferred_one(graph):
    names = {name: preferred for name, entity, preferred in graph.names() if entity.iri == ADA}
    assert names == {
        "Ada Lovelace": True,
        "Ada King": False,
        "Ada Lovelace (Mathematikerin)": False,
        "Lovelace": False,
    }


def test_labels_follow_the_language(turtle):
    assert KnowledgeGraph.open(turtle, language="de").entity(ADA).label == "Ada Lovelace (Mathematikerin)"


def test_a_profile_has_types_aliases_and_gender(graph):
    profile = graph.profile(ADA)
    assert profile.types == ("mathematician", "person")
    assert profile.aliases == ("Ada King", "Lovelace")
    assert profile.gender == "female"
    assert graph.profile(WILLIAM).gender == ""


def test_triples_come_sorted_and_take_wildcards(graph):
    everything = list(graph.triples())
    assert len(everything) == len(graph)
    assert list(graph.triples(ADA)) == [t for t in everything if t.subject.iri == ADA]
    assert spoken(graph.triples(object=Value("1815-12-10", XSD + "date"))) == [
        "Ada Lovelace · birth date · 1815-12-10"
    ]
    assert spoken(graph.triples(None, BASE + "o/motto", Value("also", language="de"))) == [
        "Ada Lovelace · motto · also"
    ]


def test_a_statement_in_two_named_graphs_comes_once_and_names_both(tmp_path):
    path = tmp_path / "g.nq"
    line = "<http://x/a> <http://x/p> <http://x/b> <http://x/{}> .\n"
    source = '<http://x/g> <http://purl.org/dc/terms/source> "a book" .\n'
    path.write_text(line.format("g") + line.format("h") + source)
    graph = KnowledgeGraph.open(path)
    (triple,) = graph.triples("http://x/a")
    assert graph.sources(triple) == ("http://x/g", "http://x/h", "a book")
    assert [e.iri for e in graph.entities()] == ["http://x/a", "http://x/b"]


def test_sources_of_a_plain_triple_are_its_subjects(graph):
    assert graph.sources(graph.facts(ADA)[0]) == ("https://en.wikipedia.org/wiki/Ada_Lovelace",)


def test_classes_and_predicates_are_counted(graph):
    assert [(e.label, n) for e, n in graph.classes()] == [("mathematician", 1), ("person", 1)]
    counts = {e.label: n for e, n in graph.predicates()}
    assert counts["motto"] == 2 and "label" not in counts and "gender" not in counts


def test_a_query_gives_rows_of_terms(graph):
    query = "PREFIX o: <https://x.example/o/> SELECT ?place ?none WHERE { ?who o:birthPlace ?place }"
    assert graph.query(query) == ((Entity(LONDON, "London"), None),)
    assert graph.query("ASK { ?s ?p ?o }") == ((Value("true", XSD + "boolean"),),)
    assert len(graph.query("CONSTRUCT WHERE { ?s <https://x.example/o/spouse> ?o }")) == 2


def test_a_query_sees_named_graphs(tmp_path):
    path = tmp_path / "g.nq"
    path.write_text("<http://x/a> <http://x/p> <http://x/b> <http://x/g> .")
    assert len(KnowledgeGraph.open(path).query("SELECT * { ?s ?p ?o }")) == 1


def test_a_bad_query_is_a_query_error(graph):
    with pytest.raises(QueryError, match="SELEKT"):
        graph.query("SELEKT *")


def test_rdflib_reads_the_same_store(graph):
    assert len(graph.rdf) == len(graph)
    assert bool(graph.rdf.query("ASK { ?s <https://x.example/o/birthPlace> ?o }").askAnswer)


def test_the_hash_is_of_the_content(graph, turtle, tmp_path):
    copy = tmp_path / "copy.ttl"
    copy.write_text(turtle.read_text().replace("o:spouse :William", "o:spouse  :William"))
    other = tmp_path / "other.ttl"
    other.write_text(turtle.read_text().replace("1815", "1816"))
    assert KnowledgeGraph.open(copy).hash == graph.hash != KnowledgeGraph.open(other).hash


def test_given_triples_keep_their_labels_and_literals_to_the_letter():
    place = Triple(named("Ada_Lovelace"), Entity("urn:x:birthPlace", "was born in"), named("London"))
    mass = Triple(named("Ada_Lovelace"), named("mass"), Value("050.0", XSD + "decimal"))
    graph = KnowledgeGraph.from_triples([place, mass, place])
    assert len(graph) == 2
    assert set(graph.facts(place.subject.iri)) == {place, mass}
    assert graph.entity(place.subject.iri).label == "Ada Lovelace"
    assert graph.incoming("urn:kgaigc:name:London") == (place,)
    assert [e.label for e in graph.entities()] == ["Ada Lovelace", "London"]
    assert graph.query("ASK { ?s <urn:x:birthPlace> ?o }")[0][0] == Value("true", XSD + "boolean")
    assert graph.sources(place) == () and graph.types(place.subject.iri) == ()
    assert len(graph.hash) == 64


def test_given_triples_match_by_any_part():
    triples = [
        Triple(named("a"), named("p"), named("b")),
        Triple(named("c"), named("p"), Value("1", XSD + "integer")),
    ]
    graph = KnowledgeGraph.from_triples(triples)
    name = "urn:kgaigc:name:"
    assert list(graph.triples(predicate=name + "p")) == triples
    assert list(graph.triples(object=name + "b")) == triples[:1]
    assert list(graph.triples(name + "c", None, Value("1", XSD + "integer"))) == triples[1:]
    assert list(graph.triples(name + "c", None, name + "b")) == []
    assert [(e.label, n) for e, n in graph.predicates()] == [("p", 2)]


def test_opening_a_graph_loads_neither_rdflib_nor_networkx(turtle):
    code = (
        "import sys; from kgaigc.graph import KnowledgeGraph;"
        f"g = KnowledgeGraph.open({str(turtle)!r}); g.info(); g.salience('x');"
        "print([m for m in ('rdflib', 'networkx', 'torch', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_can_be_no_term_fits_nothing(graph):
    assert list(graph.triples("not an IRI")) == list(graph.triples(predicate="no<IRI>")) == []
    assert not graph.is_functional("no<IRI>") and not graph.disjoint("no<IRI>", BASE + "o/Person")


def test_given_triples_take_on_the_schema_and_the_words_of_a_graph(turtle):
    whole = KnowledgeGraph.open(turtle, closed=["spouse"])
    given = Triple(named("Bea"), Entity(BASE + "o/birthPlace", "born"), named("Paris"))
    graph = KnowledgeGraph.from_triples([given], schema_of=whole)
    assert list(graph.triples()) == [given] and len(graph.entities()) == 2
    assert graph.is_functional(BASE + "o/birthPlace") and graph.is_symmetric(BASE + "o/spouse")
    assert graph.is_closed(BASE + "o/spouse") and graph.inverse(BASE + "o/author") == BASE + "o/notableWork"
    assert [cls.label for cls in graph.superclasses(BASE + "o/Mathematician")] == ["person"]
    assert graph.predicate(BASE + "o/birthPlace").label == "born"
    assert graph.facts(ADA) == graph.types(ADA) == ()


@pytest.mark.parametrize("source", [42, None, ["a.ttl"]])
def test_what_can_be_no_graph_is_a_mistake_of_the_caller(source: object) -> None:
    with pytest.raises(TypeError, match="is no graph"):
        KnowledgeGraph.open(source)  # type: ignore[arg-type]
