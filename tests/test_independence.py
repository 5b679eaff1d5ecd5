"""The generator is broken on purpose: the checker finds every fault, and no broken sentence is published.

The checker shares nothing with the generator, so that a fault of the one is no fault of the other.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kgaigc import ContentGenerator, KnowledgeGraph
from kgaigc.generation import Request
from kgaigc.values import Article, Report, Sentence, Triple

REPOSITORY = Path(__file__).parent.parent
SHARED_ROOTS = {"kgaigc.generation", "kgaigc.planning", "kgaigc.repair", "kgaigc.pipeline", "kgaigc.training"}
TURTLE = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Person a owl:Class ; rdfs:label "person" .
:City a owl:Class ; rdfs:label "city" .
:birthPlace a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "birth place" .
:deathPlace a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "death place" .
:birthDate a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "birth date" .
:deathDate a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "death date" .
:Mira a :Person ; rdfs:label "Mira Fallow" ; :birthPlace :Leeds ; :deathPlace :York ;
    :birthDate "1871-03-04"^^xsd:date ; :deathDate "1932-11-20"^^xsd:date .
:Otto a :Person ; rdfs:label "Otto Brandt" ; :birthPlace :Kiel .
:Leeds a :City ; rdfs:label "Leeds" .
:York a :City ; rdfs:label "York" .
:Kiel a :City ; rdfs:label "Kiel" .
"""
SAID = {
    "birth place": "was born in Leeds",
    "death place": "died in York",
    "birth date": "was born on March 4, 1871",
    "death date": "died on November 20, 1932",
    "type": "is a person",
}
Break = Callable[[str], str]


def right(triples: Sequence[Triple]) -> str:
    """A true sentence that says the facts."""
    return f"Mira Fallow {' and '.join(SAID[triple.predicate.label] for triple in triples)}."


def exchanged(text: str, one: str, other: str) -> str:
    table = {one: other, other: one}
    return re.sub(f"{re.escape(one)}|{re.escape(other)}", lambda m: table[m.group()], text)


def swap_places(text: str) -> str:
    return exchanged(text, "Leeds", "York")


def swap_dates(text: str) -> str:
    return exchanged(text, "March 4, 1871", "November 20, 1932")


def swap_subject_and_object(text: str) -> str:
    return exchanged(text, "Mira Fallow", "Leeds") if "Leeds" in text else text


def drop_a_fact(text: str) -> str:
    head, _, _ = text.removesuffix(".").rpartition(" and ")
    return f"{head}." if head else text


def invent_a_name(text: str) -> str:
    return text.replace("Leeds", "Quandary Falls").replace("York", "Drumlin")


def name_another(text: str) -> str:
    return text.replace("Leeds", "Kiel").replace("York", "Kiel")


def name_another_subject(text: str) -> str:
    return text.replace("Mira Fallow", "Otto Brandt")


def change_a_number(text: str) -> str:
    return text.replace("1871", "1817").replace("20, 1932", "21, 1932")


BREAKS: tuple[Break, ...] = (
    swap_places,
    swap_dates,
    swap_subject_and_object,
    drop_a_fact,
    invent_a_name,
    name_another,
    name_another_subject,
    change_a_number,
)


class BrokenGenerator:
    """Proposes true sentences with one fault each, and remembers what it proposed."""

    hash = "broken"

    def __init__(self, breaks: Break, *, alone: bool = True) -> None:
        self.breaks, self.alone = breaks, alone
        self.faulty: list[tuple[str, tuple[Triple, ...]]] = []

    def propose(self, requests: Sequence[Request], *, num_beams: int) -> tuple[tuple[Sentence, ...], ...]:
        return tuple((self.sentence(request),) for request in requests)

    def sentence(self, request: Request) -> Sentence:
        true = right(request.triples)
        said = self.breaks(true) if self.alone or len(request.triples) > 1 else true
        if said != true:
            self.faulty.append((said, request.triples))
        return Sentence(said, request.triples, (), "neural")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path = tmp_path_factory.mktemp("graph") / "mira.ttl"
    path.write_text(TURTLE)
    return KnowledgeGraph.open(path)


def article(graph: KnowledgeGraph, generator: Any) -> Article:
    return ContentGenerator(graph, generator=generator).article("Mira Fallow")


def finds_fault(report: Report) -> bool:
    return report.coverage != 1 or any(verdict.status != "supported" for verdict in report.verdicts)


