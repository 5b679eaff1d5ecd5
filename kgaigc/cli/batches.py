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
    options: Options, source: str, answerer: Callable[[], Answerer], *, chunk: int = 1, strict: bool = False
) -> None:
    """Answer the lines of ``source`` into the output, in order, ``chunk`` lines at a time.

    Raises:
        typer.Exit: 1 if a line could not be answered, 3 if ``strict`` and a line has claims not supported.
        ConfigError: the input can't be read or the output can't be written.
    """
    from kgaigc.batch import answered  # noqa: PLC0415

    failed = doubtful = total = 0
    with streams.lines_of(source) as lines, streams.written(options.output) as output:
        for line in streams.counted(answered(lines, answerer(), chunk=chunk)):
            streams.emit(output, line.text + "\n")
            total, failed, doubtful = total + 1, failed + line.failed, doubtful + line.doubtful
    if failed:
        typer.secho(f"kgaigc: {failed} of {total} lines could not be answered", err=True, fg=typer.colors.RED)
        raise typer.Exit(1)
    if strict and doubtful:
        raise typer.Exit(3)
