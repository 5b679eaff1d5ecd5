"""The commands ``train`` and ``evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from kgaigc.errors import ConfigError

Corpus = Annotated[Literal["webnlg2017", "webnlg2020"], typer.Argument(help="The corpus and its protocol.")]
Data = Annotated[Path, typer.Option("--data", help="Folder of the corpora: webnlg2017/, webnlg2020/.")]


def train(
    corpus: Corpus,
    *,
    output: Annotated[Path, typer.Option("--output", help="Folder of the checkpoint; a run there goes on.")],
    data: Data = Path("data"),
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the corpus.")] = 12,
    seed: Annotated[int, typer.Option(help="Of weights, order and dropout.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Processor threads.")] = 1,
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    limit: Annotated[int, typer.Option(min=0, help="Rows of the corpus at most; 0 for all.")] = 0,
) -> None:
    """Train a generator and its planner; progress, losses and dev scores go to standard error and a log."""
    from kgaigc.evaluation.webnlg import dev_score  # noqa: PLC0415  (torch loads when a command runs)
    from kgaigc.training.loop import Settings  # noqa: PLC0415
    from kgaigc.training.train import Recipe  # noqa: PLC0415
    from kgaigc.training.train import train as run  # noqa: PLC0415

    _check_device(device)
    recipe = Recipe(
        corpus, settings=Settings(epochs=epochs, seed=seed, threads=threads, device=device), limit=limit
    )
    score = dev_score(corpus, data=data)
    run(recipe, data=data, output=output, score=score, report=lambda line: typer.echo(line, err=True))
    typer.echo(str(output))


def evaluate(
    corpus: Corpus,
    *,
    data: Data = Path("data"),
    model: Annotated[Path | None, typer.Option("--model", help="Folder of a checkpoint.")] = None,
) -> None:
    """Write a text for every triple set of a corpus's dev part and print BLEU and chrF++ as JSON.

    Without --model, webnlg2020 is the shipped model; webnlg2017 is benchmarks/checkpoints/webnlg2017 of the
    repository.
    """
    from kgaigc.evaluation.webnlg import evaluate as run  # noqa: PLC0415  (torch loads when a command runs)

    typer.echo(json.dumps(run(corpus, data=data, model=model or default_model(corpus))))


def default_model(corpus: str) -> Path:
    """The checkpoint that stands for a corpus's protocol."""
    package = Path(__file__).parent.parent
    if corpus == "webnlg2020":
        return package / "models" / "default"
    return package.parent / "benchmarks" / "checkpoints" / "webnlg2017"


def _check_device(device: str) -> None:
    import torch  # noqa: PLC0415  (loads when a command runs)

    if device != "cpu" and not (device == "cuda" and torch.cuda.is_available()):
        raise ConfigError(
            f"--device {device}: not here; use cpu" + (" or cuda" if torch.cuda.is_available() else "")
        )
