"""Commands over JSON Lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from kgaigc.cli import streams
from kgaigc.cli.options import Options

if TYPE_CHECKING:
    from kgaigc.batch import Answerer


def run(
    options: Options,
    source: str,
    answerer: Callable[[], Answerer],
    *,
    chunk: int = 1,
    strict: bool = False,
    risk: float | None = None,
) -> None:
    """Answer the lines of ``source`` into the output, in order, ``chunk`` lines at a time.

    With ``strict`` lines count as doubtful that have claims not supported, or a risk above the chosen one.

    Raises:
        typer.Exit: 1 if a line could not be answered, 3 if ``strict`` and a line is doubtful.
        ConfigError: the input can't be read or the output can't be written.
    """
    from kgaigc.batch import answered  # noqa: PLC0415

    failed = doubtful = total = 0
    with streams.lines_of(source) as lines, streams.written(options.output) as output:
        for line in streams.counted(answered(lines, answerer(), chunk=chunk, risk=risk)):
            streams.emit(output, line.text + "\n")
            total, failed, doubtful = total + 1, failed + line.failed, doubtful + line.doubtful
    if failed:
        typer.secho(f"kgaigc: {failed} of {total} lines could not be answered", err=True, fg=typer.colors.RED)
        raise typer.Exit(1)
    if strict and doubtful:
        raise typer.Exit(3)
