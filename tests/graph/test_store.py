import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgaigc.errors import GraphError
from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.lexicon import FILE
from kgaigc.graph.store import load
from kgaigc.values import Entity, Triple, Value

X = "https://x.example/"
O_ = X + "o/"
LABEL = Entity("http://www.w3.org/2000/01/rdf-schema#label", "label")
TURTLE = """
@prefix : <https://x.example/> .
@prefix o: <https://x.example/o/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

o:Person a owl:Class ; rdfs:label "person"@en .
o:Poet a owl:Class ; rdfs:label "poet"@en ; rdfs:subClassOf o:Person .
o:birthPlace a owl:ObjectProperty ; rdfs:label "birth place"@en .
:Ann a o:Poet ; rdfs:label "Ann Orr"@en, "Anne Orr"@fr ;
    skos:altLabel "A. Orr"@en ; o:birthPlace :Rome, [ o:near :Ostia ] .
:Bob a o:Person ; skos:prefLabel "Bob Ek" ; o:birthPlace :Oslo_City ; o:age 40 .
:Rome rdfs:label "Rome"@en .
[] rdfs:label "a thing without an IRI" ; o:near :Rome .
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.ttl"
    path.write_text(TURTLE)
    return path


@pytest.fixture
def directory(file: Path, tmp_path: Path) -> Path:
    load([file], tmp_path / "store")
    return tmp_path / "store"


def told(graph: KnowledgeGraph) -> dict[str, object]:
    """What a graph tells, but for the ids of blank nodes, which each reading makes anew."""
    entities = [e for e in graph.entities() if not e.iri.startswith("_:")]
    return {
        "size": len(graph),
        "hash": graph.hash,
        "entities": entities,
        "names": sorted((name, e.label, first) for name, e, first in graph.names()),
        "facts": {e.iri: [str(fact) for fact in graph.facts(e.iri)] for e in entities},
        "incoming": {
            e.iri: [str(f) for f in graph.incoming(e.iri) if f.subject in entities] for e in entities
        },
        "types": {e.iri: graph.types(e.iri) for e in entities},
        "salience": {e.iri: graph.salience(e.iri) for e in entities},
        "classes": graph.classes(),
        "predicates": graph.predicates(),
        "called": {name: graph.called(name) for name, e, _ in graph.names() if e in entities},
        "info": graph.info().to_dict() | {"name": ""},
    }


def written(*triples: tuple[str, str, str | Value]) -> list[Triple]:
    return [
        Triple(Entity(X + s, s), Entity(p, p), Entity(X + o, o) if isinstance(o, str) else o)
        for s, p, o in triples
    ]


def test_a_store_tells_what_its_file_tells(file: Path, directory: Path) -> None:
    assert told(KnowledgeGraph.open(directory)) == told(KnowledgeGraph.open(file))


def test_a_store_of_several_files_and_folders_holds_them_all(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "cleo.nt").write_text(f'<{X}Cleo> <{LABEL.iri}> "Cleo Dahl" .\n')
    load([file, folder], tmp_path / "both")
    graph = KnowledgeGraph.open(tmp_path / "both")
    assert [e.label for name in ("Cleo Dahl", "Ann Orr") for e in graph.called(name)] == [
        "Cleo Dahl",
        "Ann Orr",
    ]


def test_names_are_found_whatever_their_case_and_spaces(directory: Path) -> None:
    graph = KnowledgeGraph.open(directory)
    assert graph.called("anne  ORR") == (Entity(X + "Ann", "Ann Orr"),)
    assert graph.called("nobody") == ()


def test_progress_tells_the_bytes_that_were_read(file: Path, tmp_path: Path) -> None:
    told_sizes: list[int] = []
    load([file], tmp_path / "store", progress=told_sizes.append)
    assert told_sizes == sorted(told_sizes)
    assert told_sizes[-1] == len(TURTLE)


def test_a_file_that_is_not_rdf_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("<a> <b> ")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(GraphError, match=r"bad\.ttl:1"):
        load([file, bad], tmp_path / "store")
    assert sorted(tmp_path.iterdir()) == before


def test_an_interruption_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    before = sorted(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        load([file], tmp_path / "store", progress=interrupt)
    assert sorted(tmp_path.iterdir()) == before


def test_what_a_killed_run_left_is_cleared(file: Path, tmp_path: Path) -> None:
    ox.Store(str(tmp_path / ".store.part")).add(
        ox.Quad(ox.NamedNode(X + "Old"), ox.NamedNode(LABEL.iri), ox.Literal("old"), ox.DefaultGraph())
    )
    load([file], tmp_path / "store")
    assert KnowledgeGraph.open(tmp_path / "store").called("old") == ()
    assert not (tmp_path / ".store.part").exists()


def test_what_is_there_already_is_not_written_over(directory: Path, file: Path) -> None:
    with pytest.raises(GraphError, match="exists already"):
        load([file], directory)


def test_files_without_triples_make_no_store(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("# nothing\n")
    with pytest.raises(GraphError, match="no triple"):
        load([tmp_path / "empty.ttl"], tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_directory_that_is_damaged_is_refused(directory: Path) -> None:
    (directory / "CURRENT").write_text("nonsense\n")
    with pytest.raises(GraphError, match="can't be opened"):
        KnowledgeGraph.open(directory)


def test_the_lexicon_is_kept(directory: Path, caplog: pytest.LogCaptureFixture) -> None:
    first = KnowledgeGraph.open(directory)
    names = list(first.names())
    del first
    before = (directory / FILE).read_bytes()
    assert list(KnowledgeGraph.open(directory).names()) == names
    assert (directory / FILE).read_bytes() == before
    assert not caplog.records


@pytest.fixture
def strange(tmp_path: Path) -> Iterator[Path]:
    """A store that another program made."""
    path = tmp_path / "strange"
    program = f"""
import pyoxigraph as ox
store = ox.Store({str(path)!r})
store.add(ox.Quad(ox.NamedNode("{X}Dora"), ox.NamedNode("{LABEL.iri}"), ox.Literal("Dora"), ox.DefaultGraph()))
store.flush()
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    return path


def test_a_store_without_a_lexicon_gets_one(strange: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert KnowledgeGraph.open(strange).called("dora") == (Entity(X + "Dora", "Dora"),)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert (strange / FILE).exists()


@pytest.mark.parametrize("damage", [b"", b"no database at all"])
def test_a_damaged_lexicon_is_made_again(directory: Path, damage: bytes) -> None:
    (directory / FILE).write_bytes(damage)
    assert KnowledgeGraph.open(directory).called("Ann Orr") == (Entity(X + "Ann", "Ann Orr"),)


def test_a_stale_lexicon_is_noticed_and_made_again(directory: Path, caplog: pytest.LogCaptureFixture) -> None:
    program = f"""
import pyoxigraph as ox
store = ox.Store({str(directory)!r})
store.update('DELETE DATA {{ <{X}Rome> <{LABEL.iri}> "Rome"@en }}')
store.update('INSERT DATA {{ <{X}Rome> <{LABEL.iri}> "Roma"@en }}')
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    graph = KnowledgeGraph.open(directory)
    assert (graph.called("Roma"), graph.called("Rome")) == ((Entity(X + "Rome", "Roma"),), ())
    assert "changed" in caplog.text


def test_without_leave_to_write_the_store_is_read_all_the_same(
    strange: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("kgaigc.graph.lexicon.Builder", refused)
    assert KnowledgeGraph.open(strange).called("dora") == (Entity(X + "Dora", "Dora"),)
    assert "can't be kept" in caplog.text
