"""An endpoint that behaves, served by Oxigraph on this machine."""

import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kgaigc import ContentGenerator
from kgaigc.errors import ConfigError, GraphError, LinkError, QueryError
from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.endpoint import Bounds, Endpoint
from kgaigc.graph.remote import EndpointStatements
from kgaigc.graph.statements import Row
from kgaigc.graph.store import load
from kgaigc.linking import Linker
from kgaigc.shipped import default_graph
from kgaigc.values import Entity, Triple, Value
from tests.graph.test_store import told

SERVER = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
pytestmark = pytest.mark.skipif(SERVER is None, reason="the server of the package oxigraph is not installed")

X = "https://x.example/"
TRIG = f"""
@prefix : <{X}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Ann rdfs:label "Ann" ; :knows :Bob, [ rdfs:label "someone unnamed" ] ; :said "a \\"quoted\\" word\\n"@en .
<{X}it's(here)?q=$1> rdfs:label "odd" .
:Poet rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :muse ; owl:maxCardinality 1 ] .
:Ann a :Poet .
:old {{ :Ann :age 40 . }}
:new {{ :Ann :age 41 . }}
"""


def serve(directory: Path, *options: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(SERVER), "serve-read-only", "--location", str(directory), "--bind", address, *options]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                httpx.get(f"http://{address}/query", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield f"http://{address}/query"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def computing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("served") / "store"
    load([default_graph()], directory)
    yield from serve(directory)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "small.trig").write_text(TRIG)
    load([folder / "small.trig"], folder / "store")
    yield from serve(folder / "store")


def test_an_endpoint_tells_what_the_file_tells(computing: str) -> None:
    far, near = told(KnowledgeGraph.open(computing)), told(KnowledgeGraph.open(default_graph()))
    assert (far.pop("hash"), near.pop("hash")) == (computing, KnowledgeGraph.open(default_graph()).hash)
    assert far == near


@pytest.mark.slow
def test_article_answer_links_facts_and_check_are_those_of_the_file(computing: str) -> None:
    def results(source: str | Path) -> list[object]:
        writer = ContentGenerator.from_pretrained(graph=KnowledgeGraph.open(source))
        article = writer.article("Ada Lovelace").to_dict()
        article["manifest"].pop("graph")
        text = "Ada Lovelace was born in Paris. Charles Babbage designed the Analytical Engine."
        others = (
            writer.ask("Who designed the Analytical Engine?"),
            writer.ask("How many awards did Grace Hopper get?"),
            writer.check(text),
            writer.link(text),
            writer.facts("Alan Turing"),
        )
        return [article, *(result.to_dict() for result in others)]

    assert results(computing) == results(default_graph())


def test_the_manifest_names_the_address_and_the_facts_used(computing: str) -> None:
    graph = KnowledgeGraph.open(computing)
    facts = graph.facts(graph.called("Ada Lovelace")[0].iri)
    assert graph.fingerprint(facts).startswith(f"{computing} ")
    assert graph.fingerprint(facts) == graph.fingerprint(reversed(facts)) != graph.fingerprint(facts[1:])


def test_blank_nodes_and_lists_are_followed_where_they_hang_on_a_thing_or_the_schema(small: str) -> None:
    graph = KnowledgeGraph.open(small)
    assert "Ann · knows · someone unnamed" in map(str, graph.facts(X + "Ann"))
    assert graph.is_functional(X + "muse", subject=X + "Ann")
    assert not graph.is_functional(X + "muse", subject=X + "Bob")


def test_terms_with_quotes_braces_and_line_ends_are_asked_for_as_they_are(small: str) -> None:
    graph = KnowledgeGraph.open(small)
    said = Value('a "quoted" word\n', language="en")
    assert [t.subject.iri for t in graph.triples(None, None, said)] == [X + "Ann"]
    assert graph.facts(X + '> ?p ?o . } #"') == ()
    assert list(graph.triples(None, None, Value('" . } DROP ALL #'))) == []
    assert len(graph) == 11


def test_named_graphs_are_chosen_and_kept_as_sources(small: str) -> None:
    graph = KnowledgeGraph.open(small, graphs=[X + "new"])
    (fact,) = graph.facts(X + "Ann")
    assert (str(fact), graph.sources(fact)) == ("Ann · age · 41", (X + "new",))
    assert graph.info().named_graphs == (X + "new",)


def test_an_empty_choice_tells_which_graphs_there_are(small: str) -> None:
    with pytest.raises((GraphError, ConfigError), match=f"{X}new"):
        KnowledgeGraph.open(small, graphs=[X + "newest"])


