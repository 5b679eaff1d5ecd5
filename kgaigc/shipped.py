"""Where what ships with the package is found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from kgaigc.errors import GraphError

_CHECKER: ContextVar[Path] = ContextVar("checker", default=Path(__file__).parent / "models" / "checker")


def checker() -> Path:
    """The folder of the checker's lexicon and scorer: the shipped one, but within ``checker_in``."""
    return _CHECKER.get()


@contextmanager
def checker_in(directory: Path) -> Iterator[None]:
    """Have the checker read its lexicon and scorer from another folder, to calibrate what was just trained."""
    token = _CHECKER.set(directory)
    try:
        yield
    finally:
        _CHECKER.reset(token)


def default_graph() -> Path:
    """The graph that ships as default: in the package when installed, in the repository otherwise.

    Raises:
        GraphError: the installation lacks it.
    """
    package = Path(__file__).parent
    places = [home / "graphs" / "computing.ttl" for home in (package, package.parent)]
    for place in places:
        if place.is_file():
            return place
    raise GraphError(f"the shipped graph is missing ({places[0]}): name a graph, or install kgaigc again")
