"""Trains the checker's scorer on the examples of ``kgaigc.training.statements``; ``kgaigc train checker`` runs it.

After every epoch the weights, the optimizer and the random generator go to a file beside the weights; a run that was
interrupted goes on from there.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from kgaigc.checking.scorer import CONFIG, MARKS, WEIGHTS, WHOLE, Batch, Network, Scorer, Shape, Vocabulary
from kgaigc.checking.words import label_words, tokens
from kgaigc.errors import ConfigError
from kgaigc.training.corpora import Row, read_rows, texts_of, without_overlap
from kgaigc.training.lemmas import irregular_lemmas
from kgaigc.training.phrasebook import Relation, read_phrase_book
from kgaigc.training.phrases import PhraseBook, words_of
from kgaigc.training.statements import (
    Corpus,
    Example,
    Said,
    is_unseen,
    plainly_said,
    said_by,
    said_in_answers,
    seen,
)
from kgaigc.training.train import DEV, TRAIN
from kgaigc.training.vectors import reduced_vectors

STATE = "training.pt"
ANSWERS = "vquanda/train.jsonl.gz"
_PLAIN = 0.4  # Plain sentences for each row of the corpora.
_RARE = 3  # Words of the corpora that were seen less often have no number, unless they have a vector.

Report = Callable[[str], None]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the scorer is trained.

    Attributes:
        epochs: passes over the examples.
        batch: examples in a batch.
        rate: the peak of the one-cycle learning rate.
        smoothing: of the answers.
        share: of the false examples that could be made, how many are.
        phrases: texts for each relation of the phrase book.
        vectors: numbers that are left of each word vector.
        seed: of weights, order and made-up examples.
        limit: rows of the corpora at most; 0 for all.
        threads: processor threads.
    """

    epochs: int = 3
    batch: int = 128
    rate: float = 3e-3
    smoothing: float = 0.02
    share: float = 0.4
    phrases: int = 50
    vectors: int = 64
    seed: int = 0
    limit: int = 0
    threads: int = 1


class Examples:
    """Examples as numbers, to be cut into batches of like length."""

    def __init__(self, examples: Iterable[Example], vocabulary: Vocabulary) -> None:
        words, marks, predicates, wholes, answers = [], [], [], [], []
        self.kinds: list[str] = []
        for example in examples:
            one = vocabulary.batch([example.question])
            words.append(one.words[0].numpy().astype(np.int32))
            marks.append(one.marks[0].numpy().astype(np.float16))
            predicates.append(one.predicate[0].numpy().astype(np.int32))
            wholes.append(one.whole[0].numpy())
            answers.append(example.answer)
            self.kinds.append(example.kind)
        self.length = np.asarray([len(one) for one in words])
        self._width = np.asarray([len(one) for one in predicates])
        self._starts = np.concatenate(([0], np.cumsum(self.length)))
        self._ends = np.concatenate(([0], np.cumsum(self._width)))
        self._words, self._predicates = np.concatenate(words), np.concatenate(predicates)
        self._marks, self._wholes = np.concatenate(marks), np.stack(wholes)
        self.answers = torch.tensor(answers)

    def __len__(self) -> int:
        return len(self.kinds)

    def batch(self, places: Sequence[int]) -> Batch:
        """The examples at these places as one batch."""
        length, width = self.length[places], self._width[places]
        words = np.zeros((len(places), length.max()), dtype=np.int64)
        marks = np.zeros((len(places), length.max(), MARKS), dtype=np.float32)
        predicate = np.zeros((len(places), width.max()), dtype=np.int64)
        for row, place in enumerate(places):
            start, end = self._starts[place], self._starts[place + 1]
            words[row, : end - start] = self._words[start:end]
            marks[row, : end - start] = self._marks[start:end]
            predicate[row, : width[row]] = self._predicates[self._ends[place] : self._ends[place + 1]]
        whole = self._wholes[np.asarray(places)].reshape(-1, WHOLE)
        return Batch(*(torch.from_numpy(part) for part in (words, marks, predicate, whole, length)))

    def batches(self, size: int, chance: random.Random) -> list[list[int]]:
        """Places in batches of like length, in random order."""
        order = list(range(len(self)))
        chance.shuffle(order)
        pools = (order[i : i + 50 * size] for i in range(0, len(order), 50 * size))
        alike = (sorted(pool, key=lambda place: int(self.length[place])) for pool in pools)
        batches = [pool[i : i + size] for pool in alike for i in range(0, len(pool), size)]
        chance.shuffle(batches)
        return batches


