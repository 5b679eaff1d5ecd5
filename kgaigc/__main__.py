"""Starts the command line: ``python -m kgaigc``, and the installed command ``kgaigc``."""

from __future__ import annotations

import os


def main() -> None:
    """Run the command line."""
    # One thread is quicker than two for sentences, and this must be said before torch loads.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from kgaigc.cli import app  # noqa: PLC0415

    app(prog_name="kgaigc")


if __name__ == "__main__":
    main()
