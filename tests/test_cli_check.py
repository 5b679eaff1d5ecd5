"""``check`` and ``verify``: what they read, what they print, and with which exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kgaigc import documents
from kgaigc.cli import app, files, streams
from kgaigc.findings import RecordedFact, Suggestion, Suggestions, Verification, VerifiedSentence
from kgaigc.values import Entity, Report, Triple, Verdict
from kgaigc.verification import read

EVA = Triple(
    Entity("http://example.org/Eva", "Eva"), Entity("http://example.org/in", "in"), Entity("x:Linz", "Linz")
)


def report(text: str, topic: Entity | None = None) -> Report:
    """A claim for each word "true" and each word "false"."""
    words = {"true": "supported", "false": "contradicted"}
    verdicts = [
        Verdict(word, i, i + len(word), status, (EVA,), "so it is")  # type: ignore[arg-type]
        for word, status in words.items()
        for i in range(len(text))
        if text.startswith(word, i)
    ]
    right = sum(verdict.status == "supported" for verdict in verdicts)
    return Report(tuple(verdicts), right / len(verdicts) if verdicts else None, None, 0.5, text)


def suggestions(text: str, found: Report, *, name: str = "") -> Suggestions:
    """Each word "false" should be "true"; what has "stays" before it can't be mended."""
    wrong = [verdict for verdict in found.verdicts if verdict.status == "contradicted"]
    changes = [
        Suggestion("false", None if text[: v.start].endswith("stays ") else "true", v.start, v.end, v.reason)
        for v in wrong
    ]
    return Suggestions(text, tuple(changes), found, name, ((0, len(text)),))


