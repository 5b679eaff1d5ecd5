"""The recurrent language model that reads candidates."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from kgaigc.errors import CheckpointError
from kgaigc.generation.choosing import Candidate, Taste, by_fluency
from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.fluency import LanguageModel
from kgaigc.generation.names import Names
from kgaigc.generation.reader import FILE, MARKED, Reader, ReaderNetwork
from kgaigc.graph.terms import read_terms
from kgaigc.training.reader import fit_reader

WORDS = (*MARKED, "ada", "was", "born", "in", "london", ".")
TEXTS = ["Ada was born in London.", "Ada was born.", "Ada was in London."] * 40


@pytest.fixture(scope="module")
def reader() -> Reader:
    torch.manual_seed(1)
    return Reader(ReaderNetwork(len(WORDS), embedding=8, hidden=12), WORDS)


def test_a_text_is_as_likely_alone_as_beside_longer_ones(reader: Reader) -> None:
    short, long = ["ada", "was", "born", "."], ["ada", "was", "born", "in", "somewhere", "strange", "."]
    (alone,) = reader.log_probabilities([short])
    assert reader.log_probabilities([long, short])[1] == pytest.approx(alone, abs=1e-4)
    assert reader.log_probabilities([]) == []


@torch.inference_mode()
def test_a_text_is_as_likely_as_its_words_one_after_the_other(reader: Reader) -> None:
    ids = torch.tensor([reader.ids(["ada", "was"])])
    steps = torch.log_softmax(reader.network(ids), -1)[0]
    assert steps.exp().sum(1).tolist() == pytest.approx([1.0] * ids.shape[1])
    told = sum(float(steps[place, word]) for place, word in enumerate(ids[0, 1:].tolist()))
    assert reader.log_probabilities([["ada", "was"]]) == [pytest.approx(told, abs=1e-4)]


def test_it_is_saved_and_loaded_and_a_damaged_file_is_told(reader: Reader, tmp_path: Path) -> None:
    assert Reader.load(tmp_path) is None
    reader.save(tmp_path)
    loaded = Reader.load(tmp_path)
    text = ["ada", "was", "born", "in", "london", "."]
    assert loaded is not None and loaded.words == reader.words
    assert loaded.log_probabilities([text])[0] == pytest.approx(reader.log_probabilities([text])[0], abs=0.02)
    (tmp_path / FILE).write_bytes(b"not weights")
    with pytest.raises(CheckpointError, match="damaged language model"):
        Reader.load(tmp_path)


def test_it_learns_and_an_interrupted_run_comes_to_the_same(tmp_path: Path) -> None:
    lines: list[str] = []
    whole = fit_reader(TEXTS, epochs=4, seed=3, output=tmp_path / "whole", report=lines.append)
    assert float(lines[-1].rpartition(" ")[2]) < float(lines[0].rpartition(" ")[2])

    def stop(line: str) -> None:
        if "epoch 3" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit_reader(TEXTS, epochs=4, seed=3, output=tmp_path / "broken", report=stop)
    broken = fit_reader(TEXTS, epochs=4, seed=3, output=tmp_path / "broken", report=lines.append)
    for one, other in zip(
        whole.network.state_dict().values(), broken.network.state_dict().values(), strict=True
    ):
        assert torch.equal(one, other)
    with pytest.raises(CheckpointError, match="other settings"):
        fit_reader(TEXTS, epochs=5, seed=3, output=tmp_path / "broken", report=lines.append)


def test_of_two_wordings_the_one_is_taken_that_the_reader_likes(reader: Reader) -> None:
    (fact,) = read_terms([["Ada", "birthPlace", "London"]])
    source = delexicalise([(fact,)])
    good = Candidate(source, ("S0", "was", "born", "in", "S1", "."), ((fact,),), -0.5, 0.0)
    bad = replace(good, tokens=("S0", "born", "was", "in", "S1", "."))

    class Liking(Reader):
        liked = ""

        def log_probabilities(self, texts: Sequence[Sequence[str]]) -> list[float]:
            return [0.0 if text[1] == self.liked else -20.0 for text in texts]

    liking = Liking(reader.network, reader.words)
    for liked, first in (("was", good), ("born", bad)):
        liking.liked = liked
        found = by_fluency(
            [good, bad],
            fluency=LanguageModel.learn(TEXTS),
            names=Names(),
            taste=Taste(both=(0.0, 1.0)),
            reader=liking,
        )
        assert found[0].tokens == first.tokens