def test_sentences_that_are_right_pass(graph: KnowledgeGraph) -> None:
    written = article(graph, BrokenGenerator(lambda text: text))
    assert dict(written.repairs)["first"] == len(written.sentences) > 0
    assert not finds_fault(written.report)


@pytest.mark.parametrize("breaks", BREAKS, ids=lambda one: one.__name__)
def test_the_checker_finds_what_the_generator_gets_wrong(graph: KnowledgeGraph, breaks: Break) -> None:
    generator = BrokenGenerator(breaks)
    writer = ContentGenerator(graph, generator=generator)  # type: ignore[arg-type]
    writer.article("Mira Fallow")
    assert generator.faulty
    for text, triples in generator.faulty:
        report = writer.check(text, triples=[triple.to_dict() for triple in triples], with_graph=True)
        assert finds_fault(report), text


@pytest.mark.parametrize("alone", [True, False], ids=["always", "in long sentences"])
@pytest.mark.parametrize("breaks", BREAKS, ids=lambda one: one.__name__)
def test_no_broken_sentence_is_published(graph: KnowledgeGraph, breaks: Break, *, alone: bool) -> None:
    generator = BrokenGenerator(breaks, alone=alone)
    written = article(graph, generator)
    assert generator.faulty
    assert set(generator.faulty).isdisjoint(
        (sentence.text, sentence.triples) for sentence in written.sentences
    )
    assert not finds_fault(written.report)
    repairs = dict(written.repairs)
    assert repairs["mended"] + repairs["split"] + repairs["template"] > 0


@pytest.mark.parametrize(
    "breaks",
    [swap_places, swap_dates, invent_a_name, name_another, change_a_number],
    ids=lambda one: one.__name__,
)
def test_a_wrong_filler_of_a_slot_is_mended(graph: KnowledgeGraph, breaks: Break) -> None:
    written = article(graph, BrokenGenerator(breaks))
    assert dict(written.repairs)["mended"] == len(written.sentences) > 0
    assert all(sentence.text == right(sentence.triples) for sentence in written.sentences)


def test_a_wrong_subject_is_mended_in_sentences_as_short_as_needed(graph: KnowledgeGraph) -> None:
    written = article(graph, BrokenGenerator(name_another_subject))
    repairs = dict(written.repairs)
    assert repairs["mended"] + repairs["split"] == len(written.sentences) > 0
    assert all(sentence.text == right(sentence.triples) for sentence in written.sentences)


def test_a_generator_that_is_always_wrong_leaves_the_article_to_templates(graph: KnowledgeGraph) -> None:
    written = article(graph, BrokenGenerator(lambda _: "The moon is made of Stilton."))
    assert {sentence.origin for sentence in written.sentences} == {"template"}
    assert not finds_fault(written.report)


def test_what_neither_generator_nor_template_can_say_is_left_out_and_never_published(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_template(request: Request) -> Sentence:
        return Sentence(name_another(right(request.triples)), request.triples, (), "template")

    monkeypatch.setattr("kgaigc.generation.template", broken_template)
    monkeypatch.setattr("kgaigc.generation.refilled", lambda *_: ())
    written = article(graph, BrokenGenerator(name_another))
    assert "Kiel" not in written.text
    assert dict(written.repairs)["left out"] == 2
    assert written.report.precision == 1
    assert written.report.coverage is not None
    assert written.report.coverage < 1


def imported(path: Path) -> set[str]:
    """The modules of the package that a file imports, at its head or in a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports by a relative path"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name for name in found if name.split(".")[0] == "kgaigc"}


CHECKING = sorted((REPOSITORY / "kgaigc" / "checking").rglob("*.py"))


@pytest.mark.parametrize("path", CHECKING, ids=lambda path: path.stem)
def test_the_checker_imports_nothing_of_the_generator(path: Path) -> None:
    foreign = {name for name in imported(path) if ".".join(name.split(".")[:2]) in SHARED_ROOTS}
    assert not foreign


def test_a_contract_keeps_the_stages_apart() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = [c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    (stages,) = [row.split(" | ") for row in layers["layers"] if "kgaigc.checking" in row]
    assert {"kgaigc.checking", "kgaigc.generation", "kgaigc.planning"} <= set(stages)
    assert not any("kgaigc.checking" in ignored for ignored in layers["ignore_imports"])
