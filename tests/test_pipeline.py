"""The stages together: a graph and a topic become a checked article, with a generator made to fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from kgaigc import ContentGenerator, KnowledgeGraph
from kgaigc.errors import ConfigError, GraphError, LinkError
from kgaigc.generation import Alternatives, Request
from kgaigc.planning.order import OrderModel
from kgaigc.shipped import default_graph
from kgaigc.values import Article, Entity, Generated, Report, Sentence, Triple, Value

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
:Ada a :Person ; rdfs:label "Ada Lovelace" ; :gender "female" ;
    :birthPlace :London ; :deathPlace :Marylebone ; :birthDate "1815-12-10"^^xsd:date .
:London a :City ; rdfs:label "London" .
:Marylebone a :City ; rdfs:label "Marylebone" .
:Paris a :City ; rdfs:label "Paris" .
:Silent a :City ; rdfs:label "Silentville" .
"""
SAID = {
    "birth place": "was born in London",
    "death place": "died in Marylebone",
    "birth date": "was born on December 10, 1815",
    "type": "is a person",
}
Speak = Callable[[Request], Sequence[str]]


def words(request: Request) -> str:
    """Right words for the facts of a request."""
    return " ".join(f"Ada Lovelace {SAID[triple.predicate.label]}." for triple in request.triples)


class Generator:
    """Proposes whatever the test wants to hear."""

    hash = "fake"

    def __init__(self, speak: Speak) -> None:
        self.speak = speak
        self.requests: list[Request] = []

    def propose(self, requests: Sequence[Request], *, num_beams: int) -> tuple[tuple[Sentence, ...], ...]:
        self.requests += requests
        return tuple(
            tuple(Sentence(text, request.triples, (), "neural") for text in self.speak(request))
            for request in requests
        )


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path = tmp_path_factory.mktemp("graph") / "ada.ttl"
    path.write_text(TURTLE)
    return KnowledgeGraph.open(path)


def article(graph: KnowledgeGraph, speak: Speak, **options: Any) -> Article:
    generator: Any = Generator(speak)
    return ContentGenerator(graph, generator=generator).article("Ada Lovelace", **options)


def steps(written: Article) -> dict[str, int]:
    options = dict(written.manifest.options)
    steps = ("first", "reranked", "mended", "split", "template", "left out")
    return {step: int(options[step]) for step in steps}


def test_sentences_that_pass_are_taken_as_they_are(graph: KnowledgeGraph) -> None:
    written = article(graph, lambda request: [words(request)])
    assert (written.report.precision, written.report.coverage) == (1, 1)
    assert steps(written)["first"] == len(written.sentences) > 0
    assert written.neural_share == 1
    assert "London" in written.text


def test_a_false_first_candidate_is_passed_over(graph: KnowledgeGraph) -> None:
    written = article(graph, lambda request: [words(request).replace("London", "Paris"), words(request)])
    assert "Paris" not in written.text
    assert (written.report.precision, written.report.coverage) == (1, 1)
    assert steps(written)["reranked"] >= 1


def test_facts_that_are_dropped_from_long_sentences_are_said_in_short_ones(graph: KnowledgeGraph) -> None:
    written = article(
        graph, lambda request: [words(request)] if len(request.triples) == 1 else ["Ada was a person."]
    )
    assert (written.report.precision, written.report.coverage) == (1, 1)
    assert steps(written)["split"] == len(written.sentences) > 1


def test_a_wrong_name_in_a_likely_sentence_is_mended(graph: KnowledgeGraph) -> None:
    def speak(request: Request) -> list[str]:
        return [words(request).replace("London", "Marylebone")]

    written = article(graph, speak)
    assert (written.report.precision, written.report.coverage) == (1, 1)
    assert steps(written)["mended"] >= 1
    assert "was born in London" in written.text
    assert "born in Marylebone" not in written.text


def test_the_report_counts_steps_and_attempts(graph: KnowledgeGraph) -> None:
    written = article(graph, lambda request: ["Ada Lovelace was born in Paris.", words(request)])
    repairs = written.to_dict()["report"]["repairs"]
    assert {step: repairs[step] for step in steps(written)} == steps(written)
    assert repairs["attempts"] == 2 * repairs["reranked"] > 0
    assert {"precision", "coverage", "score", "verdicts"} < set(written.to_dict()["report"])


