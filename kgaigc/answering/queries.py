"""The SPARQL of a reading: it gives exactly the results."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgaigc.answering.readings import Reading
from kgaigc.values import RDF_TYPE, Entity, Term, Value, ntriples

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"


def select(reading: Reading, graph: KnowledgeGraph) -> str:
    """The query for the answers of a reading."""
    return f"SELECT DISTINCT ?answer WHERE {{ {_pattern(reading, graph)} }}"


def count(reading: Reading, graph: KnowledgeGraph) -> str:
    """The query for how many answers a reading has."""
    return f"SELECT (COUNT(DISTINCT ?thing) AS ?answer) WHERE {{ {_pattern(reading, graph, name='?thing')} }}"


def select_through(reading: Reading, graph: KnowledgeGraph) -> str:
    """The query for answers that stand in lists, structured values or statement nodes."""
    return f"SELECT DISTINCT ?answer WHERE {{ {_pattern_through(reading, graph, '?answer')} }}"


def count_through(reading: Reading, graph: KnowledgeGraph) -> str:
    """The query for how many such answers there are."""
    pattern = _pattern_through(reading, graph, "?thing")
    return f"SELECT (COUNT(DISTINCT ?thing) AS ?answer) WHERE {{ {pattern} }}"


def ask(subject: Entity, predicate: Entity, end: Term, graph: KnowledgeGraph) -> str:
    """The query for whether a fact is in the graph, from either end."""
    return f"ASK {{ {ntriples(subject)} {path(predicate, graph)} {ntriples(end)} }}"


def _pattern_through(reading: Reading, graph: KnowledgeGraph, name: str) -> str:
    return f"{_pattern(reading, graph, name=name, write=_through)} FILTER(!isBlank({name}))"


def _stated(iri: str) -> str:
    return f"<{iri}>"


def _through(iri: str) -> str:
    """A predicate, or it and the way through what may stand between."""
    ways = [f"<{iri}>", f"<{iri}>/<{_RDF}rest>*/<{_RDF}first>", f"<{iri}>/<{_RDF}value>"]
    base, direct, name = iri.partition("/prop/direct/")
    ways += [f"<{base}/prop/{name}>/<{base}/prop/statement/{name}>"] if direct else []
    return f"({'|'.join(ways)})"


def path(predicate: Entity, graph: KnowledgeGraph, *, write: Callable[[str], str] = _stated) -> str:
    """The predicate, or its declared inverse backwards; a symmetric one goes both ways."""
    term = write(predicate.iri)
    inverse = graph.inverse(predicate.iri)
    if graph.is_symmetric(predicate.iri):
        return f"({term}|^{term})"
    return f"({term}|^{write(inverse)})" if inverse else term


def _pattern(
    reading: Reading, graph: KnowledgeGraph, *, name: str = "?answer", write: Callable[[str], str] = _stated
) -> str:
    topic, way = f"<{reading.topic.iri}>", path(reading.predicate, graph, write=write)
    pattern = f"{topic} {way} {name}" if reading.direction == "forward" else f"{name} {way} {topic}"
    if reading.kind:
        pattern += f" . {name} <{RDF_TYPE}>/<{_SUBCLASS}>* <{reading.kind.iri}>"
    tags = {end.language for end in reading.results if isinstance(end, Value)}
    if tags - {""}:
        # Texts in other languages say the same once more.
        shown = ", ".join(f'"{tag}"' for tag in sorted(tags))
        pattern += f" FILTER(LANG({name}) IN ({shown}))"
    return pattern


def ask_class(entity: Entity, kind: Entity) -> str:
    """The query for whether a thing belongs to a class, by way of its subclasses too."""
    return f"ASK {{ <{entity.iri}> <{RDF_TYPE}>/<{_SUBCLASS}>* <{kind.iri}> }}"