def train(*, data: Path, output: Path, recipe: Recipe, report: Report) -> Path:
    """Train a scorer on the train parts of both corpora, without what overlaps webnlg2020's dev part.

    Args:
        data: folder of the corpora.
        output: folder for the weights; a run that was interrupted there goes on. ``STATE`` is left for the caller to
            remove.
        recipe: how to train.
        report: takes lines of progress.

    Raises:
        ConfigError: a corpus or the word vectors are missing, or ``output`` can't be written.
    """
    torch.set_num_threads(recipe.threads)
    rows, dev = corpora(data, recipe)
    relations = read_phrase_book()
    vocabulary, vectors = _words_and_vectors(rows, relations, recipe.vectors)
    examples, unseen = material(rows, dev, vocabulary, data=data, recipe=recipe)
    report(f"{len(examples)} examples, {len(unseen)} of dev, {len(vocabulary)} words")
    torch.manual_seed(recipe.seed)
    network = Network(Shape(len(vocabulary), recipe.vectors))
    network.vectors.copy_(vectors)
    try:
        output.mkdir(parents=True, exist_ok=True)
        fit(network, examples, unseen, recipe, output=output, report=report)
        save(Scorer(network, vocabulary), output)
    except OSError as error:
        raise ConfigError(f"{output}: can't be written ({error.strerror}); choose another folder") from error
    return output


def corpora(data: Path, recipe: Recipe) -> tuple[list[Row], list[Row]]:
    """Rows to learn from, without what overlaps webnlg2020's dev part, and those of that part.

    Raises:
        ConfigError: a corpus is missing.
    """
    dev = read_rows(data / DEV["webnlg2020"])
    rows = [row for corpus in ("webnlg2017", "webnlg2020") for row in read_rows(data / TRAIN[corpus])]
    rows = without_overlap(rows, dev)
    return (rows[: recipe.limit], dev[: recipe.limit]) if recipe.limit else (rows, dev)


def material(
    rows: Sequence[Row], dev: Sequence[Row], vocabulary: Vocabulary, *, data: Path, recipe: Recipe
) -> tuple[Examples, Examples]:
    """Examples to learn from, the phrase book's among them, and some of the dev part.

    Raises:
        ConfigError: the answers are missing.
    """
    relations = read_phrase_book()
    book = PhraseBook(relations, rows, unseen=is_unseen)
    texts, *further = sources(rows, data, vocabulary, recipe)
    told = (Corpus(texts, relations), *(Corpus(others) for others in further))
    made = (one.examples(seed=recipe.seed, share=recipe.share) for one in told)
    count = len(book.relations) * (1 if recipe.limit else recipe.phrases)
    of_texts = chain(*made, book.examples(count=count, seed=recipe.seed))
    held = Corpus(said_by(dev), relations).examples(seed=recipe.seed + 1, share=recipe.share / 2)
    examples, unseen = (chain.from_iterable(of_text) for of_text in (of_texts, held))
    return Examples(examples, vocabulary), Examples(unseen, vocabulary)


def sources(
    rows: Sequence[Row], data: Path, vocabulary: Vocabulary, recipe: Recipe
) -> tuple[Iterator[Said], Iterator[Said], Iterator[Said]]:
    """Texts of the corpora, answers, and plain sentences with words that no predicate of the corpora has.

    Raises:
        ConfigError: the answers are missing.
    """
    answers = read_rows(data / ANSWERS)[: recipe.limit or None]
    used = {word for row in rows for triple in row["triples"] for word in label_words(triple[1])}
    nouns = [word for word in vocabulary.words if word.isalpha() and len(word) > 3 and word not in used]
    plain = plainly_said(rows, nouns, count=int(len(rows) * _PLAIN), seed=recipe.seed)
    return seen(said_by(rows)), seen(said_in_answers(answers)), seen(plain)


