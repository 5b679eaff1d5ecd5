"""Every command: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from kgaigc import __version__
from kgaigc.cli import app, streams
from kgaigc.errors import CheckpointError, ConfigError, LinkError
from kgaigc.values import (
    Answer,
    Article,
    Entity,
    Evidence,
    Facts,
    Generated,
    Links,
    Manifest,
    Mention,
    Report,
    Section,
    Sentence,
    Triple,
    Verdict,
)

REPOSITORY = Path(__file__).parent.parent
TURTLE = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Ada rdfs:label "Ada Lovelace"@en, "Ada Augusta"@de ; :birthPlace :London .
:London rdfs:label "London" .
"""
ADA, LONDON = Entity("http://example.org/Ada", "Ada Lovelace"), Entity("http://example.org/London", "London")
BORN = Triple(ADA, Entity("http://example.org/birthPlace", "birth place"), LONDON)
TEXT = "Ada Lovelace was born in London."


def report(text: str) -> Report:
    status = "contradicted" if "Paris" in text else "supported"
    verdict = Verdict(text, 0, len(text), status, (BORN,), "the graph says London")
    return Report((verdict,), float(status == "supported"), None, 0.5, text)


class Writer:
    """Stands in for ContentGenerator; the graph is opened for real."""

    def __init__(self, graph: Any = None) -> None:
        self.graph = graph

    @classmethod
    def from_pretrained(cls, directory: Path | None = None, *, graph: Any = None) -> Writer:
        if directory is not None:
            raise CheckpointError(f"{directory}: no model there")
        return cls(graph)

    def article(self, topic: str, *, max_facts: int, seed: int, num_beams: int) -> Article:
        if topic == "Nobody":
            raise LinkError("nothing is called Nobody", nearest=("Ada Lovelace",))
        sentence = Sentence(TEXT, (BORN,), (), "neural")
        options = (("max_facts", str(max_facts)), ("num_beams", str(num_beams)))
        manifest = Manifest(self.graph.hash, "m", __version__, seed, options)
        return Article(topic, (Section("", (sentence,)),), report(TEXT), manifest)

    def ask(self, question: str, *, num_beams: int) -> Answer:
        if question == "stop":
            raise KeyboardInterrupt
        return Answer(TEXT, (LONDON,), "SELECT ?o {}", (Evidence(BORN, 1.0, "asked"),), 0.9, report(TEXT))

    def check(
        self, text: str, *, triples: Any = (), with_graph: bool = False, entailment: bool = False
    ) -> Report:
        return report(f"both: {text}" if with_graph else text)

    def link(self, text: str, *, doubtful: bool = False) -> Links:
        return Links((Mention(0, 12, text[:12], ADA, 1.0),), text)

    def facts(self, topic: str, *, max_facts: int) -> Facts:
        return Facts((Evidence(BORN, 0.5, f"one of {max_facts} on {topic}"),))

    def generate_many(
        self, batch: Any, *, categories: Any, num_beams: int, temperature: float, top_p: float, seed: int
    ) -> tuple[Generated, ...]:
        return tuple(Generated(TEXT, ()) for _ in batch)


@pytest.fixture
def graph(tmp_path: Path) -> str:
    path = tmp_path / "small.ttl"
    path.write_text(TURTLE)
    return str(path)


@pytest.fixture(autouse=True)
def fake_writer(monkeypatch: pytest.MonkeyPatch, graph: str) -> None:
    monkeypatch.setattr("kgaigc.pipeline.ContentGenerator", Writer)
    monkeypatch.setenv("KGAIGC_GRAPH", graph)


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


COMMANDS = {
    "article": ("article", "Ada Lovelace"),
    "ask": ("ask", "Where was Ada Lovelace born?"),
    "check": ("check", TEXT),
    "link": ("link", TEXT),
    "facts": ("facts", "Ada Lovelace"),
    "graph info": ("graph", "info"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_its_result_and_nothing_else(name: str) -> None:
    result = run(*COMMANDS[name])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip()
    assert result.stderr == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_shows_its_result_as_json(name: str) -> None:
    result = run(*COMMANDS[name], "--format", "json")
    assert isinstance(json.loads(result.stdout), dict)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "jsonld"])
def test_an_article_has_every_format(form: str) -> None:
    result = run("article", "Ada Lovelace", "--format", form)
    assert result.exit_code == 0, result.stderr
    assert "born in London" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_format_is_named(name: str) -> None:
    result = run(*COMMANDS[name], "--format", "pdf")
    assert result.exit_code == 1
    assert "pdf" in result.stderr
    assert "markdown" in result.stderr
    assert result.stdout == ""


def test_options_reach_the_pipeline() -> None:
    result = run("article", "Ada", "--max-facts", "3", "--num-beams", "2", "--seed", "7", "--format", "json")
    manifest = json.loads(result.stdout)["manifest"]
    assert manifest["seed"] == 7
    assert manifest["options"] == {"max_facts": "3", "num_beams": "2"}


