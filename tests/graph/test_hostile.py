"""Files made to exhaust a machine, to read what they must not, or to break what reads them."""

import bz2
import gzip
import http.server
import json
import lzma
import threading
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgaigc.errors import ConfigError, GraphError
from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.compression import zstd

ANY_FILE = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'


def failure(path: Path, **options) -> str:
    with pytest.raises(GraphError) as caught:
        KnowledgeGraph.open(path, **options)
    return str(caught.value)


def rdfxml(folder: Path, *, declared: str = "", inside: str = "") -> Path:
    path = folder / "a.rdf"
    thing = f'<rdf:Description rdf:about="http://e/a">{inside}</rdf:Description>'
    path.write_text(f'<?xml version="1.0"?>\n{declared}\n<rdf:RDF {RDF}>{thing}</rdf:RDF>')
    return path


def test_entities_that_grow_by_each_other_are_refused_where_they_are_declared(tmp_path):
    grown = "".join(f'\n<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    declared = f'<!DOCTYPE rdf:RDF [<!ENTITY l0 "lol">{grown}]>'
    told = failure(rdfxml(tmp_path, declared=declared, inside="<e:p>&l9;</e:p>"))
    assert "a.rdf:5:" in told and "'l3'" in told and "500" in told


def test_one_long_entity_used_often_is_refused(tmp_path):
    declared = f'<!DOCTYPE rdf:RDF [<!ENTITY long "{"x" * 100_000}">]>'
    assert "'long'" in failure(rdfxml(tmp_path, declared=declared, inside="<e:p>&long;</e:p>" * 1000))


def test_entities_that_name_each_other_in_a_ring_are_refused(tmp_path):
    declared = '<!DOCTYPE rdf:RDF [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
    assert "a.rdf:" in failure(rdfxml(tmp_path, declared=declared, inside="<e:p>&a;</e:p>"))


@pytest.mark.parametrize("kind", ['SYSTEM "file://{}"', 'PUBLIC "x" "file://{}"'])
@pytest.mark.parametrize("sign", ["", "% "])
def test_an_entity_outside_the_file_is_never_read(tmp_path, kind, sign):
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell")
    declared = f"<!DOCTYPE rdf:RDF [<!ENTITY {sign}x {kind.format(secret)}>]>"
    told = failure(rdfxml(tmp_path, declared=declared, inside="<e:p>&x;</e:p>"))
    assert "outside the file" in told and "secret.txt" in told and "do not tell" not in told


def test_entities_for_the_beginnings_of_iris_are_read(tmp_path):
    declared = '<!DOCTYPE rdf:RDF [<!ENTITY x "http://x/"><!ENTITY y "&x;y/">]>'
    (triple,) = KnowledgeGraph.open(
        rdfxml(tmp_path, declared=declared, inside='<e:p rdf:resource="&y;z"/>')
    ).triples()
    assert triple.object.iri == "http://x/y/z"


def test_xml_that_nests_without_end_is_refused(tmp_path):
    assert "within 500 other" in failure(rdfxml(tmp_path, inside="<e:p><e:A>" * 5000 + "</e:A></e:p>" * 5000))


@pytest.mark.parametrize(
    ("ending", "compress"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstd.compress)],
)
def test_a_decompression_bomb_is_stopped_and_told(tmp_path, ending, compress):
    path = tmp_path / f"a.nt.{ending}"
    path.write_bytes(compress(b"<http://x/a> <http://x/p> <http://x/b> .\n" * 100_000))
    told = failure(path, max_expanded=2**20)
    assert "more than 1.0 MiB" in told and "KGAIGC_MAX_EXPANDED" in told
    assert len(KnowledgeGraph.open(path, max_expanded=2**23)) == 1


def test_the_bound_comes_from_the_environment(tmp_path, monkeypatch):
    path = tmp_path / "a.nt.gz"
    path.write_bytes(gzip.compress(b"<http://x/a> <http://x/p> <http://x/b> .\n" * 1000))
    monkeypatch.setenv("KGAIGC_MAX_EXPANDED", "10 KiB")
    assert "10.0 KiB" in failure(path)
    assert len(KnowledgeGraph.open(path, max_expanded=2**20)) == 1
    monkeypatch.setenv("KGAIGC_MAX_EXPANDED", "a lot")
    with pytest.raises(ConfigError, match="KGAIGC_MAX_EXPANDED=a lot"):
        KnowledgeGraph.open(path)


def test_without_a_bound_given_a_file_may_grow_two_hundredfold_or_to_256_mib(tmp_path):
    from kgaigc.graph.limits import Limits

    assert Limits().expanded(1000) == 256 * 2**20
    assert Limits().expanded(10**9) == 200 * 10**9
    assert Limits(max_expanded=5).expanded(10**9) == 5


