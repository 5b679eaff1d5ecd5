"""What a text may mean and need not: common nouns that the graph has, and names of too many things."""

import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker

TURTLE = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:Guitar rdfs:label "guitar"@en . :Police rdfs:label "police"@en . :March rdfs:label "March"@en .
:French rdfs:label "French"@en . :Coach rdfs:label "coach"@en . :City rdfs:label "City, University of London"@en .
:Nina rdfs:label "Nina Holt"@en ; :instrument :Guitar ; :born :March ; :speaks :French .
:Queen rdfs:label "The Queen"@en . :Ten rdfs:label "Network Ten"@en ; skos:altLabel "Ten"@en .
:Apple rdfs:label "Apple Inc."@en ; skos:altLabel "Apple"@en .
:Oslo rdfs:label "Oslo"@en . :Paris rdfs:label "Paris"@en .
:Milland rdfs:label "Ray Milland"@en ; skos:altLabel "Jones, Reginald", "Sir Ian Marcus Milland" .
:Holm rdfs:label "Ivar Holm"@en . :Rovers rdfs:label "Paris Rovers"@en ; skos:altLabel "Rovers"@en .
:A1 rdfs:label "Halden"@en . :A2 rdfs:label "Halden"@en . :A3 rdfs:label "Halden"@en .
"""


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    path = tmp_path_factory.mktemp("graph") / "world.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return Linker(KnowledgeGraph.open(path))


def known(linker: Linker, text: str) -> list[str]:
    return [mention.text for mention in linker.link(text).mentions if mention.entity]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A man from Oslo sold a guitar to the police.", ["Oslo"]),
        ("Nina Holt sold a guitar to the police.", ["Nina Holt", "guitar"]),
        ("Police came to Oslo in March. Officers said so in March.", ["Oslo"]),
        ("Nina Holt came in March.", ["Nina Holt"]),
        ("A French tourist left Oslo.", ["Oslo"]),
        ("Coach Ivar Holm left Oslo.", ["Ivar Holm", "Oslo"]),
    ],
)
def test_a_common_noun_counts_where_the_graph_links_it_with_a_name(
    linker: Linker, text: str, found: list[str]
) -> None:
    assert known(linker, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who in Oslo plays the guitar?", ["Oslo", "guitar"]),
        ("Which guitar did Ivar Holm play", ["guitar", "Ivar Holm"]),
        ("who plays guitar", ["guitar"]),
        ("A guitar has six strings.", ["guitar"]),
    ],
)
def test_it_counts_in_a_question_and_where_nothing_is_named(
    linker: Linker, text: str, found: list[str]
) -> None:
    assert known(linker, text) == found


def test_who_asks_for_what_is_doubtful_gets_it(linker: Linker) -> None:
    text = "A man from Oslo sold a guitar in Halden."
    found = linker.link(text, doubtful=True).mentions
    assert [mention.text for mention in found if mention.entity] == ["Oslo", "guitar", "Halden"]


def test_a_name_whose_best_candidate_is_doubtful_is_unknown_with_its_candidates(linker: Linker) -> None:
    (mention,) = linker.link("She went to Halden.").mentions
    assert mention.kind == "unknown" and mention.score == 0
    assert len(mention.candidates) == 3 and mention.candidates[0].score < 0.5
    bold = Linker(linker.graph, threshold=0.2)
    assert [mention.kind for mention in bold.link("She went to Halden.").mentions] == ["entity"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Apple growers in Oslo fear frost.", ["Oslo"]),
        ("Apple said in Oslo that it grew.", ["Apple", "Oslo"]),
        ('Ivar Holm was tired. "Ten games are too many," he said.', ["Ivar Holm"]),
        ("He was at the Queen's Head in Oslo.", ["Oslo"]),
        ("She saw The Queen in Oslo.", ["The Queen", "Oslo"]),
        ("The City beat Oslo.", ["Oslo"]),
        ("A man called Jones left Oslo.", ["Oslo"]),
        ("Dakota Simms left Oslo.", ["Oslo"]),
        ("Ivar Holm-Hale left Oslo.", ["Oslo"]),
        ("The Paris-based Ivar Holm left.", ["Paris", "Ivar Holm"]),
        ("Oslo beat Rovers 2-1 at home.", ["Oslo", "Rovers"]),
    ],
)
def test_what_only_looks_like_a_name_of_the_graph_is_left(
    linker: Linker, text: str, found: list[str]
) -> None:
    assert known(linker, text) == found
