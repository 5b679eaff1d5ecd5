"""Learns what the checker's score is made of: a probability from a few numbers on what was found in a text.

With triples: the human judgements of texts of nine systems (``checker/webnlg2017_human.jsonl``); the answer is the mean
rating of the meaning, 1 to 3, brought to 0 to 1. Without: texts of webnlg2020/dev, against a graph of their triples, as
they are or with one of them changed. ``kgaigc train checker`` runs it after the scorer.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from kgaigc import evidence
from kgaigc.checking import Examination, examine
from kgaigc.checking.likeness import Floats
from kgaigc.checking.scoring import FILE, WITH_TRIPLES, WITHOUT, Calibration
from kgaigc.errors import ConfigError
from kgaigc.linking import Linker
from kgaigc.shipped import checker_in
from kgaigc.training.corpora import Row, read_rows
from kgaigc.training.statements import Corpus, said_by
from kgaigc.training.train import DEV
from kgaigc.values import Triple

HUMAN = "checker/webnlg2017_human.jsonl"
_NETWORKS, _HIDDEN, _STEPS = 6, 12, 400
_FOLDS = 10

Report = Callable[[str], None]


def examined(text: str, known: Sequence[Triple], *, told: bool) -> Examination:
    """What the checker finds in a text, against a graph of triples; as triples that it should say if ``told``."""
    graph = evidence.graph_of(known)
    linker = Linker(graph)
    triples = known if told else ()
    link = partial(linker.link, doubtful=True)
    return examine(text, graph=graph, link=link, sentences=linker.sentences, triples=triples, alone=told)


def human_judgements(rows: Sequence[Row]) -> tuple[Floats, Floats]:
    """Features [B, F] and answers [B] of judged texts."""
    found = [examined(row["text"], evidence.read(row["triples"]), told=True).features for row in rows]
    answers = [(row["semantics"] - 1) / 2 for row in rows]
    return np.stack(found), np.asarray(answers, dtype=np.float32)


def made_up_graphs(rows: Sequence[Row], *, seed: int) -> tuple[Floats, Floats]:
    """Features [B, F] and answers [B] of texts against graphs that tell the same, or something else in one place."""
    corpus = Corpus(said_by(rows))
    features: list[Floats] = []
    answers: list[float] = []
    for number, (text, triples, changed) in enumerate(_changed(corpus, seed)):
        known = changed if number % 2 else triples
        features.append(examined(text, known, told=False).features)
        answers.append(float(known == triples))
    return np.stack(features), np.asarray(answers, dtype=np.float32)


def _changed(corpus: Corpus, seed: int) -> Iterator[tuple[str, tuple[Triple, ...], tuple[Triple, ...]]]:
    """Texts with their triples, and these with one in place of which another stands."""
    for number, said in enumerate(corpus.texts):
        chance = random.Random(f"{seed} {number}")
        place = chance.randrange(len(said.triples))
        made = corpus.instead(said, said.triples[place], chance)
        if made:
            yield said.text, said.triples, (*said.triples[:place], made, *said.triples[place + 1 :])


def fitted(features: Floats, answers: Floats, *, seed: int) -> dict[str, Any]:
    """The data of a calibration.

    Args:
        features: shape [B, F].
        answers: shape [B], in [0, 1].
        seed: of the weights.
    """
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    x = torch.from_numpy(np.clip((features - mean) / scale, -4, 4).astype(np.float32))
    y = torch.from_numpy(answers)
    networks = []
    for number in range(_NETWORKS):
        torch.manual_seed(seed * 100 + number)
        first, last = nn.Linear(x.shape[1], _HIDDEN), nn.Linear(_HIDDEN, 1)
        model = nn.Sequential(first, nn.Tanh(), nn.Dropout(0.1), last)
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2, weight_decay=0.1)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, _STEPS)
        for _ in range(_STEPS):
            chosen = torch.rand(len(x)) < 0.5
            loss = nn.functional.binary_cross_entropy_with_logits(model(x[chosen])[:, 0], y[chosen])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
        parts = (first.weight.T, first.bias, last.weight.T, last.bias)
        networks.append([np.round(part.detach().numpy(), 4).tolist() for part in parts])
    return {"mean": np.round(mean, 5).tolist(), "scale": np.round(scale, 5).tolist(), "networks": networks}


def folds(rows: Sequence[Row]) -> Floats:
    """The fold of each row, shape [B]; rows of one triple set are in one fold."""
    sets = [json.dumps(sorted(map(tuple, row["triples"]))) for row in rows]
    order = sorted(set(sets))
    random.Random(0).shuffle(order)
    number = {one: i % _FOLDS for i, one in enumerate(order)}
    return np.asarray([number[one] for one in sets])


def out_of_fold(features: Floats, answers: Floats, fold: Floats, *, seed: int) -> Floats:
    """Probabilities [B], each from a calibration that was fitted without the row's fold."""
    out = np.zeros(len(answers), dtype=np.float32)
    for number in sorted(set(fold.tolist())):
        calibration = Calibration(fitted(features[fold != number], answers[fold != number], seed=seed))
        out[fold == number] = [calibration.probability(one) for one in features[fold == number]]
    return out


def train(*, data: Path, output: Path, seed: int, limit: int = 0, report: Report) -> Path:
    """Fit both calibrations to the lexicon and scorer in ``output``, and write them there.

    Args:
        data: folder of the corpora.
        output: the checker's folder.
        seed: of the weights and the changed graphs.
        limit: rows of each corpus at most; 0 for all.
        report: takes lines of progress.

    Raises:
        ConfigError: the data are missing, or ``output`` can't be written.
    """
    rows, dev = (read_rows(data / name)[: limit or None] for name in (HUMAN, DEV["webnlg2020"]))
    with checker_in(output):
        features, answers = human_judgements(rows)
        features_untold, answers_untold = made_up_graphs(dev, seed=seed)
    inside = out_of_fold(features, answers, folds(rows), seed=seed)
    report(f"{len(rows)} judged texts, Pearson {np.corrcoef(inside, answers)[0, 1]:.3f} in ten folds")
    told = fitted(features, answers, seed=seed)
    report(f"{len(answers_untold)} texts against graphs, {answers_untold.mean():.0%} right")
    untold = fitted(features_untold, answers_untold, seed=seed)
    try:
        part = output / (FILE + ".part")
        part.write_text(json.dumps({WITH_TRIPLES: told, WITHOUT: untold}, separators=(",", ":")))
        part.replace(output / FILE)
    except OSError as error:
        raise ConfigError(f"{output}: can't be written ({error.strerror}); choose another folder") from error
    return output
