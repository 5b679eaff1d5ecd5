from __future__ import annotations

import numpy as np
import pytest
import torch

from kgaigc.checking.likeness import Passage
from kgaigc.checking.scorer import Network, Scorer, Shape, Vocabulary
from kgaigc.training.distillation import agreed, mean, taught
from kgaigc.training.scorer import Examples, judged
from kgaigc.training.statements import Example, question
from kgaigc.values import Entity, Triple

WORDS = ("was", "born", "in", "died", "birth", "death", "place")


def example(text: str, predicate: str) -> Example:
    ann, label, rome = (Entity(f"urn:made-up:{name}", name) for name in ("Ann", predicate, "Rome"))
    triple = Triple(ann, label, rome)
    return Example(question(Passage(text), triple, (triple,)), 1.0, "true")


def network(seed: int) -> Network:
    torch.manual_seed(seed)
    made = Network(Shape(len(WORDS) + 3, vectors=4, embedding=8, hidden=8, dropout=0.0))
    made.vectors[3:] = torch.nn.functional.normalize(torch.randn(len(WORDS), 4), dim=1)
    return made.eval()


def renumbered(one: Network, order: list[int]) -> Network:
    """The same network with its words in another order."""
    other = network(9)
    other.load_state_dict(one.state_dict())
    for name in ("vectors", "embedding.weight"):
        own, new = one.state_dict()[name], other.state_dict()[name]
        new[3:] = own[[3 + place for place in order]]
    return other


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(WORDS, {})


@pytest.fixture
def examples(vocabulary: Vocabulary) -> Examples:
    texts = ("Ann was born in Rome.", "Ann died in Rome.", "Quietly, Ann was born.")
    return Examples(
        [example(text, label) for text in texts for label in ("birth place", "death")], vocabulary
    )


def test_one_scorer_agrees_with_itself(examples: Examples, vocabulary: Vocabulary) -> None:
    one = Scorer(network(0), vocabulary)
    assert np.allclose(agreed([one], examples, vocabulary), judged(one.network, examples), atol=1e-5)


def test_the_numbers_of_a_teachers_words_make_no_difference(
    examples: Examples, vocabulary: Vocabulary
) -> None:
    order = [3, 1, 0, 2, 6, 5, 4]
    one = Scorer(network(0), vocabulary)
    other = Scorer(renumbered(one.network, order), Vocabulary([WORDS[place] for place in order], {}))
    assert np.allclose(agreed([other], examples, vocabulary), agreed([one], examples, vocabulary), atol=1e-5)


def test_several_agree_on_the_mean_of_their_log_odds(examples: Examples, vocabulary: Vocabulary) -> None:
    both = [Scorer(network(seed), vocabulary) for seed in (0, 1)]
    alone = [agreed([one], examples, vocabulary) for one in both]
    odds = np.mean([np.log(p / (1 - p)) for p in alone], axis=0)
    assert np.allclose(agreed(both, examples, vocabulary), 1 / (1 + np.exp(-odds)), atol=1e-4)
    assert not np.allclose(alone[0], alone[1], atol=1e-3)


def test_what_the_phrase_book_says_is_not_softened_by_the_teachers(vocabulary: Vocabulary) -> None:
    kinds = ("true", "phrase true")
    both = Examples(
        [example("Ann was born in Rome.", "birth place")._replace(kind=kind) for kind in kinds], vocabulary
    )
    teacher = Scorer(network(0), vocabulary)
    of_corpora, of_phrases = taught([teacher], both, vocabulary).tolist()
    assert of_phrases == pytest.approx(0.99)
    assert of_corpora == pytest.approx(0.3 + 0.7 * float(judged(teacher.network, both)[0]), abs=1e-4)


def test_the_mean_of_weights_lies_between_them() -> None:
    one, other = network(0), network(1)
    found = mean([one.state_dict(), other.state_dict()])
    for name, value in found.items():
        assert torch.allclose(value, (one.state_dict()[name] + other.state_dict()[name]) / 2)
