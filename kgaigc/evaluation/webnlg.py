"""The WebNLG protocols: write a text for every triple set of a dev part, and score it against its references."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kgaigc.evaluation.metrics import bleu, chrf
from kgaigc.generation import Alternatives, Generator
from kgaigc.generation.checkpoint import Checkpoint
from kgaigc.generation.search import Search
from kgaigc.graph.terms import read_terms
from kgaigc.pipeline import ContentGenerator
from kgaigc.planning.order import OrderModel
from kgaigc.training.corpora import Row, known_forms, read_rows, texts_of
from kgaigc.training.corpora import build as build_corpus
from kgaigc.training.train import TRAIN, Protocol, dev_rows, loss_on

PLANS = 6


def write(
    rows: Sequence[Row],
    generator: Generator,
    planner: OrderModel,
    *,
    plans: int = PLANS,
    search: Search | None = None,
) -> list[str]:
    """A text for each row: the best over several plans."""
    items = [
        Alternatives(planner.propose(read_terms(row["triples"]), count=plans), row.get("category", ""))
        for row in rows
    ]
    return [generated.text for generated in generator.compose(items, search=search)]


def evaluate(protocol: Protocol, *, data: Path, model: Path) -> dict[str, Any]:
    """BLEU and chrF++ of a checkpoint on the dev part of a protocol, and whether it "learnt" that part.

    Raises:
        ConfigError: the dev part is not in ``data``, or the extra ``evaluate`` is not installed.
        CheckpointError: there is no whole checkpoint in ``model``.
    """
    rows = dev_rows(protocol, data)
    writer = ContentGenerator.from_pretrained(model)
    generator = writer.generator
    categories = [row.get("category", "") for row in rows]
    texts = [
        one.text for one in writer.generate_many([row["triples"] for row in rows], categories=categories)
    ]
    references = [texts_of(row) for row in rows]
    return {
        "protocol": protocol,
        "part": "dev",
        "n": len(rows),
        "bleu": round(bleu(texts, references), 2),
        "chrf": round(chrf(texts, references), 2),
        "parameters": generator.checkpoint.parameters,
        "model": generator.hash,
        "learnt": bool(generator.checkpoint.about.get("recipe", {}).get("everything")),
    }


def dev_score(
    protocol: Protocol, *, data: Path, rows: int = 300
) -> Callable[[Checkpoint, OrderModel], dict[str, float]]:
    """Quick dev scores for the training's log: loss, and BLEU of greedy texts on every n-th row.

    Raises:
        ConfigError: the dev part is not in ``data``.
    """
    dev = dev_rows(protocol, data)
    known = known_forms(read_rows(data / TRAIN["webnlg2017"]))
    examples = build_corpus(dev, known, by_sentence=False).examples
    some = dev[:: max(1, len(dev) // rows)]

    def score(checkpoint: Checkpoint, planner: OrderModel) -> dict[str, float]:
        texts = write(some, Generator(checkpoint), planner, plans=1, search=Search(num_beams=1))
        return {
            "dev_loss": round(loss_on(examples, checkpoint), 4),
            "dev_bleu_greedy": round(bleu(texts, [texts_of(row) for row in some]), 2),
        }

    return score
