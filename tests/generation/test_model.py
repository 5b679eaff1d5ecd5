import pytest
import torch

from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.model import Hyperparameters
from kgaigc.generation.vocabulary import BOS_ID

from .conftest import fact


def encoded(network, vocabulary, sources):
    batch = vocabulary.batch(sources)
    return network.encode(batch.tokens, batch.roles, batch.copied, batch.names), len(batch.words)


def test_padding_changes_nothing(network, vocabulary, ada):
    short = delexicalise([[ada]])
    long = delexicalise([[ada, fact("London", "country", "England")]])
    first = torch.full((1, 1), BOS_ID)
    alone, extra = encoded(network, vocabulary, [short])
    log_alone, _ = network.decode(first, network.start(alone), alone, extra=extra)
    padded, extra_padded = encoded(network, vocabulary, [short, long])
    log_padded, _ = network.decode(first.repeat(2, 1), network.start(padded), padded, extra=extra_padded)
    size = len(vocabulary)
    torch.testing.assert_close(log_alone[0, :, :size], log_padded[0, :, :size])


def test_probabilities_sum_to_one(network, vocabulary, ada):
    memory, extra = encoded(network, vocabulary, [delexicalise([[ada]])])
    log, _ = network.decode(torch.full((1, 1), BOS_ID), network.start(memory), memory, extra=extra)
    torch.testing.assert_close(log.exp().sum(-1), torch.ones(1, 1), atol=1e-4, rtol=0)


def test_a_step_at_a_time_equals_all_at_once(network, vocabulary, ada):
    memory, extra = encoded(network, vocabulary, [delexicalise([[ada]])])
    tokens = torch.tensor([[BOS_ID, *(vocabulary.id(t) for t in ("S0", "was", "born"))]])
    whole, _ = network.decode(tokens, network.start(memory), memory, extra=extra)
    state, steps = network.start(memory), []
    for i in range(tokens.shape[1]):
        log, state = network.decode(tokens[:, i : i + 1], state, memory, extra=extra)
        steps.append(log)
    torch.testing.assert_close(whole, torch.cat(steps, 1))


def test_an_unknown_predicate_word_can_be_copied(network, vocabulary):
    source = delexicalise([[fact("Ada", "zorple", "London")]])
    memory, extra = encoded(network, vocabulary, [source])
    log, _ = network.decode(torch.full((1, 1), BOS_ID), network.start(memory), memory, extra=extra)
    assert extra == 1
    assert log[0, 0, len(vocabulary)].exp() > 1e-6


def test_the_loss_is_that_of_the_decoded_probabilities(network, vocabulary, ada):
    batch = vocabulary.batch([delexicalise([[ada]])])
    memory = network.encode(batch.tokens, batch.roles, batch.copied, batch.names)
    inputs, targets = vocabulary.targets([("S0", "was", "place")], batch)
    log, _ = network.decode(inputs, network.start(memory), memory, extra=0)
    expected = -log.gather(2, targets.unsqueeze(-1)).mean()
    torch.testing.assert_close(network.loss(inputs, targets, memory, smoothing=0.0), expected)


@pytest.mark.parametrize("bad", [{"hidden": 7}, {"embedding": 0}, {"dropout": 1.0}])
def test_sizes_that_make_no_network_are_refused(bad):
    with pytest.raises(ValueError, match="must be"):
        Hyperparameters(**bad)
