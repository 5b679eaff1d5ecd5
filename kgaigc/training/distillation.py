"""Several scorers' answers taught to one: as good as their mean, and as quick as one.

Source: Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network", with the mean of the teachers'
log odds; the student goes on from its own weights.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kgaigc.checking.scorer import FAR_OUT, Scorer, Vocabulary
from kgaigc.errors import ConfigError
from kgaigc.training.scorer import Examples, Recipe, Report, corpora, fit, judged, material, save, shown

_TEACHERS = 0.7  # What the teachers' answers count for beside an example's own, if it comes from the corpora.
_UNTAUGHT = ("phrase", "reworded")  # Kinds of examples that keep their own answers.
_RATE, _SHARE, _PHRASES, _SEED, _SURE = 1.2e-3, 0.2, 120, 7, 0.99
_PASSES = 2
_AT_ONCE = 256

Floats = NDArray[np.float32]


def distil(output: Path, teachers: Sequence[Path], *, data: Path, recipe: Recipe, report: Report) -> Path:
    """Teach the scorer in a folder what it and other scorers answer together, in passes over new examples.

    Those of the phrase book, of which the teachers know no more than it, keep their own answers. In the end the weights
    are the mean of those before, between and after the passes.

    Args:
        output: folder of the student, whose weights are replaced; what an interrupted run has done is done again.
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
    states = [_copied(student.network)]
    for number in range(_PASSES):
        own = replace(
            recipe,
            epochs=1,
            rate=_RATE,
            smoothing=0.0,
            share=_SHARE,
            phrases=_PHRASES,
            seed=recipe.seed + _SEED + number,
        )
        examples, unseen = material(rows, dev, student.vocabulary, data=data, recipe=own)
        report(f"before: {shown(judged(student.network, unseen), unseen)}")
        report(f"together: {shown(agreed([student, *others], unseen, student.vocabulary), unseen)}")
        examples.answers = taught([student, *others], examples, student.vocabulary)
        others = [Scorer(deepcopy(student.network), student.vocabulary), *others]
        run = output / "distilling"
        run.mkdir(exist_ok=True)
        fit(student.network, examples, unseen, own, output=run, report=report)
        shutil.rmtree(run)
        states.append(_copied(student.network))
    student.network.load_state_dict(mean(states))
    report(f"mean of all: {shown(judged(student.network, unseen), unseen)}")
    save(Scorer(student.network, student.vocabulary), output)
    return output


def taught(teachers: Sequence[Scorer], examples: Examples, vocabulary: Vocabulary) -> Tensor:
    """The answers to examples, softened by the teachers' where these come from the corpora, shape [B]."""
    own = examples.answers
    untaught = torch.tensor([kind.startswith(_UNTAUGHT) for kind in examples.kinds])
    softened = (1 - _TEACHERS) * own + _TEACHERS * torch.from_numpy(agreed(teachers, examples, vocabulary))
    return torch.where(untaught, own * (2 * _SURE - 1) + (1 - _SURE), softened).float()


def _copied(network: nn.Module) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in network.state_dict().items()}


def mean(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of weights of the same shapes (Wortsman and others 2022, "Model soups")."""
    return {
        name: torch.stack([state[name].float() for state in states]).mean(dim=0).to(value.dtype)
        for name, value in states[0].items()
    }


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
