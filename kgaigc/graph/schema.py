"""What the graph declares of its terms: superclasses; functional, inverse and symmetric properties."""

from __future__ import annotations

from collections import deque
from itertools import islice

from kgaigc.graph import vocabulary as v
from kgaigc.graph.statements import Statements
from kgaigc.values import RDF_TYPE

_COUNTED = 10_000  # a class with more members than this is simply large


class Schema:
    """The schema, looked up term by term and remembered; nothing is walked at the start."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._functional: dict[str, bool] = {}
        self._symmetric: dict[str, bool] = {}
        self._inverse: dict[str, str | None] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._sizes: dict[str, int] = {}
        self._terms: dict[str, bool] = {}

    def is_functional(self, predicate: str) -> bool:
        """Whether the graph declares that a thing has at most one value of it."""
        if predicate not in self._functional:
            self._functional[predicate] = self._is(predicate, v.FUNCTIONAL)
        return self._functional[predicate]

    def is_symmetric(self, predicate: str) -> bool:
        """Whether the graph declares that it holds both ways."""
        if predicate not in self._symmetric:
            self._symmetric[predicate] = self._is(predicate, v.SYMMETRIC)
        return self._symmetric[predicate]

    def inverse(self, predicate: str) -> str | None:
        """The property that says the same from the other end, if one is declared."""
        if predicate not in self._inverse:
            there = [o for _, _, o in self._statements.match(predicate, v.INVERSE) if isinstance(o, str)]
            back = [s for s, _, _ in self._statements.match(None, v.INVERSE, predicate)]
            self._inverse[predicate] = min(there + back, default=None)
        return self._inverse[predicate]

    def is_declared(self, term: str) -> bool:
        """Whether the graph declares the IRI as a class, property or ontology."""
        return any(o in v.SCHEMA_TYPES for _, _, o in self._statements.match(term, RDF_TYPE))

    def is_term(self, iri: str) -> bool:
        """Whether it belongs to the schema: declared, or used as a class."""
        if iri not in self._terms:
            self._terms[iri] = self.is_declared(iri) or any(
                any(True for _ in self._statements.match(*pattern))
                for pattern in (
                    (None, RDF_TYPE, iri),
                    (iri, v.SUBCLASS, None),
                    (None, v.SUBCLASS, iri),
                )
            )
        return self._terms[iri]

    def types(self, iri: str) -> tuple[str, ...]:
        """The classes of a thing, the most specific first: its own, then the superclasses by nearness."""
        direct = {o for _, _, o in self._statements.match(iri, RDF_TYPE) if isinstance(o, str)}
        direct = {c for c in direct if c not in v.EMPTY_CLASSES and c not in v.SCHEMA_TYPES and c[:2] != "_:"}
        above = {c: self._ancestors(c) for c in direct}
        # A class that is above another of the thing's own is the less specific one.
        general = {c for c in direct if any(c in above[other] for other in direct - {c})}
        own = sorted(direct - general, key=lambda c: (-len(above[c]), self._size(c), c))
        rest = {c: steps for one in own for c, steps in reversed(above[one].items())}
        return (*own, *sorted(rest.keys() | general, key=lambda c: (rest.get(c, 0), self._size(c), c)))

    def _ancestors(self, cls: str) -> dict[str, int]:
        """The superclasses and how many steps up they are; a cycle ends where it began."""
        steps: dict[str, int] = {}
        waiting = deque([(cls, 0)])
        while waiting:
            current, depth = waiting.popleft()
            for parent in self._superclasses(current):
                if parent not in steps and parent != cls:
                    steps[parent] = depth + 1
                    waiting.append((parent, depth + 1))
        return steps

    def _superclasses(self, cls: str) -> tuple[str, ...]:
        if cls not in self._parents:
            found = {o for _, _, o in self._statements.match(cls, v.SUBCLASS) if isinstance(o, str)}
            self._parents[cls] = tuple(sorted(c for c in found - v.EMPTY_CLASSES if c[:2] != "_:"))
        return self._parents[cls]

    def _size(self, cls: str) -> int:
        if cls not in self._sizes:
            members = self._statements.match(None, RDF_TYPE, cls)
            self._sizes[cls] = sum(1 for _ in islice(members, _COUNTED))
        return self._sizes[cls]

    def _is(self, predicate: str, kind: str) -> bool:
        return any(True for _ in self._statements.match(predicate, RDF_TYPE, kind))
