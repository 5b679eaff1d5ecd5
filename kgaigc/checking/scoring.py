"""One calibrated probability for a text: that every claim is supported and every given triple said.

A few numbers on what was found go through a small network, whose weights are learnt in ``kgaigc.training.calibration``:
for texts with triples on human judgements of texts by nine systems (Gardent et al. 2017, the WebNLG challenge), where
1 is a text whose meaning all raters found right; for texts without triples on texts of the corpora, right and against a
graph with a fact changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import numpy as np

from kgaigc.checking.coverage import Telling
from kgaigc.checking.likeness import Floats
from kgaigc.checking.spans import Marked
from kgaigc.checking.things import Reading
from kgaigc.checking.words import FUNCTION_WORDS
from kgaigc.values import Verdict

FILE = "calibration.json"
WITH_TRIPLES, WITHOUT = "triples", "graph"
_LEAST = 1e-3


def features_with_triples(
    readings: Sequence[Reading], verdicts: Sequence[Verdict], telling: Telling, told: Sequence[bool]
) -> Floats:
    """Numbers on a text that was held against triples, shape [F]."""
    p, subjects, objects = telling.probabilities, telling.found[:, 0], telling.found[:, 1]
    logs = np.log(p + _LEAST)
    words = [word for reading in readings for word in reading.words]
    names = Marked(span for spans in telling.named for span in spans)
    free = sum(not names.overlaps(word.start, word.end) for word in words)
    size = 1 + len(p)
    numbers = [
        *(p.mean(), p.min(), logs.mean(), logs.sum(), np.exp(logs.sum()), np.mean(p > 0.5)),
        *(subjects.mean(), subjects.min(), objects.mean(), objects.min()),
        *(len(p), len(words) / size, free / size, free / (1 + len(words)), np.mean(told)),
    ]
    return np.asarray([*numbers, *_of_text(readings), *_of_verdicts(verdicts)], dtype=np.float32)


def features_without(
    readings: Sequence[Reading], verdicts: Sequence[Verdict], fits: Sequence[float]
) -> Floats:
    """Numbers on a text that was held against a graph, shape [F].

    Args:
        readings: its sentences.
        verdicts: on its claims.
        fits: how well the words fit each triple that is said.
    """
    said = np.asarray(fits or [0.5])
    words = sum(len(reading.words) for reading in readings)
    numbers = [said.min(), said.mean(), np.log(said + _LEAST).sum(), len(fits), words / (1 + len(verdicts))]
    return np.asarray([*numbers, *_of_text(readings), *_of_verdicts(verdicts)], dtype=np.float32)


def _of_text(readings: Sequence[Reading]) -> list[float]:
    """Whether there is any text, how often it says two words again, and its words of meaning beside its names."""
    words = [word.text for reading in readings for word in reading.words]
    pairs = list(pairwise(words))
    meaning = [w for r in readings for gap in r.gaps for w in gap if w.isalpha() and w not in FUNCTION_WORDS]
    things = sum(len(reading.things) for reading in readings)
    return [float(not words), 1 - len(set(pairs)) / max(1, len(pairs)), len(meaning) / (1 + things), things]


def _of_verdicts(verdicts: Sequence[Verdict]) -> list[float]:
    """How many claims there are, and how many of each status, as numbers and shares."""
    counts = [
        sum(v.status == status for v in verdicts) for status in ("supported", "contradicted", "unverifiable")
    ]
    total = len(verdicts)
    return [total, *counts, *(count / max(1, total) for count in counts), float(counts[0] == total)]


class Calibration:
    """Small networks, their mean taken; loaded once, see ``load_calibration``.

    Args:
        data: ``mean`` and ``scale`` of the features, ``networks``: for each its layers, weights and biases in turn.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._mean, self._scale = (np.asarray(data[name], dtype=np.float32) for name in ("mean", "scale"))
        self._networks = [
            [np.asarray(part, dtype=np.float32) for part in layers] for layers in data["networks"]
        ]

    def probability(self, features: Floats) -> float:
        """The calibrated probability for the features of a text, shape [F]."""
        x = np.clip((features - self._mean) / self._scale, -4, 4)
        logits = []
        for w1, b1, w2, b2 in self._networks:
            logits.append(float((np.tanh(x @ w1 + b1) @ w2 + b2)[0]))
        return float(np.mean([1 / (1 + np.exp(-np.clip(logit, -30, 30))) for logit in logits]))


@cache
def load_calibration(kind: str) -> Calibration:
    """The calibration that ships with the package: ``WITH_TRIPLES`` or ``WITHOUT``."""
    home = resources.files("kgaigc") / "models" / "checker" / FILE
    return Calibration(json.loads(home.read_text(encoding="utf-8"))[kind])
