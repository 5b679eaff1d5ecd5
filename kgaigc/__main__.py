"""Starts the command line: ``python -m kgaigc``, and the installed command ``kgaigc``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    # One thread is quicker than two for sentences, and this must be said before torch loads.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        from kgaigc.cli import app  # noqa: PLC0415

        app(prog_name="kgaigc")
    except KeyboardInterrupt:
        _end_interrupted()
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _end_interrupted()
        raise


def _end_interrupted() -> NoReturn:
    """End with 130, all that was open being closed by now.

    ``python -m`` would end by SIGINT instead if the interrupt came while a module was loaded: CPython keeps a mark once
    ``exec`` of a string (as dataclasses use it) was interrupted, whatever is made of it later.
    """
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
