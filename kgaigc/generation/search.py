"""Batched beam search over the decoder, with every slot said once where the facts allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import torch
from torch import Tensor

from kgaigc.generation.delexicalise import CONTINUES, SLOT_LIMIT, Source, slot_index
from kgaigc.generation.inference import NEVER, Inference, Memory, Prediction, State
from kgaigc.generation.model import Network
from kgaigc.generation.vocabulary import BOS_ID, EOS_ID, PAD_ID, UNK_ID, Vocabulary

DRAWN_FROM = 50  # words of the vocabulary, at most, that one is drawn from; words are copied besides
WASTE = 0.25  # Share of closed requests from which on it is quicker to move the others than to read for all.


@dataclass(frozen=True, slots=True)
class Search:
    """How to search.

    Attributes:
        num_beams: K, hypotheses kept a request.
        length_penalty: exponent of the length by which a finished score is divided.
        missing: cost (in nats) of ending with a slot unsaid, for each.
        repeated: cost of saying a slot more often than the facts name it, for each time.
        max_tokens: steps at most.
        temperature: of tokens that are drawn by lot; 0 takes the likeliest. With one beam that is sampling from the
            distribution to the power of 1 / temperature; with more, the beams go on with the K that are drawn.
        top_p: only the likeliest tokens that have this probability together are drawn from, at each step of a beam.
        seed: of the lot. What is drawn for a request depends on it and on the request, not on the batch.

    Source of the draw (the Gumbel-max trick): Kool et al. 2019, "Stochastic Beams and Where to Find Them".
    """

    num_beams: int = 5
    length_penalty: float = 0.8
    missing: float = 6.0
    repeated: float = 2.5
    max_tokens: int = 110
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        if self.num_beams < 1 or self.max_tokens < 1:
            raise ValueError(f"num_beams and max_tokens must be at least 1, got {self}")
        if not self.temperature >= 0 or not 0 < self.top_p <= 1:
            raise ValueError(f"temperature must be 0 or more and top_p above 0 and at most 1, got {self}")


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A finished output: its words and slots, its score (higher is better), and how many slots it leaves out."""

    tokens: tuple[str, ...]
    score: float
    missing: int


class _Rules:
    """What tokens each request may not write, and how often each slot.

    Attributes:
        columns: (C,) ids of the tokens about which there is a rule.
        offsets: (B, C), what is added to their scores.
        slots: (C,) which slot each of these tokens says, ``SLOT_LIMIT`` for none.
        of_token: (V,) the same for all tokens.
        allowed: (B, SLOT_LIMIT + 1), how often each slot may be said.
        required: (B, SLOT_LIMIT + 1), 1 where it must be said.
    """

    def __init__(
        self, sources: Sequence[Source], vocabulary: Vocabulary, banned: Sequence[frozenset[str]]
    ) -> None:
        numbers = [slot_index(token) for token in vocabulary.tokens]
        self.of_token = torch.tensor([SLOT_LIMIT if n is None else n for n in numbers])
        unfit = set(map(vocabulary.id, frozenset[str]().union(*banned)))
        slots = {i for i, n in enumerate(numbers) if n is not None}
        self.columns = torch.tensor(sorted({PAD_ID, BOS_ID, EOS_ID, UNK_ID} | unfit | slots))
        self.slots = self.of_token[self.columns]
        self.end = int((self.columns == EOS_ID).nonzero())
        counts = torch.tensor([len(source.slots) for source in sources]).unsqueeze(1)
        self.offsets = torch.where((self.slots >= counts) & (self.slots < SLOT_LIMIT), NEVER, 0.0)
        self.allowed = torch.full((len(sources), SLOT_LIMIT + 1), 1e9)
        places: dict[frozenset[str], Tensor] = {}  # the plans of a text often have the same
        for row, source in enumerate(sources):
            if banned[row] not in places:
                ids = torch.tensor([PAD_ID, BOS_ID, UNK_ID, *map(vocabulary.id, banned[row])])
                places[banned[row]] = torch.searchsorted(self.columns, ids)
            self.offsets[row, places[banned[row]]] = NEVER
            said = [slot_index(t) for t, role in zip(source.tokens, source.roles, strict=True) if ":" in role]
            for index in range(len(source.slots)):
                self.allowed[row, index] = max(1, said.count(index))
        # Where the text goes on about its first subject, a pronoun may stand for it.
        self.required = torch.tensor(
            [
                [float((CONTINUES in s.tokens) <= i < len(s.slots)) for i in range(SLOT_LIMIT + 1)]
                for s in sources
            ]
        )


