"""From a corpus to a checkpoint: what ``kgaigc train`` does."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

import torch

from kgaigc.errors import ConfigError
from kgaigc.generation.checkpoint import Checkpoint, save
from kgaigc.generation.fluency import LanguageModel
from kgaigc.generation.model import Hyperparameters, Network
from kgaigc.generation.names import learn_names
from kgaigc.generation.vocabulary import Vocabulary
from kgaigc.planning.order import OrderModel
from kgaigc.training.corpora import Corpus, Example, Row, build, known_forms, read_rows, without_overlap
from kgaigc.training.loop import Settings, batches, fit
from kgaigc.training.phrasebook import read_phrase_book
from kgaigc.training.reader import fit_reader
from kgaigc.training.synthetic import synthetic, with_class, worded
from kgaigc.training.vectors import reduced_vectors

Protocol = Literal["webnlg2017", "webnlg2020"]
DEV = {"webnlg2017": "webnlg2017/dev.jsonl.gz", "webnlg2020": "webnlg2020/dev.jsonl"}
TRAIN = {"webnlg2017": "webnlg2017/train.jsonl.gz", "webnlg2020": "webnlg2020/train.jsonl.gz"}
LICENCE = "CC BY-NC-SA 4.0 (trained on WebNLG: not for commercial use)"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a model is trained on, and how.

    Attributes:
        protocol: "webnlg2017" is that corpus's train part alone; "webnlg2020" its train part without what shares a
            triple set, subject-object pairs or a text with its dev part, also sentence by sentence, as articles ask.
        sizes: of the network.
        settings: of the training.
        synthetic: made-up examples for each real one.
        worded: made-up texts for each relation of the phrase book; "webnlg2017" has none of them.
        least_named: in how many training sources a name must occur for the network to know it; 0 for no names.
        vectors: numbers of a predicate word's frozen vector; 0 for none.
        reader: how often the language model that reads candidates reads each text; "webnlg2020" has none, for it takes
            time when texts are written.
        everything: whether nothing is kept back and the dev part is learnt too, for a model that is given out; only
            of "webnlg2020".
        without: categories whose rows are left out, to stand for unseen domains.
        limit: rows of the corpus at most, 0 for all (tiny runs in tests).
    """

    protocol: Protocol
    sizes: Hyperparameters = field(
        default_factory=lambda: Hyperparameters(embedding=192, role=24, hidden=256)
    )
    settings: Settings = field(default_factory=Settings)
    synthetic: float = 0.06
    worded: int = 8
    least_named: int = 4
    vectors: int = 64
    reader: int = 8
    everything: bool = False
    without: tuple[str, ...] = ()
    limit: int = 0

    def __post_init__(self) -> None:
        """Refuse what the protocol rules out: ConfigError."""
        if self.everything and self.protocol == "webnlg2017":
            raise ConfigError("webnlg2017 is its train part alone: leave out --everything")


def dev_rows(protocol: Protocol, data: Path) -> list[Row]:
    """The dev part of a protocol.

    Raises:
        ConfigError: it is not in ``data``.
    """
    return read_rows(data / DEV[protocol])


def corpus(recipe: Recipe, data: Path) -> Corpus:
    """The aligned training part of a protocol.

    Raises:
        ConfigError: a file is not in ``data``.
    """
    rows = read_rows(data / TRAIN[recipe.protocol])
    annotated = read_rows(data / TRAIN["webnlg2017"])
    if recipe.everything:
        rows, annotated = rows + dev_rows("webnlg2020", data), annotated + dev_rows("webnlg2017", data)
    elif recipe.protocol == "webnlg2020":
        dev = dev_rows(recipe.protocol, data)
        rows, annotated = without_overlap(rows, dev), without_overlap(annotated, dev)
    rows, annotated = (
        [row for row in part if row.get("category") not in recipe.without] for part in (rows, annotated)
    )
    rows = rows[: recipe.limit or None]
    return build(rows, known_forms(annotated), by_sentence=recipe.protocol == "webnlg2020")


