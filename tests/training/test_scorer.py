"""Training of the checker's scorer: batches, learning by heart, judging."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from kgaigc.checking.likeness import Passage
from kgaigc.checking.scorer import Network, Scorer, Shape, Vocabulary
from kgaigc.training.scorer import Examples, Recipe, fit, judged, shown
from kgaigc.training.statements import Example, question
from kgaigc.values import Entity, Triple

WORDS = ("was", "born", "in", "died", "0", ".", "birth", "death", "place", "at", "home", "quietly")


def example(text: str, predicate: str, answer: float) -> Example:
    ann, label, rome = (Entity(f"urn:made-up:{name}", name) for name in ("Ann", predicate, "Rome"))
    triple = Triple(ann, label, rome)
    return Example(question(Passage(text), triple, (triple,)), answer, "true" if answer else "predicate")


EXAMPLES = [
    example("Ann was born in Rome.", "birth place", 1.0),
    example("Ann was born in Rome.", "death place", 0.0),
    example("Ann died quietly at home in Rome.", "death place", 1.0),
    example("Ann died quietly at home in Rome.", "birth place", 0.0),
]


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(WORDS, {})


@pytest.fixture
def network(vocabulary: Vocabulary) -> Network:
    torch.manual_seed(0)
    network = Network(Shape(len(vocabulary), vectors=4, embedding=8, hidden=8, dropout=0.0))
    network.vectors[3:] = torch.nn.functional.normalize(torch.randn(len(WORDS), 4), dim=1)
    return network


def test_a_batch_of_stored_examples_is_the_batch_of_their_questions(vocabulary: Vocabulary) -> None:
    examples = Examples(EXAMPLES, vocabulary)
    stored, made = examples.batch([2, 0]), vocabulary.batch([EXAMPLES[2].question, EXAMPLES[0].question])
    for one, other in zip(stored, made, strict=True):
        assert one.shape == other.shape
        assert torch.allclose(one.float(), other.float(), atol=1e-3)


def test_every_example_is_in_one_batch_and_the_order_is_the_seeds(vocabulary: Vocabulary) -> None:
    examples = Examples(EXAMPLES * 10, vocabulary)
    batches = [examples.batches(3, random.Random(seed)) for seed in (0, 0, 1)]
    assert sorted(place for batch in batches[0] for place in batch) == list(range(40))
    assert batches[0] == batches[1] != batches[2]


def test_a_batch_holds_texts_of_like_length(vocabulary: Vocabulary) -> None:
    examples = Examples(EXAMPLES * 8, vocabulary)
    lengths = [
        {int(examples.length[place]) for place in batch} for batch in examples.batches(4, random.Random(0))
    ]
    assert all(len(found) == 1 for found in lengths)


def test_four_examples_can_be_learnt_by_heart(
    vocabulary: Vocabulary, network: Network, tmp_path: Path
) -> None:
    examples = Examples(EXAMPLES, vocabulary)
    recipe = Recipe(epochs=150, batch=4, rate=2e-2, smoothing=0.0)
    fit(network, examples, examples, recipe, output=tmp_path, report=lambda line: None)
    right = judged(network, examples)
    assert right[[0, 2]].min() > 0.8
    assert right[[1, 3]].max() < 0.2
    assert shown(right, examples) == "predicate 1.000 true 1.000"


def test_judging_changes_nothing_and_does_not_depend_on_the_order(
    vocabulary: Vocabulary, network: Network
) -> None:
    straight = judged(network, Examples(EXAMPLES, vocabulary))
    back = judged(network, Examples(EXAMPLES[::-1], vocabulary))
    assert np.allclose(straight, back[::-1], atol=1e-6)
    alone = Scorer(network, vocabulary).probabilities([one.question for one in EXAMPLES])
    assert np.allclose(straight, alone, atol=1e-3)


def test_the_share_of_right_answers_is_told_for_each_kind(vocabulary: Vocabulary) -> None:
    examples = Examples(EXAMPLES, vocabulary)
    assert shown(np.asarray([0.9, 0.9, 0.2, 0.1], dtype=np.float32), examples) == "predicate 0.500 true 0.500"