def test_a_dash_is_standard_input() -> None:
    assert run("facts", "-", stdin="Ada Lovelace\n").stdout == run("facts", "Ada Lovelace").stdout


def test_standard_input_that_is_no_text_is_named() -> None:
    result = run("check", "-", stdin=b"\xff\xfe")
    assert result.exit_code == 1
    assert "UTF-8" in result.stderr


def test_the_graph_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch, graph: str) -> None:
    monkeypatch.setenv("KGAIGC_GRAPH", "missing.ttl")
    assert run("graph", "info").exit_code == 1
    assert run("graph", "info", "--graph", graph).exit_code == 0


def test_the_language_chooses_the_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(
        Writer, "link", lambda self, text, **_: seen.append(self.graph.entity(ADA.iri).label) or Links(())
    )
    run("link", TEXT, "--language", "de")
    run("link", TEXT)
    assert seen == ["Ada Augusta", "Ada Lovelace"]


def test_a_graph_that_is_missing_is_named() -> None:
    result = run("article", "Ada", "--graph", "nowhere.ttl")
    assert result.exit_code == 1
    assert "nowhere.ttl" in result.stderr


def test_a_file_that_is_not_rdf_is_named_with_the_place(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix : <http://example.org/> .\n:a :b ; .\n")
    result = run("graph", "info", "--graph", str(bad))
    assert result.exit_code == 1
    assert f"{bad}:2:" in result.stderr


def test_an_empty_graph_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text("")
    result = run("graph", "info", "--graph", str(empty))
    assert result.exit_code == 1
    assert "empty.ttl" in result.stderr


def test_a_topic_that_links_to_nothing_gets_the_nearest_labels() -> None:
    result = run("article", "Nobody")
    assert result.exit_code == 1
    assert "Ada Lovelace" in result.stderr


def test_a_model_that_is_missing_is_named() -> None:
    result = run("article", "Ada", "--model", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["article"],
        ["check"],
        ["link", "a", "--batch", "b"],
        ["article", "a", "--max-facts", "0"],
        ["-x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_the_version_is_shown() -> None:
    assert run("--version").stdout == f"kgaigc {__version__}\n"


def test_check_exits_with_0_whatever_it_finds() -> None:
    assert run("check", "Ada Lovelace was born in Paris.").exit_code == 0


def test_strict_check_exits_with_3_for_a_claim_that_is_not_supported() -> None:
    assert run("check", "Ada Lovelace was born in Paris.", "--strict").exit_code == 3
    assert run("check", TEXT, "--strict").exit_code == 0


def test_an_interrupt_exits_with_130_and_leaves_the_output_alone(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    output.write_text("before")
    assert run("ask", "stop", "--output", str(output)).exit_code == 130
    assert output.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.txt", "small.ttl"]


def test_output_goes_to_a_file_whole(tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    result = run("article", "Ada", "--format", "json", "--output", str(output))
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(output.read_text())["title"] == "Ada"


def test_output_keeps_what_was_there_when_the_command_fails(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    output.write_text("before")
    assert run("article", "Nobody", "--output", str(output)).exit_code == 1
    assert output.read_text() == "before"
    assert not list(tmp_path.glob(".kgaigc*"))


@pytest.mark.parametrize("name", ["missing/out.txt", "."])
def test_an_output_that_can_not_be_written_is_named(tmp_path: Path, name: str) -> None:
    result = run("article", "Ada", "--output", str(tmp_path / name))
    assert result.exit_code == 1
    assert str(tmp_path) in result.stderr


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert run("article", "Ada", "--output", "/dev/null").exit_code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_link_to_the_output_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("before")
    (tmp_path / "link.txt").symlink_to("real.txt")
    run("facts", "Ada", "--output", str(tmp_path / "link.txt"))
    assert (tmp_path / "link.txt").is_symlink()
    assert "Ada" in (tmp_path / "real.txt").read_text()


def test_a_full_disk_is_named() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    result = run("facts", "Ada", "--output", "/dev/full")
    assert result.exit_code == 1
    assert "can't be written" in result.stderr


BATCHES = {
    "generate": {"id": 1, "triples": [["Ada", "birthPlace", "London"]]},
    "ask": {"id": 1, "question": "Where?"},
    "link": {"id": 1, "text": TEXT},
    "check": {"id": 1, "text": TEXT},
}


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_answers_line_by_line(name: str, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(BATCHES[name]) + "\n" + json.dumps(BATCHES[name] | {"id": 2}) + "\n")
    result = run(name, "--batch", str(source), "--output", str(output))
    assert (result.exit_code, result.stdout) == (0, "")
    assert [line["id"] for line in lines(output.read_text())] == [1, 2]


def test_a_batch_flows_through_the_standard_streams() -> None:
    result = run("link", "--batch", "-", stdin=json.dumps(BATCHES["link"]))
    assert [line["id"] for line in lines(result.stdout)] == [1]


@pytest.mark.parametrize("name", BATCHES)
def test_a_bad_line_is_answered_in_place_and_the_status_is_1(name: str, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    given = "\n".join(["{", json.dumps(BATCHES[name]), '{"id": 3}'])
    result = run(name, "--batch", "-", "--output", str(output), stdin=given)
    assert result.exit_code == 1
    assert [("error" in line, line["id"]) for line in lines(output.read_text())] == [
        (True, None),
        (False, 1),
        (True, 3),
    ]
    assert "2 of 3" in result.stderr


def test_a_batch_may_be_written_over_its_input(tmp_path: Path) -> None:
    path = tmp_path / "same.jsonl"
    path.write_text(json.dumps(BATCHES["link"]) + "\n")
    assert run("link", "--batch", str(path), "--output", str(path)).exit_code == 0
    assert "mentions" in lines(path.read_text())[0]


def test_a_batch_that_is_missing_is_named() -> None:
    result = run("link", "--batch", "nowhere.jsonl")
    assert result.exit_code == 1
    assert "nowhere.jsonl" in result.stderr


def test_triples_are_checked_with_the_graph_only_where_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"id": 1, "text": TEXT, "triples": [["Ada", "birthPlace", "London"]]})
    assert "both" in run("check", "--batch", "-", stdin=line).stdout
    monkeypatch.delenv("KGAIGC_GRAPH")
    monkeypatch.setattr("kgaigc.shipped.default_graph", lambda: REPOSITORY / "graphs" / "computing.ttl")
    assert "both" not in run("check", "--batch", "-", stdin=line).stdout


def test_a_strict_batch_exits_with_3() -> None:
    line = json.dumps({"id": 1, "text": "Ada Lovelace was born in Paris."})
    assert run("check", "--batch", "-", "--strict", stdin=line).exit_code == 3


@pytest.mark.parametrize(("risk", "status"), [("0.49", 3), ("0.5", 0), ("1", 0)])
def test_a_strict_batch_keeps_to_a_chosen_risk_line_by_line(risk: str, status: int) -> None:
    rows = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate((TEXT, "Paris.")))
    result = run("check", "--batch", "-", "--strict", "--risk", risk, stdin=rows)
    assert (result.exit_code, len(lines(result.stdout))) == (status, 2)


def test_a_real_interrupt_ends_with_130_and_nothing_half_written(tmp_path: Path, graph: str) -> None:
    output = tmp_path / "out.jsonl"
    command = [
        sys.executable,
        "-m",
        "kgaigc",
        "link",
        "--batch",
        "-",
        "--output",
        str(output),
        "--graph",
        graph,
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=REPOSITORY) as process:
        until = time.monotonic() + 60
        while not list(tmp_path.glob(".kgaigc*")) and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        status = process.wait(60)
        assert status == 130, process.stderr and process.stderr.read()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.ttl"]


@pytest.mark.parametrize("made", ["raise SystemExit(130) from error", "raise"])
def test_an_interrupt_while_a_module_loads_ends_with_130_too(tmp_path: Path, made: str) -> None:
    (tmp_path / "started.py").write_text(
        "import kgaigc.cli\n"
        "from kgaigc.__main__ import main\n"
        "def app(prog_name):\n"
        "    try:\n"
        "        exec('raise KeyboardInterrupt')\n"
        "    except KeyboardInterrupt as error:\n"
        f"        {made}\n"
        "kgaigc.cli.app = app\n"
        "main()\n"
    )
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    ended = subprocess.run([sys.executable, "-m", "started"], cwd=tmp_path, env=environment, check=False)
    assert ended.returncode == 130


def test_the_reference_is_current(tmp_path: Path) -> None:
    """`make docs` writes it."""
    written = tmp_path / "cli.md"
    options = ["--name", "kgaigc", "--title", "The command line", "--output", str(written)]
    command = [sys.executable, "-m", "typer", "kgaigc.cli", "utils", "docs", *options]
    subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)
    assert (REPOSITORY / "docs" / "cli.md").read_text() == written.read_text()


def test_every_command_is_in_the_readme() -> None:
    text = (REPOSITORY / "README.md").read_text()
    assert [name for name in typer.main.get_command(app).commands if f"kgaigc {name}" not in text] == []  # type: ignore[attr-defined]


def test_an_error_while_writing_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def write(self, data: bytes) -> int:
            raise OSError(28, os.strerror(28))

    with pytest.raises(ConfigError, match="No space"):
        streams.emit(Broken(), "text")  # type: ignore[arg-type]
