"""The checker's score against what human raters said of texts, and whether it means what it says.

``make bench-judgement DATA=DIR`` prints tables and writes ``judgement.md``, ``judgement.json`` and the diagram
``docs/images/reliability.svg``. The texts are those of the nine systems of WebNLG 2017, each with its triples; the
calibration that scores a text was never fitted on another text of the same triples (ten folds). Beside the score
stand, in the same run, what it is made of and what needs no learning: the scorer's mean probability, the shares of
triples said and of claims supported, the words of names that the text has, the length. Texts without triples are those
of webnlg2020/dev against a graph of their triples, every other one with a triple changed (five folds).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diagrams import reliability, reliability_diagram
from machine import described, machine
from numpy.typing import NDArray

from kgaigc import ContentGenerator, evidence
from kgaigc.checking.likeness import Floats
from kgaigc.checking.words import tokens
from kgaigc.linking import Linker
from kgaigc.training.calibration import HUMAN, examined, folds, made_up_graphs, out_of_fold
from kgaigc.training.corpora import Row, read_rows
from kgaigc.training.train import DEV

HERE = Path(__file__).parent
DIAGRAM = HERE.parent / "docs" / "images" / "reliability.svg"
FLOORS, AIMS = (0.74, 0.95), (0.80, 0.98)  # Pearson by segment and by system.
FACTSPOTTER = (0.775, 0.976)  # As its paper reports them for these ratings.
ALL_RIGHT = 2.9  # From this mean rating on all raters but for a slip found the meaning right.
PARTS = 5  # The speed is the median of so many.
RESAMPLED = 1000  # Times that triple sets are drawn again for the intervals.

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """Judged texts: the rows, the raters' answers [B] in [0, 1], folds [B], and measures by name, shape [B] each."""

    rows: Sequence[Row]
    answers: Numbers
    fold: NDArray[np.int64]
    measures: dict[str, Numbers]


def names_found(row: Row) -> float:
    """The share of the words of its triples' names that a text has, as they are spelt."""
    said = {token.text for token in tokens(row["text"].replace("_", " "))}
    names = dict.fromkeys(name for subject, _, obj in row["triples"] for name in (subject, obj))
    words = [token.text for name in names for token in tokens(name.replace("_", " ")) if token.text.isalnum()]
    return sum(word in said for word in words) / max(1, len(words))


def judge(rows: Sequence[Row], *, seed: int) -> Judged:
    """Every measure on every text."""
    found = [examined(row["text"], evidence.read(row["triples"]), told=True) for row in rows]
    features = np.stack([one.features for one in found])
    answers = np.asarray([(row["semantics"] - 1) / 2 for row in rows], dtype=np.float32)
    fold = np.asarray(folds(rows)).astype(np.int64)
    supported = [[verdict.status == "supported" for verdict in one.verdicts] for one in found]
    measures: dict[str, Sequence[float] | Floats] = {
        "score": out_of_fold(features, answers, fold, seed=seed),
        "scorer's mean probability, uncalibrated": features[:, 0],
        "coverage": [np.mean(one.told) for one in found],
        "precision": [np.mean(one) if one else 0.0 for one in supported],
        "words of names found": [names_found(row) for row in rows],
        "length in words": [len(row["text"].split()) for row in rows],
    }
    as_numbers = {name: np.asarray(values, dtype=np.float64) for name, values in measures.items()}
    return Judged(rows, answers.astype(np.float64), fold, as_numbers)


def pearson(one: Numbers, other: Numbers) -> float:
    """Pearson's correlation; 0 where one of the two never changes."""
    if len(one) < 2 or not one.std() or not other.std():
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def spearman(one: Numbers, other: Numbers) -> float:
    """Pearson's correlation of the ranks."""
    return pearson(ranks(one), ranks(other))


def ranks(values: Numbers) -> Numbers:
    """Ranks from 0 on; equal values share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts) - 1
    middle: Numbers = last - (counts - 1) / 2
    return middle[place]


def by_system(values: Numbers, rows: Sequence[Row], chosen: Sequence[int]) -> Numbers:
    """The mean of each system over some texts, in the order of the systems' names."""
    of_system: defaultdict[str, list[float]] = defaultdict(list)
    for place in chosen:
        of_system[rows[place]["system"]].append(values[place])
    return np.asarray([np.mean(of_system[system]) for system in sorted(of_system)])