def beam_search(
    network: Network | Inference,
    vocabulary: Vocabulary,
    sources: Sequence[Source],
    *,
    search: Search,
    banned: Sequence[frozenset[str]] | None = None,
) -> list[list[Hypothesis]]:
    """The best outputs for each source, best first.

    Args:
        network: the model, in evaluation mode, or what was made of it to be used.
        vocabulary: its vocabulary.
        sources: what to say, B of them.
        search: how.
        banned: for each source, tokens that must not be written.
    """
    reader = network if isinstance(network, Inference) else Inference(network)
    batch = vocabulary.batch(sources)
    rules = _Rules(sources, vocabulary, banned or [frozenset()] * len(sources))
    with torch.inference_mode():
        beams = _Beams.begin(reader, reader.encode(batch), _lots(sources, search))
        for _ in range(search.max_tokens):
            beams.grow(reader, rules, search)
            if not len(beams.rows):
                break
    beams.give_up(search)
    words = (*vocabulary.tokens, *batch.words)
    return [
        [
            Hypothesis(tuple(words[i] for i in ids), score, missing)
            for score, ids, missing in sorted(found, reverse=True)
        ]
        for found in beams.finished
    ]


def _lots(sources: Sequence[Source], search: Search) -> list[torch.Generator]:
    """For each source what draws by lot for it; none where nothing is drawn."""
    if not search.temperature:
        return []
    seeds = (crc32(repr((search.seed, source.tokens, source.slots)).encode()) for source in sources)
    return [torch.Generator().manual_seed(seed) for seed in seeds]


Finished = list[tuple[float, tuple[int, ...], int]]


