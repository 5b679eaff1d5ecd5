import pytest

from kgaigc.errors import ConfigError
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Entity, Triple, named
from tests.graph.conftest import BASE

AUTHOR = Triple(named("Poem"), Entity("urn:x:writtenBy", "author"), named("Ada"))


@pytest.mark.parametrize("name", ["birth plaice", BASE + "o/birthplace", "urn:no:such", "label", ""])
def test_a_predicate_that_the_graph_lacks_is_a_named_error(name, turtle):
    with pytest.raises(ConfigError, match=r"can't be closed: ada\.ttl has no such predicate") as error:
        KnowledgeGraph.open(turtle, closed=("spouse", name))
    assert repr(name) in str(error.value)


def test_the_error_names_the_nearest(turtle):
    with pytest.raises(ConfigError, match="the nearest are birth place, birth date"):
        KnowledgeGraph.open(turtle, closed=["birth plaice"])


def test_a_label_means_every_predicate_that_bears_it():
    other = Triple(named("Poem"), Entity("urn:y:author", "author"), named("Ada"))
    graph = KnowledgeGraph.from_triples([AUTHOR, other], closed=["author"])
    assert graph.is_closed("urn:x:writtenBy") and graph.is_closed("urn:y:author")


def test_a_declared_predicate_without_a_statement_can_be_closed_by_iri(turtle):
    assert KnowledgeGraph.open(turtle, closed=[BASE + "o/author"]).is_closed(BASE + "o/author")


def test_given_triples_take_names_too():
    assert KnowledgeGraph.from_triples([AUTHOR], closed=["writtenBy"]).is_closed("urn:x:writtenBy")
    with pytest.raises(ConfigError, match="the set of triples has no such predicate"):
        KnowledgeGraph.from_triples([AUTHOR], closed=["editor"])
