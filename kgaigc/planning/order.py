"""A learnt planner: in which order, and in which sentences, people say the facts of a small set.

Counts over the plans of reference texts, backed off from pairs of predicates to how two facts hang together. It
proposes several plans; the generator's own score chooses among the texts.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kgaigc.errors import CheckpointError
from kgaigc.values import Triple

FILE = "planner.json"
START = "^"
WITHIN = 1.0  # (nats) Plans that are this much less probable than the best hardly ever give the text that is taken.
_TABLES = ("follows", "relates", "breaks", "lengths")
Sentences = tuple[tuple[Triple, ...], ...]
Count = tuple[int, int]


class OrderModel:
    """Scores and proposes plans.

    A plan is built fact by fact. Among the facts left, the next has probability in proportion to how often its
    predicate followed the one before when it could have; then a sentence ends or goes on, with the probability that
    it did between such facts in a sentence of that length.

    Attributes:
        follows: (predicate, next predicate) -> (times followed, times it could have).
        relates: how the next fact hangs on the one before -> (times, could have).
        breaks: (predicate, next predicate) -> (times a new sentence began, times they followed).
        lengths: (relation, facts in the sentence so far, facts in all) -> (times a new sentence began, times).
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Count]] | None = None) -> None:
        given = tables or {}
        self.follows, self.relates, self.breaks, self.lengths = (
            {key: (int(a), int(b)) for key, (a, b) in given.get(name, {}).items()} for name in _TABLES
        )

    @classmethod
    def learn(cls, plans: Iterable[Sentences]) -> OrderModel:
        """Count what followed what in the plans of reference texts."""
        hits: dict[str, Counter[str]] = {name: Counter() for name in _TABLES}
        chances: dict[str, Counter[str]] = {name: Counter() for name in hits}
        for plan in plans:
            _count(plan, hits, chances)
        return cls({name: {k: (hits[name][k], n) for k, n in sorted(chances[name].items())} for name in hits})

    def propose(
        self, triples: Sequence[Triple], *, count: int, width: int = 30, within: float = WITHIN
    ) -> tuple[tuple[Sentences, float], ...]:
        """The most probable plans of a set of facts, with their log probabilities, best first.

        Args:
            triples: the facts, each to be said once.
            count: how many plans at most.
            width: of the beam in which they are built.
            within: log probability (nats) by which a plan may be worse than the best.
        """
        order = tuple(dict.fromkeys(triples))
        beam: list[tuple[float, tuple[tuple[int, ...], ...]]] = [(0.0, ())]
        for _ in order:
            grown = [option for score, plan in beam for option in self._grow(order, score, plan)]
            beam = sorted(grown, key=lambda option: (-option[0], option[1]))[:width]
        return tuple(
            (tuple(tuple(order[i] for i in s) for s in plan), score)
            for score, plan in beam[:count]
            if beam[0][0] - score <= within
        )

    def _grow(
        self, facts: Sequence[Triple], score: float, plan: tuple[tuple[int, ...], ...]
    ) -> list[tuple[float, tuple[tuple[int, ...], ...]]]:
        said = {i for sentence in plan for i in sentence}
        left = [i for i in range(len(facts)) if i not in said]
        before = facts[plan[-1][-1]] if plan else None
        weights = [self._follow(before, facts[i], {facts[j].subject.iri for j in said}) for i in left]
        total = sum(weights)
        options: list[tuple[float, tuple[tuple[int, ...], ...]]] = []
        for i, weight in zip(left, weights, strict=True):
            gained = score + math.log(weight / total)
            if before is None:
                options.append((gained, ((i,),)))
                continue
            ends = self._end(before, facts[i], len(plan[-1]), len(facts))
            options.append((gained + math.log(ends), (*plan, (i,))))
            options.append((gained + math.log(1 - ends), (*plan[:-1], (*plan[-1], i))))
        return options

    def _follow(self, before: Triple | None, after: Triple, known: set[str]) -> float:
        relation = _relation(before, after, known)
        hit, chance = self.relates.get(relation, (0, 0))
        back = (hit + 1) / (chance + 3)
        hit, chance = self.follows.get(_pair(START, after.predicate.label), (0, 0))
        if before is None:
            return (hit + 2 * back) / (chance + 2)
        hit, chance = self.follows.get(_pair(before.predicate.label, after.predicate.label), (0, 0))
        return (hit + 3 * back) / (chance + 3)

    def _end(self, before: Triple, after: Triple, length: int, size: int) -> float:
        hit, chance = self.lengths.get(_length(_relation(before, after, set()), length, size), (0, 0))
        back = (hit + 1) / (chance + 3)
        hit, chance = self.breaks.get(_pair(before.predicate.label, after.predicate.label), (0, 0))
        # Pairs tell whether the two belong together, the length whether the sentence is full.
        pair = (hit + 5 * back) / (chance + 5)
        return min(0.98, max(0.02, math.sqrt(pair * back)))

    def save(self, directory: Path) -> None:
        """Write the tables into a checkpoint's folder."""
        tables = {name: getattr(self, name) for name in _TABLES}
        (directory / FILE).write_text(
            json.dumps(tables, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
        )

    @classmethod
    def load(cls, directory: Path) -> OrderModel:
        """Read the tables of a checkpoint.

        Raises:
            CheckpointError: they are missing or damaged.
        """
        path = directory / FILE
        try:
            tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return cls({name: tables[name] for name in _TABLES})
        except FileNotFoundError as error:
            raise CheckpointError(
                f"{path}: missing; the checkpoint is not whole, save or train it again"
            ) from error
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise CheckpointError(f"{path}: damaged ({error}); save or train the checkpoint again") from error


def _pair(first: str, second: str) -> str:
    return f"{first}|{second}"


def _length(relation: str, length: int, size: int) -> str:
    return f"{relation}|{min(length, 5)}|{min(size, 7)}"


def _relation(before: Triple | None, after: Triple, known: set[str]) -> str:
    if before is None:
        return "first"
    if after.predicate.iri == before.predicate.iri and after.subject == before.subject:
        return "same"
    if after.subject == before.subject:
        return "subject"
    if after.subject == before.object:
        return "chain"
    if after.object in (before.subject, before.object):
        return "inverse"
    return "back" if after.subject.iri in known else "other"


def _count(plan: Sentences, hits: dict[str, Counter[str]], chances: dict[str, Counter[str]]) -> None:
    facts = [fact for sentence in plan for fact in sentence]
    ends = {sum(len(s) for s in plan[: i + 1]) for i in range(len(plan))}
    before: Triple | None = None
    known: set[str] = set()
    length = 0
    for place, fact in enumerate(facts):
        label = before.predicate.label if before else START
        for other in facts[place:]:
            chances["follows"][_pair(label, other.predicate.label)] += 1
            chances["relates"][_relation(before, other, known)] += 1
        hits["follows"][_pair(label, fact.predicate.label)] += 1
        hits["relates"][_relation(before, fact, known)] += 1
        if before is not None:
            new = place in ends
            pair, size = (
                _pair(label, fact.predicate.label),
                _length(_relation(before, fact, set()), length, len(facts)),
            )
            for name, key in (("breaks", pair), ("lengths", size)):
                chances[name][key] += 1
                hits[name][key] += new
            length = 0 if new else length
        before, length = fact, length + 1
        known.add(fact.subject.iri)


def shuffled(
    plans: Sequence[tuple[Sentences, float]], *, temperature: float, seed: int
) -> tuple[tuple[Sentences, float], ...]:
    """Plans in an order that is drawn by lot, without replacement.

    Args:
        plans: with their log probabilities.
        temperature: the probabilities are taken to the power of its inverse.
        seed: of the lot, together with the plans.
    """
    draw = random.Random(repr((seed, [plan for plan, _ in plans])))
    noise = [-math.log(-math.log(draw.uniform(1e-9, 1 - 1e-9))) for _ in plans]
    drawn = [score / temperature + more for (_, score), more in zip(plans, noise, strict=True)]
    return tuple(plans[i] for i in sorted(range(len(plans)), key=lambda i: -drawn[i]))
