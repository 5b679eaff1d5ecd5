"""How a corpus words things, once more: a recurrent language model, which sees the whole text before a word.

It reads what the n-gram model (``fluency``) sees four words of, and knows a third of a nat more of each word. That
takes time, so that a checkpoint may have one, and the one that ships has none.

Source: Sundermeyer et al. 2012, "LSTM Neural Networks for Language Modeling"; input and output share their vectors,
Press and Wolf 2017.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as packed
from torch import Tensor, nn

from kgaigc.errors import CheckpointError
from kgaigc.generation.fluency import BEGIN, END, UNKNOWN

FILE = "reader.safetensors"
PAD = "<pad>"
PAD_ID, UNKNOWN_ID, BEGIN_ID, END_ID = range(4)
MARKED = (PAD, UNKNOWN, BEGIN, END)
EMBEDDING, HIDDEN = 224, 320


class ReaderNetwork(nn.Module):
    """Word ids (B, L) in; the logits of the word after each out, (B, L, V)."""

    def __init__(
        self, words: int, *, embedding: int = EMBEDDING, hidden: int = HIDDEN, dropout: float = 0.4
    ) -> None:
        super().__init__()
        self.embed = nn.Embedding(words, embedding)
        self.lstm = nn.LSTM(embedding, hidden, batch_first=True)
        self.project = nn.Linear(hidden, embedding)
        self.bias = nn.Parameter(torch.zeros(words))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.embed.weight, std=0.1)

    def forward(self, ids: Tensor) -> Tensor:
        """The logits."""
        states, _ = self.lstm(self.dropout(self.embed(ids)))
        read = self.dropout(self.project(self.dropout(states)))
        logits: Tensor = read @ self.embed.weight.t() + self.bias
        return logits

    def after(self, words: Tensor, parents: Tensor, levels: Sequence[int]) -> Tensor:
        """The logits of the word after each of N beginnings, (N, V), in use: without dropout.

        Args:
            words: (N) ids of their last words.
            parents: (N), which of them each goes on from; the first from nothing.
            levels: how many there are of each length; all shorter ones precede.
        """
        of = dict(self.lstm.named_parameters())
        read = self.embed(words) @ of["weight_ih_l0"].t() + (of["bias_ih_l0"] + of["bias_hh_l0"])
        states = read.new_zeros(len(words), self.lstm.hidden_size)
        cells = torch.zeros_like(states)
        first = 0
        for count in levels:
            level, before = slice(first, first + count), parents[first : first + count]
            gates = read[level] + states[before] @ of["weight_hh_l0"].t()
            taken, kept, new, shown = gates.chunk(4, 1)
            cells[level] = kept.sigmoid() * cells[before] + taken.sigmoid() * new.tanh()
            states[level] = shown.sigmoid() * cells[level].tanh()
            first += count
        logits: Tensor = self.project(states) @ self.embed.weight.t() + self.bias
        return logits

    def loss(self, ids: Tensor) -> Tensor:
        """Mean negative log probability (nats) of the words after the first of (B, L) ids."""
        logits = self(ids[:, :-1]).flatten(0, 1)
        return nn.functional.cross_entropy(logits, ids[:, 1:].flatten(), ignore_index=PAD_ID)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Beginnings of texts, each once; the first is what stands before every text, and parents precede children.

    Attributes:
        words: the last word of each.
        parents: the beginning that is shorter by it; the first is its own.
        levels: how many there are of each length.
        ends: the beginning that is the whole of each text.
    """

    words: list[int]
    parents: list[int]
    levels: list[int]
    ends: list[int]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> _Tree:
        """The beginnings of rows of ids."""
        tree = cls([BEGIN_ID], [0], [1], [0] * len(rows))
        for place in range(max(map(len, rows))):
            before, known = len(tree.words), dict[tuple[int, int], int]()
            for number, row in enumerate(rows):
                if place < len(row):
                    key = tree.ends[number], row[place]
                    if key not in known:
                        known[key] = len(tree.words)
                        tree.parents.append(key[0])
                        tree.words.append(key[1])
                    tree.ends[number] = known[key]
            tree.levels.append(len(tree.words) - before)
        return tree


class Reader:
    """The network with its words.

    Args:
        network: put into evaluation mode.
        words: by number, the first ``MARKED``.
    """

    def __init__(self, network: ReaderNetwork, words: Sequence[str]) -> None:
        self.network, self.words = network.eval(), tuple(words)
        self._numbers = {word: i for i, word in enumerate(self.words)}

    def ids(self, words: Sequence[str]) -> list[int]:
        """A text's words as numbers, between its beginning and its end."""
        return [BEGIN_ID, *(self._numbers.get(word, UNKNOWN_ID) for word in words), END_ID]

    @torch.inference_mode()
    def log_probabilities(self, texts: Sequence[Sequence[str]]) -> list[float]:
        """Log probability (nats) of each text's words, as ``fluency.words_of`` gives them, and of its end.

        Wordings of a text mostly begin alike: what several have in common is read once.
        """
        if not texts:
            return []
        tree = _Tree.of([self.ids(words)[1:] for words in texts])
        parents, words = torch.tensor(tree.parents), torch.tensor(tree.words)
        logits = self.network.after(words, parents, tree.levels)
        told = logits[parents[1:], words[1:]] - logits.logsumexp(1)[parents[1:]]
        totals = [0.0]
        for parent, one in zip(tree.parents[1:], told.tolist(), strict=True):
            totals.append(totals[parent] + one)
        return [totals[end] for end in tree.ends]

    def save(self, directory: Path) -> None:
        """Write the model into a checkpoint's folder, in half precision, under a temporary name first.

        Raises:
            OSError: the folder can't be written.
        """
        weights = {
            name: w.detach().cpu().half().contiguous() for name, w in self.network.state_dict().items()
        }
        part = directory / (FILE + ".part")
        part.write_bytes(packed(weights, metadata={"words": json.dumps(self.words)}))
        part.replace(directory / FILE)

    @classmethod
    def load(cls, directory: Path) -> Reader | None:
        """The model in a checkpoint's folder; None where it has none.

        Raises:
            CheckpointError: the file is damaged.
        """
        path = directory / FILE
        if not path.is_file():
            return None
        try:
            with safe_open(path, framework="pt") as file:
                words = json.loads(file.metadata()["words"])
                weights = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
            hidden, embedding = weights["project.weight"].shape[::-1]
            network = ReaderNetwork(len(words), embedding=embedding, hidden=hidden)
            network.load_state_dict(weights)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
            raise CheckpointError(
                f"{path}: a damaged language model ({error}); fetch it again, or train again"
            ) from error
        return cls(network, words)


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Ids as one tensor, (B, L)."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[PAD_ID] * (longest - len(row))] for row in rows])


__all__ = ["FILE", "Reader", "ReaderNetwork"]
