"""Where what ships with the package is found."""

from __future__ import annotations

from pathlib import Path

from kgaigc.errors import GraphError


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
