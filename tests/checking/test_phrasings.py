"""People of a country, its capital, "there", what goes on about a husband: said without the graph's own words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kgaigc import ContentGenerator, KnowledgeGraph

TURTLE = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Person a owl:Class ; rdfs:label "person" . :City a owl:Class ; rdfs:label "city" .
:Country a owl:Class ; rdfs:label "country" .
:birthPlace a owl:FunctionalProperty ; rdfs:label "birth place" ; rdfs:domain :Person ; rdfs:range :City .
:deathPlace a owl:FunctionalProperty ; rdfs:label "death place" ; rdfs:domain :Person ; rdfs:range :City .
:birthDate a owl:FunctionalProperty ; rdfs:label "birth date" . :spouse a owl:ObjectProperty ; rdfs:label "spouse" .
:deathDate a owl:FunctionalProperty ; rdfs:label "death date" .
:nationality a owl:ObjectProperty ; rdfs:label "nationality" .
:capital a owl:ObjectProperty ; rdfs:label "capital" . :country a owl:ObjectProperty ; rdfs:label "country" .
:France a :Country ; rdfs:label "France" ; :capital :Brume . :Spain a :Country ; rdfs:label "Spain" .
:Brume a :City ; rdfs:label "Brume" ; :country :France . :Selva a :City ; rdfs:label "Selva" ; :country :Spain .
:birthName rdfs:label "birth name" .
:Mira a :Person ; rdfs:label "Mira Solane" ; :birthName "Ilda Orsan Vey" ;
    :birthPlace :Brume ; :deathPlace :Selva ; :spouse :Teo ;
    :birthDate "1850-03-04"^^xsd:date ; :deathDate "1911-06-07"^^xsd:date ; :nationality :Spain .
:Teo a :Person ; rdfs:label "Teo Arden" ; :birthDate "1846-01-02"^^xsd:date ; :deathDate "1902-08-09"^^xsd:date ;
    :spouse :Mira .
"""


@cache
def writer() -> ContentGenerator:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.ttl"
        path.write_text(TURTLE, encoding="utf-8")
        return ContentGenerator.from_pretrained(graph=KnowledgeGraph.open(path))


def status(text: str, words: str) -> str:
    """The verdict on the words of a text, which stand in it once."""
    start = text.index(words)
    end = start + len(words)
    on = [v for v in writer().check(text).verdicts if v.focus and v.focus[0] < end and start < v.focus[1]]
    assert len(on) == 1, on
    return on[0].status


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("Mira Solane was born in the French capital.", "French capital", "supported"),
        ("Mira Solane died in the French capital.", "French capital", "contradicted"),
        ("Mira Solane, a Spaniard, was born in Brume.", "Spaniard", "supported"),
        ("Her husband was Teo Arden, born in 1846.", "1846", "supported"),
        ("Her husband was Teo Arden, born in 1850.", "1850", "contradicted"),
        ("Her husband died in 1902.", "1902", "supported"),
        ("Her husband died in 1911.", "1911", "contradicted"),
        ("Mira Solane hailed from Brume.", "Brume", "supported"),
        ("Mira Solane hailed from Oderfeld.", "Oderfeld", "contradicted"),
        ("Mira Solane was born as Ilda Orsan Vey.", "Ilda Orsan Vey", "supported"),
        ("Mira Solane was born in Ilda Orsan Vey.", "Ilda Orsan Vey", "unverifiable"),
    ],
)
def test_what_is_meant_is_found(text: str, words: str, due: str) -> None:
    before = "" if text.startswith("Mira") else "Mira Solane was born in Brume. "
    assert status(before + text, words) == due


def test_there_is_the_place_that_was_named_last() -> None:
    text = "Mira Solane loved the city of Selva, and she died there."
    assert status(text, "there") == "supported"


def test_there_is_no_place_where_it_only_opens_a_sentence() -> None:
    report = writer().check("Mira Solane was born in Brume. Then there were two.")
    assert not [v for v in report.verdicts if "there" in v.claim and v.status != "unverifiable"]


def test_three_million_is_no_year() -> None:
    report = writer().check("Mira Solane was born in Brume. She drew three million people a year.")
    assert "contradicted" not in {v.status for v in report.verdicts}