def test_pages_hold_all_rows_once(computing: str) -> None:
    whole = Endpoint(computing).pages("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    paged = Endpoint(computing, bounds=Bounds(page=600)).pages("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    assert sorted(map(repr, paged)) == sorted(map(repr, whole))
    assert len(whole) == len(KnowledgeGraph.open(default_graph()))


def test_more_rows_than_allowed_are_refused(computing: str) -> None:
    endpoint = Endpoint(computing, bounds=Bounds(rows=100, page=100))
    for ask in (endpoint.pages, endpoint.rows):
        with pytest.raises(QueryError, match="more than 100 rows"):
            ask("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    assert len(endpoint.pages("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", limit=7)) == 7


def test_a_graph_too_large_to_walk_is_measured_by_degree(computing: str) -> None:
    statements = EndpointStatements(Endpoint(computing, bounds=Bounds(rows=1_000)))
    assert not statements.is_walkable()
    busiest = max((n, p) for p, n in statements.predicate_counts().items())[1]
    assert statements.count(None, busiest, limit=5) == 5


def test_a_query_that_can_not_be_parsed_is_refused(small: str) -> None:
    with pytest.raises(QueryError, match="refused"):
        KnowledgeGraph.open(small).query("SELECT nonsense")


def test_an_endpoint_is_only_read(small: str) -> None:
    triple = Triple(Entity(X + "a", ""), Entity(X + "p", ""), Entity(X + "b", ""))
    graph = KnowledgeGraph.open(small)
    for change in (graph.add, graph.remove):
        with pytest.raises(GraphError, match="only read"):
            change([triple])


def test_construct_gives_triples_and_ask_a_boolean(small: str) -> None:
    graph = KnowledgeGraph.open(small)
    assert graph.query(f"ASK {{ <{X}Ann> <{X}knows> <{X}Bob> }}")[0][0] == Value(
        "true", "http://www.w3.org/2001/XMLSchema#boolean"
    )
    (row,) = graph.query(f"CONSTRUCT {{ ?a <{X}k> ?b }} WHERE {{ ?a <{X}knows> ?b FILTER(isIRI(?b)) }}")
    assert [term.iri for term in row if isinstance(term, Entity)] == [X + "Ann", X + "k", X + "Bob"]


def test_the_whole_can_be_had_as_a_store(small: str) -> None:
    assert len(ox.Dataset(EndpointStatements(Endpoint(small)).store())) == 11


def few(monkeypatch: pytest.MonkeyPatch, url: str, rows: int = 200) -> KnowledgeGraph:
    """The graph of an endpoint that gives so few rows that its names can't be listed."""
    monkeypatch.setenv("KGAIGC_ENDPOINT_ROWS", str(rows))
    return KnowledgeGraph.open(url)


def test_names_are_looked_up_where_there_are_too_many_to_list(
    computing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "Ada Lovelace was born in Paris. Charles Babbage designed the Analytical Engine. Alan Turing studied at "
        "princeton university, and Grace Hopper developed COBOL. Lovelace wrote programs with Zorp."
    )
    far = ContentGenerator.from_pretrained(graph=few(monkeypatch, computing))
    near = ContentGenerator.from_pretrained(graph=KnowledgeGraph.open(default_graph()))
    assert near.graph.lists_names and not far.graph.lists_names
    for question in (
        lambda writer: [(one.start, one.text, one.entity) for one in writer.link(text).mentions],
        lambda writer: writer.check(text).to_dict()["verdicts"],
        lambda writer: writer.ask("Who designed the Analytical Engine?").text,
        lambda writer: writer.ask("How many awards did Grace Hopper get?").text,
        lambda writer: sorted(str(one.triple) for one in writer.facts("alan turing").evidence),
    ):
        assert question(far) == question(near)
    article = far.article("Ada Lovelace")
    assert article.text.startswith("Ada Lovelace was born") and article.report.coverage == 1


def test_a_topic_is_found_by_iri_or_as_it_is_written_where_names_can_not_be_listed(
    computing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    linker = Linker(few(monkeypatch, computing))
    ada = KnowledgeGraph.open(default_graph()).called("Ada Lovelace")[0]
    assert linker.resolve("ada lovelace") == linker.resolve(ada.iri) == linker.resolve(f"<{ada.iri}>") == ada
    assert linker.graph.called("ADA  Lovelace") == () and linker.graph.called("ada  Lovelace") == (ada,)
    for topic in ("Nobody at all", "https://x.example/nobody"):
        with pytest.raises(
            LinkError, match="too many names to list: give one as it is written there, or the IRI"
        ):
            linker.resolve(topic)


def test_a_name_that_is_no_text_in_rdf_or_has_quotes_and_braces_is_looked_up_as_it_is(small: str) -> None:
    statements = EndpointStatements(Endpoint(small, bounds=Bounds(rows=2)))
    odd = [f"{X}it's(here)?q=$1"]
    assert statements.written(['odd" }', "\ud800", "} odd {", "odd", 'a \\ "b"\n']) == tuple(odd)
    assert statements.written(["odd"]) == tuple(odd)
    assert statements.written(["none"]) == ()


def test_an_endpoint_that_can_not_count_all_counts_some(
    computing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = Endpoint.rows

    def weary(self: Endpoint, sparql: str) -> list[Row]:
        asked.append(sparql)
        if "GROUP BY" in sparql and "LIMIT" not in sparql:
            raise GraphError("no whole answer in 30 s")
        return rows(self, sparql)

    monkeypatch.setattr(Endpoint, "rows", weary)
    graph = KnowledgeGraph.open(computing)
    assert not graph.lists_names
    assert sum("GROUP BY ?p" in query for query in asked) == 2
    found = {
        mention.entity.label for mention in Linker(graph).link("Ada Lovelace met Charles Babbage.").mentions
    }
    assert found == {"Ada Lovelace", "Charles Babbage"}


def test_known_names_are_not_looked_up_again(computing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    linker = Linker(few(monkeypatch, computing))
    text = "Ada Lovelace met Charles Babbage in 1833."
    first = linker.link(text)
    monkeypatch.setattr(Endpoint, "rows", None)
    assert linker.link(text) == first


def test_an_endpoint_that_ends_in_mid_look_up_is_told(
    computing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    linker = Linker(few(monkeypatch, computing))

    def gone(self: Endpoint, sparql: str) -> list[Row]:
        raise GraphError(f"{self.url}: no answer in 4 attempts")

    monkeypatch.setattr(Endpoint, "rows", gone)
    with pytest.raises(GraphError, match="no answer"):
        linker.link("Ada Lovelace met Charles Babbage.")
