from kgaigc import evidence
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Links

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
CLOSED = "<urn:kgaigc:schema:ClosedProperty>"
TURTLE = """
@prefix : <http://x/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix k: <urn:kgaigc:schema:> .
@prefix r: <http://www.w3.org/2000/01/rdf-schema#> .
:wrote a owl:ObjectProperty, k:ClosedProperty ; r:label "author of" ; owl:inverseOf :by .
:penned a owl:ObjectProperty ; r:subPropertyOf :wrote . :Poet r:subClassOf :Person .
[] a owl:AllDisjointClasses ; owl:members ( :Person :Town ) .
:ada a :Poet ; r:label "Ada" ; :wrote :poem .
"""


class NothingLinked:
    def link(self, text, *, doubtful):
        return Links(())

    def candidates(self, text, *, top_k):
        return ()


def test_given_triples_come_under_the_schema_of_the_graph(tmp_path):
    path = tmp_path / "g.ttl"
    path.write_text(TURTLE)
    whole = KnowledgeGraph.open(path, closed=["http://x/penned"])
    given = evidence.read([["<http://x/ada>", "<http://x/penned>", "Ode"], ["born", TYPE, CLOSED]])
    graph, known = evidence.joined("Ada wrote.", given, graph=whole, linker=NothingLinked())
    assert known == given[:1]
    assert graph.is_closed("http://x/wrote") and graph.is_closed("http://x/penned")
    assert graph.is_closed("urn:kgaigc:name:born")
    assert graph.inverse("http://x/wrote") == "http://x/by"
    assert [p.label for p in graph.superproperties("http://x/penned")] == ["author of"]
    assert [cls.label for cls in graph.types("http://x/ada")] == ["poet", "person"]
    assert graph.disjoint("http://x/Poet", "http://x/Town")
    assert {t.predicate.label for t in graph.facts("http://x/ada")} == {"penned", "author of"}


def test_what_declares_the_schema_is_not_to_be_said():
    fact, closed, kind = evidence.read(
        [["Ode", "author", "Ada"], ["author", TYPE, CLOSED], ["Ada", TYPE, "<http://x/Poet>"]]
    )
    assert evidence.said([fact, closed, kind]) == (fact, kind)
    assert evidence.graph_of([fact, closed, kind]).is_closed(fact.predicate.iri)