class Reader:
    """Stands in for ContentGenerator."""

    def __init__(self, graph: Any = None) -> None:
        self.graph = graph

    def check(self, text: str, *, entailment: bool = False) -> Report:
        return report(text.replace("implied", "true") if entailment else text)

    def check_document(self, document: documents.Document, *, entailment: bool = False) -> Report:
        return documents.check(
            document,
            check=lambda text, topic: self.check(text, entailment=entailment),
            named=lambda title: None,
        )

    def suggest(self, text: str, *, entailment: bool = False) -> Suggestions:
        return suggestions(text, self.check(text, entailment=entailment))

    def suggest_document(
        self, document: documents.Document, *, name: str = "", entailment: bool = False
    ) -> Suggestions:
        found = self.check_document(document, entailment=entailment)
        return suggestions(document.source, found, name=name)

    def verify(self, path: Path) -> Verification:
        if "article" not in path.read_text():
            read(path)
        status = "missing" if "old" in path.read_text() else "supported"
        sentence = VerifiedSentence("Eva.", 0, 4, (RecordedFact(EVA, status, (), "looked up"),), ())  # type: ignore[arg-type]
        return Verification("Eva", (sentence,), "a", "b", report("Eva."))


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text("<x:a> <x:b> <x:c> .")
    monkeypatch.setattr("kgaigc.pipeline.ContentGenerator", Reader)
    monkeypatch.setenv("KGAIGC_GRAPH", str(tmp_path / "graph.ttl"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def put(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def test_markdown_is_read_by_its_own_characters() -> None:
    source = "# Eva\n\nIt *is* false.\n\n```\ntrue\n```\n"
    (verdict,) = json.loads(run("check", put("a.md", source), "--format", "json").stdout)["verdicts"]
    assert source[verdict["start"] : verdict["end"]] == "false"


def test_plain_text_is_read_as_it_stands() -> None:
    assert json.loads(run("check", put("a.txt", "    true\n"), "--format", "json").stdout)["verdicts"]


@pytest.mark.parametrize(
    "text", ["It is false", "false", "It is so in notes or.txt not false", "x" * 5000, "a\0b"]
)
def test_what_is_no_path_is_a_text(text: str) -> None:
    result = run("check", text)
    assert (result.exit_code, result.stderr) == (0, "")


def test_standard_input_is_a_text_even_beside_files() -> None:
    put("a.md", "true")
    first, second = json.loads(run("check", "a.md", "-", "--format", "json", stdin="false").stdout)
    assert [one["verdicts"][0]["status"] for one in (first, second)] == ["supported", "contradicted"]
    assert second["file"] == "-"


def test_a_folder_is_read_down_to_the_last_file_but_not_what_is_hidden() -> None:
    for name in ("f/b.md", "f/a.txt", "f/sub/c.md", "f/.hidden.md", "f/.git/d.md", "f/e.py"):
        put(name, "true")
    found = json.loads(run("check", "f", "--format", "json").stdout)
    assert [Path(one["file"]).as_posix() for one in found] == ["f/a.txt", "f/b.md", "f/sub/c.md"]


def test_a_file_that_is_named_twice_is_checked_once() -> None:
    put("f/a.md", "true")
    assert len(json.loads(run("check", "f", str(Path("f/a.md")), "--format", "json").stdout)) == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("latin.txt", b"ok\ncaf\xe9", "line 2, byte 0xe9"),
        ("bin.md", b"a\0b", "is no text"),
        ("a.pdf", b"%PDF", "unknown ending '.pdf'"),
    ],
)
def test_a_file_that_is_no_text_is_named_and_the_others_are_checked(
    name: str, content: bytes, message: str
) -> None:
    put("good.md", "true")
    put(name, content)
    result = run("check", name, "good.md", "--format", "json")
    first, second = json.loads(result.stdout)
    assert (result.exit_code, first["file"], second["precision"]) == (1, name, 1.0)
    assert message in first["error"]
    assert message in result.stderr
    assert "1 of 2 files could not be read" in result.stderr
    assert run("check", name).exit_code == 1


def test_a_missing_file_is_named_with_the_nearest() -> None:
    put("Notes.md", "true")
    result = run("check", "note.md")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "note.md: no such file; did you mean Notes.md?" in result.stderr


@pytest.mark.parametrize("name", ["nowhere/a.md", "some/folder"])
def test_a_missing_folder_is_named(name: str) -> None:
    result = run("check", name)
    assert result.exit_code == 1
    assert f"no such file, nor is there a folder {Path(name).parent}" in result.stderr


def test_a_folder_without_texts_is_named() -> None:
    Path("empty").mkdir()
    result = run("check", "empty")
    assert result.exit_code == 1
    assert "holds no file to read" in result.stderr


def test_a_folder_that_can_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    put("f/a.md", "true")
    put("f/shut/b.md", "true")

    def walk(folder: Path, onerror: Callable[[OSError], None]) -> Any:
        yield str(folder), [], ["a.md"]
        onerror(PermissionError(13, "Permission denied", str(folder / "shut")))

    monkeypatch.setattr(files.os, "walk", walk)
    monkeypatch.setattr(files.os, "access", lambda path, mode: False)
    result = run("check", "f")
    assert result.exit_code == 1
    assert "shut can't be read" in result.stderr
    assert "1 claim" in result.stdout


def test_a_text_without_its_quotes_is_wrong_usage() -> None:
    result = run("check", "It", "is", "false")
    assert result.exit_code == 2
    assert "quotes" in result.stderr


def test_strict_exits_with_3_if_any_file_has_a_claim_that_is_not_supported() -> None:
    put("a.md", "true")
    put("b.md", "false")
    put("c.txt", "hm")
    assert run("check", "a.md", "b.md", "--strict").exit_code == 3
    assert run("check", "a.md", "c.txt", "--strict").exit_code == 0
    assert run("check", "a.md", "b.md").exit_code == 0
    assert run("check", "b.md", "none.md", "--strict").exit_code == 1


def test_a_chosen_risk_takes_the_place_of_the_verdicts() -> None:
    put("a.md", "true")
    put("b.md", "false")
    assert run("check", "It is false", "--strict", "--risk", "0.5").exit_code == 0
    assert run("check", "It is true", "--strict", "--risk", "0.4").exit_code == 3
    assert run("check", "a.md", "b.md", "--strict", "--risk", "1").exit_code == 0
    assert run("check", "a.md", "b.md", "--strict", "--risk", "0").exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--strict", "--risk", "1.5"), "from 0 to 1"),
        (("--strict", "--risk", "-0.1"), "from 0 to 1"),
        (("--strict", "--risk", "nan"), "from 0 to 1"),
        (("--risk", "0.1"), "--strict"),
        (("--strict", "--risk", "high"), "--risk"),
    ],
    ids=str,
)
def test_a_risk_that_is_none_or_says_nothing_is_wrong_usage(arguments: tuple[str, ...], message: str) -> None:
    result = run("check", "It is true", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_entailment_reaches_texts_and_files() -> None:
    put("a.md", "implied")
    for text in ("implied", "a.md"):
        assert "supported" not in run("check", text).stdout
        assert "supported: true" in run("check", text, "--entailment").stdout


def test_predicates_are_closed_in_the_graph_that_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(Reader, "check", lambda self, text, **_: opened.append(self.graph) or report(text))
    assert run("check", "true", "--closed", "b", "--closed", "x:b").exit_code == 0
    assert [predicate.iri for predicate in opened[0].closed()] == ["x:b"]


def test_a_predicate_to_close_that_is_not_in_the_graph_is_named() -> None:
    result = run("check", "true", "--closed", "nothing such")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing such" in result.stderr


def test_suggestions_are_a_diff_and_no_file_is_changed() -> None:
    put("a.md", "It is false.\n")
    put("f/b.txt", "So is\nthis: false.\n")
    result = run("check", "a.md", "f", "--suggest")
    assert result.exit_code == 0
    assert "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-It is false.\n+It is true.\n--- f/b.txt\n" in result.stdout
    assert Path("a.md").read_text() == "It is false.\n"


def test_suggestions_for_a_text_or_standard_input_are_a_diff_too() -> None:
    for arguments, stdin in ((("false",), None), (("-",), "false")):
        result = run("check", *arguments, "--suggest", stdin=stdin)
        assert result.stdout == "--- text\n+++ text\n@@ -1 +1 @@\n-false\n+true\n"


def test_what_has_no_suggestion_is_told_on_standard_error() -> None:
    result = run("check", put("a.md", "It stays false."), "--suggest")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "a.md: nothing to suggest for 'false' (so it is)" in result.stderr


def test_suggestions_are_json_for_programs() -> None:
    put("a.md", "It is false.\n")
    put("b.md", "true")
    first, second = json.loads(run("check", "a.md", "b.md", "--suggest", "--format", "json").stdout)
    (change,) = first["suggestions"]
    assert (change["old"], change["new"], change["start"], change["end"]) == ("false", "true", 6, 11)
    assert (first["file"], second["suggestions"]) == ("a.md", [])


def test_suggestions_have_the_formats_of_a_diff_alone() -> None:
    result = run("check", "It is false", "--suggest", "--format", "refchecker")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "choose one of" in result.stderr


def test_a_strict_check_with_suggestions_is_no_less_strict() -> None:
    assert run("check", "It is false", "--suggest", "--strict").exit_code == 3
    assert run("check", "It is true", "--suggest", "--strict").exit_code == 0


def test_refchecker_is_a_format_of_checks_alone() -> None:
    assert json.loads(run("check", "It is false", "--format", "refchecker").stdout)[0]["ys"] == [
        "Contradiction"
    ]
    result = run("facts", "Eva", "--format", "refchecker")
    assert result.exit_code == 1
    assert "refchecker" in result.stderr


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("settings", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
    ids=str,
)
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], coloured: bool
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert streams.shows_colour("-") is coloured
    assert streams.shows_colour("file.txt") is False


