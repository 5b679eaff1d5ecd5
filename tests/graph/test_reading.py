import bz2
import gzip
import lzma
import os
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kgaigc.errors import GraphError
from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.compression import OPENERS, zstd
from tests.graph.conftest import TURTLE

FORMATS = ("nt", "nq", "trig", "rdf", "xml", "jsonld")
COMPRESS = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd.compress,
}
ONE = b"<http://x/a> <http://x/p> <http://x/b> .\n"


def failure(path: Path) -> str:
    with pytest.raises(GraphError) as caught:
        KnowledgeGraph.open(path)
    return str(caught.value)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("compression", COMPRESS)
def test_every_format_reads_as_the_same_graph(turtle, graph, tmp_path, ending, compression):
    data = pyoxigraph.serialize(
        pyoxigraph.parse(path=turtle), format=pyoxigraph.RdfFormat.from_extension(ending)
    )
    path = tmp_path / f"other.{ending}{compression}"
    path.write_bytes(COMPRESS[compression](data))
    assert KnowledgeGraph.open(path).hash == graph.hash


def test_a_folder_is_read_whole(tmp_path):
    (tmp_path / "a.nt").write_text("<http://x/a> <http://x/p> <http://x/b> .")
    (tmp_path / "b.ttl").write_text("<http://x/b> <http://x/p> <http://x/c> .")
    (tmp_path / "notes.txt").write_text("not a graph")
    assert len(KnowledgeGraph.open(tmp_path)) == 2


def test_a_folder_may_mix_formats_compressions_and_folders_and_hide_files(tmp_path):
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.NT.zst").write_bytes(zstd.compress(ONE))
    (tmp_path / "b.ttl.bz2").write_bytes(bz2.compress(b"@prefix : <http://x/> . :b :p :c ."))
    (tmp_path / "c.jsonld").write_text('{"@id": "http://x/c", "http://x/p": {"@id": "http://x/d"}}')
    (tmp_path / "d.nq").write_text("<http://x/d> <http://x/p> <http://x/e> <http://x/g> .")
    (tmp_path / "part" / "empty.nt").write_bytes(b"")
    for hidden in (".cache", "part/.old"):
        (tmp_path / hidden).mkdir()
        (tmp_path / hidden / "x.nt").write_text("not a graph")
    (tmp_path / ".x.nt").write_text("not a graph")
    assert len(KnowledgeGraph.open(tmp_path)) == 4


def test_a_damaged_file_of_a_folder_is_named(tmp_path):
    (tmp_path / "a.nt").write_bytes(ONE)
    (tmp_path / "b.nt").write_bytes(ONE + b"and so on")
    assert "b.nt:2:" in failure(tmp_path)


def test_a_folder_that_can_not_be_read_is_told(tmp_path, monkeypatch):
    (tmp_path / "a.nt").write_bytes(ONE)

    def refuse(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert "Permission denied" in failure(tmp_path)


def test_a_byte_order_mark_is_passed_over(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + ONE)
    assert len(KnowledgeGraph.open(path)) == 1


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


@pytest.mark.parametrize("ending", OPENERS)
def test_a_compressed_file_cut_short_is_told(tmp_path, ending):
    path = tmp_path / f"a.ttl{ending}"
    path.write_bytes(COMPRESS[ending](TURTLE.encode())[:-40])
    assert "damaged" in failure(path) and path.name in failure(path)


@pytest.mark.parametrize("ending", OPENERS)
def test_bytes_spoilt_in_a_compressed_file_are_told(tmp_path, ending):
    data = bytearray(COMPRESS[ending](TURTLE.encode()))
    data[60:90] = bytes(30)
    path = tmp_path / f"a.ttl{ending}"
    path.write_bytes(bytes(data))
    assert path.name in failure(path)


@pytest.mark.parametrize("named", COMPRESS)
@pytest.mark.parametrize("inside", COMPRESS)
def test_another_compression_than_the_ending_says_is_told_with_the_name_to_give(tmp_path, named, inside):
    path = tmp_path / f"a.nt{named}"
    path.write_bytes(COMPRESS[inside](ONE))
    if named == inside:
        assert len(KnowledgeGraph.open(path)) == 1
    else:
        assert f"rename it to a.nt{inside}" in failure(path)


def test_a_zip_archive_is_to_be_unpacked(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_bytes(b"PK\x03\x04 and so on")
    assert "unpack" in failure(path)


@pytest.mark.parametrize("name", ["a.ttl", "a.ttl.gz", "a.jsonld", "a.rdf"])
def test_a_file_of_no_bytes_is_told(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"")
    assert "0 bytes" in failure(path)


def test_relative_iris_do_not_tell_where_the_file_lay(tmp_path):
    path = tmp_path / "my graph.ttl"
    path.write_text("<a> <b> <c> .")
    (triple,) = KnowledgeGraph.open(path).triples()
    assert triple.subject.iri == "file:///a"
