"""Learns how much speaks for one of the things that share a name: ``python -m kgaigc.training.homonyms DATA OUTPUT``.

A graph has few homonyms, so they are made: things of fb15k237 with names of their own get one name, half of them with
others of their kind, and a sentence made of the description of one stands beside it. Things that do share a label in
that graph are left out: they are what the linker is measured on (``benchmarks/linking.py``). The graph is without
descriptions. Made-up homonyms are drawn evenly, so they can't tell how much oftener what is salient is meant: that
weight is set, to what changes little where anything else speaks for a candidate.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker
from kgaigc.linking.profiles import telling
from kgaigc.linking.weighing import FEATURES, Weigher
from kgaigc.training.linking_sets import described, shared_labels, without_descriptions

GROUPS = 500  # made-up homonyms
SEED = 1
_SAME_KIND = 0.6  # of the rivals
_DECAY = 1e-3
_SALIENCE = 0.3  # the weight that is not learnt; salience is the first feature

Group = list[tuple[float, ...]]  # features of the right thing, then of its rivals


def plain_graph(path: Path) -> tuple[KnowledgeGraph, dict[str, str]]:
    """A graph of compressed N-Triples without its descriptions, and these by IRI."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        kept, told = without_descriptions(lines)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.nt"
        plain.write_text("".join(kept), encoding="utf-8")
        return KnowledgeGraph.open(plain), told


def made_up(graph: KnowledgeGraph, told: dict[str, str], chance: random.Random) -> Iterator[tuple[str, ...]]:
    """IRIs of things that are given one name, the one that is meant first."""
    real = {iri for iris in shared_labels(graph.entities()).values() for iri in iris}
    pool = [iri for iri in sorted(told) if iri not in real]
    kinds: dict[str, list[str]] = defaultdict(list)
    for iri in pool:
        kinds[_kind(graph, iri)].append(iri)
    for iri in chance.sample(pool, min(GROUPS, len(pool))):
        same = (chance.random() < _SAME_KIND for _ in range(chance.choice((1, 1, 2))))
        rivals = {chance.choice(kinds[_kind(graph, iri)] if alike else pool) for alike in same} - {iri}
        if rivals:
            yield (iri, *sorted(rivals))


def _kind(graph: KnowledgeGraph, iri: str) -> str:
    facts = graph.facts(iri)
    return facts[0].predicate.iri if facts else ""


def group(
    graph: KnowledgeGraph, linker: Linker, weigher: Weigher, iris: Sequence[str], description: str
) -> Group:
    """The features of things that could be meant by a name in a sentence on the first of them."""
    label = graph.entity(iris[0]).label
    mentions = linker.link(described(label, description), doubtful=True).mentions
    context = {m.entity.iri for m in mentions if m.entity and m.start >= len(label)} - set(iris)
    words = set(telling([description])) - set(telling([label]))
    return [weigher.features(iri, context, words) for iri in iris]


def fit(groups: Sequence[Group]) -> dict[str, float]:
    """The weights under which the right things are likeliest, by L-BFGS."""
    salience = torch.tensor([_SALIENCE], dtype=torch.double)
    weights = torch.zeros(len(FEATURES) - 1, dtype=torch.double, requires_grad=True)
    tables = [torch.tensor(group, dtype=torch.double) for group in groups]
    optimiser = torch.optim.LBFGS([weights], max_iter=100)

    def loss() -> float:
        optimiser.zero_grad()
        scores = [table @ torch.cat((salience, weights)) for table in tables]
        total = torch.stack([torch.logsumexp(score, 0) - score[0] for score in scores]).mean()
        total = total + _DECAY * (weights * weights).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return float(total.detach())

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    learnt = (_SALIENCE, *(round(float(weight), 4) for weight in weights))
    return dict(zip(FEATURES, learnt, strict=True))


def train(data: Path, output: Path) -> Path:
    """Learn the weights from DATA/graphs/fb15k237.nt.gz and write them as JSON."""
    graph, told = plain_graph(data / "graphs" / "fb15k237.nt.gz")
    linker, weigher = Linker(graph), Weigher(graph)
    chosen = made_up(graph, told, random.Random(SEED))
    groups = [group(graph, linker, weigher, iris, told[iris[0]]) for iris in chosen]
    learnt = {"learnt from": "graphs/fb15k237", "groups": len(groups), "seed": SEED, "weights": fit(groups)}
    written = output.with_suffix(".partial")
    written.write_text(json.dumps(learnt, indent=1) + "\n", encoding="utf-8")
    return written.replace(output)


if __name__ == "__main__":
    train(*map(Path, sys.argv[1:3]))
