"""The whole recipe of the checker, on a corpus made up here and word vectors that are drawn by lot."""

from __future__ import annotations

import contextlib
import gzip
import json
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from typer.testing import CliRunner, Result

from kgaigc import shipped
from kgaigc.checking.lexicon import FILE as LEXICON
from kgaigc.checking.likeness import Passage
from kgaigc.checking.scorer import CONFIG, WEIGHTS, Scorer
from kgaigc.checking.scoring import FILE, WITH_TRIPLES, WITHOUT, Calibration
from kgaigc.cli import app
from kgaigc.errors import ConfigError
from kgaigc.training import calibration, checker, scorer, vectors
from kgaigc.training.calibration import examined
from kgaigc.training.statements import question, said_by

NAMES = ("Ann Orr", "Bob Ito", "Cleo Dane", "Dan Ursu", "Eve Zorn", "Finn Ode")
CITIES = ("Rome", "Oslo", "Kyiv", "Lima", "Graz")
WAYS = (("birthPlace", "was born in"), ("deathPlace", "died in"), ("residence", "lives in"))


def rows(*, first: int) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for number, name in enumerate(NAMES[first:] + NAMES[:first]):
        for predicate, words in WAYS:
            city = CITIES[(number + first) % len(CITIES)]
            triple = [name.replace(" ", "_"), predicate, city]
            made.append({"category": "Artist", "triples": [triple], "texts": [f"{name} {words} {city}."]})
    return made


def written(path: Path, made: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row) + "\n" for row in made).encode()
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)


def judged(row: dict[str, object], number: int) -> dict[str, object]:
    right = {"text": row["texts"][0], "semantics": 3.0}  # type: ignore[index]
    wrong = {"text": "Nobody knows.", "semantics": 1.0}
    return {"triples": row["triples"], "category": "Artist", "system": f"s{number % 2}"} | (
        wrong if number % 2 else right
    )