def fit(
    network: Network, examples: Examples, dev: Examples, recipe: Recipe, *, output: Path, report: Report
) -> None:
    """Train a network in place, from where a run in ``output`` stopped."""
    steps = recipe.epochs * len(examples.batches(recipe.batch, random.Random(0)))
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps, pct_start=0.1)
    first = _resumed(network, optimizer, schedule, recipe, output / STATE)
    for epoch in range(first, recipe.epochs):
        torch.manual_seed(recipe.seed * 1000 + epoch)
        loss = _epoch(network, examples, recipe, epoch, optimizer, schedule)
        state: dict[str, Any] = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
        state |= {"schedule": schedule.state_dict(), "epoch": epoch + 1, "recipe": asdict(recipe)}
        torch.save(state, output / (STATE + ".part"))
        (output / (STATE + ".part")).replace(output / STATE)
        report(f"epoch {epoch + 1}/{recipe.epochs} loss {loss:.4f} | {shown(judged(network, dev), dev)}")


def _epoch(
    network: Network,
    examples: Examples,
    recipe: Recipe,
    epoch: int,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> float:
    network.train()
    total = 0.0
    for places in examples.batches(recipe.batch, random.Random(f"{recipe.seed} {epoch}")):
        answers = examples.answers[places] * (1 - recipe.smoothing) + recipe.smoothing / 2
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(examples.batch(places)), answers)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += float(loss.detach()) * len(places)
    return total / len(examples)


def _resumed(
    network: Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    recipe: Recipe,
    path: Path,
) -> int:
    """The epoch to go on with, with everything as it was."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    if state["recipe"] != asdict(recipe):
        raise ConfigError(f"{path}: a run of another recipe stopped here; choose another folder or remove it")
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["epoch"])


def judged(network: Network, examples: Examples) -> Floats:
    """Probabilities, shape [B]."""
    network.eval()
    out = np.zeros(len(examples), dtype=np.float32)
    order = np.argsort(examples.length, kind="stable")
    with torch.inference_mode():
        for i in range(0, len(order), 256):
            out[order[i : i + 256]] = torch.sigmoid(
                network(examples.batch(order[i : i + 256].tolist()))
            ).numpy()
    return out


def shown(probabilities: Floats, examples: Examples) -> str:
    """Share of right answers for each kind of example."""
    right: Counter[str] = Counter()
    tries = Counter(examples.kinds)
    for p, answer, kind in zip(probabilities, examples.answers.tolist(), examples.kinds, strict=True):
        right[kind] += (p >= 0.5) == (answer >= 0.5)
    return " ".join(f"{kind} {right[kind] / n:.3f}" for kind, n in sorted(tries.items()))


def save(scorer: Scorer, directory: Path) -> None:
    """Write a scorer in half precision, to temporary names first."""
    directory.mkdir(parents=True, exist_ok=True)
    weights = {name: tensor.half().contiguous() for name, tensor in scorer.network.state_dict().items()}
    save_file(weights, directory / (WEIGHTS + ".part"))
    config = json.dumps(scorer.config(), ensure_ascii=False, separators=(",", ":"))
    (directory / (CONFIG + ".part")).write_text(config, encoding="utf-8")
    for name in (WEIGHTS, CONFIG):
        (directory / (name + ".part")).replace(directory / name)


def _words_and_vectors(
    rows: Sequence[Row], told: Iterable[Relation], size: int
) -> tuple[Vocabulary, torch.Tensor]:
    """Words of the corpora and the phrase book, and words that have a vector; the vectors' principal components."""
    used = Counter(token.text for row in rows for text in texts_of(row) for token in tokens(text))
    labels = {word for row in rows for triple in row["triples"] for word in label_words(triple[1])}
    corpus = {w for w, n in used.items() if w and not w[0].isdigit() and (n >= _RARE or w in labels)} | labels
    corpus |= {word for word in words_of(told) if word[:1].isalpha()}
    words, table = reduced_vectors(corpus, size)
    rest = [*sorted(corpus - set(words)), "0"]
    vocabulary = Vocabulary([*words, *rest], irregular_lemmas(corpus))
    vectors = torch.zeros(len(vocabulary), size)
    vectors[3 : 3 + len(words)] = torch.from_numpy(table)
    return vocabulary, vectors
