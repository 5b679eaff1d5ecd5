"""The commands about a graph itself."""

from __future__ import annotations

import typer

from kgaigc.cli.options import Options, open_graph, show, with_options

app = typer.Typer(no_args_is_help=True, help="Look at a graph.")


@app.callback()
def _graph() -> None:
    """Look at a graph."""


@app.command()
@with_options
def info(options: Options) -> None:
    """Size, classes, predicates, languages, label coverage and problems of a graph."""
    show(options, lambda: open_graph(options).info())
