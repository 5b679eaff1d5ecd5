import pytest
import torch

from kgaigc.generation.checkpoint import Checkpoint
from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.model import Hyperparameters, Network
from kgaigc.generation.names import Names
from kgaigc.generation.vocabulary import Vocabulary
from kgaigc.values import Entity, Triple, Value

TINY = Hyperparameters(embedding=8, role=4, hidden=8, layers=1, dropout=0.0)


def entity(name):
    return Entity(f"https://x.example/{name.replace(' ', '_')}", name)


def fact(subject, predicate, object_):
    thing = object_ if isinstance(object_, Value) else entity(object_)
    return Triple(entity(subject), entity(predicate), thing)


@pytest.fixture
def ada():
    return fact("Ada Lovelace", "birth place", "London")


@pytest.fixture
def vocabulary(ada):
    source = delexicalise([[ada]])
    return Vocabulary.count([source], [("S0", "was", "born", "in", "S1", ".", "he", "his")], least=1)


@pytest.fixture
def network(vocabulary):
    torch.manual_seed(0)
    return Network(TINY, vocabulary=len(vocabulary), roles=len(vocabulary.roles)).eval()


@pytest.fixture
def checkpoint(network, vocabulary):
    return Checkpoint(network, vocabulary, Names(), TINY, {"seed": 0})
