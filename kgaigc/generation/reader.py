"""How a corpus words things, once more: a recurrent language model, which sees the whole text before a word.

It reads what the n-gram model (``fluency``) sees four words of, knows a quarter of nat more of each word, and takes as
long as the rest of the generator; so a checkpoint may have one, and the one that ships has none.

Source: Sundermeyer et al. 2012, "LSTM Neural Networks for Language Modeling"; input and output share their vectors,
Press and Wolf 2017.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
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

    def loss(self, ids: Tensor) -> Tensor:
        """Mean negative log probability (nats) of the words after the first of (B, L) ids."""
        logits = self(ids[:, :-1]).flatten(0, 1)
        return nn.functional.cross_entropy(logits, ids[:, 1:].flatten(), ignore_index=PAD_ID)


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
        """Log probability (nats) of each text's words, as ``fluency.words_of`` gives them, and of its end."""
        if not texts:
            return []
        ids = padded([self.ids(words) for words in texts])
        steps = torch.log_softmax(self.network(ids[:, :-1]), -1)
        told = steps.gather(2, ids[:, 1:].unsqueeze(2)).squeeze(2) * (ids[:, 1:] != PAD_ID)
        found: list[float] = told.sum(1).tolist()
        return found

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
