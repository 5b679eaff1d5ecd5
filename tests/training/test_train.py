import gzip
import json

import numpy as np
import pytest
from typer.testing import CliRunner

from kgaigc.checking.contexts import context
from kgaigc.checking.lexicon import FILE, Lexicon
from kgaigc.cli import app
from kgaigc.errors import ConfigError
from kgaigc.generation import Generator
from kgaigc.planning.order import OrderModel
from kgaigc.training import predicate_lexicon
from kgaigc.training.loop import LOG
from kgaigc.training.train import Recipe, corpus


def row(name, city):
    text = f"{name} was born in {city}."
    reference = {"tag": "AGENT-1", "entity": name, "type": "name", "text": name}
    annotated = {"text": text, "references": [reference]}
    return {"category": "Artist", "triples": [[name, "birthPlace", city]], "texts": [annotated]}


@pytest.fixture
def data(tmp_path):
    for folder in ("webnlg2017", "webnlg2020"):
        (tmp_path / folder).mkdir()
    rows = [row(name, city) for name in ("Ann", "Bob", "Cleo", "Dan") for city in ("Rome", "Oslo", "Kyiv")]
    dev = [row("Eve", "Lima"), rows[0]]
    for folder in ("webnlg2017", "webnlg2020"):
        with gzip.open(tmp_path / folder / "train.jsonl.gz", "wt") as file:
            file.writelines(json.dumps(r) + "\n" for r in rows)
    with gzip.open(tmp_path / "webnlg2017" / "dev.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(r) + "\n" for r in dev)
    (tmp_path / "webnlg2020" / "dev.jsonl").write_text("".join(json.dumps(r) + "\n" for r in dev))
    return tmp_path


def made_up_vectors(words, size):
    known = sorted(words)
    return known, np.random.default_rng(1).normal(size=(len(known), size)).astype(np.float32)


def test_training_by_the_command_gives_a_checkpoint_that_evaluates(data, tmp_path, monkeypatch):
    # The package of the real vectors is installed for training alone, and not by the README's commands.
    monkeypatch.setattr("kgaigc.training.train.reduced_vectors", made_up_vectors)
    monkeypatch.setattr("kgaigc.cli.models.find_spec", lambda name: True)
    out = tmp_path / "model"
    run = CliRunner().invoke(
        app,
        ["train", "webnlg2017", "--data", str(data), "--output", str(out), "--epochs", "2", "--limit", "6"],
    )
    assert run.exit_code == 0, run.output
    assert len((out / "run" / LOG).read_text().splitlines()) == 2
    assert Generator.from_pretrained(out).checkpoint.about["licence"].startswith("CC BY-NC-SA 4.0")
    OrderModel.load(out)
    scored = CliRunner().invoke(app, ["evaluate", "webnlg2017", "--data", str(data), "--model", str(out)])
    assert scored.exit_code == 0, scored.output
    assert json.loads(scored.stdout.splitlines()[-1])["n"] == 2


def test_the_checkers_lexicon_is_learnt(data, tmp_path):
    def train(name):
        predicate_lexicon.train(data=data, output=tmp_path / name, sample=20, report=lambda line: None)
        return (tmp_path / name / FILE).read_text(encoding="utf-8")

    learnt = Lexicon(json.loads(train("lexicon")))
    born = context([(), ("was", "born", "in"), (".",)], 0, 1)
    eaten = context([(), ("was", "eaten", "by"), (".",)], 0, 1)
    assert learnt.says("birthPlace", born) > learnt.says("birthPlace", eaten)
    assert train("again") == train("lexicon")


def test_rows_of_dev_are_not_trained_on(data):
    assert corpus(Recipe("webnlg2020"), data).texts == 11
    assert corpus(Recipe("webnlg2017"), data).texts == 12


def test_a_model_that_is_given_out_may_learn_everything(data):
    assert corpus(Recipe("webnlg2020", everything=True), data).texts == 14
    with pytest.raises(ConfigError, match="webnlg2017 is its train part alone"):
        Recipe("webnlg2017", everything=True)


def test_missing_word_vectors_are_named(data, tmp_path, monkeypatch):
    monkeypatch.setattr("kgaigc.cli.models.find_spec", lambda name: None if "pipeline" in name else True)
    run = CliRunner().invoke(
        app, ["train", "webnlg2017", "--data", str(data), "--output", str(tmp_path / "o")]
    )
    assert run.exit_code == 1
    assert "kgaigc[train]" in run.output
    assert not (tmp_path / "o").exists()


def test_missing_corpora_are_named(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        corpus(Recipe("webnlg2017"), tmp_path)
    run = CliRunner().invoke(
        app, ["train", "webnlg2017", "--data", str(tmp_path), "--output", str(tmp_path / "o")]
    )
    assert run.exit_code == 1
    with pytest.raises(ConfigError, match="no such file"):
        predicate_lexicon.train(data=tmp_path, output=tmp_path / "o", report=print)
    assert not (tmp_path / "o").exists()


def test_a_missing_extra_is_named(data, tmp_path, monkeypatch):
    monkeypatch.setattr("kgaigc.cli.models.find_spec", lambda name: None)
    for command in (["train", "webnlg2017", "--output", str(tmp_path / "o")], ["evaluate", "webnlg2017"]):
        run = CliRunner().invoke(app, [*command, "--data", str(data)])
        assert run.exit_code == 1
        assert "pip install 'kgaigc[evaluate]'" in run.stderr
