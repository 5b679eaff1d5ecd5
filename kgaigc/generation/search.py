"""Batched beam search over the decoder, with every slot said once where the facts allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kgaigc.generation.delexicalise import CONTINUES, SLOT_LIMIT, Source, slot_index
from kgaigc.generation.model import Memory, Network
from kgaigc.generation.vocabulary import BOS_ID, EOS_ID, PAD_ID, UNK_ID, Batch, Vocabulary


@dataclass(frozen=True, slots=True)
class Search:
    """How to search.

    Attributes:
        num_beams: K, hypotheses kept a request.
        length_penalty: exponent of the length by which a finished score is divided.
        missing: cost (in nats) of ending with a slot unsaid, for each.
        repeated: cost of saying a slot more often than the facts name it, for each time.
        max_tokens: steps at most.
    """

    num_beams: int = 5
    length_penalty: float = 0.8
    missing: float = 6.0
    repeated: float = 2.5
    max_tokens: int = 110

    def __post_init__(self) -> None:
        if self.num_beams < 1 or self.max_tokens < 1:
            raise ValueError(f"num_beams and max_tokens must be at least 1, got {self}")


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A finished output: its words and slots, its score (higher is better), and how many slots it leaves out."""

    tokens: tuple[str, ...]
    score: float
    missing: int


class _Slots:
    """Which tokens are slots, and how often each request may say each."""

    def __init__(
        self, sources: Sequence[Source], vocabulary: Vocabulary, banned: Sequence[frozenset[str]], extra: int
    ) -> None:
        size = len(vocabulary) + extra
        numbers = [slot_index(token) for token in vocabulary.tokens]
        self.of_token = torch.tensor([SLOT_LIMIT if n is None else n for n in numbers] + [SLOT_LIMIT] * extra)
        self.allowed = torch.zeros(len(sources), SLOT_LIMIT + 1)
        self.forbidden = torch.zeros(len(sources), size, dtype=torch.bool)
        self.forbidden[:, [PAD_ID, BOS_ID, UNK_ID]] = True
        ids = {token: i for i, token in enumerate(vocabulary.tokens)}
        for row, source in enumerate(sources):
            said = [
                slot_index(token)
                for token, role in zip(source.tokens, source.roles, strict=True)
                if ":" in role
            ]
            for index in range(len(source.slots)):
                self.allowed[row, index] = max(1, said.count(index))
            self.forbidden[row] |= (self.of_token >= len(source.slots)) & (self.of_token < SLOT_LIMIT)
            self.forbidden[row, [ids[token] for token in banned[row] if token in ids]] = True
        self.allowed[:, SLOT_LIMIT] = 1e9
        # Where the text goes on about its first subject, a pronoun may stand for it.
        self.required = torch.tensor(
            [
                [float((CONTINUES in s.tokens) <= i < len(s.slots)) for i in range(SLOT_LIMIT + 1)]
                for s in sources
            ]
        )


@torch.inference_mode()
def beam_search(
    network: Network,
    vocabulary: Vocabulary,
    sources: Sequence[Source],
    *,
    search: Search,
    banned: Sequence[frozenset[str]] | None = None,
) -> list[list[Hypothesis]]:
    """The best outputs for each source, best first.

    Args:
        network: the model, in evaluation mode.
        vocabulary: its vocabulary.
        sources: what to say, B of them.
        search: how.
        banned: for each source, tokens that must not be written.
    """
    device = next(network.parameters()).device
    batch = vocabulary.batch(sources, device=device)
    rules = _Slots(sources, vocabulary, banned or [frozenset()] * len(sources), len(batch.words))
    memory = network.encode(batch.tokens, batch.roles, batch.copied, batch.names, batch.meanings).repeat(
        search.num_beams
    )
    finished = _expand(network, vocabulary, batch, memory, rules, search)
    words = (*vocabulary.tokens, *batch.words)
    return [
        [
            Hypothesis(tuple(words[i] for i in ids), score, missing)
            for score, ids, missing in sorted(found, reverse=True)
        ]
        for found in finished
    ]


Finished = list[tuple[float, tuple[int, ...], int]]


