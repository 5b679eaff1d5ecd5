"""Does this text say this triple? A small LSTM that sees where the names are, never which names.

Each word comes with three likenesses (to the subject's name, the object's, and those of other things), whether it is
of the family of a word of the predicate's label, and its vector beside theirs. A bidirectional LSTM reads the words;
the predicate attends over what it read; a layer on top gives the probability. Words that are part of a name are
masked, so that nothing is learnt of particular things, and frozen word vectors let an unseen predicate lie near
the words that say it.

After the decomposition of natural-language inference into attend and compare: Parikh et al. 2016, "A Decomposable
Attention Model for Natural Language Inference"; the task is that of Zhang et al. 2023, "FactSpotter".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn

from kgaigc.checking.exclusion import is_another_relation, may_be_excluded
from kgaigc.checking.inference import Inference
from kgaigc.checking.likeness import Likeness
from kgaigc.checking.words import content_words, family, label_words
from kgaigc.shipped import checker

MARKS = 5  # Numbers that come with each word.
WHOLE = 6  # Numbers that come with each triple.
NAMED = 0.7  # From this likeness on a word is taken for a name.
WEIGHTS, CONFIG = "scorer.safetensors", "scorer.json"
FAR_OUT = 9.0  # Log odds that a single network counts for at most.
_UNSEEN_WORD, _UNSEEN_PREDICATE = 0.1, 0.4  # Shares whose learnt vectors are hidden in training.
_REMEMBERED = 20_000  # Answers that are kept.
_DIGITS = 5  # Beyond these an answer depends on what else is asked, for sums are taken in another order.
_AT_ONCE = 128  # Questions that are read at a time, whatever is asked: memory grows with them.
_LABELS = 10_000  # whose families of words are remembered
_LONGEST = 200  # Words of a text that are read.
_LABEL = 6  # Words of a long label; not those of the longest of the batch, whatever else is asked.

Floats = NDArray[np.float32]
KINDS = ("entity", "number", "date", "text")


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    words: int
    vectors: int
    embedding: int = 40
    hidden: int = 64
    dropout: float = 0.2


class Question(NamedTuple):
    """A triple to look for in a text.

    Attributes:
        words: the words of the text.
        subject: where it may be named.
        obj: where the object may be named.
        others: shape [L], likeness to the nearest other thing.
        predicate: its label.
        kind: of the object, one of ``KINDS``.
    """

    words: Sequence[str]
    subject: Likeness
    obj: Likeness
    others: Floats
    predicate: str
    kind: str

    def turned(self) -> Question:
        """The same with the two ends exchanged."""
        return self._replace(subject=self.obj, obj=self.subject)

    def may_be_said(self) -> bool:
        """Whether the text names either end at all, and no relation that excludes it is said of the object."""
        if not (self.subject.found or self.obj.found):
            return False
        if not may_be_excluded(self.predicate):
            return True
        names = np.maximum(self.others, self.subject.words)
        return not is_another_relation(self.words, self.obj.words, names, self.predicate)

    def key(self) -> bytes:
        """What tells it from other questions, in a few bytes."""
        said = self.words[:_LONGEST]
        told = (*said, self.predicate, self.kind, repr((self.subject.found, self.obj.found)))
        key = blake2b("\0".join(told).encode("utf-8", "surrogatepass"), digest_size=16)
        for part in (self.subject.words, self.obj.words, self.others):
            key.update(part[:_LONGEST].astype(np.float32, copy=False).tobytes())
        return key.digest()


class Batch(NamedTuple):
    """Questions as tensors: words [B, L], marks [B, L, MARKS], predicate [B, K], whole [B, WHOLE], length [B]."""

    words: Tensor
    marks: Tensor
    predicate: Tensor
    whole: Tensor
    length: Tensor


class Vocabulary:
    """Numbers of words: 0 is padding, 1 a word never seen, 2 a name.

    Args:
        words: the words, the first of number 3.
        lemmas: irregular forms and their lemmas.
    """

    def __init__(self, words: Sequence[str], lemmas: Mapping[str, str]) -> None:
        self.words, self.lemmas = tuple(words), dict(lemmas)
        self._numbers = {word: i for i, word in enumerate(words, start=3)}
        self._families: dict[tuple[str, ...], frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self.words) + 3

    def number(self, word: str) -> int:
        """The number of a word, by its lemma if it has none of its own; all numerals are one word."""
        if word[:1].isdigit():
            word = "0"
        return self._numbers.get(word) or self._numbers.get(self.lemmas.get(word, ""), 1)

    def owned(self, words: Sequence[str], label: tuple[str, ...]) -> list[bool]:
        """Which words are of the family of a word of the label."""
        forms = self._families.get(label)
        if forms is None:
            if len(self._families) >= _LABELS:
                self._families.clear()
            forms = frozenset[str]().union(*(family(word, self.lemmas) for word in label))
            self._families[label] = forms
        return [len(word) > 2 and not family(word, self.lemmas).isdisjoint(forms) for word in words]

    def batch(self, questions: Sequence[Question]) -> Batch:
        """The questions as tensors."""
        length = [min(len(q.words), _LONGEST) or 1 for q in questions]
        labels = [content_words(label_words(q.predicate)) or ("",) for q in questions]
        size, longest, widest = len(questions), max(length), max(len(label) for label in labels)
        words = np.zeros((size, longest), dtype=np.int64)
        marks = np.zeros((size, longest, MARKS), dtype=np.float32)
        predicate = np.zeros((size, widest), dtype=np.int64)
        whole = np.zeros((size, WHOLE), dtype=np.float32)
        read: dict[tuple[str, ...], tuple[list[int], list[bool]]] = {}
        own: dict[tuple[tuple[str, ...], tuple[str, ...]], list[bool]] = {}
        for i, (question, label, n) in enumerate(zip(questions, labels, length, strict=True)):
            said = tuple(question.words[:n])
            if said not in read:
                read[said] = [self.number(word) for word in said], [word[:1].isdigit() for word in said]
            if (said, label) not in own:
                own[said, label] = self.owned(said, label)
            ends = marks[i, : len(said)]
            ends[:, 0], ends[:, 1] = question.subject.words[:n], question.obj.words[:n]
            ends[:, 2], ends[:, 3], ends[:, 4] = question.others[:n], own[said, label], read[said][1]
            words[i, : len(said)] = read[said][0]
            words[i, : len(said)][ends[:, :3].max(axis=1, initial=0.0) >= NAMED] = 2
            predicate[i, : len(label)] = [self.number(word) if word else 1 for word in label]
            whole[i, :2] = question.subject.found, question.obj.found
            whole[i, 2 + KINDS.index(question.kind)] = 1.0
        parts = (words, marks, predicate, whole, np.asarray(length))
        return Batch(*(torch.from_numpy(part) for part in parts))


class Network(nn.Module):
    """Words, marks and a predicate in; the logit that the words say the triple out."""

    vectors: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        e, h = shape.embedding, shape.hidden
        self.shape = shape
        self.register_buffer("vectors", torch.zeros(shape.words, shape.vectors))
        self.embedding = nn.Embedding(shape.words, e, padding_idx=0)
        self.project = nn.Linear(shape.vectors, e)
        self.query = nn.Linear(e, e)
        self.forwards = nn.LSTM(2 * e + MARKS + 2, h, batch_first=True)
        self.backwards = nn.LSTM(2 * e + MARKS + 2, h, batch_first=True)
        self.attend = nn.Linear(e, 2 * h)
        self.hidden = nn.Linear(10 * h + e + WHOLE + 3, 2 * h)
        self.out = nn.Linear(2 * h, 1)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Logits, shape [B]."""
        there = (batch.words > 0).float()
        known, said = self.vectors[batch.predicate], self.vectors[batch.words]
        near = torch.einsum("blv,bkv->blk", said, known)
        near = torch.stack((near.max(dim=2).values.clamp(min=0), near.sum(dim=2) / _LABEL), dim=2)
        query = self._predicate(batch.predicate, known)
        along = query.unsqueeze(1).expand(-1, batch.words.shape[1], -1)
        meaning = self.dropout(torch.tanh(self._learnt(batch.words, _UNSEEN_WORD) + self.project(said)))
        states = self.dropout(self._read(torch.cat((meaning, along, batch.marks, near), dim=2), batch.length))
        nearest = near.masked_fill(there.unsqueeze(2) == 0, -1).max(dim=1).values
        owned = batch.marks[:, :, 3].max(dim=1, keepdim=True).values
        top = torch.cat(
            (*self._pooled(states, batch, there, query), query, batch.whole, nearest, owned), dim=1
        )
        logits: Tensor = self.out(self.dropout(torch.relu(self.hidden(top))))[:, 0]
        return logits

    def _predicate(self, words: Tensor, known: Tensor) -> Tensor:
        """The mean of the words of the label, shape [B, E]."""
        there = (words > 0).float().unsqueeze(2)
        meaning = torch.tanh(self._learnt(words, _UNSEEN_PREDICATE, whole=True) + self.project(known)) * there
        return torch.tanh(self.query(self.dropout(meaning.sum(1) / there.sum(1).clamp(min=1))))

    def _learnt(self, words: Tensor, unseen: float, *, whole: bool = False) -> Tensor:
        """Learnt vectors [B, L, E]; in training some words, or all of a predicate, are treated as never seen."""
        found: Tensor = self.embedding(words)
        if not self.training:
            return found
        kept = torch.rand(len(words), 1 if whole else words.shape[1], 1, device=words.device) >= unseen
        return found * kept

    def _read(self, words: Tensor, length: Tensor) -> Tensor:
        """States of both directions, shape [B, L, 2 h]; padding comes last in either."""
        places = torch.arange(words.shape[1], device=words.device)
        turned = (length.unsqueeze(1) - 1 - places).clamp(min=0).unsqueeze(2)
        back, _ = self.backwards(words.gather(1, turned.expand(-1, -1, words.shape[2])))
        onwards, _ = self.forwards(words)
        return torch.cat((onwards, back.gather(1, turned.expand(-1, -1, back.shape[2]))), dim=2)

    def _pooled(self, states: Tensor, batch: Batch, there: Tensor, query: Tensor) -> tuple[Tensor, ...]:
        """States at subject and object, their greatest and mean, and where the predicate looks: [B, 2 h] each."""
        subject, obj = (_weighted(states, batch.marks[:, :, i]) for i in (0, 1))
        greatest = states.masked_fill(there.unsqueeze(2) == 0, -1e4).max(dim=1).values
        scores = torch.einsum("blh,bh->bl", states, self.attend(query)) / states.shape[2] ** 0.5
        looked = torch.softmax(scores.masked_fill(there == 0, -1e4), dim=1)
        return subject, obj, greatest, _weighted(states, there), _weighted(states, looked)