def answer(name: str, city: str) -> dict[str, object]:
    query = f"SELECT ?uri WHERE {{ <http://made.up/{name}> <http://made.up/birthPlace> ?uri }}"
    plain = f"{name.replace('_', ' ')} was born in {city}."
    return {"sparql": query, "answer_plain": plain, "answer_spans": [city], "form": "select"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    corpora = tmp_path / "data"
    annotated = [
        row | {"texts": [{"text": text, "references": []} for text in row["texts"]]} for row in rows(first=0)
    ]  # type: ignore[attr-defined]
    written(corpora / "webnlg2017" / "train.jsonl.gz", annotated)
    written(corpora / "webnlg2020" / "train.jsonl.gz", rows(first=1))
    written(corpora / "webnlg2020" / "dev.jsonl", rows(first=3)[:6])
    written(corpora / "vquanda" / "train.jsonl.gz", [answer("Gus_Pell", "Rome"), answer("Ida_Quist", "Graz")])
    humans = [judged(row, i) for row in rows(first=2)[:12] for i in (0, 1)]
    written(corpora / "checker" / "webnlg2017_human.jsonl", humans)
    monkeypatch.setattr(vectors, "_vectors", drawn)
    monkeypatch.setattr(calibration, "_STEPS", 5)
    monkeypatch.setattr("kgaigc.cli.models.find_spec", lambda name: True)
    return corpora


def drawn(corpus: set[str]) -> dict[str, np.ndarray]:
    words = {word for word in corpus if word.isalpha()} | {
        f"noun{a}{b}" for a in "abcdefgh" for b in "abcdefgh"
    }
    return {
        word: np.random.default_rng(zlib.crc32(word.encode())).normal(size=80).astype("f4") for word in words
    }


def trained(data: Path, output: Path, *more: str) -> Result:
    given = ["train", "checker", "--data", str(data), "--output", str(output), "--limit", "30", *more]
    return CliRunner().invoke(app, given)


def test_the_command_trains_a_checker_that_loads_and_scores(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "checker"
    run = trained(data, out, "--epochs", "1")
    assert run.exit_code == 0, run.output
    assert {path.name for path in out.iterdir()} == {LEXICON, CONFIG, WEIGHTS, FILE}
    (said,) = said_by(rows(first=0)[:1])
    asked = question(Passage(said.text), said.triples[0], said.triples)
    (probability,) = Scorer.load(out).probabilities([asked])
    assert 0 < probability < 1
    stored = json.loads((out / FILE).read_text())
    for kind, told in ((WITH_TRIPLES, True), (WITHOUT, False)):
        score = Calibration(stored[kind]).probability(examined(said.text, said.triples, told=told).features)
        assert 0 < score < 1


def test_a_run_with_the_same_seed_gives_the_same_files(data: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        assert trained(data, tmp_path / name, "--epochs", "1").exit_code == 0
    for name in (LEXICON, CONFIG, WEIGHTS, FILE):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_an_interrupted_run_goes_on_and_ends_where_a_whole_one_does(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(output: Path) -> None:
        checker.train(data=data, output=output, seed=0, epochs=2, limit=30, report=lines.append)

    lines: list[str] = []
    run(tmp_path / "whole")
    ended: list[int] = []
    epoch = scorer._epoch

    def interrupted(*given: object) -> float:
        if ended:
            raise KeyboardInterrupt
        ended.append(1)
        return epoch(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(scorer, "_epoch", interrupted)
        run(tmp_path / "halves")
    assert (tmp_path / "halves" / scorer.STATE).exists()
    lines.clear()
    run(tmp_path / "halves")
    assert not any(line.startswith("epoch 1/2") for line in lines)
    for name in (LEXICON, CONFIG, WEIGHTS, FILE):
        assert (tmp_path / "halves" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_run_that_failed_in_the_calibration_trains_no_epoch_again(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    lines: list[str] = []
    for fails in (True, False):
        with monkeypatch.context() as patched, contextlib.suppress(KeyboardInterrupt):
            if fails:
                patched.setattr(calibration, "fitted", interrupted)
            checker.train(data=data, output=tmp_path / "out", seed=0, epochs=1, limit=30, report=lines.append)
    assert sum(line.startswith("epoch 1/1") for line in lines) == 1
    assert {path.name for path in (tmp_path / "out").iterdir()} == {LEXICON, CONFIG, WEIGHTS, FILE}


def test_an_unfinished_run_of_another_recipe_is_left_alone(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "checker"
    assert trained(data, out, "--epochs", "1").exit_code == 0
    torch.save({"recipe": {"epochs": 9}}, out / scorer.STATE)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    run = trained(data, out, "--epochs", "1")
    assert run.exit_code == 1
    assert "another recipe" in run.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_the_calibration_is_fitted_to_the_scorer_beside_it(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[Path] = []
    load = Scorer.load
    monkeypatch.setattr(Scorer, "load", lambda directory: used.append(directory) or load(directory))
    assert trained(data, tmp_path / "checker", "--epochs", "1").exit_code == 0
    assert used == [tmp_path / "checker"]
    assert shipped.checker() == Path(shipped.__file__).parent / "models" / "checker"


def test_missing_word_vectors_are_named(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgaigc.cli.models.find_spec", lambda name: None)
    run = trained(data, tmp_path / "out")
    assert run.exit_code == 1
    assert "pip install 'kgaigc[train]'" in run.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("missing", ["vquanda/train.jsonl.gz", "checker/webnlg2017_human.jsonl"])
def test_a_missing_corpus_is_named(data: Path, tmp_path: Path, missing: str) -> None:
    (data / missing).unlink()
    with pytest.raises(ConfigError, match="no such file"):
        checker.train(data=data, output=tmp_path / "out", seed=0, epochs=1, limit=30, report=print)
    assert not (tmp_path / "out").exists()


def test_a_scorer_is_taught_what_it_and_its_teachers_answer_together(data: Path, tmp_path: Path) -> None:
    assert trained(data, tmp_path / "teacher", "--epochs", "1", "--seed", "1").exit_code == 0
    for name, more in (("alone", ()), ("taught", ("--teacher", str(tmp_path / "teacher")))):
        run = trained(data, tmp_path / name, "--epochs", "1", *more)
        assert run.exit_code == 0, run.output
    assert {path.name for path in (tmp_path / "taught").iterdir()} == {LEXICON, CONFIG, WEIGHTS, FILE}
    (said,) = said_by(rows(first=0)[:1])
    asked = question(Passage(said.text), said.triples[0], said.triples)
    alone, taught = (
        Scorer.load(tmp_path / name).probabilities([asked]).item() for name in ("alone", "taught")
    )
    assert alone != taught


def test_a_teacher_that_is_not_there_is_an_error_that_names_its_folder(data: Path, tmp_path: Path) -> None:
    run = trained(data, tmp_path / "out", "--epochs", "1", "--teacher", str(tmp_path / "nobody"))
    assert run.exit_code == 1
    assert "nobody" in run.output