def correlations(judged: Judged, name: str) -> dict[str, float]:
    """How a measure goes with the raters, by segment and by system, over all texts and as the mean over the folds."""
    values, answers = judged.measures[name], judged.answers
    everything = range(len(answers))
    groups = [np.flatnonzero(judged.fold == number) for number in np.unique(judged.fold)]

    def systems(places: Sequence[int], how: Callable[[Numbers, Numbers], float] = pearson) -> float:
        return how(by_system(values, judged.rows, places), by_system(answers, judged.rows, places))

    figures = {
        "segment": pearson(values, answers),
        "segment, mean of folds": float(np.mean([pearson(values[g], answers[g]) for g in groups])),
        "system": systems(everything),
        "system, mean of folds": float(np.mean([systems(group.tolist()) for group in groups])),
        "segment, Spearman": spearman(values, answers),
        "system, Spearman": systems(everything, spearman),
    }
    return {figure: round(value, 3) for figure, value in figures.items()}


def intervals(judged: Judged) -> dict[str, tuple[float, float]]:
    """95 % intervals of the score's two correlations, triple sets drawn again with replacement."""
    sets: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(judged.rows):
        sets[json.dumps(sorted(row["triples"]))].append(place)
    groups, chance = list(sets.values()), np.random.default_rng(0)
    score, answers = judged.measures["score"], judged.answers
    drawn = []
    for _ in range(RESAMPLED):
        places = [p for i in chance.integers(len(groups), size=len(groups)) for p in groups[i]]
        systems = pearson(by_system(score, judged.rows, places), by_system(answers, judged.rows, places))
        drawn.append((pearson(score[places], answers[places]), systems))
    low, high = np.quantile(np.asarray(drawn), (0.025, 0.975), axis=0).round(3).tolist()
    return {"segment": (low[0], high[0]), "system": (low[1], high[1])}


def by_category(judged: Judged) -> dict[str, dict[str, float]]:
    """For each category its texts, and the correlations of the score with the raters by segment."""
    score, answers = judged.measures["score"], judged.answers
    found: dict[str, dict[str, float]] = {}
    for category in sorted({row["category"] for row in judged.rows}):
        places = [i for i, row in enumerate(judged.rows) if row["category"] == category]
        both = score[places], answers[places]
        figures = {"Pearson": round(pearson(*both), 3), "Spearman": round(spearman(*both), 3)}
        found[category] = {"texts": len(places)} | figures
    return found


def untold(rows: Sequence[Row], *, seed: int) -> tuple[Numbers, Numbers]:
    """Probabilities [B] and answers [B] of texts against graphs; the texts of one row are in one of five folds."""
    fold = np.asarray(folds(rows)).astype(np.int64) % 5
    parts = [[row for row, own in zip(rows, fold, strict=True) if own == number] for number in range(5)]
    made = [made_up_graphs(part, seed=seed) for part in parts]
    features, answers = (np.concatenate([one[i] for one in made]) for i in (0, 1))
    numbers = np.repeat(np.arange(5), [len(answers) for _, answers in made])
    scores = out_of_fold(features, answers, numbers, seed=seed)
    return scores.astype(np.float64), answers.astype(np.float64)


def speed(rows: Sequence[Row], text_of: Callable[[Row], str]) -> dict[str, float]:
    """Sentences a second of whole checks against triples, graph and linker made for each; the median of the parts."""
    count = [len(Linker(evidence.graph_of(())).sentences(text_of(row))) for row in rows]
    for row in rows[:20]:
        ContentGenerator().check(text_of(row), triples=row["triples"])
    walls, processor = [], []
    for part in range(PARTS):
        clock, used = time.perf_counter(), time.process_time()
        for row in rows[part::PARTS]:
            ContentGenerator().check(text_of(row), triples=row["triples"])
        sentences = sum(count[part::PARTS])
        walls.append(sentences / (time.perf_counter() - clock))
        processor.append(sentences / (time.process_time() - used))
    return {
        "texts": len(rows),
        "sentences": sum(count),
        "sentences a second": round(statistics.median(walls), 1),
        "sentences a second of the processor": round(statistics.median(processor), 1),
        "load of the machine by others": round(max(0.0, os.getloadavg()[0] - 1), 1),
    }


def first_text(row: Row) -> str:
    """The first text of a row of webnlg2020."""
    text: str = row["texts"][0]
    return text


