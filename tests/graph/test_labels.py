import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.labels import label_from_iri, spaced


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("birthPlace", "birth place"),
        ("LCCN_number", "LCCN number"),
        ("HTTPServer", "HTTP server"),
        ("1stRunwayLengthFeet", "1st runway length feet"),
        ("isPartOf", "is part of"),
        ("mass", "mass"),
    ],
)
def test_humps_and_underscores_become_spaces(name, words):
    assert spaced(name) == words


@given(st.lists(st.text("abcdefghij", min_size=2), min_size=1))
def test_camel_case_comes_apart_into_its_words(words):
    assert spaced(words[0] + "".join(word.capitalize() for word in words[1:])) == " ".join(words)


@pytest.mark.parametrize(
    ("iri", "label"),
    [
        ("http://x.example/Ada_Lovelace", "Ada Lovelace"),
        ("http://x.example/AdaLovelace", "Ada Lovelace"),
        ("http://x.example/McCarthy", "McCarthy"),
        ("http://x.example/Caf%C3%A9", "Café"),
        ("http://x.example/ns#Q42", "Q42"),
        ("urn:kgaigc:name:A%2FB_C", "A/B C"),
        ("_:b0", "_:b0"),
        ("http://x.example/", "x.example"),
    ],
)
def test_an_iri_without_a_label_is_read(iri, label):
    assert label_from_iri(iri) == label


def opened(tmp_path, turtle, language="en"):
    path = tmp_path / "labels.ttl"
    prefixes = "@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    prefixes += (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: <https://schema.org/> . "
    )
    path.write_text(prefixes + turtle, encoding="utf-8")
    return KnowledgeGraph.open(path, language=language)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ('rdfs:label "plain", "d"@de, "e"@en', "e"),
        ('rdfs:label "d"@de ; skos:prefLabel "e"@en', "e"),
        ('rdfs:label "b"@en-GB, "plain"', "b"),
        ('rdfs:label "d"@de, "plain"', "plain"),
        ('rdfs:label "r"@en ; skos:prefLabel "s"@en', "r"),
        ('schema:name "n"@ja', "n"),
        ('rdfs:label "  "@en', "thing"),
    ],
)
def test_the_language_goes_before_the_predicate(tmp_path, labels, expected):
    assert opened(tmp_path, f":thing {labels} .").entity("http://x/thing").label == expected


def test_english_stands_in_for_a_language_that_is_missing(tmp_path):
    graph = opened(tmp_path, ':thing rdfs:label "a"@ar, "e"@en .', language="fr")
    assert graph.entity("http://x/thing").label == "e"


def test_hidden_labels_are_names_but_no_aliases(tmp_path):
    graph = opened(tmp_path, ':thing rdfs:label "Thing" ; skos:hiddenLabel "Thnig" ; :p :thing .')
    assert graph.profile("http://x/thing").aliases == ()
    assert [name for name, _, _ in graph.names()] == ["Thing", "Thnig"]


def test_wikidata_properties_have_the_labels_of_their_pages(tmp_path):
    graph = opened(
        tmp_path,
        "<http://www.wikidata.org/entity/Q1> <http://www.wikidata.org/prop/direct/P19> :place ."
        '<http://www.wikidata.org/entity/P19> rdfs:label "place of birth"@en .',
    )
    (fact,) = graph.facts("http://www.wikidata.org/entity/Q1")
    assert fact.predicate.label == "place of birth"


def test_markup_quotes_newlines_and_other_scripts_come_through(tmp_path):
    text = 'a <b>"quoted"</b> & \\ line\nnext שלום'
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    graph = opened(tmp_path, f':thing rdfs:label "{escaped}" .')
    assert graph.entity("http://x/thing").label == text
