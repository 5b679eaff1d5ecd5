"""One probability for a text: a share, and the higher the more of it is right."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc import ContentGenerator
from kgaigc.checking.scoring import WITH_TRIPLES, WITHOUT, Calibration, load_calibration
from kgaigc.training.calibration import examined
from kgaigc.values import Entity, Triple

BORN = ("Hedda_Brandt", "birthPlace", "Turku")
DIED = ("Hedda_Brandt", "deathPlace", "Oslo")
RIGHT = "Hedda Brandt was born in Turku and died in Oslo."


def score(text: str, *triples: tuple[str, str, str]) -> float:
    found = ContentGenerator().check(text, triples=triples).score
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("worse", "how"),
    [
        ("Hedda Brandt was born in Turku.", "a fact left out"),
        ("Hedda Brandt was born in Oslo and died in Turku.", "two objects exchanged"),
        ("Hedda Brandt was born in Lahti and died in Oslo.", "another place"),
        ("Miro Falk was born in Turku and died in Oslo.", "another subject"),
        ("Hedda Brandt Hedda Brandt Hedda Brandt.", "names alone"),
        ("", "nothing"),
    ],
)
def test_a_text_that_is_wrong_scores_less_than_a_right_one(worse: str, how: str) -> None:
    assert score(worse, BORN, DIED) < score(RIGHT, BORN, DIED)


def test_a_right_text_is_likely_right_and_nonsense_likely_not() -> None:
    assert score(RIGHT, BORN, DIED) > 0.7
    for text in ("", "It is what it is.", "The harbour is closed in winter."):
        assert score(text, BORN, DIED) < 0.3


def test_the_more_is_said_the_better() -> None:
    parts = ["Nothing is known.", "Hedda Brandt was born in Turku.", RIGHT]
    scores = [score(part, BORN, DIED) for part in parts]
    assert scores == sorted(scores)


def test_against_a_graph_a_right_text_scores_more_than_a_wrong_one() -> None:
    def thing(name: str) -> Entity:
        return Entity(f"urn:made-up:{name}", name)

    known = [
        Triple(thing("Hedda Brandt"), thing("birth place"), thing("Turku")),
        Triple(thing("Hedda Brandt"), thing("death place"), thing("Oslo")),
    ]
    calibration = load_calibration(WITHOUT)
    right, wrong = (
        calibration.probability(examined(text, known, told=False).features)
        for text in (RIGHT, "Hedda Brandt was born in Oslo and died in Turku.")
    )
    assert wrong < right


def size(kind: str) -> int:
    text, known = ("", ()) if kind == WITHOUT else ("Ann.", [Triple(*(Entity(f"urn:{n}", n) for n in "abc"))])
    return len(examined(text, known, told=kind == WITH_TRIPLES).features)


@pytest.mark.parametrize("kind", [WITH_TRIPLES, WITHOUT])
@given(seed=st.integers(0, 2**31), scale=st.sampled_from((0.0, 1.0, 1e3, 1e30)))
def test_whatever_was_found_the_score_is_a_probability(kind: str, seed: int, scale: float) -> None:
    features = np.random.default_rng(seed).normal(size=size(kind)).astype(np.float32) * np.float32(scale)
    assert 0 <= load_calibration(kind).probability(features) <= 1


def test_the_mean_of_the_networks_is_taken() -> None:
    def network(bias: float) -> list[object]:
        return [[[1.0]], [0.0], [[0.0]], [bias]]

    data = {"mean": [0.0], "scale": [1.0]}
    one, other, both = (
        Calibration(data | {"networks": networks}).probability(np.zeros(1, dtype=np.float32))
        for networks in ([network(2.0)], [network(-1.0)], [network(2.0), network(-1.0)])
    )
    assert both == pytest.approx((one + other) / 2)
