"""An endpoint with ways of its own, served by Virtuoso on this machine."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kgaigc import ContentGenerator
from kgaigc.graph import KnowledgeGraph
from kgaigc.shipped import default_graph
from tests.graph.test_remote_nodes import NAMES, TURTLE
from tests.graph.test_store import told

SERVER, CLIENT = shutil.which("virtuoso-t"), shutil.which("isql-vt")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        SERVER is None or CLIENT is None,
        reason="Virtuoso is not installed (Debian: virtuoso-opensource-7-bin, virtuoso-opensource-7-common)",
    ),
]

GRAPH, NODES = "https://graph.example/computing", "https://graph.example/nodes"
NODES_OF_1_1 = "\n".join(line for line in TURTLE.splitlines() if "<<" not in line)
SETTINGS = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def computing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("virtuoso")
    shutil.copy(default_graph(), folder / "computing.ttl")
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(SETTINGS.format(folder=folder, sql=sql, http=http))
    command = [str(SERVER), "+foreground", "+configfile", str(settings)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{http}/sparql"
    try:
        for _ in range(600):
            try:
                httpx.get(address, params={"query": "ASK {}"}, timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        (folder / "nodes.ttl").write_text(NODES_OF_1_1, encoding="utf-8")
        for file, graph in (("computing.ttl", GRAPH), ("nodes.ttl", NODES)):
            load = f"DB.DBA.TTLP(file_to_string_output('{folder}/{file}'), '', '{graph}');"
            command = [str(CLIENT), f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"]
            subprocess.run(command, check=True, capture_output=True)
        yield address
    finally:
        server.terminate()
        server.wait()


def test_it_tells_what_the_file_tells(computing: str) -> None:
    far, near = (
        told(KnowledgeGraph.open(computing, graphs=[GRAPH])),
        told(KnowledgeGraph.open(default_graph())),
    )
    assert far.pop("hash") == computing
    near.pop("hash")
    assert far["info"].pop("named_graphs") == [GRAPH]
    near["info"].pop("named_graphs")
    assert far == near


def test_article_answer_links_facts_and_check_are_those_of_the_file(computing: str) -> None:
    def results(graph: KnowledgeGraph) -> list[object]:
        writer = ContentGenerator.from_pretrained(graph=graph)
        article = writer.article("Ada Lovelace").to_dict()
        article["manifest"].pop("graph")
        text = "Ada Lovelace was born in Paris. Charles Babbage designed the Analytical Engine."
        others = (
            writer.ask("Who designed the Analytical Engine?"),
            writer.ask("How many awards did Grace Hopper get?"),
            writer.check(text),
            writer.link(text),
        )
        facts = sorted(map(str, writer.facts("Alan Turing").evidence))
        return [article, *(result.to_dict() for result in others), facts]

    far = results(KnowledgeGraph.open(computing, graphs=[GRAPH]))
    assert far == results(KnowledgeGraph.open(Path(default_graph())))


def test_lists_and_what_hangs_on_blank_nodes_are_those_of_the_file(computing: str, tmp_path: Path) -> None:
    path = tmp_path / "nodes.ttl"
    path.write_text(NODES_OF_1_1, encoding="utf-8")
    far, near = KnowledgeGraph.open(computing, graphs=[NODES]), KnowledgeGraph.open(path)
    for name in NAMES:
        iri = f"http://example.org/{name}"
        assert sorted(map(str, far.facts(iri))) == sorted(map(str, near.facts(iri)))
        assert sorted(map(str, far.details(iri))) == sorted(map(str, near.details(iri)))


def test_names_are_looked_up_where_there_are_too_many_to_list(
    computing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Ada Lovelace was born in Paris. Charles Babbage designed the Analytical Engine."

    def results(graph: KnowledgeGraph) -> list[object]:
        writer = ContentGenerator.from_pretrained(graph=graph)
        mentions = [(one.start, one.entity) for one in writer.link(text).mentions]
        facts = sorted(str(one.triple) for one in writer.facts("alan turing").evidence)
        return [mentions, writer.check(text).to_dict()["verdicts"], facts]

    near = results(KnowledgeGraph.open(Path(default_graph())))
    monkeypatch.setenv("KGAIGC_ENDPOINT_ROWS", "200")
    far = KnowledgeGraph.open(computing, graphs=[GRAPH])
    assert not far.lists_names and results(far) == near
