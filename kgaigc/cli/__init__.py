"""The command line: ``kgaigc article | generate | ask | check | verify | link | facts | train | evaluate | graph``.

Exit status: 0 done, 1 a named failure (a bad line of a batch too), 2 usage, 3 claims not supported (``check``
and ``verify`` with ``--strict`` alone), 130 interrupted. Commands are thin: the work is in ``kgaigc.pipeline`` and
``kgaigc.batch``, which load when a command runs and not before.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kgaigc import __version__
from kgaigc.cli import checking, graph, models, reading, writing
from kgaigc.errors import KgaigcError, LinkError


class Commands(TyperGroup):
    """The commands; the one place where errors that a user can mend become messages and exit status 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KgaigcError as error:
            typer.secho(f"kgaigc: {_message(error)}", err=True, fg=typer.colors.RED)
            raise typer.Exit(1) from error


def _message(error: KgaigcError) -> str:
    nearest = (
        [name for name in error.nearest if name not in str(error)] if isinstance(error, LinkError) else []
    )
    return f"{error} (nearest: {', '.join(nearest)})" if nearest else str(error)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kgaigc {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
]

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


@app.callback()
def kgaigc(*, version: Version = False) -> None:
    """Write what a knowledge graph knows, answer from it, and check texts against it."""


app.command()(writing.article)
app.command()(writing.generate)
app.command()(reading.ask)
app.command()(checking.check)
app.command()(checking.verify)
app.command()(reading.link)
app.command()(reading.facts)
app.add_typer(models.training, name="train")
app.command()(models.evaluate)
app.add_typer(graph.app, name="graph")
