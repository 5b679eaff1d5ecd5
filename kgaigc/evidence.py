"""What a text is checked against: given triples, alone or together with a graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from kgaigc.errors import ConfigError
from kgaigc.values import NAME_SCHEME, RDF_TYPE, Entity, Term, Triple, Value

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph
    from kgaigc.linking import Linker

Triples: TypeAlias = Sequence[Triple] | Sequence[Sequence[str]]


def read(triples: Triples) -> tuple[Triple, ...]:
    """Triples as they are, or read from rows of terms such as a batch has.

    Raises:
        ConfigError: a row can't be read.
    """
    from kgaigc.graph.terms import read_terms  # noqa: PLC0415  (loads the graph stores)

    whole = [triple for triple in triples if isinstance(triple, Triple)]
    rows = [row for row in triples if not isinstance(row, Triple)]
    return (*whole, *read_terms(rows)) if rows else tuple(whole)


def to_say(triples: Triples) -> tuple[Triple, ...]:
    """Triples that are to be said in text, as ``read`` gives them.

    Raises:
        ConfigError: there are none, a row can't be read, or an object is an empty text.
    """
    given = read(triples)
    if not given:
        raise ConfigError("there are no triples to say: give at least one")
    for triple in given:
        if isinstance(triple.object, Value) and not triple.object.text.strip():
            raise ConfigError(f"{triple}: the object is an empty text, which nothing can say: leave it out")
    return given


def said(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """The triples that a text can say: all but what declares a class or property."""
    from kgaigc.graph.vocabulary import is_declaration  # noqa: PLC0415  (loads the graph stores)

    return tuple(triple for triple in triples if not is_declaration(triple))


def graph_of(triples: Iterable[Triple], *, schema_of: KnowledgeGraph | None = None) -> KnowledgeGraph:
    """A graph of just these triples, their declarations among them, and those of another graph."""
    from kgaigc.graph import KnowledgeGraph  # noqa: PLC0415  (loads the graph stores)

    return KnowledgeGraph.from_triples(triples, schema_of=schema_of)


def joined(
    text: str, triples: Sequence[Triple], *, graph: KnowledgeGraph, linker: Linker
) -> tuple[KnowledgeGraph, tuple[Triple, ...]]:
    """The triples, and what a graph says about whatever they or a text name, as one graph.

    Returns:
        that graph, under the schema of the other, and the triples that can be said, with the graph's
        entities in place of bare names that name them.
    """
    known = tuple(_aligned(triple, linker) for triple in triples)
    named = {mention.entity.iri for mention in linker.link(text, doubtful=True).mentions if mention.entity}
    named |= {term.iri for t in known for term in (t.subject, t.object) if isinstance(term, Entity)}
    around = [fact for iri in sorted(named) for fact in _around(iri, graph)]
    return graph_of(dict.fromkeys((*known, *around)), schema_of=graph), said(known)


def _around(iri: str, graph: KnowledgeGraph) -> tuple[Triple, ...]:
    types = graph.triples(subject=iri, predicate=RDF_TYPE)
    return (*graph.facts(iri), *graph.incoming(iri), *types)


def _aligned(triple: Triple, linker: Linker) -> Triple:
    subject, found = _resolved(triple.subject, linker), _resolved(triple.object, linker)
    return replace(triple, subject=subject, object=found) if isinstance(subject, Entity) else triple


def _resolved(term: Term, linker: Linker) -> Term:
    """The graph's entity of that very label, where a bare name is one."""
    if not isinstance(term, Entity) or not term.iri.startswith(NAME_SCHEME):
        return term
    nearest = (candidate.entity for candidate in linker.candidates(term.label, top_k=1))
    return next((entity for entity in nearest if entity.label.casefold() == term.label.casefold()), term)
