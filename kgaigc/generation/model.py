"""The LSTM encoder-decoder: hyperparameters, network, and its vocabulary.

It has no word for what is in no training text but copies predicate words from its input, so that an unseen
predicate can be said by its own name.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

PAD, BOS, EOS, UNK = "<pad>", "<bos>", "<eos>", "<unk>"
SPECIALS = (PAD, BOS, EOS, UNK)


@dataclass(frozen=True, slots=True)
class Hyperparameters:
    """Sizes of the network; stored beside its weights.

    Attributes:
        embedding: E, width of a token's embedding.
        role: width of the embedding of a token's role and kind.
        hidden: H, width of the decoder's state (the encoder has H / 2 in each direction).
        layers: layers of the encoder.
        dropout: probability of dropping a unit, in training.
        vectors: numbers in a frozen vector of a predicate's word; 0 for none.
    """

    embedding: int = 256
    role: int = 32
    hidden: int = 320
    layers: int = 2
    dropout: float = 0.3
    vectors: int = 0

    def __post_init__(self) -> None:
        if min(self.embedding, self.role, self.hidden, self.layers) < 1 or self.hidden % 2:
            raise ValueError(f"sizes must be positive and hidden even, got {self}")
        if not 0 <= self.dropout < 1:
            raise ValueError(f"dropout must be in [0, 1), got {self.dropout}")


@dataclass(frozen=True, slots=True)
class Memory:
    """An encoded batch.

    Attributes:
        states: (B, S, H), the encoder's outputs.
        mask: (B, S), True at tokens, False at padding.
        copied: (B, S), the output id that copying each source token gives (extended vocabulary); PAD where it may not.
        initial: the decoder's first state, two of (1, B, H).
    """

    states: Tensor
    mask: Tensor
    copied: Tensor
    initial: tuple[Tensor, Tensor]

    def repeat(self, times: int) -> Memory:
        """Each row ``times`` times over, row by row: (B, ...) becomes (B * times, ...)."""
        return Memory(
            self.states.repeat_interleave(times, 0),
            self.mask.repeat_interleave(times, 0),
            self.copied.repeat_interleave(times, 0),
            (self.initial[0].repeat_interleave(times, 1), self.initial[1].repeat_interleave(times, 1)),
        )


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the decoder would write next, the two ways apart.

    Attributes:
        written: (B, T, V) log probabilities of the vocabulary.
        gate: (B, T, 1) log odds of writing against copying.
        copying: (B, T, S) attention of copying over the source, 0 where nothing may be copied.
    """

    written: Tensor
    gate: Tensor
    copying: Tensor


State = tuple[Tensor, Tensor, Tensor, Tensor]