class Contexts(http.server.BaseHTTPRequestHandler):
    """Serves contexts; remembers what was asked for."""

    asked: list[str]
    served: dict[str, tuple[str, str, dict[str, str]]]

    def do_GET(self):
        self.asked.append(self.path)
        kind, body, headers = self.served.get(self.path, ("text/plain", "", {}))
        self.send_response(200 if self.path in self.served else 404)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments):
        pass


@pytest.fixture
def contexts():
    kind = type("Kind", (Contexts,), {"asked": [], "served": {}})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        kind.address = f"http://127.0.0.1:{server.server_port}"
        yield kind
        server.shutdown()
        thread.join()


def jsonld(folder: Path, context: object) -> Path:
    path = folder / "a.jsonld"
    path.write_text(json.dumps({"@context": context, "@id": "http://e/a", "name": "Ada"}))
    return path


NAME = json.dumps({"@context": {"name": "http://e/name"}})
JSONLD = "application/ld+json"


def test_a_context_at_an_address_is_not_fetched_unless_allowed(tmp_path, contexts):
    contexts.served["/c"] = (JSONLD, NAME, {})
    path = jsonld(tmp_path, f"{contexts.address}/c")
    told = failure(path)
    assert f"{contexts.address}/c" in told and "KGAIGC_FETCH_CONTEXTS=1" in told
    assert not contexts.asked
    (triple,) = KnowledgeGraph.open(path, fetch_contexts=True).triples()
    assert triple.predicate.iri == "http://e/name" and contexts.asked == ["/c"]


def test_the_environment_allows_it_too_and_false_in_python_takes_it_back(tmp_path, contexts, monkeypatch):
    contexts.served["/c"] = (JSONLD, NAME, {})
    path = jsonld(tmp_path, [f"{contexts.address}/c", {"other": "http://e/other"}])
    monkeypatch.setenv("KGAIGC_FETCH_CONTEXTS", "1")
    assert len(KnowledgeGraph.open(path)) == 1
    assert "lies at" in failure(path, fetch_contexts=False)
    monkeypatch.setenv("KGAIGC_FETCH_CONTEXTS", "perhaps")
    with pytest.raises(ConfigError, match="KGAIGC_FETCH_CONTEXTS=perhaps"):
        KnowledgeGraph.open(path)


def test_a_context_may_lie_behind_a_link_and_name_others_by_relative_address(tmp_path, contexts):
    link = '</real/c>; rel="alternate"; type="application/ld+json"'
    contexts.served["/"] = ("text/html", "<html>", {"Link": link})
    contexts.served["/real/c"] = (JSONLD, json.dumps({"@context": ["/real/d"]}), {})
    contexts.served["/real/d"] = (JSONLD, NAME, {})
    graph = KnowledgeGraph.open(jsonld(tmp_path, f"{contexts.address}/"), fetch_contexts=True)
    assert [triple.predicate.iri for triple in graph.triples()] == ["http://e/name"]


def test_contexts_that_name_each_other_are_not_followed_for_ever(tmp_path, contexts):
    for here, there in (("/c", "/d"), ("/d", "/c")):
        contexts.served[here] = (JSONLD, json.dumps({"@context": there}), {})
    told = failure(jsonld(tmp_path, f"{contexts.address}/c"), fetch_contexts=True)
    assert "more than 20 others" in told and "a.jsonld" in told
    assert len(contexts.asked) == 20


@pytest.mark.parametrize(
    ("served", "reason"),
    [
        (("text/html", "<html>not found</html>", {}), "no JSON"),
        ((JSONLD, "[" * 200_000, {}), "no JSON"),
        ((JSONLD, " " * (4 * 2**20 + 1), {}), "more than 4194304 bytes"),
        (None, "404"),
    ],
)
def test_a_context_that_is_none_is_told_with_its_address(tmp_path, contexts, served, reason):
    if served:
        contexts.served["/c"] = served
    told = failure(jsonld(tmp_path, f"{contexts.address}/c"), fetch_contexts=True)
    assert reason in told and f"{contexts.address}/c" in told and "a.jsonld" in told


@pytest.mark.parametrize("context", ["file:///etc/passwd", "c.jsonld", "ftp://x/c"])
def test_only_web_addresses_are_fetched(tmp_path, context):
    assert "no web address" in failure(jsonld(tmp_path, context), fetch_contexts=True)


def test_a_term_longer_than_16_mib_is_told_with_its_line(tmp_path):
    path = tmp_path / "a.nt"
    path.write_bytes(
        b"<http://x/a> <http://x/p> <http://x/b> .\n" * 3 + b'<http://x/a> <http://x/p> "' + b"x" * 2**24
    )
    assert "a.nt:4: holds a term longer than 16 MiB" in failure(path)


