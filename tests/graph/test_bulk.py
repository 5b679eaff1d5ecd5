"""Loading lines of RDF by several threads."""

import io
import sqlite3
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgaigc.errors import GraphError
from kgaigc.graph import KnowledgeGraph, bulk
from kgaigc.graph.lexicon import FILE
from kgaigc.graph.store import load

NT = ox.RdfFormat.N_TRIPLES


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_BLOCK", 64)
    monkeypatch.setattr(bulk, "loaders", lambda: 3)


def loaded(data: bytes, form: ox.RdfFormat = NT) -> ox.Dataset:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = ox.Store(folder)
        bulk.load_lines(store, io.BytesIO(data), form, "file:///a")
        held = canonical(store)
        del store  # closes it
        return held


def canonical(store: ox.Store) -> ox.Dataset:
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


NODES = st.sampled_from(["_:a", "_:b", "<x:c>", "<x:d>"])
OBJECTS = NODES | st.sampled_from(['"plain"', '"with _: in it"', '"ä\\n"@de'])
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.tuples(NODES, OBJECTS, st.integers(0, 30), ENDS), max_size=60), last=st.booleans())
def test_parts_make_the_same_graph_as_the_whole(rows: list[tuple[str, str, int, bytes]], last: bool) -> None:
    data = b"".join(f"{s} <x:p{number}> {o} .".encode() + end for s, o, number, end in rows)
    data = data if last else data.rstrip()
    whole = ox.Store()
    whole.bulk_load(data, NT)
    assert loaded(data) == canonical(whole)


def test_named_graphs_stay_apart() -> None:
    data = b"".join(b"<x:s> <x:p> <x:o%d> <x:g%d> .\n" % (number, number % 3) for number in range(90))
    assert len({quad.graph_name for quad in loaded(data, ox.RdfFormat.N_QUADS)}) == 3


def test_an_error_is_told_with_its_line_in_the_file_and_nothing_is_left(tmp_path: Path) -> None:
    lines = [f"<x:s{number}> <x:p> <x:o> .\n" for number in range(200)]
    lines[150] = "<x:s> <x:p> oops .\n"
    path = tmp_path / "bad.nt"
    path.write_text("".join(lines))
    with pytest.raises(GraphError, match=r"bad\.nt:151:13"):
        load([path], tmp_path / "store")
    assert [one.name for one in tmp_path.iterdir()] == ["bad.nt"]


def test_a_large_file_is_loaded_whole(tmp_path: Path) -> None:
    path = tmp_path / "many.nt"
    path.write_text("".join(f'<x:s{n}> <x:p{n % 7}> "{n}" .\n' for n in range(3_000)))
    load([path], tmp_path / "store")
    assert len(KnowledgeGraph.open(tmp_path / "store")) == 3_000


def test_an_interrupted_stream_ends_all_threads(tmp_path: Path) -> None:
    class Interrupted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 1_000:
                raise KeyboardInterrupt
            return super().read(size)

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        bulk.load_lines(ox.Store(str(tmp_path)), Interrupted(b"<x:s> <x:p> <x:o> .\n" * 500), NT, "file:///a")
    assert threading.active_count() == before


def test_what_is_no_line_at_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_LONGEST", 500)
    with pytest.raises(SyntaxError):
        loaded(b"<x:s> " * 1_000)


def test_one_core_needs_no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "loaders", lambda: 1)
    monkeypatch.setattr(bulk, "Thread", None)
    assert len(loaded(b"".join(b"<x:s> <x:p> <x:o%d> .\n" % number for number in range(90)))) == 90


def test_there_is_a_loader_for_each_core_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: set(range(64)), raising=False)
    assert bulk.loaders() == 4


def test_there_is_one_where_pipes_have_no_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(bulk, "_PIPES", tmp_path / "none")
    assert bulk.loaders() == 1


RDFS, SKOS = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2004/02/skos/core#"
NAMED = f"""
<x:a> <{RDFS}label> "Ann"@en .
<x:a> <{RDFS}label> "Ann"@en .
<x:a>\t<{SKOS}altLabel>\t"Annie \\u00e9 <{RDFS}label>" .
<x:b><{RDFS}label>"close by".
<x:c> <x:p> <{RDFS}label> .
<{RDFS}label> <{RDFS}label> "label" .
<x:d> <{RDFS}label> <x:a> .
<x:e> <{RDFS}label> " " .
<x:f> <{SKOS}prefLabel> "Eff" <x:g> .
<x:h> <{RDFS}label> "H\u00e9l\u00e8ne"@FR-ca .
<x:h> <{SKOS}hiddenLabel> "say \\"H\\""@fr .
<x:\u00e9> <http://xmlns.com/foaf/0.1/nick> "\u4e2d\u6587\tname" .
<x:h> <x:surname> "no name of a thing" .
<x:i> <{RDFS}label> "three"^^<http://www.w3.org/2001/XMLSchema#string> .
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("more", ["", f'_:z <{RDFS}label> "blank" .'])
def test_names_noted_in_lines_are_those_of_the_store(tmp_path: Path, end: str, more: str) -> None:
    path, store = tmp_path / "names.nq", tmp_path / "store"
    path.write_bytes((NAMED + more).replace("\n", end).encode())
    load([path], store)

    def names() -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(store / FILE)) as sql:
            return sql.execute("SELECT iri, rank, language, text, key FROM names").fetchall()

    noted = names()
    (store / FILE).unlink()
    KnowledgeGraph.open(store).close()
    assert names() == noted
    assert len(noted) == 9 + bool(more)