def _expand(
    network: Network, vocabulary: Vocabulary, batch: Batch, memory: Memory, rules: _Slots, search: Search
) -> list[Finished]:
    beams, requests = search.num_beams, len(batch.tokens)
    device = memory.states.device
    rows = torch.arange(requests).repeat_interleave(beams)
    forbidden = rules.forbidden[rows].to(device)
    allowed, required, of_token = (
        rules.allowed.to(device)[rows],
        rules.required.to(device)[rows],
        rules.of_token.to(device),
    )
    scores = torch.full((requests, beams), -1e9, device=device)
    scores[:, 0] = 0.0
    said = torch.zeros(requests * beams, SLOT_LIMIT + 1, device=device)
    last = torch.full((requests * beams, 1), BOS_ID, dtype=torch.long, device=device)
    state = network.start(memory)
    history = torch.zeros(requests * beams, 0, dtype=torch.long, device=device)
    finished: list[Finished] = [[] for _ in range(requests)]
    for length in range(1, search.max_tokens + 1):
        log_probabilities, state = network.decode(last, state, memory, extra=len(batch.words))
        step = log_probabilities[:, 0].masked_fill(forbidden, -1e9)  # (B * K, V + extra)
        left = (required - said).clamp_min(0).sum(1)
        step[:, EOS_ID] -= search.missing * left if length > 1 else 1e9
        step -= search.repeated * (said >= allowed).float()[:, of_token]
        total = scores.view(-1, 1) + step
        width = total.shape[1]
        best, index = total.view(requests, -1).topk(min(2 * beams, beams * width), 1)
        parent, token = index // width, index % width
        chosen = _choose(best, parent, token, left.view(requests, beams), history, finished, length, search)
        picks, scores = chosen
        flat = (picks[..., 0] + torch.arange(requests, device=device).unsqueeze(1) * beams).view(-1)
        new = picks[..., 1].reshape(-1)
        history = torch.cat([history[flat], new.unsqueeze(1)], 1)
        said = said[flat]
        said.scatter_add_(1, of_token[new].unsqueeze(1), torch.ones_like(flat, dtype=said.dtype).unsqueeze(1))
        state = (state[0][:, flat], state[1][:, flat], state[2][:, flat], state[3][:, flat])
        last = torch.where(new < len(vocabulary), new, torch.full_like(new, UNK_ID)).unsqueeze(1)
        if all(_done(found, scores[row], length, search) for row, found in enumerate(finished)):
            break
    _take_unfinished(finished, scores, history, search)
    return finished


def _choose(
    best: Tensor,
    parent: Tensor,
    token: Tensor,
    left: Tensor,
    history: Tensor,
    finished: list[Finished],
    length: int,
    search: Search,
) -> tuple[Tensor, Tensor]:
    """Move what ended into ``finished``; the best others go on: (B, K, 2) of parent and token, and (B, K) scores."""
    beams = search.num_beams
    ended = token == EOS_ID
    for row, rank in ended.nonzero().tolist():
        if rank < beams and float(best[row, rank]) > -1e8:
            beam = int(parent[row, rank])
            ids = tuple(history[row * beams + beam].tolist())
            finished[row].append(
                (float(best[row, rank]) / length**search.length_penalty, ids, int(left[row, beam]))
            )
    order = (best.masked_fill(ended, -2e9)).topk(beams, 1)
    picks = torch.stack([parent.gather(1, order.indices), token.gather(1, order.indices)], -1)
    return picks, order.values


def _done(found: Finished, scores: Tensor, length: int, search: Search) -> bool:
    if len(found) < search.num_beams:
        return False
    worst = sorted((score for score, _, _ in found), reverse=True)[search.num_beams - 1]
    return bool(float(scores.max()) / (length + 1) ** search.length_penalty < worst)


def _take_unfinished(finished: list[Finished], scores: Tensor, history: Tensor, search: Search) -> None:
    """A request that ended nothing within ``max_tokens`` gives its best beam, as if all slots were missing."""
    for row, found in enumerate(finished):
        if not found:
            ids = tuple(history[row * search.num_beams].tolist())
            found.append(
                (float(scores[row, 0]) / max(len(ids), 1) ** search.length_penalty - 50.0, ids, SLOT_LIMIT)
            )
