"""The commands about a graph itself: what they print, where, and with which exit status."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgaigc.cli import app
from kgaigc.cli import graph as commands
from kgaigc.graph import KnowledgeGraph

TURTLE = """
@prefix : <http://x/> . @prefix o: <http://x/o/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
o:Poet rdfs:subClassOf o:Person .
:ada a o:Person ; rdfs:label "Ada Lovelace" ; o:birthPlace :london .
:byron a o:Poet ; rdfs:label "Lord Byron" ; o:birthPlace :london ; o:child :ada .
:london a o:City ; rdfs:label "London" .
"""


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "small.ttl"
    path.write_text(TURTLE)
    monkeypatch.setenv("KGAIGC_GRAPH", str(path))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["graph", *arguments])


COMMANDS = {
    "info": ("info",),
    "classes": ("classes",),
    "predicates": ("predicates",),
    "sample": ("sample", "--max-facts", "2"),
    "path": ("path", "Ada Lovelace", "London"),
    "schema": ("schema",),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_text_or_json_and_nothing_else(name: str) -> None:
    text, as_json = run(*COMMANDS[name]), run(*COMMANDS[name], "--format", "json")
    assert text.exit_code == as_json.exit_code == 0 and text.stdout.strip() and not text.stderr
    assert isinstance(json.loads(as_json.stdout), dict)
    for form in ("markdown", "html"):
        assert run(*COMMANDS[name], "--format", form).exit_code == 0


def test_classes_and_predicates_are_tables() -> None:
    assert "person" in run("classes").stdout and "and 1 more" in run("classes", "--limit", "2").stdout
    table = run("predicates", "birthplace").stdout
    assert "poet -> city" in table and "child" not in table


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("classes", "Persn"), "person"),
        (("predicates", "brithPlace"), "birth place"),
        (("sample", "--class", "poett"), "poet"),
        (("sample", "--predicate", "chlid"), "child"),
        (("path", "Ada Lovelace", "Londres sur la Tamise"), "London"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(arguments: tuple[str, ...], hint: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1 and not result.stdout
    assert arguments[-1] in result.stderr and hint in result.stderr


def test_a_topic_with_a_typing_error_is_found_and_shown_by_its_label() -> None:
    result = run("path", "Ada Lovelce", "Lord Byorn")
    assert result.stdout == "Ada Lovelace <-[child]- Lord Byron\n"


def test_a_sample_follows_its_seed_class_and_predicate() -> None:
    one = run("sample", "--max-facts", "2", "--seed", "4").stdout
    assert one == run("sample", "--max-facts", "2", "--seed", "4").stdout and len(one.splitlines()) == 2
    chosen = run("sample", "--class", "Poet", "--predicate", "birth place").stdout
    assert chosen == "Lord Byron · birth place · London\n"


def test_the_schema_is_drawn_for_svg(tmp_path: Path) -> None:
    assert run("schema", "--format", "svg").stdout.startswith("<svg")
    assert run("schema", "--output", str(tmp_path / "schema.svg")).exit_code == 0
    assert "birth place" in (tmp_path / "schema.svg").read_text()
    assert "person (1)\n  birth place -> city (1)" in run("schema").stdout


@pytest.mark.parametrize("form", ["turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"])
def test_a_graph_is_exported_to_standard_output_in_the_format_asked_for(
    form: str, tmp_path: Path, small: Path
) -> None:
    endings = {
        "turtle": "ttl",
        "ntriples": "nt",
        "nquads": "nq",
        "trig": "trig",
        "rdfxml": "rdf",
        "jsonld": "jsonld",
    }
    path = tmp_path / f"out.{endings[form]}"
    path.write_bytes(run("export", "--format", form).stdout_bytes)
    assert KnowledgeGraph.open(path).hash == KnowledgeGraph.open(small).hash


def test_a_graph_is_exported_to_a_file_by_its_ending(tmp_path: Path, small: Path) -> None:
    result = run("export", "--output", str(tmp_path / "out.nt.gz"))
    assert result.exit_code == 0 and not result.stdout
    assert b"<http://x/ada>" in gzip.decompress((tmp_path / "out.nt.gz").read_bytes())
    assert "@prefix" in run("export").stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("export", "--format", "json"), "choose one of turtle"),
        (("export", "--output", "out.docx"), "unknown ending '.docx'"),
        (("schema", "--format", "jsonld"), "svg"),
        (("info", "--graph", "nowhere.ttl"), "nowhere.ttl: no such file"),
    ],
)
def test_what_can_not_be_done_is_told(arguments: tuple[str, ...], reason: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1 and reason in result.stderr and not result.stdout


@pytest.mark.parametrize("more", [(), ("--compact",)])
def test_files_are_loaded_into_a_store_that_answers_as_they_do(
    tmp_path: Path, small: Path, more: tuple[str, ...]
) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.nt.gz").write_bytes(
        gzip.compress(b"<http://x/ada> <http://x/o/likes> <http://x/london> .")
    )
    store = str(tmp_path / "store")
    result = run("load", str(small), str(tmp_path / "more"), "--store", store, *more)
    assert result.exit_code == 0 and "11 triples" in result.stdout and f"--graph {store}" in result.stdout
    found = run("path", "Ada Lovelace", "London", "--graph", store, "--format", "json")
    assert json.loads(found.stdout)["links"] == 1
    again = run("load", str(small), "--store", store)
    assert again.exit_code == 1 and "exists already" in again.stderr


def test_a_load_that_fails_leaves_nothing(tmp_path: Path, small: Path) -> None:
    (tmp_path / "bad.nt").write_text("not a graph")
    result = run("load", str(small), str(tmp_path / "bad.nt"), "--store", str(tmp_path / "store"))
    assert result.exit_code == 1 and "bad.nt:1:" in result.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["bad.nt", "small.ttl"]


def test_the_bar_knows_how_much_there_is_to_read_unless_it_is_compressed(tmp_path: Path, small: Path) -> None:
    assert commands._size([small]) == small.stat().st_size
    (tmp_path / "a.nt.gz").write_bytes(gzip.compress(b""))
    assert commands._size([tmp_path]) is None


def test_the_bar_follows_where_standard_error_is_a_terminal(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with commands._progress([small]) as progress:
        assert progress is not None
        progress(small.stat().st_size)
    monkeypatch.setattr("sys.stderr.isatty", lambda: False, raising=False)
    with commands._progress([small]) as progress:
        assert progress is None


def test_a_named_graph_is_read_alone_and_what_follows_is_added(tmp_path: Path) -> None:
    path = tmp_path / "two.trig"
    path.write_text(
        TURTLE.replace(":ada a", ":old { :ada a").replace(":byron a", "} :new { :byron a").rstrip() + " }"
    )

    def triples(*arguments: str) -> int:
        return int(json.loads(run("info", "--format", "json", *arguments).stdout)["triples"])

    new = triples("--graph", str(path), "--named-graph", "http://x/new")
    old = triples("--graph", str(path), "--named-graph", "http://x/old")
    assert (old, new, triples("--graph", str(path))) == (3, 6, 10)
    both = ("--named-graph", "http://x/old", "--named-graph", "http://x/new")
    assert triples("--graph", str(path), *both) == 9
    missing = run("info", "--graph", str(path), "--named-graph", "http://x/olf")
    assert missing.exit_code == 1
    assert "http://x/old" in missing.stderr
    assert triples("--reasoning") == triples() + 1
