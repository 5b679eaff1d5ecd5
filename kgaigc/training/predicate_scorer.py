"""The scorer of the checker's lexicon: learns from true pairs and made-up ones whether words say a predicate.

Made up are pairs with another predicate, with another object of the same sentence, with subject and object
exchanged, and with other words of meaning.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import torch
from torch import nn

from kgaigc.checking.contexts import Context
from kgaigc.checking.lexicon import FEATURES, Floats, Lexicon
from kgaigc.checking.words import FUNCTION_WORDS
from kgaigc.graph.terms import read_terms
from kgaigc.training.alignment import Aligned, kind
from kgaigc.training.statements import is_unseen

_HIDDEN = 32
_MADE_UP = 4  # False pairs for each true one, those of the sentence not counted.
_UNSEEN = 0.4  # Share of the pairs whose predicate is treated as unseen.


@dataclass(frozen=True, slots=True)
class Pair:
    """A triple of a row that a sentence of it may say, with the words around it."""

    row: int
    predicate: str
    context: Context
    alone: bool
    theme: str
    sentence: Aligned
    triple: tuple[str, str, str]
    also: frozenset[str]
    facts: frozenset[tuple[str, str, str]]


def examples(
    pairs: Sequence[Pair], lexicon: Lexicon, same: set[frozenset[str]], *, seed: int
) -> tuple[Floats, Floats, Floats]:
    """Features [B, FEATURES], answers [B] and weights [B] of true and made-up pairs."""
    chance = random.Random(seed)
    peers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in pairs:
        peers[pair.theme, kind(pair.triple[2])].add(pair.predicate)
    words = [w for pair in pairs for w in pair.context.near if _is_content(w)] + ["neverseen"] * len(pairs)
    rows: list[Floats] = []
    answers: list[float] = []
    for pair in pairs:
        others = sorted(peers[pair.theme, kind(pair.triple[2])])
        for predicate, context, answer in _true_and_false(pair, others, same, words, chance):
            column = lexicon.column(predicate, unseen=chance.random() < _UNSEEN)
            exempt = (lexicon.column(q).place for q in pair.also) if answer else ()
            rows.append(lexicon.features(column, context, exempt=exempt))
            answers.append(answer)
    truth = np.asarray(answers, dtype=np.float32)
    weights = np.where(truth > 0, (1 - truth).sum() / truth.sum(), 1.0).astype(np.float32)
    return np.stack(rows), truth, weights


def _true_and_false(
    pair: Pair,
    others: Sequence[str],
    same: set[frozenset[str]],
    words: Sequence[str],
    chance: random.Random,
) -> Iterable[tuple[str, Context, float]]:
    yield pair.predicate, pair.context, 1.0
    wrong = [
        q for q in others if q not in pair.also and not any(frozenset((p, q)) in same for p in pair.also)
    ]
    wrong = [] if _is_kept_out(pair.predicate) else [q for q in wrong if not _is_kept_out(q)]
    for predicate in chance.sample(wrong, min(_MADE_UP - 2, len(wrong))):
        yield predicate, pair.context, 0.0
    yield from ((pair.predicate, context, 0.0) for context in _reworded(pair, words, chance))
    s, p, o = pair.triple
    for obj in dict.fromkeys(pair.sentence.terms):  # in their order: sets have another one each run
        if obj not in (s, o, None) and (s, p, obj) not in pair.facts and kind(obj) == kind(o):
            for context in pair.sentence.pairs(s, obj, implied=not pair.context.distance)[:1]:
                yield p, context, 0.0
    if kind(o) == "entity" and (o, p, s) not in pair.facts:
        for context in pair.sentence.pairs(o, s, implied=False)[:1]:
            yield p, context, 0.0


@cache
def _is_kept_out(predicate: str) -> bool:
    """Whether a predicate of the corpora is kept out of every corruption."""
    return is_unseen(read_terms([("a", predicate, "b")])[0].predicate.label)


def _reworded(pair: Pair, words: Sequence[str], chance: random.Random) -> Iterable[Context]:
    """The context with other words of meaning in place of all of its own, if it has any."""
    mine = {word for word in pair.context.whole if _is_content(word)}
    if not mine.isdisjoint(pair.context.near):
        instead = {word: chance.choice(words) for word in sorted(mine)}
        old = pair.context
        parts = [
            tuple(instead.get(w, w) for w in part) for part in (old.gap, old.near, old.before, old.after)
        ]
        whole = tuple(instead.get(w, w) for w in old.whole)
        gap, near, before, after = parts
        yield old._replace(gap=gap, near=near, before=before, after=after, whole=whole)


def _is_content(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word not in FUNCTION_WORDS


def fit(
    features: Floats,
    answers: Floats,
    weights: Floats,
    *,
    seed: int,
    report: Callable[[str], None],
    epochs: int = 30,
) -> list[Any]:
    """The layers of the scorer, as nested lists.

    Args:
        features: shape [B, FEATURES].
        answers: shape [B], 1 where the words say the predicate, else 0.
        weights: shape [B], of each example in the loss.
        seed: of the weights and the order of the examples.
        report: takes a line for each epoch.
        epochs: passes over the examples.
    """
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    first, second = nn.Linear(FEATURES, _HIDDEN), nn.Linear(_HIDDEN, 1)
    model = nn.Sequential(first, nn.ReLU(), second)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-3)
    x, y, w = (torch.from_numpy(a) for a in (features, answers, weights))
    for epoch in range(epochs):
        order = torch.randperm(len(x), generator=generator)
        total = 0.0
        for chunk in torch.split(order, 1024):
            loss = nn.functional.binary_cross_entropy_with_logits(model(x[chunk])[:, 0], y[chunk], w[chunk])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += float(loss.detach()) * len(chunk)
        report(f"epoch {epoch + 1}/{epochs} loss {total / len(x):.4f}")
    arrays = (first.weight.T, first.bias, second.weight.T, second.bias)
    return [np.round(a.detach().numpy(), 4).tolist() for a in arrays]
