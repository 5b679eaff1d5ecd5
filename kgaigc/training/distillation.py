"""Several scorers' answers taught to one: as good as their mean, and as quick as one.

Source: Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network", with the mean of the teachers'
log odds; the student goes on from its own weights.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kgaigc.checking.scorer import FAR_OUT, Scorer, Vocabulary
from kgaigc.errors import ConfigError
from kgaigc.training.scorer import Examples, Recipe, Report, corpora, fit, judged, material, save, shown

_TEACHERS = 0.7  # What the teachers' answers count for beside the examples' own.
_RATE, _SHARE, _SEED = 1.2e-3, 0.3, 7
_AT_ONCE = 256

Floats = NDArray[np.float32]


def distil(output: Path, teachers: Sequence[Path], *, data: Path, recipe: Recipe, report: Report) -> Path:
    """Teach the scorer in a folder what it and other scorers answer together, in one pass over new examples.

    Args:
        output: folder of the student, whose weights are replaced; a run that was interrupted there goes on.
        teachers: folders of other scorers.
        data: folder of the corpora.
        recipe: how the student was trained.
        report: takes lines of progress.

    Raises:
        ConfigError: a corpus is missing, or a folder has no scorer.
    """
    torch.set_num_threads(recipe.threads)
    student, *others = (_scorer(folder) for folder in (output, *teachers))
    rows, dev = corpora(data, recipe)
    recipe = replace(recipe, epochs=1, rate=_RATE, smoothing=0.0, share=_SHARE, seed=recipe.seed + _SEED)
    examples, unseen = material(rows, dev, student.vocabulary, data=data, recipe=recipe)
    taught = torch.from_numpy(agreed([student, *others], examples, student.vocabulary))
    examples.answers = (1 - _TEACHERS) * examples.answers + _TEACHERS * taught
    report(f"before: {shown(judged(student.network, unseen), unseen)}")
    report(f"together: {shown(agreed([student, *others], unseen, student.vocabulary), unseen)}")
    run = output / "distilling"
    run.mkdir(exist_ok=True)
    fit(student.network, examples, unseen, recipe, output=run, report=report)
    save(Scorer(student.network, student.vocabulary), output)
    shutil.rmtree(run)
    return output


def agreed(scorers: Sequence[Scorer], examples: Examples, vocabulary: Vocabulary) -> Floats:
    """The probability of the mean of all scorers' log odds for each example, shape [B].

    Args:
        scorers: each with its own numbers of words.
        examples: to be answered.
        vocabulary: the numbers of words of the examples.
    """
    numbers = [_numbers(vocabulary, scorer.vocabulary) for scorer in scorers]
    answers = np.zeros(len(examples), dtype=np.float32)
    order = np.argsort(examples.length, kind="stable")
    with torch.inference_mode():
        for first in range(0, len(order), _AT_ONCE):
            places = order[first : first + _AT_ONCE]
            batch = examples.batch(places.tolist())
            odds = [
                scorer.network.eval()(
                    batch._replace(words=own[batch.words], predicate=own[batch.predicate])
                ).clamp(-FAR_OUT, FAR_OUT)
                for scorer, own in zip(scorers, numbers, strict=True)
            ]
            answers[places] = torch.sigmoid(torch.stack(odds).mean(dim=0)).numpy()
    return answers


def _numbers(of: Vocabulary, to: Vocabulary) -> Tensor:
    """The number in one vocabulary of each number in another."""
    return torch.tensor([0, 1, 2, *(to.number(word) for word in of.words)])


def _scorer(folder: Path) -> Scorer:
    try:
        return Scorer.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(
            f"{folder}: no scorer here ({error}); give the folder of a trained checker"
        ) from error