class Network(nn.Module):
    """Bidirectional LSTM encoder; two-layer LSTM decoder with attention between its layers; copying.

    The lower decoder layer attends over the facts and the upper one reads what was attended, which gives the effect
    of input feeding while a whole target is still run in one call. Output weights are tied to the embeddings.

    Source: attention after Luong et al. 2015, section 3.1 ("general" score); copying after See et al. 2017,
    equations 8 and 9, restricted to predicate words; tying after Press and Wolf 2017.
    """

    vectors: Tensor

    def __init__(
        self, hyperparameters: Hyperparameters, *, vocabulary: int, roles: int, names: int = 0, meant: int = 0
    ) -> None:
        super().__init__()
        sizes = hyperparameters
        self.vocabulary = vocabulary
        self.embed = nn.Embedding(vocabulary, sizes.embedding, padding_idx=0)
        self.embed_role = nn.Embedding(roles, sizes.role, padding_idx=0)
        self.embed_name: nn.Embedding | None = None
        if names:
            # Small at first: a name tells little beside its kind. Id 0 is no name, 1 an unknown one.
            self.embed_name = nn.Embedding(names + 2, sizes.embedding, padding_idx=0)
            nn.init.normal_(self.embed_name.weight, std=0.01)
        self.meaning: nn.Linear | None = None
        if sizes.vectors and meant:
            # Row 0 is a token without a vector.
            self.register_buffer("vectors", torch.zeros(meant + 1, sizes.vectors))
            self.meaning = nn.Linear(sizes.vectors, sizes.embedding, bias=False)
        self.encoder = nn.LSTM(
            sizes.embedding + sizes.role,
            sizes.hidden // 2,
            num_layers=sizes.layers,
            bidirectional=True,
            batch_first=True,
            dropout=sizes.dropout if sizes.layers > 1 else 0.0,
        )
        self.bridge = nn.Linear(sizes.hidden, 2 * sizes.hidden)
        self.lower = nn.LSTM(sizes.embedding, sizes.hidden, batch_first=True)
        self.upper = nn.LSTM(2 * sizes.hidden, sizes.hidden, batch_first=True)
        self.score = nn.Linear(sizes.hidden, sizes.hidden, bias=False)
        self.point = nn.Linear(sizes.hidden, sizes.hidden, bias=False)
        self.readout = nn.Linear(2 * sizes.hidden, sizes.embedding)
        self.gate = nn.Linear(2 * sizes.hidden, 1)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.dropout = nn.Dropout(sizes.dropout)
        nn.init.normal_(self.embed.weight, std=sizes.embedding**-0.5)
        nn.init.constant_(self.gate.bias, 2.0)
        with torch.no_grad():
            self.embed.weight[0].zero_()

    def encode(
        self, tokens: Tensor, roles: Tensor, copied: Tensor, names: Tensor, meanings: Tensor | None = None
    ) -> Memory:
        """Encode a padded batch.

        Args:
            tokens: (B, S) source ids, 0 is padding.
            roles: (B, S) role ids.
            copied: (B, S) output ids for copying, 0 where a token may not be copied.
            names: (B, S) ids of the names that slots stand for, 0 for other tokens; a network without names passes
                them over.
            meanings: (B, S) rows of the word vectors, 0 for none; a network without vectors passes them over.

        Raises:
            ValueError: the network has word vectors and gets no ``meanings``.
        """
        mask = tokens != 0
        lengths = mask.sum(1).cpu()
        content = self.embed(tokens)
        if self.embed_name is not None:
            content = content + self.embed_name(names)
        if self.meaning is not None:
            if meanings is None:
                raise ValueError("a network with word vectors needs meanings")
            content = content + self.meaning(self.vectors[meanings])
        embedded = self.dropout(torch.cat([content, self.embed_role(roles)], -1))  # (B, S, E + R)
        packed = pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(
            self.encoder(packed)[0], batch_first=True, total_length=tokens.shape[1]
        )
        mean = (states * mask.unsqueeze(-1)).sum(1) / lengths.unsqueeze(-1).to(states.device)  # (B, H)
        first, cell = torch.tanh(self.bridge(mean)).chunk(2, -1)
        return Memory(
            self.dropout(states),
            mask,
            copied,
            (first.unsqueeze(0).contiguous(), cell.unsqueeze(0).contiguous()),
        )

    def start(self, memory: Memory) -> State:
        """The decoder's state before the first token: lower (h, c), upper (h, c), each (1, B, H)."""
        first, cell = memory.initial
        return first, cell, first, cell

    def read(self, tokens: Tensor, state: State, memory: Memory) -> tuple[Prediction, State]:
        """What the decoder would write after each of ``tokens``, the two ways apart.

        Args:
            tokens: (B, T) target ids so far (T is 1 in a search); copied words outside the vocabulary as UNK.
            state: from ``start`` or from the call before.
            memory: the encoded facts.
        """
        embedded = self.dropout(self.embed(tokens))
        lower, (h1, c1) = self.lower(embedded, (state[0], state[1]))
        context, _ = self._attend(self.score(lower), memory, memory.mask)
        upper, (h2, c2) = self.upper(self.dropout(torch.cat([lower, context], -1)), (state[2], state[3]))
        context, _ = self._attend(self.score(upper), memory, memory.mask)
        seen = torch.cat([upper, context], -1)  # (B, T, 2H)
        hidden = self.dropout(torch.tanh(self.readout(seen)))
        written = torch.log_softmax(hidden @ self.embed.weight.T + self.bias, -1)
        copiable = memory.copied != 0
        _, weights = self._attend(self.point(upper), memory, copiable)
        # A batch row without copiable words puts no mass on copying.
        weights = weights * copiable.any(1).view(-1, 1, 1)
        return Prediction(written, self.gate(seen), weights), (h1, c1, h2, c2)

    def decode(self, tokens: Tensor, state: State, memory: Memory, *, extra: int) -> tuple[Tensor, State]:
        """Log probabilities, (B, T, V + extra), of the token after each of ``tokens``, and the state after the last.

        Args:
            tokens: as for ``read``.
            state: as for ``read``.
            memory: as for ``read``.
            extra: how many output ids beyond the vocabulary the batch has for words that can only be copied.
        """
        prediction, after = self.read(tokens, state, memory)
        steps = tokens.shape[1]
        copied = prediction.written.new_zeros(len(tokens), steps, self.vocabulary + extra)
        copied.scatter_add_(2, memory.copied.unsqueeze(1).expand(-1, steps, -1), prediction.copying)
        own = nn.functional.pad(prediction.written.exp(), (0, extra))
        gate = prediction.gate
        mixed = torch.sigmoid(gate) * own + torch.sigmoid(-gate) * copied
        return torch.log(mixed.clamp_min(1e-9)), after

    def loss(self, inputs: Tensor, targets: Tensor, memory: Memory, *, smoothing: float) -> Tensor:
        """Mean negative log likelihood of the targets, with label smoothing of the written words.

        Args:
            inputs: (B, T) ids, begins with BOS.
            targets: (B, T) output ids (extended vocabulary), ends with EOS, 0 is padding.
            memory: the encoded facts.
            smoothing: share of the mass spread over the vocabulary.
        """
        prediction, _ = self.read(inputs, self.start(memory), memory)
        known = torch.where(targets < self.vocabulary, targets, torch.zeros_like(targets))
        own = prediction.written.gather(2, known.unsqueeze(-1)).squeeze(-1)
        own = own.masked_fill(targets >= self.vocabulary, -1e9)
        same = memory.copied.unsqueeze(1) == targets.unsqueeze(-1)  # (B, T, S)
        copied = (prediction.copying * same).sum(-1)
        gate = prediction.gate.squeeze(-1)
        likely = torch.sigmoid(gate) * own.exp() + torch.sigmoid(-gate) * copied
        losses = -(1 - smoothing) * torch.log(likely.clamp_min(1e-9)) - smoothing * prediction.written.mean(
            -1
        )
        return losses[targets != 0].mean()

    def _attend(self, query: Tensor, memory: Memory, mask: Tensor) -> tuple[Tensor, Tensor]:
        scores = query @ memory.states.transpose(1, 2)  # (B, T, S)
        weights = torch.softmax(scores.masked_fill(~mask.unsqueeze(1), -1e9), -1)
        return weights @ memory.states, weights
