import gzip
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kgaigc.errors import GraphError
from kgaigc.graph import KnowledgeGraph
from tests.graph.conftest import TURTLE

FORMATS = ("nt", "nq", "trig", "rdf", "xml", "jsonld")


def failure(path: Path) -> str:
    with pytest.raises(GraphError) as caught:
        KnowledgeGraph.open(path)
    return str(caught.value)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "gz"])
def test_every_format_reads_as_the_same_graph(turtle, graph, tmp_path, ending, zipped):
    data = pyoxigraph.serialize(
        pyoxigraph.parse(path=turtle), format=pyoxigraph.RdfFormat.from_extension(ending)
    )
    path = tmp_path / f"other.{ending}{'.gz' if zipped else ''}"
    path.write_bytes(gzip.compress(data) if zipped else data)
    assert KnowledgeGraph.open(path).hash == graph.hash


def test_a_folder_is_read_whole(tmp_path):
    (tmp_path / "a.nt").write_text("<http://x/a> <http://x/p> <http://x/b> .")
    (tmp_path / "b.ttl").write_text("<http://x/b> <http://x/p> <http://x/c> .")
    (tmp_path / "notes.txt").write_text("not a graph")
    assert len(KnowledgeGraph.open(tmp_path)) == 2


def test_a_store_directory_is_opened(tmp_path):
    store = pyoxigraph.Store(str(tmp_path / "store"))
    store.load("<http://x/a> <http://x/p> <http://x/b> .", pyoxigraph.RdfFormat.TURTLE)
    store.flush()
    del store
    assert len(KnowledgeGraph.open(tmp_path / "store")) == 1


def test_rdflib_graphs_and_datasets_are_taken(turtle, graph):
    plain = rdflib.Graph().parse(turtle)
    dataset = rdflib.Dataset()
    dataset.default_graph.parse(turtle)
    assert KnowledgeGraph.open(plain).hash == KnowledgeGraph.open(dataset).hash == graph.hash


def test_named_graphs_of_a_dataset_keep_their_names():
    dataset = rdflib.Dataset()
    name = rdflib.URIRef("http://x/g")
    dataset.graph(name).add(
        (rdflib.URIRef("http://x/a"), rdflib.URIRef("http://x/p"), rdflib.Literal("b", lang="en"))
    )
    graph = KnowledgeGraph.open(dataset)
    (triple,) = graph.triples()
    assert graph.sources(triple) == ("http://x/g",)


def test_an_empty_rdflib_graph_is_refused():
    with pytest.raises(GraphError, match="empty"):
        KnowledgeGraph.open(rdflib.Graph())


def test_a_missing_file_is_named(tmp_path):
    assert "no such file" in failure(tmp_path / "none.ttl")


def test_an_unknown_ending_is_told_with_the_known_ones(tmp_path):
    path = tmp_path / "graph.docx"
    path.write_text("x")
    assert "'.docx'" in failure(path) and ".ttl" in failure(path)


def test_an_empty_file_is_an_empty_graph(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text("# nothing\n")
    assert "empty" in failure(path)


def test_a_folder_without_graphs_is_told(tmp_path):
    assert "no RDF file" in failure(tmp_path)


def test_an_address_is_refused():
    with pytest.raises(GraphError, match="address"):
        KnowledgeGraph.open("https://x.example/sparql")


def test_a_file_that_can_not_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "graph.ttl"
    path.write_text(TURTLE)

    def refuse(*args, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in failure(path)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.ttl", "<http://x/a> <http://x/p> <http://x/b> .\n<http://x/a> nonsense .", ":2:"),
        ("a.nt", "<http://x/a> <http://x/p> .", ":1:27"),
        ("a.rdf", "<rdf:RDF>\n<a></rdf:RDF>", ":2:"),
        ("b.rdf", "<html/>", ":1:1"),
        ("c.rdf", "hello", ":1:1"),
        ("a.jsonld", '{"@id": "http://x/a",\n "http://x/b" 3}', ":2:"),
        ("a.trig", "<http://x/g> { <http://x/a> }", ":1:"),
    ],
)
def test_what_is_not_rdf_is_told_with_line_and_column(tmp_path, name, text, place):
    path = tmp_path / name
    path.write_text(text)
    assert f"{name}{place}" in failure(path)


def test_bytes_that_are_not_utf_8_are_told(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_bytes(b'<http://x/a> <http://x/p> "\xff\xfe" .')
    assert "UTF-8" in failure(path)


@pytest.mark.parametrize("data", [b"not gzip", gzip.compress(TURTLE.encode())[:-40]])
def test_a_damaged_gz_is_told(tmp_path, data):
    path = tmp_path / "a.ttl.gz"
    path.write_bytes(data)
    assert "gzip" in failure(path)


def test_relative_iris_do_not_tell_where_the_file_lay(tmp_path):
    path = tmp_path / "my graph.ttl"
    path.write_text("<a> <b> <c> .")
    (triple,) = KnowledgeGraph.open(path).triples()
    assert triple.subject.iri == "file:///a"
