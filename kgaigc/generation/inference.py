"""The network as it is used: its weights as whole numbers, and all that can be known before put into tables.

What the layers read lies between -1 and 1, but for the embeddings, whose products are tables. So inputs are written as
whole numbers from -127 to 127, weights too with a scale for each output, and their products are exact: a processor with
the fitting instructions gives them four times as fast as in single precision, and whatever stands beside a request in
its batch, or how many threads there are, changes no bit of them. ``tests/generation/test_inference.py`` holds the
answers against those of the network.

Source: 8-bit products with a scale for each output, Jacob et al. 2018, section 2; ours has no zero points and no
calibration, as the activations are bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter

import torch
from torch import Tensor, nn

from kgaigc.generation.model import Network
from kgaigc.generation.vocabulary import PAD_ID, Batch

LEVELS = 127
WIDTH = 16  # Source positions are padded to a multiple: then sums over them come out alike in every batch.
NEVER = -1e9

State = tuple[Tensor, Tensor, Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class Memory:
    """An encoded batch.

    Attributes:
        states: (B, S, H), the encoder's outputs.
        keys: (B, H, 2 S), by which a decoder's state is multiplied for its attention, then for its pointer.
        gaps: (B, 1, S), added to attention: 0 at tokens, ``NEVER`` at padding.
        unfit: (B, 1, S), added to the pointer: 0 at words that may be copied, ``NEVER`` elsewhere.
        words: (B, W), the output ids of these words, each once; PAD where a request has fewer.
        places: (B, 1, S), the place among these of the word at each token, W where there is none.
        initial: (B, 2 H), the decoder's first state and cell.
    """

    states: Tensor
    keys: Tensor
    gaps: Tensor
    unfit: Tensor
    words: Tensor
    places: Tensor
    initial: Tensor

    def only(self, rows: Tensor) -> Memory:
        """Some of the requests."""
        return Memory(*(getattr(self, name)[rows] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Prediction:
    """What may come next in N texts.

    Attributes:
        scores: (N, V), for each token of the vocabulary; copying is in it.
        copied: (N, W), for each word of ``Memory.words`` that is outside the vocabulary, ``NEVER`` for others.
        base: (N, 1), which makes log probabilities of both when added.
    """

    scores: Tensor
    copied: Tensor
    base: Tensor


class _Layer:
    """A linear layer over inputs between -1 and 1."""

    def __init__(self, weight: Tensor, bias: Tensor | None = None) -> None:
        """Takes the weight, (out, in), and the bias, (out)."""
        scale = weight.abs().amax(1).clamp_min(1e-8) / LEVELS
        steps = (weight / scale.unsqueeze(1)).round().t().contiguous()
        self.weight = steps.to(torch.int8) if _in_bytes() else steps
        self.scale = scale / LEVELS
        self.bias = bias

    def __call__(self, inputs: Tensor) -> Tensor:
        """Inputs (N, in), as ``whole`` gives them, to outputs (N, out)."""
        exact = torch._int_mm(inputs, self.weight) if _in_bytes() else inputs @ self.weight
        return exact * self.scale if self.bias is None else (exact * self.scale).add_(self.bias)


@cache
def _in_bytes() -> bool:
    """Whether this processor multiplies bytes exactly, and quicker than the same whole numbers in single precision.

    One without instructions for it overflows, or is exact and takes fifty times as long; the numbers that come out are
    the same either way, so that this may be a matter of time.
    """
    draw = torch.Generator().manual_seed(0)
    left, right = (torch.randint(-127, 128, size, generator=draw) for size in ((33, 512), (512, 64)))
    right[:, :8], left[:8] = 127, 127
    small = left.to(torch.int8), right.to(torch.int8)
    try:
        exact = torch.equal(torch._int_mm(*small).long(), left @ right)
    except (AttributeError, RuntimeError):
        return False
    return exact and _seconds(torch._int_mm, *small) < _seconds(torch.mm, left.float(), right.float())


def _seconds(multiply: Callable[[Tensor, Tensor], Tensor], left: Tensor, right: Tensor) -> float:
    """Time of a product, the best of some."""
    found = []
    for _ in range(5):
        began = perf_counter()
        multiply(left, right)
        found.append(perf_counter() - began)
    return min(found)


def whole(inputs: Tensor) -> Tensor:
    """Numbers between -1 and 1 as whole ones."""
    scaled = (inputs * LEVELS).round_()
    return scaled.to(torch.int8) if _in_bytes() else scaled


class Inference:
    """A trained network, to be used on the processor.

    Args:
        network: the network; later changes of its weights go unseen.
    """

    def __init__(self, network: Network) -> None:
        parts = {name: weight.detach().float().cpu() for name, weight in network.state_dict().items()}
        self.vocabulary = network.vocabulary
        self._hidden = network.bridge.in_features
        self._encoder = _Encoder(network, parts)
        self._bridge = _Layer(parts["bridge.weight"], parts["bridge.bias"])
        self._score = _Layer(parts["score.weight"].t().contiguous())
        self._point = _Layer(parts["point.weight"].t().contiguous())
        inner, outer = _gates(network.lower, parts, "lower"), _gates(network.upper, parts, "upper")
        self._embedded = parts["embed.weight"] @ inner[0].t() + inner[2]  # (V, 4 H)
        self._lower = _Layer(inner[1])
        self._upper = _Layer(torch.cat([outer[0], outer[1]], 1), outer[2])
        self._read = _Layer(
            torch.cat([parts["readout.weight"], parts["gate.weight"]]),
            torch.cat([parts["readout.bias"], parts["gate.bias"]]),
        )
        self._write = _Layer(parts["embed.weight"], parts["bias"])

    @torch.inference_mode()
    def encode(self, batch: Batch) -> Memory:
        """Encode a padded batch."""
        gap = -batch.tokens.shape[1] % WIDTH
        tokens, roles, copied, names, meanings = (
            nn.functional.pad(ids.cpu(), (0, gap))
            for ids in (batch.tokens, batch.roles, batch.copied, batch.names, batch.meanings)
        )
        there = tokens != PAD_ID
        states = self._encoder((tokens, roles, names, meanings), there)
        B, S, H = states.shape
        mean = (states * (there / there.sum(1, keepdim=True)).unsqueeze(-1)).sum(1)
        read = whole(states).view(B * S, H)
        keys = torch.cat([self._score(read).view(B, S, H), self._point(read).view(B, S, H)], 1)
        words, places = _words(copied)
        return Memory(
            states,
            keys.transpose(1, 2).contiguous(),
            torch.where(there, 0.0, NEVER).unsqueeze(1),
            torch.where(copied != 0, 0.0, NEVER).unsqueeze(1),
            words,
            places,
            torch.tanh(self._bridge(whole(mean))),
        )

    def start(self, memory: Memory) -> State:
        """The decoder's state before the first token, (B, H) each."""
        first, cell = memory.initial.chunk(2, 1)
        return whole(first), cell, whole(first), cell

    @torch.inference_mode()
    def step(self, last: Tensor, state: State, memory: Memory) -> tuple[Prediction, State]:
        """What may come after the last tokens, (N) ids; N is a multiple of the requests of the memory."""
        h1, c1, h2, c2 = state
        B, S, H = memory.states.shape
        lower, c1 = _cell(self._lower(h1).add_(self._embedded[last]), c1)
        h1 = whole(lower)
        weights = torch.softmax(lower.view(B, -1, H) @ memory.keys[:, :, :S] + memory.gaps, -1)
        context = (weights @ memory.states).view(-1, H)
        upper, c2 = _cell(self._upper(torch.cat([h1, whole(context), h2], 1)), c2)
        h2 = whole(upper)
        looks = upper.view(B, -1, H) @ memory.keys  # (B, K, 2 S)
        weights = torch.softmax(looks[:, :, :S] + memory.gaps, -1)
        context = (weights @ memory.states).view(-1, H)
        read = self._read(torch.cat([h2, whole(context)], 1))
        scores = self._write(whole(torch.tanh(read[:, :-1])))
        shares = torch.softmax(looks[:, :, S:] + memory.unfit, -1)
        # One after the other, for products of so narrow matrices come out differently in other batches.
        pointed = shares.new_zeros(B, shares.shape[1], memory.words.shape[1] + 1)
        pointed.scatter_add_(2, memory.places.expand_as(shares), shares)
        return self._mixed(scores, read[:, -1:], pointed[:, :, :-1], memory.words), (h1, c1, h2, c2)

    def _mixed(self, scores: Tensor, gate: Tensor, pointed: Tensor, words: Tensor) -> Prediction:
        """Writing and copying together; what is copied is put beside the scores of writing, before these are made one.

        The log of sigmoid(gate) * softmax(scores) + sigmoid(-gate) * copying is base + log(e^scores + e^(total - gate)
        * copying), with total the logarithm of the sum of all e^scores, and base log sigmoid(gate) - total.
        """
        total = scores.logsumexp(1, keepdim=True)
        copying = pointed.reshape(len(scores), -1).log() + (total - gate)
        ids = words.repeat_interleave(len(scores) // len(words), 0)
        known = ids < self.vocabulary
        at = ids.masked_fill(~known, PAD_ID)
        scores.scatter_(1, at, _together(scores.gather(1, at), copying))
        return Prediction(
            scores,
            copying.masked_fill(known, NEVER),
            nn.functional.logsigmoid(gate) - total,
        )


def _together(one: Tensor, other: Tensor) -> Tensor:
    """The logarithm of two exponentials' sum, to the same bit wherever a number stands, unlike ``torch.logaddexp``."""
    return torch.maximum(one, other) + (1 + torch.exp(-(one - other).abs())).log()


def _words(copied: Tensor) -> tuple[Tensor, Tensor]:
    """The ids that are in the rows of (B, S) ids, each once, and which of them stands where."""
    rows: list[list[int]] = [list(dict.fromkeys(i for i in ids if i)) for ids in copied.tolist()]
    width = max(1, *map(len, rows))
    words = torch.tensor([row + [PAD_ID] * (width - len(row)) for row in rows])
    columns = [{word: i for i, word in enumerate(row)} for row in rows]
    places = [[at.get(i, width) for i in ids] for at, ids in zip(columns, copied.tolist(), strict=True)]
    return words, torch.tensor(places).unsqueeze(1)


class _Encoder:
    """The encoder, both directions in one: at each step one reads the next token and the other the one before."""

    def __init__(self, network: Network, parts: dict[str, Tensor]) -> None:
        lstm, sizes = network.encoder, network.embed.embedding_dim
        ways = [
            [_gates(lstm, parts, "encoder", f"_l{layer}{way}") for way in ("", "_reverse")]
            for layer in range(lstm.num_layers)
        ]
        inputs = _joined([way[0] for way in ways[0]])
        content, bias = inputs[:, :sizes].t(), _joined([way[2] for way in ways[0]])
        tokens, roles = parts["embed.weight"] @ content, parts["embed_role.weight"] @ inputs[:, sizes:].t()
        names = meanings = None
        if network.embed_name is not None:
            names = parts["embed_name.weight"] @ content
        if network.meaning is not None:
            # Twenty thousand words: half the memory in half precision.
            meanings = (parts["vectors"] @ (parts["meaning.weight"].t() @ content)).half()
        self._tables = (tokens, roles + bias, names, meanings)
        self._inner = [
            _Layer(_joined([w[0] for w in pair]), _joined([w[2] for w in pair])) for pair in ways[1:]
        ]
        self._outer = [_Layer(_apart([w[1] for w in pair])) for pair in ways]

    def __call__(self, ids: Sequence[Tensor], there: Tensor) -> Tensor:
        """States, (B, S, H), zero at padding, from the ids of tokens, roles, names and meanings, (B, S) each."""
        read = [
            table[rows].float() for table, rows in zip(self._tables, ids, strict=True) if table is not None
        ]
        gates = sum(read[1:], read[0])  # (B, S, 4 H)
        states = self._along(self._outer[0], gates, there)
        for inner, outer in zip(self._inner, self._outer[1:], strict=True):
            gates = inner(whole(states).flatten(0, 1)).view(gates.shape)
            states = self._along(outer, gates, there)
        return states

    @staticmethod
    def _along(outer: _Layer, gates: Tensor, there: Tensor) -> Tensor:
        B, S, _ = gates.shape
        steps = _turned(gates.view(B, S, 4, 2, -1).transpose(0, 1))  # (S, B, 4, 2, H / 2)
        half = steps.shape[-1]
        kept = _turned(there.t().float().view(S, B, 1, 1).repeat(1, 1, 2, 1)).expand(S, B, 2, half)
        hidden = whole(torch.zeros(B, 2 * half))
        cell = torch.zeros(B, 2 * half)
        found = []
        for step, keep in zip(steps.flatten(2), kept.flatten(2), strict=True):
            state, cell = _cell(outer(hidden).add_(step), cell)
            cell.mul_(keep)
            state.mul_(keep)
            hidden = whole(state)
            found.append(state)
        return _turned(torch.stack(found).view(S, B, 2, half)).transpose(0, 1).flatten(2).contiguous()


def _turned(steps: Tensor) -> Tensor:
    """The second direction's share, of the last dimension but one, in the other order of steps, the first dimension."""
    there, back = steps.unbind(-2)
    return torch.stack([there, back.flip(0)], -2)


def _gates(lstm: nn.LSTM, parts: dict[str, Tensor], name: str, suffix: str = "_l0") -> list[Tensor]:
    """Weights of inputs and of the state and the bias of an LSTM, the gates in the order in, forget, out, cell."""
    order = torch.arange(4 * lstm.hidden_size).view(4, -1)[[0, 1, 3, 2]].flatten()
    inner, outer, one, two = (
        parts[f"{name}.{what}{suffix}"][order] for what in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    return [inner, outer, one + two]


def _joined(ways: Sequence[Tensor]) -> Tensor:
    """Weights or biases of both directions, gate by gate."""
    return torch.stack([way.view(4, -1, *way.shape[1:]) for way in ways], 1).flatten(0, 2)


def _apart(ways: Sequence[Tensor]) -> Tensor:
    """The same where each direction reads its own half of the state only."""
    there, back = ways
    return _joined(
        [nn.functional.pad(there, (0, there.shape[1])), nn.functional.pad(back, (back.shape[1], 0))]
    )


def _cell(gates: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
    """An LSTM's new state and cell from its gates, (N, 4 H), which are spent, and its last cell."""
    H = cell.shape[1]
    taken, kept, shown = gates[:, : 3 * H].sigmoid_().chunk(3, 1)
    cell = (kept * cell).addcmul_(taken, gates[:, 3 * H :].tanh_())
    return shown * torch.tanh(cell), cell


__all__ = ["Inference", "Memory", "Prediction"]
