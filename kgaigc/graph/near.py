"""Terms of a graph by what people call them, and what comes near where nothing is called so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import process

from kgaigc.errors import LinkError
from kgaigc.graph import vocabulary as v
from kgaigc.graph.labels import spaced
from kgaigc.values import Entity

_SHOWN = 3
_NEAR = 60.0  # of 100, by rapidfuzz


def pick(name: str, terms: Sequence[Entity], *, kind: str, graph: str) -> tuple[Entity, ...]:
    """The terms that a name means: an IRI, a label, or what stands in the IRI; capitals don't matter.

    Args:
        name: what the user wrote.
        terms: those to choose from.
        kind: what they are, for the message.
        graph: the graph's name, for the message.

    Raises:
        LinkError: none is called so; ``nearest`` has the labels that come nearest.
    """
    iri = name.strip().removeprefix("<").removesuffix(">")
    known: defaultdict[str, dict[Entity, None]] = defaultdict(dict)
    for term in terms:
        if term.iri == iri:
            return (term,)
        for called in (term.label, v.local_name(term.iri)):
            known[_key(called)][term] = None
    found = known.get(_key(name))
    if found:
        return tuple(found)
    wanted = _key(v.local_name(iri) if "://" in iri else name)
    matches = process.extract(wanted, list(known), limit=_SHOWN, score_cutoff=_NEAR)
    nearest = tuple(dict.fromkeys(next(iter(known[key])).label for key, _, _ in matches))
    hint = f"; the nearest are: {', '.join(nearest)}" if nearest else ""
    raise LinkError(f"no {kind} of {graph or 'the graph'} is called {name!r}{hint}", nearest=nearest)


def _key(name: str) -> str:
    """A name without case, humps and spaces: "birthplace" is "birthPlace" and "birth place"."""
    return "".join(spaced(name).casefold().split())
