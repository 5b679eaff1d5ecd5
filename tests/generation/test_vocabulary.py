import pytest
import torch

from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.model import Network
from kgaigc.generation.vocabulary import Vocabulary
from kgaigc.graph.terms import read_terms

from .conftest import TINY

BORN = ["Ida_Fenn", "birthPlace", "Quell"]
DATED = ["Ida_Fenn", "birthDate", '"1990-05-01"']
CALLED = ["Ida_Fenn", "nickname", '"The Needle"']


def source(*rows):
    return delexicalise([read_terms(rows)])


def counted(*sources, least_named):
    return Vocabulary.count(sources, [], least=1, least_named=least_named)


def ids(vocabulary, given, **options):
    return vocabulary.batch([given], **options).names[0].tolist()


def test_names_of_enough_sources_are_known_but_no_dates():
    sources = source(BORN), source(DATED), source(DATED, CALLED), source(CALLED)
    assert counted(*sources, least_named=2).names == ("Ida Fenn", "The Needle")
    assert counted(*sources, least_named=1).names == ("Ida Fenn", "Quell", "The Needle")
    assert counted(*sources, least_named=0).names == ()


def test_a_name_has_its_id_at_each_of_its_slots_and_padding_has_none():
    vocabulary = Vocabulary(counted(source(BORN), least_named=1).tokens, [], ["Ida Fenn"])
    short, long = source(BORN), source(BORN, DATED)
    names = vocabulary.batch([short, long]).names.tolist()
    # category, subject, predicate, its two words, object
    assert names[0] == [0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert names[1] == [0, 2, 0, 0, 0, 1, 2, 0, 0, 0, 1]


def test_a_word_that_looks_like_a_slot_has_no_name():
    vocabulary = counted(source(BORN), least_named=1)
    given = source(["Ida_Fenn", "S1", "Quell"])
    assert [i > 0 for i in ids(vocabulary, given)] == [":" in role for role in given.roles]


def test_a_graphs_names_are_unknown(ada):
    vocabulary = Vocabulary(counted(source(BORN), least_named=1).tokens, [], ["Ada Lovelace", "London"])
    assert max(ids(vocabulary, delexicalise([[ada]]))) == 1
    assert max(ids(vocabulary, source(["Ada_Lovelace", "birthPlace", "London"]))) == 3


def test_hidden_names_are_unknown_slot_by_slot():
    vocabulary = counted(source(BORN), least_named=1)
    answers = iter([True, False])
    assert ids(vocabulary, source(BORN), hides=lambda: next(answers)) == [0, 1, 0, 0, 0, 3]


@pytest.fixture
def knowing():
    vocabulary = counted(source(BORN), least_named=1)
    torch.manual_seed(0)
    network = Network(
        TINY, vocabulary=len(vocabulary), roles=len(vocabulary.roles), names=len(vocabulary.names)
    ).eval()
    return network, vocabulary


def states(network, batch):
    return network.encode(batch.tokens, batch.roles, batch.copied, batch.names).states


def test_a_network_tells_known_names_apart(knowing):
    network, vocabulary = knowing
    known, other = (vocabulary.batch([source(row)]) for row in (BORN, ["Bo_Trell", "birthPlace", "Quell"]))
    assert not torch.equal(states(network, known), states(network, other))


def test_a_network_without_names_does_not(network, vocabulary):
    assert network.embed_name is None
    one, other = (vocabulary.batch([source(row)]) for row in (BORN, ["Bo_Trell", "birthPlace", "Quell"]))
    assert torch.equal(states(network, one), states(network, other))
