"""The whole checker, one after the other: lexicon, scorer, calibration; what ``kgaigc train checker`` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from kgaigc.errors import ConfigError
from kgaigc.training import calibration, distillation, predicate_lexicon, scorer
from kgaigc.training.train import DEV, TRAIN


def train(
    *,
    data: Path,
    output: Path,
    seed: int,
    epochs: int | None = None,
    limit: int = 0,
    teachers: Sequence[Path] = (),
    report: Callable[[str], None],
) -> Path:
    """Train a checker into ``output``.

    A run that was interrupted after the scorer's first epoch goes on from its last when it is started again.

    Args:
        data: folder of webnlg2017/, webnlg2020/, vquanda/ and checker/.
        output: folder of the checker.
        seed: of weights, order and made-up examples.
        epochs: passes of the scorer over its examples; as in its recipe if left out.
        limit: rows of each corpus at most; 0 for all.
        teachers: folders of other scorers, whose answers the new one is taught too.
        report: takes lines of progress.

    Raises:
        ConfigError: a corpus or the word vectors are missing, ``output`` can't be written, or holds an unfinished run
            of another recipe.
    """
    needed = (*TRAIN.values(), DEV["webnlg2020"], scorer.ANSWERS, calibration.HUMAN)
    missing = [name for name in needed if not (data / name).is_file()]
    if missing:
        raise ConfigError(f"{data / missing[0]}: no such file; give the corpora's folder with --data")
    if not (output / scorer.STATE).exists():
        predicate_lexicon.train(data=data, output=output, seed=seed, limit=limit, report=report)
    recipe = scorer.Recipe(seed=seed, limit=limit)
    if epochs is not None:
        recipe = replace(recipe, epochs=epochs)
    scorer.train(data=data, output=output, recipe=recipe, report=report)
    if teachers:
        distillation.distil(output, teachers, data=data, recipe=recipe, report=report)
    calibration.train(data=data, output=output, seed=seed, limit=limit, report=report)
    (output / scorer.STATE).unlink()
    return output
