import pytest
import torch

from kgaigc.generation import inference
from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.inference import NEVER, Inference, whole
from kgaigc.generation.model import Hyperparameters, Network
from kgaigc.generation.vocabulary import BOS_ID, Vocabulary
from kgaigc.values import Entity, Triple, named

from .conftest import fact

SIZES = Hyperparameters(embedding=24, role=4, hidden=32, layers=2, dropout=0.0, vectors=6)


def corpus_fact(subject, predicate, object_):
    return Triple(named(subject), Entity(f"https://x.example/{predicate}", predicate), named(object_))


SOURCES = [
    delexicalise([[fact("Ada Lovelace", "birth place", "London")]]),
    delexicalise(
        [[corpus_fact("Ann", "unheard-of rank", "Rome")], [corpus_fact("Rome", "birth place", "Ann")]]
    ),
    delexicalise([[fact("Bob", f"rank {i}", f"Thing {i}") for i in range(7)]]),
]
PATH = torch.tensor([[BOS_ID, 9, 20, 7, 30, 5]] * len(SOURCES))


@pytest.fixture
def vocabulary():
    counted = Vocabulary.count(
        SOURCES[:1],
        [("S0", "was", "born", "in", "S1", ".", "he", "his", "rank", "place")],
        least=1,
        least_named=1,
    )
    return Vocabulary(counted.tokens, counted.roles, counted.names, ["birth", "place", "unheard-of"])


@pytest.fixture
def network(vocabulary):
    torch.manual_seed(0)
    made = Network(
        SIZES,
        vocabulary=len(vocabulary),
        roles=len(vocabulary.roles),
        names=len(vocabulary.names),
        meant=len(vocabulary.meant),
    ).eval()
    made.vectors[1:].normal_()
    return made


def predictions(reader, vocabulary, sources):
    """Log probabilities of the vocabulary, and of the words that a request alone may copy, along a path."""
    batch = vocabulary.batch(sources)
    memory = reader.encode(batch)
    state = reader.start(memory)
    for step in range(PATH.shape[1]):
        prediction, state = reader.step(PATH[: len(sources), step], state, memory)
        copied = (prediction.copied + prediction.base).tolist()
        words = [
            {
                batch.words[i - len(vocabulary)]: value
                for i, value in zip(*row, strict=True)
                if i >= len(vocabulary)
            }
            for row in zip(memory.words.tolist(), copied, strict=True)
        ]
        yield prediction.scores[:, 1:] + prediction.base, words


@torch.inference_mode()
def test_it_answers_as_the_network_does(network, vocabulary):
    batch = vocabulary.batch(SOURCES)
    memory = network.encode(batch.tokens, batch.roles, batch.copied, batch.names, batch.meanings)
    expected, _ = network.decode(PATH, network.start(memory), memory, extra=len(batch.words))
    size = len(vocabulary)
    copied = 0
    for step, (found, own) in enumerate(predictions(Inference(network), vocabulary, SOURCES)):
        torch.testing.assert_close(found, expected[:, step, 1:size], atol=0.05, rtol=0)
        for row, words in enumerate(own):
            for word, value in words.items():
                copied += 1
                there = expected[row, step, size + batch.words.index(word)]
                assert value == pytest.approx(float(there), abs=0.1)
    assert copied


def test_what_stands_beside_a_request_changes_no_bit(network, vocabulary):
    reader = Inference(network)
    together = list(predictions(reader, vocabulary, SOURCES))
    for row, source in enumerate(SOURCES):
        for (found, words), (all_found, all_words) in zip(
            predictions(reader, vocabulary, [source]), together, strict=True
        ):
            assert torch.equal(found[0], all_found[row])
            assert words[0] == all_words[row]


def test_single_precision_gives_the_same_bits_as_whole_numbers(network, vocabulary, monkeypatch):
    usual = list(predictions(Inference(network), vocabulary, SOURCES))
    other_way = not inference._in_bytes()
    monkeypatch.setattr(inference, "_in_bytes", lambda: other_way)
    other = list(predictions(Inference(network), vocabulary, SOURCES))
    for (one, words), (two, same) in zip(usual, other, strict=True):
        assert torch.equal(one, two)
        assert words == same


def test_numbers_are_rounded_to_the_nearest_whole_one():
    assert whole(torch.tensor([-1.0, -0.001, 0.0, 0.5, 1.0])).tolist() == [-127, 0, 0, 64, 127]


def test_a_request_without_words_to_copy_copies_nothing(network, vocabulary):
    source = delexicalise([[fact("Ada", "", "Rome")]])
    reader = Inference(network)
    memory = reader.encode(vocabulary.batch([source]))
    prediction, _ = reader.step(torch.tensor([BOS_ID]), reader.start(memory), memory)
    assert bool(torch.isfinite(prediction.scores).all())
    assert float(prediction.copied.max()) <= NEVER


@pytest.mark.parametrize("bytes_take", [2.0, 0.5])
def test_bytes_are_multiplied_where_that_is_exact_and_quicker(monkeypatch, bytes_take):
    def seconds(multiply, left, right):
        return bytes_take if multiply is torch._int_mm else 1.0

    monkeypatch.setattr(torch, "_int_mm", lambda left, right: left.int() @ right.int())
    monkeypatch.setattr(inference, "_seconds", seconds)
    assert inference._in_bytes.__wrapped__() is (bytes_take < 1)