@pytest.mark.parametrize("mark", ['"', "{", "}", " ", "<", "\\u0022", "%zz"])
def test_an_iri_with_what_no_iri_may_hold_is_told_with_its_line(tmp_path, mark):
    path = tmp_path / "a.nt"
    path.write_text(
        f"<http://x/a> <http://x/p> <http://x/b> .\n<http://x/a> <http://x/p> <http://x/{mark}> .\n"
    )
    assert "a.nt:2:" in failure(path)


@pytest.mark.parametrize("mark", ['"', "{", " ", "<"])
def test_such_an_iri_in_a_graph_of_rdflib_is_told(mark):
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("http://x/a"), rdflib.URIRef("http://x/p"), rdflib.URIRef(f"http://x/{mark}")))
    with pytest.raises(GraphError, match="not RDF"):
        KnowledgeGraph.open(graph)


@ANY_FILE
@given(st.binary(max_size=200), st.sampled_from([".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"]))
def test_any_bytes_are_a_graph_or_a_named_failure(tmp_path, data, ending):
    path = tmp_path / f"any{ending}"
    path.write_bytes(data)
    try:
        assert len(KnowledgeGraph.open(path)) > 0
    except GraphError as error:
        assert str(path) in str(error)


@ANY_FILE
@given(st.binary(max_size=60), st.integers(0, 200), st.sampled_from([".gz", ".bz2", ".xz", ".zst"]))
def test_bytes_written_into_a_compressed_file_are_a_graph_or_a_named_failure(tmp_path, data, place, ending):
    compress = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd.compress}[
        ending
    ]
    whole = bytearray(
        compress(b"".join(b"<http://x/%d> <http://x/p> <http://x/b> .\n" % i for i in range(40)))
    )
    whole[place : place + len(data)] = data
    path = tmp_path / f"any.nt{ending}"
    path.write_bytes(bytes(whole))
    try:
        assert len(KnowledgeGraph.open(path)) > 0
    except GraphError as error:
        assert str(path) in str(error)


NAMES = st.text(min_size=1, max_size=30).filter(
    lambda text: text.isprintable() and text.strip() == text != ""
)


@ANY_FILE
@given(st.lists(NAMES, min_size=1, max_size=5, unique=True))
def test_any_label_comes_back_as_it_was_written(tmp_path, labels):
    label = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = [
        pyoxigraph.Quad(pyoxigraph.NamedNode(f"http://x/{i}"), label, pyoxigraph.Literal(text))
        for i, text in enumerate(labels)
    ]
    path = tmp_path / "any.ttl"
    path.write_bytes(pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.TURTLE))
    graph = KnowledgeGraph.open(path)
    assert [graph.entity(f"http://x/{i}").label for i in range(len(labels))] == labels


LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def test_a_label_of_10_mb_names_nothing_and_a_text_of_10_mb_is_no_fact(tmp_path):
    path = tmp_path / "a.nt"
    path.write_text(
        f'<http://x/Ada> {LABEL} "{"word " * 2_000_000}" .\n<http://x/Ada> <http://x/knows> <http://x/b> .\n'
        f'<http://x/b> {LABEL} "{"y" * 10_000_000}" .\n<http://x/b> {LABEL} "Bea" .\n'
        f'<http://x/b> <http://x/note> "{"x" * 10_000_000}" .\n'
    )
    graph = KnowledgeGraph.open(path)
    assert [name for name, _, _ in graph.names()] == ["Ada", "Bea"]
    assert [str(triple) for triple in graph.facts("http://x/Ada")] == ["Ada · knows · Bea"]
    assert graph.facts("http://x/b") == ()
    (problem,) = [problem for problem in graph.info().problems if "too long for a name" in problem]
    assert problem.startswith("2 things") and len(graph.info().text) < 2_000


def test_of_many_things_of_one_name_none_is_linked_but_some_are_named_as_candidates(tmp_path):
    from kgaigc.linking import Linker

    path = tmp_path / "a.nt"
    lines = (
        f'<http://x/{i}> {LABEL} "Same Name" .\n<http://x/{i}> <http://x/p> "{i}" .\n' for i in range(3_000)
    )
    path.write_text("".join(lines))
    graph = KnowledgeGraph.open(path)
    linker = Linker(graph)
    assert linker.resolve("Same Name").label == "Same Name"
    (mention,) = [m for m in linker.link("He met Same Name there.").mentions if m.text == "Same Name"]
    assert mention.kind == "unknown" and mention.entity is None
    assert mention.candidates and {c.entity.label for c in mention.candidates} == {"Same Name"}
    (problem,) = [problem for problem in graph.info().problems if "more than one thing" in problem]
    assert problem == "1 labels name more than one thing: Same Name"
