import json

import pytest
import torch

from kgaigc.errors import CheckpointError, ConfigError
from kgaigc.generation.model import Hyperparameters, Network
from kgaigc.generation.search import Search, beam_search
from kgaigc.generation.vocabulary import Vocabulary
from kgaigc.training.corpora import build
from kgaigc.training.loop import LOG, STATE, Settings, fit

TINY = Hyperparameters(embedding=24, role=4, hidden=32, layers=1, dropout=0.0)
ROWS = [
    {"triples": [["Cairo", "country", "Egypt"]], "texts": ["Cairo is a city in Egypt."]},
    {"triples": [["Bob", "employer", "NASA"]], "texts": ["Bob works for NASA."]},
    {"triples": [["Ann", "birthPlace", "Rome"]], "texts": ["Ann was born in Rome."]},
    {"triples": [["Mars", "moon", "Phobos"]], "texts": ["Phobos circles Mars."]},
]


@pytest.fixture
def examples():
    return build(ROWS, {}, by_sentence=False).examples


def counted(examples, least_named=0):
    return Vocabulary.count(
        [e.source for e in examples], [e.target for e in examples], least=1, least_named=least_named
    )


def run(examples, output, least_named=0, **settings):
    vocabulary = counted(examples, least_named)
    given = Settings(**{"epochs": 3, "smoothing": 0.0, "disguise": 0.0, "average": 1} | settings)
    network = fit(
        examples,
        vocabulary,
        sizes=TINY,
        settings=given,
        output=output,
        score=lambda _: {"dev": 1.0},
        report=lambda _: None,
    )
    return network, vocabulary


def test_four_examples_can_be_learnt_by_heart(examples, tmp_path):
    network, vocabulary = run(examples, tmp_path, epochs=300, rate=2e-2)
    found = beam_search(network, vocabulary, [e.source for e in examples], search=Search(num_beams=2))
    assert [hypotheses[0].tokens for hypotheses in found] == [e.target for e in examples]


def test_a_log_has_loss_and_dev_score_of_each_epoch(examples, tmp_path):
    run(examples, tmp_path)
    lines = [json.loads(line) for line in (tmp_path / LOG).read_text().splitlines()]
    assert [line["epoch"] for line in lines] == [1, 2, 3]
    assert all(line["loss"] > 0 and line["dev"] == 1.0 for line in lines)


def test_an_interrupted_run_goes_on_to_the_same_weights(examples, tmp_path):
    whole, _ = run(examples, tmp_path / "whole", least_named=1)

    class StopError(Exception):
        pass

    def stop_after_one(line):
        if line.startswith("{") and json.loads(line)["epoch"] == 2:
            raise StopError

    vocabulary = counted(examples, least_named=1)
    options = {
        "sizes": TINY,
        "settings": Settings(epochs=3, smoothing=0.0, disguise=0.0, average=1),
        "output": tmp_path / "cut",
        "score": lambda _: {"dev": 1.0},
    }
    with pytest.raises(StopError):
        fit(examples, vocabulary, **options, report=stop_after_one)
    resumed = fit(examples, vocabulary, **options, report=lambda _: None)
    for one, other in zip(whole.state_dict().values(), resumed.state_dict().values(), strict=True):
        torch.testing.assert_close(one, other)


def test_a_run_with_other_settings_is_not_gone_on_with(examples, tmp_path):
    run(examples, tmp_path, epochs=1)
    with pytest.raises(CheckpointError, match="other settings"):
        run(examples, tmp_path, epochs=2)


def test_the_same_seed_gives_the_same_weights(examples, tmp_path):
    first, _ = run(examples, tmp_path / "a", seed=3)
    second, _ = run(examples, tmp_path / "b", seed=3)
    for one, other in zip(first.state_dict().values(), second.state_dict().values(), strict=True):
        assert torch.equal(one, other)


def test_a_damaged_run_is_named(examples, tmp_path):
    run(examples, tmp_path, epochs=1)
    (tmp_path / STATE).write_bytes(b"not a checkpoint")
    with pytest.raises(CheckpointError, match="damaged"):
        run(examples, tmp_path, epochs=1)


def test_an_output_that_cannot_be_made_is_named(examples, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="can't be written"):
        run(examples, tmp_path / "file" / "run")


def test_a_run_on_other_data_is_not_gone_on_with(examples, tmp_path):
    run(examples, tmp_path, epochs=1)
    with pytest.raises(CheckpointError, match="other data"):
        run(examples[:2], tmp_path, epochs=1)


def test_what_only_the_name_tells_is_learnt_from_it(tmp_path):
    told = {"Ann": "Ann is from Rome.", "Bob": "Rome has Bob."}
    rows = [{"triples": [[name, "birthPlace", "Rome"]], "texts": [text]} for name, text in told.items()]
    examples = build(rows, {}, by_sentence=False).examples
    network, vocabulary = run(examples, tmp_path, epochs=300, rate=1e-2, least_named=1, name_dropout=0.0)
    found = beam_search(network, vocabulary, [e.source for e in examples], search=Search(num_beams=2))
    assert [hypotheses[0].tokens for hypotheses in found] == [e.target for e in examples]


def test_hidden_names_teach_nothing(examples, tmp_path):
    def moved(share):
        network, _ = run(examples, tmp_path / str(share), least_named=1, name_dropout=share, weight_decay=0.0)
        torch.manual_seed(1)
        fresh = Network(
            TINY, vocabulary=network.vocabulary, roles=network.embed_role.num_embeddings, names=8
        ).embed_name.weight
        return (network.embed_name.weight - fresh).abs().amax(1)

    assert moved(1.0)[2:].max() == 0
    assert moved(0.0)[2:].min() > 0


@pytest.mark.parametrize("share", ["smoothing", "disguise", "name_dropout"])
def test_shares_are_at_most_one(share):
    with pytest.raises(ValueError, match="are shares"):
        Settings(**{share: 1.5})
