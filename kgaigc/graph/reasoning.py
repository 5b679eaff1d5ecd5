"""What follows from what a graph states, added to it on request: RDFS, inverses and sameAs."""

from __future__ import annotations

from typing import cast

import pyoxigraph as ox

from kgaigc.errors import GraphError

_PREFIXES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
# Left out: what follows of every graph, such as that all is an rdfs:Resource, and what nobody would say.
_RULES = (
    "?x a ?c } WHERE { ?x a/rdfs:subClassOf ?c FILTER(isIRI(?c))",
    "?c rdfs:subClassOf ?d } WHERE { ?c owl:equivalentClass|^owl:equivalentClass ?d FILTER(isIRI(?c) && isIRI(?d))",
    "?x ?q ?y } WHERE { ?p rdfs:subPropertyOf ?q . ?x ?p ?y FILTER(isIRI(?q))",
    "?x ?q ?y } WHERE { ?p owl:equivalentProperty|^owl:equivalentProperty ?q . ?x ?p ?y FILTER(isIRI(?q))",
    "?x a ?c } WHERE { ?p rdfs:domain ?c . ?x ?p ?y FILTER(isIRI(?c))",
    "?y a ?c } WHERE { ?p rdfs:range ?c . ?x ?p ?y FILTER(isIRI(?c) && !isLiteral(?y))",
    "?y ?q ?x } WHERE { ?p owl:inverseOf|^owl:inverseOf ?q . ?x ?p ?y FILTER(isIRI(?q) && !isLiteral(?y))",
    "?y ?p ?x } WHERE { ?p a owl:SymmetricProperty . ?x ?p ?y FILTER(!isLiteral(?y))",
    "?y owl:sameAs ?x } WHERE { ?x owl:sameAs ?y FILTER(!isLiteral(?y))",
    "?x owl:sameAs ?z } WHERE { ?x owl:sameAs/owl:sameAs ?z FILTER(?x != ?z)",
    "?y ?p ?o } WHERE { ?x owl:sameAs ?y . ?x ?p ?o FILTER(!isLiteral(?y) && ?o != ?y)",
    "?s ?p ?y } WHERE { ?x owl:sameAs ?y . ?s ?p ?x FILTER(!isLiteral(?y) && ?s != ?y)",
)
RULES = "RDFS subclasses, subproperties, domains and ranges; inverses and symmetry; sameAs"
MOST = 5_000_000  # statements; no graph may grow further


def entail(store: ox.Store, *, most: int = MOST) -> None:
    """Add what follows, to the default graph, over and over until nothing new does.

    Classes of domains and ranges are given where they have a name; restrictions are left to the schema.

    Args:
        store: the statements; all named graphs are read as one.
        most: statements that it may come to hold.

    Raises:
        GraphError: it would come to hold more.
    """
    before = -1
    while (size := len(store)) != before:
        before = size
        for rule in _RULES:
            query = f"{_PREFIXES} CONSTRUCT {{ {rule} }}"
            found = cast(ox.QueryTriples, store.query(query, use_default_graph_as_union=True))
            new = [
                ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph())
                for triple, _ in zip(found, range(most + 1), strict=False)
                if not _is_held(store, triple)
            ]
            if size + len(new) > most:
                raise GraphError(
                    f"more than {most} statements follow from the graph; open it without reasoning, or look for "
                    "chains of owl:sameAs that join what is not the same"
                )
            store.extend(new)


def _is_held(store: ox.Store, triple: ox.Triple) -> bool:
    held = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(True for _ in held)
