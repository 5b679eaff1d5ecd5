"""The scorer's answers as fast as a processor gives them: the network once more, with all that can be known before.

What a word means is a table, since in use nothing is learnt of it, and the means over a sentence are one product. But
for the LSTM it is numpy, which is quicker than torch at some twenty words and a handful of questions.
``tests/checking/test_scorer.py`` holds the answers against those of the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

if TYPE_CHECKING:
    from kgaigc.checking.scorer import Batch, Network

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_FAR = np.float32(1e4)  # What is taken from what stands past the end.
# The LSTM is given lengths that are multiples of this and few numbers of rows: torch readies it for each new shape,
# which takes longer than to read a handful of questions.
_STEP = 8


class Inference:
    """A trained network, to be asked.

    Args:
        network: the network, in evaluation mode; later changes of its weights go unseen.
        label: words of a long label.
    """

    def __init__(self, network: Network, label: int) -> None:
        with torch.inference_mode():
            meaning = torch.tanh(network.embedding.weight + network.project(network.vectors))
        self._meaning, self._vectors = meaning.numpy().copy(), network.vectors.numpy().copy()
        self._label, self._hidden = np.float32(label), network.shape.hidden
        self._layers = {
            name: _linear(layer)
            for name, layer in (
                ("query", network.query),
                ("attend", network.attend),
                ("hidden", network.hidden),
                ("out", network.out),
            )
        }
        self._ways = [
            [weight.detach() for weight in lstm.parameters()]
            for lstm in (network.forwards, network.backwards)
        ]

    def logits(self, batch: Batch) -> Floats:
        """The logits of a batch, shape [B], as ``Network.forward`` has them."""
        words, marks, predicate, whole, length = (part.numpy() for part in batch)
        there = (words > 0).astype(np.float32)
        likeness = self._vectors[words] @ self._vectors[predicate].transpose(0, 2, 1)
        near = np.stack((likeness.max(axis=2).clip(0), likeness.sum(axis=2) / self._label), axis=2)
        query = self._query(predicate)
        along = np.broadcast_to(query[:, None], (*words.shape, query.shape[1]))
        read = np.concatenate((self._meaning[words], along, marks, near), axis=2, dtype=np.float32)
        states = self._read(read, length)
        past = ((1 - there) * _FAR)[:, :, None]
        nearest = (near - past).max(axis=1).clip(-1)
        sought = self._through("attend", query)[:, :, None]
        looked = _softmax((states @ sought / np.sqrt(np.float32(states.shape[2])) - past)[:, :, 0])
        weights = np.stack((marks[:, :, 0], marks[:, :, 1], there, looked), axis=1)
        weights /= weights.sum(axis=2, keepdims=True).clip(1e-3)
        means = weights @ states
        greatest = (states - past).max(axis=1)
        ends, rest = (part.reshape(len(words), -1) for part in (means[:, :2], means[:, 2:]))
        owned = marks[:, :, 3].max(axis=1, keepdims=True)
        top = np.concatenate((ends, greatest, rest, query, whole, nearest, owned), axis=1)
        found: Floats = self._through("out", self._through("hidden", top).clip(0))[:, 0]
        return found

    def _through(self, layer: str, x: Floats) -> Floats:
        weight, bias = self._layers[layer]
        return x @ weight + bias

    def _query(self, words: Numbers) -> Floats:
        """What to look for, from the words of each label, shape [B, E]."""
        there = (words > 0).astype(np.float32)[:, :, None]
        meaning = (self._meaning[words] * there).sum(axis=1) / there.sum(axis=1).clip(1)
        return np.tanh(self._through("query", meaning))

    def _read(self, words: Floats, length: Numbers) -> Floats:
        """States of both directions, shape [B, L, 2 h]; padding comes last in either."""
        rows = np.arange(len(words))[:, None]
        turned = (length[:, None] - 1 - np.arange(words.shape[1])).clip(0)
        back = self._lstm(words[rows, turned], 1)[rows, turned]
        return np.concatenate((self._lstm(words, 0), back), axis=2)

    def _lstm(self, words: Floats, way: int) -> Floats:
        """States of one direction, shape [B, L, h]."""
        size, length, width = words.shape
        padded = np.zeros((_rows(size), length + -length % _STEP, width), dtype=np.float32)
        padded[:size, :length] = words
        start = torch.zeros(1, len(padded), self._hidden)
        with torch.inference_mode():
            states = torch.lstm(
                torch.from_numpy(padded), (start, start), self._ways[way], True, 1, 0.0, False, False, True
            )[0]
        found: Floats = states.numpy()[:size, :length]
        return found


def _rows(number: int) -> int:
    """The least of 1, 2, 3, 4, 6, 8, 12, 16 and so on that is no less."""
    power = 1 << (number - 1).bit_length()
    between = power * 3 // 4
    return between if number <= between else power


def _linear(layer: nn.Linear) -> tuple[Floats, Floats]:
    weight, bias = (part.detach().numpy() for part in (layer.weight, layer.bias))
    return np.ascontiguousarray(weight.T), bias.copy()


def _softmax(x: Floats) -> Floats:
    powers: Floats = np.exp(x - x.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers
