"""Token and role numbers, and batches of encoder input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kgaigc.generation.delexicalise import PLURAL, SLOT_LIMIT, Source, slot_index, slot_token
from kgaigc.generation.model import PAD, SPECIALS, UNK

PAD_ID, BOS_ID, EOS_ID, UNK_ID = range(4)


@dataclass(frozen=True, slots=True)
class Batch:
    """Encoder input, padded.

    Attributes:
        tokens: (B, S) ids of the vocabulary.
        roles: (B, S) role ids.
        copied: (B, S) output ids of copiable words: of the vocabulary, or V + i for ``words[i]``; 0 elsewhere.
        words: words outside the vocabulary that the batch may copy.
    """

    tokens: Tensor
    roles: Tensor
    copied: Tensor
    words: tuple[str, ...]


class Vocabulary:
    """Numbers of tokens (shared by source and target) and of roles; unknown ones are UNK."""

    def __init__(self, tokens: Sequence[str], roles: Sequence[str]) -> None:
        self.tokens = tuple(tokens)
        self.roles = tuple(roles)
        self._ids = {token: i for i, token in enumerate(self.tokens)}
        self._role_ids = {role: i for i, role in enumerate(self.roles)}
        if self.tokens[: len(SPECIALS)] != SPECIALS:
            raise ValueError(f"a vocabulary begins with {SPECIALS}, got {self.tokens[:4]}")

    def __len__(self) -> int:
        return len(self.tokens)

    @classmethod
    def count(cls, sources: Iterable[Source], targets: Iterable[Sequence[str]], *, least: int) -> Vocabulary:
        """The tokens that occur at least ``least`` times, slots always, the commonest first."""
        counts: Counter[str] = Counter()
        roles: set[str] = set()
        for source in sources:
            counts.update(set(source.tokens))
            roles.update(source.roles)
        for target in targets:
            counts.update(target)
        slots = [slot_token(i) + form for i in range(SLOT_LIMIT) for form in ("", "~adj", "~short")]
        words = [t for t, n in counts.items() if n >= least and slot_index(t) is None and t != PLURAL]
        words.sort(key=lambda t: (-counts[t], t))
        return cls([*SPECIALS, *slots, PLURAL, *words], [PAD, UNK, *sorted(roles)])

    def id(self, token: str) -> int:
        """The token's number, UNK if it has none."""
        return self._ids.get(token, UNK_ID)

    def batch(self, sources: Sequence[Source], *, device: torch.device | str = "cpu") -> Batch:
        """Encoder input of several sources, padded to the longest."""
        width = max(len(source.tokens) for source in sources)
        extra: dict[str, int] = {}
        tokens, roles, copied = [], [], []
        for source in sources:
            gap = [0] * (width - len(source.tokens))
            tokens.append([self.id(token) for token in source.tokens] + gap)
            roles.append([self._role_ids.get(role, 1) for role in source.roles] + gap)
            copied.append(
                [self._copy(t, r, extra) for t, r in zip(source.tokens, source.roles, strict=True)] + gap
            )
        tensors = [torch.tensor(rows, dtype=torch.long, device=device) for rows in (tokens, roles, copied)]
        return Batch(tensors[0], tensors[1], tensors[2], tuple(extra))

    def _copy(self, token: str, role: str, extra: dict[str, int]) -> int:
        if role != "word":
            return 0
        if token in self._ids:
            return self._ids[token]
        return len(self.tokens) + extra.setdefault(token, len(extra))

    def targets(self, targets: Sequence[Sequence[str]], batch: Batch) -> tuple[Tensor, Tensor]:
        """Decoder input and output of a batch: (B, T) ids each, BOS before, EOS after, 0 is padding.

        The output has extended ids for words that can be copied; the input has UNK for them.
        """
        width = max(len(target) for target in targets) + 1
        extra = {word: len(self.tokens) + i for i, word in enumerate(batch.words)}
        inputs, outputs = [], []
        for target in targets:
            ids = [self.id(token) for token in target]
            full = [self._ids.get(token, extra.get(token, UNK_ID)) for token in target]
            gap = [0] * (width - len(target) - 1)
            inputs.append([BOS_ID, *ids, *gap])
            outputs.append([*full, EOS_ID, *gap])
        device = batch.tokens.device
        return (
            torch.tensor(inputs, dtype=torch.long, device=device),
            torch.tensor(outputs, dtype=torch.long, device=device),
        )
