"""Token, role and name numbers, and batches of encoder input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kgaigc.generation.delexicalise import PLURAL, SLOT_LIMIT, Source, kind, slot_index, slot_token
from kgaigc.generation.model import PAD, SPECIALS, UNK
from kgaigc.generation.realise import from_corpus
from kgaigc.values import Entity, Term

PAD_ID, BOS_ID, EOS_ID, UNK_ID = range(4)
NO_NAME, UNKNOWN_NAME = range(2)


@dataclass(frozen=True, slots=True)
class Batch:
    """Encoder input, padded.

    Attributes:
        tokens: (B, S) ids of the vocabulary.
        roles: (B, S) role ids.
        copied: (B, S) output ids of copiable words: of the vocabulary, or V + i for ``words[i]``; 0 elsewhere.
        names: (B, S) ids of the names that slots stand for; 0 for other tokens, 1 for unknown names.
        meanings: (B, S) rows of the word vectors of predicate words; 0 for other tokens and words without a vector.
        words: words outside the vocabulary that the batch may copy.
    """

    tokens: Tensor
    roles: Tensor
    copied: Tensor
    names: Tensor
    meanings: Tensor
    words: tuple[str, ...]


def name_of(term: Term) -> str:
    """What a term is called, wherever it occurs: an entity's label, a string's text; "" for dates and numbers."""
    if isinstance(term, Entity):
        return term.label
    return term.text if kind(term) == "string" else ""


class Vocabulary:
    """Numbers of tokens (shared by source and target), of roles and of names; unknown ones have a number too.

    Names are those that the training corpus has often, so that the encoder may know what they are (a city, a person)
    and how texts speak of them. ``meant`` are the words that have a vector, in the vectors' order: by these a word of a
    predicate that no training text has is understood.
    """

    def __init__(
        self,
        tokens: Sequence[str],
        roles: Sequence[str],
        names: Sequence[str] = (),
        meant: Sequence[str] = (),
    ) -> None:
        self.tokens = tuple(tokens)
        self.roles = tuple(roles)
        self.names = tuple(names)
        self.meant = tuple(meant)
        self._rows = {word: i for i, word in enumerate(self.meant, start=1)}
        self._ids = {token: i for i, token in enumerate(self.tokens)}
        self._role_ids = {role: i for i, role in enumerate(self.roles)}
        self._name_ids = {name: i for i, name in enumerate(self.names, UNKNOWN_NAME + 1)}
        if self.tokens[: len(SPECIALS)] != SPECIALS:
            raise ValueError(f"a vocabulary begins with {SPECIALS}, got {self.tokens[:4]}")

    def __len__(self) -> int:
        return len(self.tokens)

    def __contains__(self, token: str) -> bool:
        return token in self._ids

    @classmethod
    def count(
        cls,
        sources: Iterable[Source],
        targets: Iterable[Sequence[str]],
        *,
        least: int,
        least_named: int = 0,
        meant: Sequence[str] = (),
    ) -> Vocabulary:
        """The tokens that occur at least ``least`` times, slots always, the commonest first.

        Args:
            sources: encoder input of the examples.
            targets: their targets.
            least: in how many sources, or how often in targets, a token must occur.
            least_named: in how many sources a name must occur; 0 for no names.
            meant: words that have a vector.
        """
        counts: Counter[str] = Counter()
        roles: set[str] = set()
        named: Counter[str] = Counter()
        for source in sources:
            counts.update(set(source.tokens))
            roles.update(source.roles)
            named.update(filter(None, map(name_of, source.slots)))
        for target in targets:
            counts.update(target)
        slots = [slot_token(i) + form for i in range(SLOT_LIMIT) for form in ("", "~adj", "~short")]
        words = [t for t, n in counts.items() if n >= least and slot_index(t) is None and t != PLURAL]
        words.sort(key=lambda t: (-counts[t], t))
        names = sorted(name for name, n in named.items() if 0 < least_named <= n)
        return cls([*SPECIALS, *slots, PLURAL, *words], [PAD, UNK, *sorted(roles)], names, meant)

    def id(self, token: str) -> int:
        """The token's number, UNK if it has none."""
        return self._ids.get(token, UNK_ID)

    def batch(
        self,
        sources: Sequence[Source],
        *,
        device: torch.device | str = "cpu",
        hides: Callable[[], bool] = lambda: False,
    ) -> Batch:
        """Encoder input of several sources, padded to the longest.

        Args:
            sources: what to encode.
            device: where the tensors are to be.
            hides: asked for each slot in turn whether its name is to be unknown.
        """
        width = max(len(source.tokens) for source in sources)
        extra: dict[str, int] = {}
        tokens, roles, copied, names, meanings = [], [], [], [], []
        for source in sources:
            gap = [0] * (width - len(source.tokens))
            tokens.append([self.id(token) for token in source.tokens] + gap)
            roles.append([self._role_ids.get(role, 1) for role in source.roles] + gap)
            copied.append(
                [self._copy(t, r, extra) for t, r in zip(source.tokens, source.roles, strict=True)] + gap
            )
            names.append([*self._names(source, hides), *gap])
            meanings.append([*map(self._meaning, source.tokens, source.roles), *gap])

        def tensor(rows: list[list[int]]) -> Tensor:
            return torch.tensor(rows, dtype=torch.long, device=device)

        return Batch(
            tensor(tokens), tensor(roles), tensor(copied), tensor(names), tensor(meanings), tuple(extra)
        )

    def _meaning(self, token: str, role: str) -> int:
        return self._rows.get(token, 0) if role == "word" else 0

    def knows_a_subject(self, source: Source) -> bool:
        """Whether something that is told of in a source of bare names is spoken of often in the training corpus."""
        places = (
            slot_index(token)
            for token, role in zip(source.tokens, source.roles, strict=True)
            if role.startswith("subject")
        )
        subjects = {source.slots[place] for place in places if place is not None}
        return from_corpus(source) and any(name_of(term) in self._name_ids for term in subjects)

    def _names(self, source: Source, hides: Callable[[], bool]) -> list[int]:
        """The name's id at each token of a source. A graph's names are unknown: its Paris need not be the corpus's."""
        known = self._name_ids if self._name_ids and from_corpus(source) else {}
        slots = [
            UNKNOWN_NAME if known and hides() else known.get(name_of(term), UNKNOWN_NAME)
            for term in source.slots
        ]
        places = (
            slot_index(token) if ":" in role else None
            for token, role in zip(source.tokens, source.roles, strict=True)
        )
        return [NO_NAME if slot is None else slots[slot] for slot in places]

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