@dataclass(slots=True)
class _Beams:
    """A search under way: B requests, K beams each.

    Requests that are done stay, unheeded, until there are enough of them to be worth moving all others.

    Attributes:
        memory: of the requests.
        state: of the decoder, N = B * K.
        rows: (B,) which requests these are.
        closed: those that are done.
        last: (N,) the tokens written last, as the decoder reads them.
        scores: (B, K) log probabilities, with what the rules add.
        said: (N, SLOT_LIMIT + 1), how often each slot was said.
        history: (N, T) tokens so far.
        finished: of each request, here or gone: score, tokens and number of missing slots.
        lots: what draws by lot for each request, here or gone; empty where nothing is drawn.
    """

    memory: Memory
    state: State
    rows: Tensor
    closed: set[int]
    last: Tensor
    scores: Tensor
    said: Tensor
    history: Tensor
    finished: list[Finished]
    lots: list[torch.Generator]

    @classmethod
    def begin(cls, reader: Inference, memory: Memory, lots: list[torch.Generator]) -> _Beams:
        """Before the first token, when each request has one beam."""
        requests = len(memory.states)
        return cls(
            memory,
            reader.start(memory),
            torch.arange(requests),
            set(),
            torch.full((requests,), BOS_ID),
            torch.zeros(requests, 1),
            torch.zeros(requests, SLOT_LIMIT + 1),
            torch.zeros(requests, 0, dtype=torch.long),
            [[] for _ in range(requests)],
            lots,
        )

    def grow(self, reader: Inference, rules: _Rules, search: Search) -> None:
        """Write one more token in each beam, and close the requests that are done."""
        requests, beams = self.scores.shape
        length = self.history.shape[1] + 1
        prediction, self.state = reader.step(self.last, self.state, self.memory)
        left = (rules.required[self.rows].repeat_interleave(beams, 0) - self.said).clamp_min(0).sum(1)
        offsets = self._offsets(rules, search)
        offsets[:, rules.end] = -search.missing * left if length > 1 else NEVER
        prediction.scores.index_add_(1, rules.columns, offsets)
        best, parent, token = self._best(prediction, search)
        ended = token == EOS_ID
        self._close(best, parent, ended, left.view(requests, beams), search)
        scores, order = best.masked_fill(ended, 2 * NEVER).topk(search.num_beams, 1)
        self._close_done(scores[:, 0].tolist(), search)
        self._move(parent.gather(1, order), token.gather(1, order), scores)
        self.last = self.history[:, -1].masked_fill(self.history[:, -1] >= reader.vocabulary, UNK_ID)
        self.said[torch.arange(len(self.last)), rules.of_token[self.last]] += 1

    def _offsets(self, rules: _Rules, search: Search) -> Tensor:
        """What the rules add to the scores of their columns, (N, C)."""
        beams = self.scores.shape[1]
        often = self.said >= rules.allowed[self.rows].repeat_interleave(beams, 0)
        fixed = rules.offsets[self.rows].repeat_interleave(beams, 0)
        return fixed.sub_(often[:, rules.slots].float(), alpha=search.repeated)

    def _best(self, prediction: Prediction, search: Search) -> tuple[Tensor, Tensor, Tensor]:
        """The best scores of each request, or those drawn, with their beams and tokens, (B, 2K) each; best first."""
        requests, beams = self.scores.shape
        count = 2 * search.num_beams
        written, ids = prediction.scores.topk(max(count, DRAWN_FROM) if self.lots else count, 1)
        words = self.memory.words.repeat_interleave(beams, 0)
        steps = torch.cat([written, prediction.copied], 1).add_(prediction.base)
        total = steps + self.scores.view(-1, 1)
        token = torch.cat([ids, words], 1).view(requests, -1)
        if self.lots:
            index = self._drawn(steps, total, search).view(requests, -1).topk(count, 1).indices
            best, order = total.view(requests, -1).gather(1, index).sort(dim=1, descending=True, stable=True)
            index = index.gather(1, order)
        else:
            best, index = total.view(requests, -1).topk(count, 1)
        return best, index // total.shape[1], token.gather(1, index)

    def _drawn(self, steps: Tensor, total: Tensor, search: Search) -> Tensor:
        """Scores of which the greatest are a draw, (N, C): Gumbel noise on those of each beam's likeliest tokens."""
        requests, beams = self.scores.shape
        ordered, order = steps.softmax(1).sort(1, descending=True)
        outside = torch.zeros_like(steps, dtype=torch.bool)
        outside.scatter_(1, order, ordered.cumsum(1) - ordered >= search.top_p)
        uniform = torch.stack(
            [torch.rand(beams * steps.shape[1], generator=self.lots[row]) for row in self.rows.tolist()]
        )
        noise = -torch.log(-torch.log(uniform.clamp(1e-9, 1 - 1e-7))).view(requests * beams, -1)
        return (total + search.temperature * noise).masked_fill(outside, NEVER)

    def _close(self, best: Tensor, parent: Tensor, ended: Tensor, left: Tensor, search: Search) -> None:
        """Move what ended among the best K of each open request into ``finished``."""
        beams, length = self.scores.shape[1], self.history.shape[1] + 1
        for i, rank in ended[:, : search.num_beams].nonzero().tolist():
            row, score, beam = int(self.rows[i]), float(best[i, rank]), int(parent[i, rank])
            if score > -1e8 and row not in self.closed:
                ids = tuple(self.history[i * beams + beam].tolist())
                self.finished[row].append((score / length**search.length_penalty, ids, int(left[i, beam])))

    def _close_done(self, scores: Sequence[float], search: Search) -> None:
        """Close requests of which no beam can end better than the K best that ended, by the score of its best beam."""
        length = self.history.shape[1] + 1
        for row, score in zip(self.rows.tolist(), scores, strict=True):
            found = self.finished[row]
            if row not in self.closed and len(found) >= search.num_beams:
                worst = sorted((score for score, _, _ in found), reverse=True)[search.num_beams - 1]
                if score / (length + 1) ** search.length_penalty < worst:
                    self.closed.add(row)

    def _move(self, parent: Tensor, token: Tensor, scores: Tensor) -> None:
        """Go on from the beams and with the tokens that were chosen, (B, K) each; leave closed requests behind."""
        going = torch.tensor([i for i, row in enumerate(self.rows.tolist()) if row not in self.closed])
        if len(going) > len(self.rows) * (1 - WASTE):
            going = torch.arange(len(self.rows))
        else:
            going = going.long()
            self.memory, self.rows = self.memory.only(going), self.rows[going]
        flat = (parent[going] + going.unsqueeze(1) * self.scores.shape[1]).view(-1)
        h1, c1, h2, c2 = self.state
        self.state = h1[flat], c1[flat], h2[flat], c2[flat]
        self.scores, self.said = scores[going], self.said[flat]
        self.history = torch.cat([self.history[flat], token[going].view(-1, 1)], 1)

    def give_up(self, search: Search) -> None:
        """A request that ended nothing within ``max_tokens`` gives its best beam, as if all slots were missing."""
        for i, row in enumerate(self.rows.tolist()):
            if not self.finished[row]:  # so it is open, and here
                ids = tuple(self.history[i * search.num_beams].tolist())
                score = float(self.scores[i, 0]) / len(ids) ** search.length_penalty - 50.0
                self.finished[row].append((score, ids, SLOT_LIMIT))