def test_text_to_a_pipe_is_plain_and_progress_is_none() -> None:
    put("a.md", "true false")
    result = run("check", "a.md", "a.md", "--format", "text")
    assert "\x1b" not in result.stdout
    assert "contradicted: false (so it is)" in result.stdout
    assert result.stderr == ""


def test_progress_goes_to_standard_error_where_it_is_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(streams.tracked([1, 2], ["a [b].md", "c.md"], verb="check")) == [1, 2]
    assert "check" in stream.getvalue()


def test_verify_prints_the_sentences_whose_support_changed() -> None:
    result = run("verify", put("a.jsonld", "article old"))
    assert result.exit_code == 0
    assert "missing: Eva · in · Linz (looked up)" in result.stdout


def test_strict_verify_exits_with_3_if_anything_changed() -> None:
    put("f/new.jsonld", "article")
    put("f/old.jsonld", "article old")
    assert run("verify", str(Path("f/new.jsonld")), "--strict").exit_code == 0
    assert run("verify", str(Path("f/old.jsonld")), "--strict").exit_code == 3
    assert run("verify", "f", "--strict").exit_code == 3
    assert [one["changed"] for one in json.loads(run("verify", "f", "--format", "json").stdout)] == [0, 1]


def test_verify_reads_standard_input() -> None:
    assert "1 changed" in run("verify", "-", stdin="article old").stdout
    result = run("verify", "-", stdin="{")
    assert result.exit_code == 1
    assert "standard input" in result.stderr


@pytest.mark.parametrize("name", ["a.md", "a.jsonld"])
def test_what_is_no_article_is_named_and_the_others_are_verified(name: str) -> None:
    put(name, "{}")
    put("b.jsonld", "article")
    result = run("verify", name, "b.jsonld")
    assert result.exit_code == 1
    assert f"{name}" in result.stderr
    assert "all as supported" in result.stdout


def test_verify_has_no_jsonld_and_says_so_before_the_work() -> None:
    result = run("verify", put("a.jsonld", "article"), "--format", "jsonld")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "choose one of text, markdown, html, json" in result.stderr


def test_output_is_whole_even_if_a_file_could_not_be_read() -> None:
    put("a.md", "true")
    result = run("check", "a.md", "none.md", "--format", "json", "--output", "out.json")
    assert result.exit_code == 1
    assert [("error" in one) for one in json.loads(Path("out.json").read_text())] == [False, True]
    assert sorted(path.name for path in Path().iterdir()) == ["a.md", "out.json"]