def _weighted(states: Tensor, weights: Tensor) -> Tensor:
    """The mean of the states [B, L, H] by weights [B, L]."""
    return torch.einsum("blh,bl->bh", states, weights) / weights.sum(dim=1, keepdim=True).clamp(min=1e-3)


class Scorer:
    """The network with its vocabulary.

    Args:
        network: the network; put into evaluation mode.
        vocabulary: numbers its words.
    """

    def __init__(self, network: Network, vocabulary: Vocabulary) -> None:
        self.network, self.vocabulary = network.eval(), vocabulary
        # A sentence is read alone, in its context, and clause by clause.
        self._known: dict[bytes, float] = {}
        self._expected: dict[bytes, Question] = {}

    def probabilities(self, questions: Sequence[Question]) -> Floats:
        """How likely it is that each text says its triple, shape [B]; 0 where that can't be (``may_be_said``).

        The examples that the network learnt from have texts with names of at least one.
        """
        keys = [question.key() for question in questions]
        new = {
            key: question
            for key, question in zip(keys, questions, strict=True)
            if key not in self._known and question.may_be_said()
        }
        if len(self._known) > _REMEMBERED:
            self._known = {key: self._known[key] for key in keys if key in self._known}
        answers = self._answers(new)
        found = np.asarray([answers.get(key, self._known.get(key, 0.0)) for key in keys], np.float32)
        self._known |= answers if len(answers) <= _REMEMBERED else {}
        return found

    def expect(self, questions: Iterable[Question]) -> None:
        """Questions that will be asked soon: read with the next new ones, for many at once cost little."""
        named = (one for one in questions if one.may_be_said())
        self._expected |= {key: one for one in named if (key := one.key()) not in self._known}

    def _answers(self, questions: Mapping[bytes, Question]) -> dict[bytes, float]:
        """The network's answers, asked a portion at a time, those of one length together; of what is expected too."""
        if not questions:
            return {}
        asked = sorted({**self._expected, **questions}.items(), key=lambda item: len(item[1].words))
        self._expected = {}
        answers: dict[bytes, float] = {}
        for first in range(0, len(asked), _AT_ONCE):
            portion = asked[first : first + _AT_ONCE]
            logits = self._inference.logits(self.vocabulary.batch([question for _, question in portion]))
            likely = (1 / (1 + np.exp(-logits.clip(-FAR_OUT, FAR_OUT)))).round(_DIGITS)
            answers |= zip((key for key, _ in portion), likely.tolist(), strict=True)
        return answers

    @cached_property
    def _inference(self) -> Inference:
        return Inference(self.network, _LABEL)

    @classmethod
    def load(cls, directory: Path) -> Scorer:
        """Read the files that ``kgaigc.training.scorer`` writes."""
        config = json.loads((directory / CONFIG).read_text(encoding="utf-8"))
        network = Network(Shape(**config["shape"]))
        weights = load_file(directory / WEIGHTS)
        network.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
        return cls(network, Vocabulary(config["words"], config["lemmas"]))

    def config(self) -> dict[str, object]:
        """What ``scorer.json`` holds."""
        return {
            "shape": asdict(self.network.shape),
            "words": self.vocabulary.words,
            "lemmas": self.vocabulary.lemmas,
        }


def load_scorer() -> Scorer:
    """The scorer of the checker that is in use."""
    return _scorer_in(checker())


@cache
def _scorer_in(directory: Path) -> Scorer:
    return Scorer.load(directory)
