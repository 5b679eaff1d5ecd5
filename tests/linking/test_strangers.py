"""Texts in which most names are of things that the graph does not have."""

from pathlib import Path

import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker
from kgaigc.linking.names import HOMONYMS

TURTLE = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:Phoenix rdfs:label "Phoenix"@en ; :country :US . :Troy rdfs:label "Troy"@en . :US rdfs:label "United States"@en .
:Jackson rdfs:label "Jackson"@en ; :country :US . :Mercury rdfs:label "Mercury"@en .
:Ohio rdfs:label "Ohio"@en ; :country :US . :Chicago rdfs:label "Chicago"@en ; :country :US .
:Nina rdfs:label "Nina Holt"@en ; :employer :Museum ; :birthPlace :Chicago .
:Museum rdfs:label "museum"@en . :Firm rdfs:label "The Firm"@en . :Moon rdfs:label "Moon"@en .
:Sunday rdfs:label "Sunday, Bloody Sunday"@en . :India rdfs:label "India"@en ; skos:altLabel "in"@en .
"""


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    path = tmp_path_factory.mktemp("graph") / "world.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return Linker(KnowledgeGraph.open(path))


def known(linker: Linker, text: str, *context: str) -> list[str]:
    links = linker.link(text, context=["http://example.org/" + name for name in context])
    return [mention.text for mention in links.mentions if mention.entity]


def strangers(linker: Linker, text: str) -> list[str]:
    return [m.text for m in linker.link(text).mentions if m.entity is None and m.value is None]


def test_what_is_part_of_an_unknown_name_is_not_linked(linker: Linker) -> None:
    text = "Phoenix House in Chicago will close."
    assert known(linker, text) == ["Chicago"]
    assert strangers(linker, text) == ["Phoenix House"]


def test_two_names_side_by_side_are_one_unknown_name_unless_the_graph_links_them(linker: Linker) -> None:
    assert known(linker, "She saw Troy Jackson there.") == []
    assert strangers(linker, "She saw Troy Jackson there.") == ["Troy Jackson"]
    assert known(linker, "She went to Phoenix, Ohio and Chicago.") == ["Phoenix", "Ohio", "Chicago"]


def test_the_last_word_of_an_unknown_name_means_it_again_later_on(linker: Linker) -> None:
    text = "Detective Maria Jackson said so in Ohio. Jackson asked for help."
    assert known(linker, text) == ["Ohio"]
    assert known(linker, "Jackson is in the United States. Maria Jackson asked for help.")[0] == "Jackson"


def test_a_topic_keeps_its_name_beside_a_namesake(linker: Linker) -> None:
    text = "Maria Jackson asked for help. Jackson grew."
    assert known(linker, text) == []
    assert known(linker, text, "Jackson") == ["Jackson"]


def test_a_common_word_beside_strangers_alone_is_no_name(linker: Linker) -> None:
    assert known(linker, "The museum in Oldcastle showed it.") == []
    assert known(linker, "Nina Holt works in the museum.") == ["Nina Holt", "museum"]


@pytest.mark.parametrize(
    "text",
    ["Lena Quist left the firm.", "It rained on Sunday in Oldcastle.", "It is made in Karsund."],
)
def test_words_are_not_taken_for_names_that_they_only_resemble(linker: Linker, text: str) -> None:
    assert known(linker, text) == []


def test_of_very_many_things_of_one_name_some_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "same.nt"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    path.write_text("".join(f'<http://x/{n:04}> {label} "Same Name" .\n' for n in range(HOMONYMS + 100)))
    (mention,) = Linker(KnowledgeGraph.open(path)).link("She met Same Name.").mentions
    assert mention.kind == "unknown"
    assert len(mention.candidates) == HOMONYMS
