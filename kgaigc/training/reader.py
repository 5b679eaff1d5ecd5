"""Training of the language model that reads candidates (``generation/reader.py``)."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from kgaigc.errors import CheckpointError
from kgaigc.generation.fluency import words_of
from kgaigc.generation.reader import MARKED, Reader, ReaderNetwork, padded

STATE = "reader.pt"
BATCH = 48  # texts
RATE, WEIGHT_DECAY, CLIP, WARM = 4e-3, 0.01, 1.0, 0.15
LEAST = 2  # times that a word must occur


def fit_reader(
    texts: Sequence[str], *, epochs: int, seed: int, output: Path, report: Callable[[str], None]
) -> Reader:
    """Learn how texts are worded; an interrupted run goes on from its last epoch to the same result.

    Args:
        texts: of the training part.
        epochs: how often each is read.
        seed: of the first weights, the order and dropout.
        output: folder of the training state.
        report: takes lines of progress.

    Raises:
        CheckpointError: ``output`` holds an unfinished run with other settings or texts.
    """
    split = [words_of(text) for text in texts]
    counts = Counter(word for words in split for word in words)
    words = (*MARKED, *(word for word, count in counts.most_common() if count >= LEAST))
    torch.manual_seed(seed)
    network = ReaderNetwork(len(words))
    reader = Reader(network, words)
    rows = [reader.ids(text) for text in split]
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=WEIGHT_DECAY)
    steps = epochs * math.ceil(len(rows) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, max(steps, 2), pct_start=WARM)
    path = output / STATE
    about = {"epochs": epochs, "seed": seed, "texts": len(texts), "words": len(words)}
    done = 0
    if path.exists():
        state = torch.load(path, weights_only=True)
        if state["about"] != about:
            raise CheckpointError(
                f"{path}: an unfinished run with other settings; remove the folder or give another --output"
            )
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done = state["done"]
    for epoch in range(done, epochs):
        torch.manual_seed(seed * 1_000 + epoch)
        network.train()
        losses = []
        for batch in _batches(rows, random.Random(seed * 1_000 + epoch)):
            loss = network.loss(batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
        report(f"reader, epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f}")
        _store(
            path,
            {
                "about": about,
                "done": epoch + 1,
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
            },
        )
    return Reader(network, words)


def _batches(rows: Sequence[Sequence[int]], rng: random.Random) -> Iterator[Tensor]:
    """Batches of texts of about the same length, in any order."""
    ordered = sorted(rows, key=lambda row: (len(row), rng.random()))
    batches = [ordered[first : first + BATCH] for first in range(0, len(ordered), BATCH)]
    rng.shuffle(batches)
    yield from map(padded, batches)


def _store(path: Path, state: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    torch.save(state, part)
    part.replace(path)
