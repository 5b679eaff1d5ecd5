import pytest

from kgaigc.graph.vocabulary import is_plumbing


@pytest.mark.parametrize(
    "predicate",
    [
        "http://www.w3.org/2002/07/owl#sameAs",
        "http://purl.org/dc/terms/source",
        "http://www.w3.org/2004/02/skos/core#altLabel",
        "https://schema.org/image",
        "http://dbpedia.org/ontology/wikiPageWikiLink",
        "https://x.example/o/gender",
    ],
)
def test_what_serves_the_graph_is_plumbing(predicate):
    assert is_plumbing(predicate)


@pytest.mark.parametrize(
    "predicate",
    [
        "https://x.example/o/birthPlace",
        "http://purl.org/dc/terms/creator",
        "http://www.w3.org/2004/02/skos/core#broader",
        "https://schema.org/birthPlace",
        "http://xmlns.com/foaf/0.1/knows",
        "urn:kgaigc:name:gender",
    ],
)
def test_what_tells_of_things_is_not(predicate):
    assert not is_plumbing(predicate)