def results(data: Path, *, limit: int, seed: int) -> dict[str, object]:
    """Everything that is measured; draws the diagram too."""
    judged = judge(read_rows(data / HUMAN)[: limit or None], seed=seed)
    dev = read_rows(data / DEV["webnlg2020"])[: limit or None]
    scores, right = untold(dev, seed=seed)
    told, answers = judged.measures["score"], judged.answers
    all_right = np.asarray([row["semantics"] >= ALL_RIGHT for row in judged.rows], dtype=np.float64)
    bins = {
        "triples, mean rating": reliability(told, answers),
        "triples, texts found all right": reliability(told, all_right),
        "no triples, texts that are right": reliability(scores, right),
    }
    if not limit:
        reliability_diagram(bins, DIAGRAM)
    return {
        "texts": len(judged.rows),
        "correlations": {name: correlations(judged, name) for name in judged.measures},
        "intervals": intervals(judged),
        "by category": by_category(judged),
        "reliability": {name: one.to_dict() for name, one in bins.items()},
        "no triples": {"texts": len(right), "Pearson": round(pearson(scores, right), 3)}
        | {"told apart at 0.5": round(float(np.mean((scores >= 0.5) == (right == 1))), 3)},
        "speed": {
            "judged texts, lower case": speed(judged.rows, lambda row: str(row["text"])),
            "webnlg2020/dev, one text a row": speed(dev, first_text),
        },
        "machine": machine(),
    }


def tables(found: dict[str, object]) -> str:
    """The results as Markdown."""
    shown = json.loads(json.dumps(found))
    columns = list(shown["correlations"]["score"])
    lines = [f"{shown['texts']} judged texts, ten folds by triple set; Pearson unless Spearman is said.", ""]
    lines += ["| | " + " | ".join(columns) + " |", "|---" * (1 + len(columns)) + "|"]
    for name, figures in shown["correlations"].items():
        lines.append(f"| {name} | " + " | ".join(f"{figures[column]:.3f}" for column in columns) + " |")
    for name, (segment, system) in {
        "floor": FLOORS,
        "aim": AIMS,
        "FactSpotter, as published": FACTSPOTTER,
    }.items():
        lines.append(f"| {name} | {segment:.3f} | | {system:.3f} | | | |")
    low = {name: " to ".join(f"{end:.3f}" for end in ends) for name, ends in shown["intervals"].items()}
    lines += ["", f"95 % intervals of the score: by segment {low['segment']}, by system {low['system']}.", ""]
    lines += ["| category | texts | Pearson | Spearman |", "|---|---|---|---|"]
    for category, figures in shown["by category"].items():
        lines.append(
            f"| {category} | {figures['texts']} | {figures['Pearson']:.3f} | {figures['Spearman']:.3f} |"
        )
    lines += ["", "| does the probability come true? | texts | expected calibration error |", "|---|---|---|"]
    for name, one in shown["reliability"].items():
        lines.append(f"| {name} | {sum(one['count'])} | {one['expected calibration error']:.3f} |")
    apart = shown["no triples"]
    lines += [
        "",
        f"Without triples: Pearson {apart['Pearson']:.3f}, {apart['told apart at 0.5']:.1%} told apart at 0.5.",
    ]
    lines += ["", "![Reliability](../docs/images/reliability.svg)", ""]
    heads = (
        "speed, one core",
        "sentences",
        "a second",
        "a second of the processor",
        "load of the machine by others",
    )
    lines += ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for name, one in shown["speed"].items():
        rates = one["sentences a second"], one["sentences a second of the processor"]
        load = one["load of the machine by others"]
        lines.append(f"| {name} | {one['sentences']} | {rates[0]:.0f} | {rates[1]:.0f} | {load:.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of checker/ and webnlg2020/")
    parser.add_argument("--limit", type=int, default=0, help="rows at most; nothing is written then")
    parser.add_argument("--seed", type=int, default=0, help="of the calibrations and the changed graphs")
    given = parser.parse_args()
    torch.set_num_threads(1)
    found = results(given.data, limit=given.limit, seed=given.seed)
    shown = tables(found)
    print(shown)
    if given.limit:
        return
    head = f"# The score against human judgement\n\n{shown}\n\nMeasured on: {described()}.\n"
    (HERE / "judgement.md").write_text(head, encoding="utf-8")
    (HERE / "judgement.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