def train(
    recipe: Recipe,
    *,
    data: Path,
    output: Path,
    score: Callable[[Checkpoint, OrderModel], dict[str, float]],
    report: Callable[[str], None],
) -> Path:
    """Train a generator and its planner, and write both into ``output``.

    A run that was interrupted goes on from its last epoch when it is started again.

    Args:
        recipe: data and settings.
        data: folder of the corpora.
        output: the checkpoint's folder; training state and log go into ``output / "run"``.
        score: dev scores of a checkpoint; called after every epoch.
        report: takes lines of progress.

    Raises:
        ConfigError: a corpus is missing or ``output`` can't be written.
        CheckpointError: ``output`` holds an unfinished run with other settings.
    """
    taught = corpus(recipe, data)
    report(f"{taught.aligned} of {taught.texts} texts aligned")
    examples = _examples(recipe, taught)
    meant, vectors = _vectors(recipe, examples)
    vocabulary = Vocabulary.count(
        [e.source for e in taught.examples],
        [e.target for e in taught.examples],
        least=2,
        least_named=recipe.least_named,
        meant=meant,
    )
    sizes = replace(recipe.sizes, vectors=recipe.vectors)
    names = learn_names(taught.mentions, values=taught.values)
    planner = OrderModel.learn(taught.plans)

    def checkpoint(network: Network) -> Checkpoint:
        return Checkpoint(network, vocabulary, names, sizes, {})

    network = fit(
        examples,
        vocabulary,
        sizes=sizes,
        settings=recipe.settings,
        output=output / "run",
        score=lambda network: score(checkpoint(network), planner),
        report=report,
        vectors=vectors,
    )
    final = checkpoint(network)
    final.fluency = LanguageModel.learn(taught.written)
    if recipe.protocol == "webnlg2017" and recipe.reader:
        final.reader = fit_reader(
            taught.written,
            epochs=recipe.reader,
            seed=recipe.settings.seed,
            output=output / "run",
            report=report,
        )
    final.about = _about(recipe, taught, examples) | {"scores": score(final, planner)}
    report(f"averaged weights: {final.about['scores']}")
    save(final, output)
    planner.save(output)
    return output


def _vectors(recipe: Recipe, examples: Sequence[Example]) -> tuple[list[str], torch.Tensor | None]:
    """Words that have a vector, and the vectors, before them a row of zeros."""
    if not recipe.vectors:
        return [], None
    said = {
        token
        for example in examples
        for token, role in zip(example.source.tokens, example.source.roles, strict=True)
        if role == "word"
    }
    words, table = reduced_vectors(said, recipe.vectors)
    return words, torch.cat((torch.zeros(1, recipe.vectors), torch.from_numpy(table)))


def _examples(recipe: Recipe, taught: Corpus) -> list[Example]:
    count, seed = int(len(taught.examples) * recipe.synthetic), recipe.settings.seed
    made_up = list(synthetic(taught.examples, count=count, seed=seed))
    if recipe.protocol == "webnlg2020":
        made_up += with_class(taught.examples, count=count, seed=seed)
        made_up += worded(read_phrase_book(), times=1 if recipe.limit else recipe.worded, seed=seed)
    return taught.examples + made_up


def _about(recipe: Recipe, taught: Corpus, examples: Sequence[Example]) -> dict[str, object]:
    parts = "train and dev" if recipe.everything else "train"
    return {
        "data": f"{recipe.protocol} {parts}, {taught.aligned} of {taught.texts} texts, {len(examples)} examples",
        "licence": LICENCE,
        "recipe": {
            "settings": asdict(recipe.settings),
            "synthetic": recipe.synthetic,
            "worded": recipe.worded,
            "least_named": recipe.least_named,
            "vectors": recipe.vectors,
            "reader": recipe.reader,
            "everything": recipe.everything,
        },
        # The shipped checker knows more than webnlg2017 and may not have a say in what is measured by that protocol.
        "checked": recipe.protocol != "webnlg2017",
        "seed": recipe.settings.seed,
    }


def loss_on(examples: Sequence[Example], checkpoint: Checkpoint, *, batch_tokens: int = 1600) -> float:
    """Mean negative log likelihood (nats) of a token of the examples."""
    total, count = 0.0, 0
    with torch.inference_mode():
        for chosen in batches(examples, batch_tokens, random.Random(0)):
            batch = checkpoint.vocabulary.batch(
                [e.source for e in chosen], device=_device(checkpoint.network)
            )
            inputs, targets = checkpoint.vocabulary.targets([e.target for e in chosen], batch)
            memory = checkpoint.network.encode(
                batch.tokens, batch.roles, batch.copied, batch.names, batch.meanings
            )
            size = int((targets != 0).sum())
            total += float(checkpoint.network.loss(inputs, targets, memory, smoothing=0.0)) * size
            count += size
    return total / max(count, 1)


def _device(network: Network) -> torch.device:
    return next(network.parameters()).device
