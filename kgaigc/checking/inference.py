"""The scorer's answers as fast as a processor gives them: the network once more, with all that can be known before.

What a word means is a table, since in use nothing is learnt of it; the means over a sentence are one product.
``tests/checking/test_scorer.py`` holds the answers against those of the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from kgaigc.checking.scorer import Batch, Network

_FAR = -1e4  # What is added to what stands past the end.


class Inference:
    """A trained network, to be asked.

    Args:
        network: the network, in evaluation mode; later changes of its weights go unseen.
        label: words of a long label.
    """

    def __init__(self, network: Network, label: int) -> None:
        with torch.inference_mode():
            self._meaning = torch.tanh(network.embedding.weight + network.project(network.vectors))
        self._network, self._label = network, label
        self._there = torch.ones(len(network.vectors), 1)
        self._there[0] = 0
        self._ways = [
            [weight.detach() for weight in lstm.parameters()]
            for lstm in (network.forwards, network.backwards)
        ]

    def logits(self, batch: Batch) -> Tensor:
        """The logits of a batch, shape [B], as ``Network.forward`` has them."""
        network = self._network
        there = (batch.words > 0).float()
        near = torch.bmm(network.vectors[batch.words], network.vectors[batch.predicate].transpose(1, 2))
        near = torch.stack((near.amax(dim=2).clamp_(min=0), near.sum(dim=2).div_(self._label)), dim=2)
        query = self._query(batch.predicate)
        size, longest = batch.words.shape
        along = query.unsqueeze(1).expand(-1, longest, -1)
        states = self._read(
            torch.cat((self._meaning[batch.words], along, batch.marks, near), 2), batch.length
        )
        past = (there - 1).mul_(-_FAR)
        nearest = near.add_(past.unsqueeze(2)).amax(dim=1).clamp_(min=-1)
        scores = torch.bmm(states, _linear(network.attend, query).unsqueeze(2))[:, :, 0]
        looked = torch.softmax(scores.div_(states.shape[2] ** 0.5).add_(past), dim=1)
        weights = torch.stack((batch.marks[:, :, 0], batch.marks[:, :, 1], there, looked), dim=1)
        weights /= weights.sum(dim=2, keepdim=True).clamp_(min=1e-3)
        means = torch.bmm(weights, states)
        greatest = states.add_(past.unsqueeze(2)).amax(dim=1)
        owned = batch.marks[:, :, 3].amax(dim=1, keepdim=True)
        parts = (means[:, :2].reshape(size, -1), greatest, means[:, 2:].reshape(size, -1))
        top = torch.cat((*parts, query, batch.whole, nearest, owned), dim=1)
        return _linear(network.out, _linear(network.hidden, top).relu_())[:, 0]

    def _query(self, words: Tensor) -> Tensor:
        """What to look for, from the words of each label, shape [B, E]."""
        there = self._there[words]
        meaning = (self._meaning[words] * there).sum(dim=1) / there.sum(dim=1).clamp_(min=1)
        return _linear(self._network.query, meaning).tanh_()

    def _read(self, words: Tensor, length: Tensor) -> Tensor:
        """States of both directions, shape [B, L, 2 h]; padding comes last in either."""
        size, longest, width = words.shape
        turned = (length.unsqueeze(1) - 1 - torch.arange(longest)).clamp_(min=0)
        turned = (turned + longest * torch.arange(size).unsqueeze(1)).flatten()
        onwards = self._lstm(words, 0)
        back = self._lstm(words.view(-1, width)[turned].view(size, longest, width), 1)
        hidden = back.shape[2]
        return torch.cat((onwards, back.reshape(-1, hidden)[turned].view(size, longest, hidden)), dim=2)

    def _lstm(self, words: Tensor, way: int) -> Tensor:
        start = words.new_zeros(1, len(words), self._network.shape.hidden)
        found: Tensor = torch.lstm(words, (start, start), self._ways[way], True, 1, 0.0, False, False, True)[
            0
        ]
        return found


def _linear(layer: nn.Linear, x: Tensor) -> Tensor:
    return nn.functional.linear(x, layer.weight, layer.bias)
