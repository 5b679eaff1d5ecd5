"""A training that is killed, wherever it is, and started again ends with the very weights of one that was not."""

import random
import signal
import subprocess
import sys

import pytest

# Trains with dropout and all kinds of chance; argv: where, and the step or the save at which it kills itself.
TRAINING = """
import os, signal, sys
from pathlib import Path
import torch
from safetensors.torch import save
from kgaigc.generation.model import Hyperparameters
from kgaigc.generation.vocabulary import Vocabulary
from kgaigc.training import loop
from kgaigc.training.corpora import build

folder, when, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
rows = [
    {"triples": [[name, "birthPlace", city]], "texts": [f"{name} was born in {city}."]}
    for name in ("Ann", "Bob", "Cleo", "Dan") for city in ("Rome", "Oslo", "Kyiv", "Lima")
]
examples = build(rows, {}, by_sentence=False).examples
vocabulary = Vocabulary.count(
    [e.source for e in examples], [e.target for e in examples], least=1, least_named=1
)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


plain_step, plain_save = loop.step, torch.save


def step(*given):
    global left
    if when == "step":
        left -= 1
        if left == 0:
            die()
    return plain_step(*given)


def half_save(state, path):
    global left
    plain_save(state, path)
    left -= 1
    if left == 0:
        whole = Path(path).read_bytes()
        Path(path).write_bytes(whole[: len(whole) // 2])
        die()


loop.step = step
if when == "save":
    torch.save = half_save
network = loop.fit(
    examples,
    vocabulary,
    sizes=Hyperparameters(embedding=12, role=4, hidden=16, layers=2, dropout=0.3),
    settings=loop.Settings(epochs=3, batch_tokens=24, average=2, disguise=0.3, name_dropout=0.5),
    output=folder,
    score=lambda _: {},
    report=lambda _: None,
)
(folder / "weights").write_bytes(save(network.state_dict()))
"""


def train(folder, when="never", count=0):
    command = [sys.executable, "-c", TRAINING, str(folder), when, str(count)]
    return subprocess.run(command, capture_output=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unharmed")
    run = train(folder)
    assert run.returncode == 0, run.stderr.decode()
    return (folder / "weights").read_bytes()


@pytest.mark.parametrize("seed", [0, 1])
def test_a_killed_training_ends_with_the_same_bytes(unharmed, tmp_path, seed):
    draw = random.Random(seed)
    for when, count in (
        ("step", draw.randint(2, 9)),
        ("save", draw.randint(1, 2)),
        ("step", draw.randint(2, 5)),
    ):
        assert train(tmp_path, when, count).returncode == -signal.SIGKILL
    run = train(tmp_path)
    assert run.returncode == 0, run.stderr.decode()
    assert (tmp_path / "weights").read_bytes() == unharmed
