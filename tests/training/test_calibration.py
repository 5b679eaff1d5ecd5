"""What the score is learnt from: folds, fractional answers, texts against graphs that were changed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kgaigc.checking.scoring import Calibration
from kgaigc.training import calibration
from kgaigc.training.calibration import fitted, folds, human_judgements, made_up_graphs, out_of_fold

FACTS = [
    [f"Ann_{n}", "birthPlace", town]
    for n, town in enumerate(("Rome", "Oslo", "Kyiv", "Lima", "Graz", "Bern"))
]


def judged(text: str, semantics: float, *triples: list[str]) -> dict[str, Any]:
    return {"text": text, "semantics": semantics, "triples": list(triples)}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "_STEPS", 60)


def cloud(*, share: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Two features, the first of which tells the answer: high for the upper half."""
    features = np.random.default_rng(0).normal(size=(200, 2)).astype(np.float32)
    return features, np.where(features[:, 0] > 0, share, 1 - share).astype(np.float32)


def test_texts_of_one_triple_set_are_in_one_fold() -> None:
    rows = [judged(f"text {i}", 2.0, *FACTS[i % 5 : i % 5 + 2]) for i in range(40)]
    turned = [row | {"triples": row["triples"][::-1]} for row in rows]
    found = folds(rows)
    assert found.tolist() == folds(turned).tolist()
    assert all(len({found[i] for i in range(first, 40, 5)}) == 1 for first in range(5))
    assert len(set(found.tolist())) == 5


def test_ten_folds_are_of_like_size() -> None:
    rows = [judged("text", 2.0, ["Ann", "age", str(number)]) for number in range(100)]
    assert np.bincount(folds(rows)).tolist() == [10] * 10


def test_ratings_from_one_to_three_are_answers_from_zero_to_one() -> None:
    rows = [judged("Ann 0 was born in Rome.", rating, FACTS[0]) for rating in (1.0, 1.5, 3.0)]
    features, answers = human_judgements(rows)
    assert answers.tolist() == [0.0, 0.25, 1.0]
    assert features.shape[0] == 3
    assert np.isfinite(features).all()


def test_what_tells_the_answer_is_learnt(quick: None) -> None:
    features, answers = cloud()
    learnt = Calibration(fitted(features, answers, seed=0))
    assert learnt.probability(np.asarray([2.0, 0.0], dtype=np.float32)) > 0.8
    assert learnt.probability(np.asarray([-2.0, 0.0], dtype=np.float32)) < 0.2


def test_fractional_answers_give_fractional_probabilities(quick: None) -> None:
    features, answers = cloud(share=0.7)
    learnt = Calibration(fitted(features, answers, seed=0))
    assert learnt.probability(np.asarray([2.0, 0.0], dtype=np.float32)) == pytest.approx(0.7, abs=0.1)


def test_the_same_seed_gives_the_same_calibration(quick: None) -> None:
    features, answers = cloud()
    one, same, other = (fitted(features, answers, seed=seed) for seed in (0, 0, 1))
    assert one == same
    assert one != other


def test_no_text_is_scored_by_a_calibration_that_saw_its_fold(quick: None) -> None:
    features, answers = cloud()
    fold = np.arange(200) % 4
    scores = out_of_fold(features, answers, fold, seed=0)
    lying = answers.copy()
    lying[fold == 2] = 1 - lying[fold == 2]
    assert out_of_fold(features, lying, fold, seed=0)[fold == 2].tolist() == scores[fold == 2].tolist()
    assert np.corrcoef(scores, answers)[0, 1] > 0.8


def test_every_other_text_is_held_against_a_graph_with_a_triple_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known: list[tuple[str, list[tuple[str, ...]]]] = []
    examined = calibration.examined

    def kept(text: str, triples: Any, *, told: bool) -> Any:
        known.append((text, [(t.subject.label, t.predicate.label, t.object.label) for t in triples]))
        assert not told
        return examined(text, triples, told=told)

    monkeypatch.setattr(calibration, "examined", kept)
    rows = [
        {"category": "Person", "triples": [fact], "texts": [f"{fact[0]} was born in {fact[2]}."]}
        for fact in FACTS
    ]
    features, answers = made_up_graphs(rows, seed=0)
    stated = {
        f"{fact[0]} was born in {fact[2]}.": [(fact[0].replace("_", " "), "birth place", fact[2])]
        for fact in FACTS
    }
    assert len(features) == len(answers) == len(known)
    assert set(answers.tolist()) == {0.0, 1.0}
    for (text, pairs), answer in zip(known, answers, strict=True):
        assert (pairs == stated[text]) == (answer == 1)