def test_a_template_says_what_the_generator_can_not(graph: KnowledgeGraph) -> None:
    def speak(request: Request) -> list[str]:
        hard = any(triple.predicate.label == "death place" for triple in request.triples)
        return ["Ada Lovelace was born in Paris."] if hard else [words(request)]

    written = article(graph, speak)
    assert steps(written)["template"] == 1
    assert [
        sentence.triples[0].predicate.label for sentence in written.sentences if sentence.origin == "template"
    ] == ["death place"]
    assert written.neural_share is not None
    assert 0 < written.neural_share < 1
    assert (written.report.precision, written.report.coverage) == (1, 1)


def test_a_fact_that_can_not_be_said_is_left_out_and_named(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "Ada Lovelace was born in Paris."
    monkeypatch.setattr(
        "kgaigc.generation.template", lambda request: Sentence(wrong, request.triples, (), "template")
    )

    def speak(request: Request) -> list[str]:
        hard = any(triple.predicate.label == "death place" for triple in request.triples)
        return [wrong] if hard else [words(request)]

    written = article(graph, speak)
    assert steps(written)["left out"] == 1
    assert "deathPlace" in dict(written.manifest.options)["facts left out"]
    assert "Paris" not in written.text
    assert written.report.precision == 1
    assert written.report.coverage is not None
    assert written.report.coverage < 1


def test_words_that_the_checker_finds_unlikely_are_not_taken(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ContentGenerator, "_check", lambda *_: Report((), 1.0, 1.0, 0.1))
    written = article(graph, lambda request: [words(request)])
    assert {sentence.origin for sentence in written.sentences} == {"template"}


def test_only_a_sentence_after_one_about_the_topic_may_begin_with_a_pronoun(graph: KnowledgeGraph) -> None:
    generator: Any = Generator(lambda request: [words(request)])
    ContentGenerator(graph, generator=generator).article("Ada Lovelace")
    assert not generator.requests[0].continues
    assert any(request.continues for request in generator.requests)
    assert all(r.triples[0].subject == r.topic for r in generator.requests if r.continues)
    assert all(
        request.topic == Entity("http://example.org/Ada", "Ada Lovelace") for request in generator.requests
    )


def test_requests_carry_the_profiles_of_their_entities(graph: KnowledgeGraph) -> None:
    generator: Any = Generator(lambda request: [words(request)])
    ContentGenerator(graph, generator=generator).article("Ada Lovelace")
    profile = generator.requests[0].profiles[0]
    assert (profile.entity.label, profile.types, profile.gender) == ("Ada Lovelace", ("person",), "female")


def test_the_manifest_tells_what_made_the_text(graph: KnowledgeGraph) -> None:
    manifest = article(graph, lambda request: [words(request)], seed=3, max_facts=2, num_beams=4).manifest
    assert (manifest.graph, manifest.model, manifest.seed) == (graph.hash, "fake", 3)
    options = dict(manifest.options)
    assert (options["max_facts"], options["num_beams"]) == ("2", "4")


def test_max_facts_bounds_the_article(graph: KnowledgeGraph) -> None:
    written = article(graph, lambda request: [words(request)], max_facts=1)
    assert sum(len(sentence.triples) for sentence in written.sentences) == 1


@pytest.mark.parametrize("option", ["max_facts", "num_beams"])
def test_an_option_below_one_is_refused(graph: KnowledgeGraph, option: str) -> None:
    with pytest.raises(ConfigError, match=option):
        article(graph, lambda request: [], **{option: 0})


def test_a_topic_that_is_not_in_the_graph_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(LinkError):
        ContentGenerator(graph).article("Zyzzyva Quux")


def test_a_topic_without_facts_is_refused(graph: KnowledgeGraph) -> None:
    writer = ContentGenerator(
        KnowledgeGraph.from_triples(
            [Triple(Entity("urn:a", "Aa"), Entity("urn:p", "p"), Entity("urn:b", "Bb"))]
        )
    )
    writer.facts("Aa")
    with pytest.raises(LinkError, match="tells nothing"):
        writer._retrieve(Entity("urn:c", "Cc"), 12)


def test_facts_are_ranked_with_reasons(graph: KnowledgeGraph) -> None:
    found = ContentGenerator(graph).facts("Ada Lovelace").evidence
    assert [evidence.score for evidence in found] == sorted((e.score for e in found), reverse=True)
    assert all(evidence.reason for evidence in found)


def test_a_text_is_checked_against_the_graph(graph: KnowledgeGraph) -> None:
    writer = ContentGenerator(graph)
    assert writer.check("Ada Lovelace was born in London.").precision == 1
    assert "contradicted" in [v.status for v in writer.check("Ada Lovelace was born in Paris.").verdicts]


def test_a_text_is_checked_against_given_triples_alone(graph: KnowledgeGraph) -> None:
    rows = [["Ada_Lovelace", "birthPlace", "London"]]
    writer = ContentGenerator(graph)
    report = writer.check("Ada Lovelace was born in London.", triples=rows)
    assert (report.precision, report.coverage) == (1, 1)
    report = writer.check("Ada Lovelace died in Marylebone.", triples=rows)
    assert report.coverage == 0
    assert report.precision != 1


def test_a_text_is_checked_against_triples_and_the_graph(graph: KnowledgeGraph) -> None:
    rows = [["Ada Lovelace", "spouse", "William King"]]
    text = "Ada Lovelace was born in London. Her spouse was William King."
    writer = ContentGenerator(graph)
    assert writer.check(text, triples=rows).precision != 1
    report = writer.check(text, triples=rows, with_graph=True)
    assert (report.precision, report.coverage) == (1, 1)
    false = writer.check("Ada Lovelace was born in Paris.", triples=rows, with_graph=True)
    assert "contradicted" in [verdict.status for verdict in false.verdicts]


def test_an_answer_is_phrased_and_checked(graph: KnowledgeGraph) -> None:
    generator: Any = Generator(lambda request: [words(request)])
    answer = ContentGenerator(graph, generator=generator).ask("Where was Ada Lovelace born?")
    assert [result.label for result in answer.results if isinstance(result, Entity)] == ["London"]
    assert answer.text == "Ada Lovelace was born in London."
    assert answer.report is not None
    assert answer.report.precision == 1


class Composer:
    """Writes down the facts of the first plan."""

    from kgaigc.generation.search import Search

    search = Search()
    checked = False

    def rank(
        self, items: Sequence[Alternatives], *, count: int, search: Any
    ) -> tuple[Iterator[Generated], ...]:
        texts = []
        for item in items:
            said = tuple(
                Sentence("; ".join(map(str, facts)) + ".", facts, (), "neural") for facts in item.plans[0][0]
            )
            texts.append(iter([Generated(" ".join(sentence.text for sentence in said), said)]))
        return tuple(texts)


def test_given_triples_are_said_each_once(graph: KnowledgeGraph) -> None:
    composer: Any = Composer()
    writer = ContentGenerator(graph, generator=composer, planner=OrderModel())
    rows = [["A_b", "birthPlace", f"C{i}"] for i in range(9)]
    one, many = writer.generate_many([[["A_b", "height", "1.8"]], [*rows, rows[0]]])
    [triple] = one.sentences[0].triples
    assert isinstance(triple.object, Value)
    assert len([t for sentence in many.sentences for t in sentence.triples]) == 9
    assert writer.generate([["A_b", "height", "1.8"]]) == one


def test_no_triples_are_refused(graph: KnowledgeGraph) -> None:
    composer: Any = Composer()
    with pytest.raises(ConfigError, match="no triples"):
        ContentGenerator(graph, generator=composer, planner=OrderModel()).generate([])


def test_the_shipped_graph_is_found() -> None:
    assert default_graph().name == "computing.ttl"


def test_an_installation_without_graphs_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda self: False)
    with pytest.raises(GraphError, match="install"):
        default_graph()


@pytest.fixture(scope="module")
def writer() -> ContentGenerator:
    return ContentGenerator.from_pretrained(graph=default_graph())


def test_the_shipped_model_writes_an_article_that_passes(writer: ContentGenerator) -> None:
    written = writer.article("Ada Lovelace")
    assert (written.report.precision, written.report.coverage) == (1, 1)
    assert written.neural_share is not None
    assert written.neural_share > 0.5
    assert "facts left out" not in dict(written.manifest.options)


def test_the_same_manifest_gives_the_same_article(writer: ContentGenerator) -> None:
    assert writer.article("Charles Babbage") == writer.article("Charles Babbage")


def test_a_saved_model_writes_what_the_loaded_one_writes(writer: ContentGenerator, tmp_path: Path) -> None:
    writer.save_pretrained(tmp_path)
    again = ContentGenerator.from_pretrained(tmp_path, graph=writer.graph)
    assert again.article("Ada Lovelace").text == writer.article("Ada Lovelace").text
    rows = [["Ada_Lovelace", "birthPlace", "London"]]
    assert again.generate(rows) == writer.generate(rows)
