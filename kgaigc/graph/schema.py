"""What the graph declares of its terms: the order of classes and properties, and what properties allow."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from kgaigc.graph import axioms
from kgaigc.graph import vocabulary as v
from kgaigc.graph.statements import Object, Statement, Statements
from kgaigc.values import RDF_TYPE

_COUNTED = 10_000  # a class with more members than this is simply large


class Schema:
    """The schema, looked up term by term and remembered; nothing is walked at the start.

    Args:
        statements: the graph: its things, and what it declares.
        beyond: another graph whose declarations count too; of its things nothing is taken.
        closed: predicates to take as closed besides those that are declared to be.
    """

    def __init__(
        self,
        statements: Statements,
        *,
        beyond: Schema | None = None,
        closed: frozenset[str] = frozenset(),
    ) -> None:
        self._statements = statements
        self._beyond = beyond
        self._closed_here: frozenset[str] = closed | (beyond._closed_here if beyond else frozenset())
        self.forget()

    def forget(self) -> None:
        """Look everything up again: the graph has changed."""
        self._functional: dict[str, bool] = {}
        self._inverse_functional: dict[str, bool] = {}
        self._symmetric: dict[str, bool] = {}
        self._closed: dict[str, bool] = {}
        self._inverse: dict[str, str | None] = {}
        self._single_valued: dict[str, frozenset[str]] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._properties_above: dict[str, tuple[str, ...]] = {}
        self._classes_above: dict[str, dict[str, int]] = {}
        self._disjoint: dict[str, frozenset[str]] = {}
        self._sizes: dict[str, int] = {}
        self._terms: dict[str, bool] = {}
        self._all_terms: frozenset[str] | None = None

    def is_functional(self, predicate: str, *, subject: str | None = None) -> bool:
        """Whether the graph declares that a thing has at most one value of it.

        So it is for a property above it, as the inverse of an inverse functional one, or, for a subject,
        by a restriction on one of its classes.
        """
        if predicate not in self._functional:
            self._functional[predicate] = self._is_one_way(predicate, v.FUNCTIONAL, v.INVERSE_FUNCTIONAL)
        if self._functional[predicate]:
            return True
        classes = self._restricted(predicate)
        if not classes:
            return False
        if v.THING in classes or subject is None:
            return v.THING in classes
        return any(not classes.isdisjoint((cls, *self._ancestors(cls))) for cls in self._stated(subject))

    def is_inverse_functional(self, predicate: str) -> bool:
        """Whether the graph declares that at most one thing has a given value of it."""
        if predicate not in self._inverse_functional:
            declared = self._is_one_way(predicate, v.INVERSE_FUNCTIONAL, v.FUNCTIONAL)
            self._inverse_functional[predicate] = declared
        return self._inverse_functional[predicate]

    def is_closed(self, predicate: str, *, subject: str | None = None) -> bool:
        """Whether a thing that has any value of it has all its values in the graph.

        Declared, or taken for this run, or functional: then one value is all.

        Source: Galárraga et al., AMIE: association rule mining under incomplete evidence in ontological
        knowledge bases (WWW 2013), section 4, the partial completeness assumption. There it is made of
        every predicate; here only of those declared, and a thing without any value stays open all the same.
        """
        if predicate not in self._closed:
            stated = predicate in self._closed_here or self._is(predicate, v.CLOSED)
            self._closed[predicate] = stated
        return self._closed[predicate] or self.is_functional(predicate, subject=subject)

    def closed(self) -> tuple[str, ...]:
        """The predicates declared closed or taken to be, by IRI."""
        declared = axioms.holders(self._declared, RDF_TYPE, v.CLOSED)
        return tuple(sorted({*self._closed_here, *declared}))

    def is_symmetric(self, predicate: str) -> bool:
        """Whether the graph declares that it holds both ways."""
        if predicate not in self._symmetric:
            declared = self._is(predicate, v.SYMMETRIC)
            self._symmetric[predicate] = declared or predicate in v.SYMMETRIC_ONES
        return self._symmetric[predicate]

    def inverse(self, predicate: str) -> str | None:
        """The property that says the same from the other end, if one is declared."""
        if predicate not in self._inverse:
            self._inverse[predicate] = min(self._inverses(predicate), default=None)
        return self._inverse[predicate]

    def superproperties(self, predicate: str) -> tuple[str, ...]:
        """The properties that hold wherever it does, without itself, the nearest first; equals both ways."""
        if predicate not in self._properties_above:
            self._properties_above[predicate] = tuple(_above(predicate, self._next_properties))
        return self._properties_above[predicate]

    def superclasses(self, cls: str) -> tuple[str, ...]:
        """The classes that hold every member of a class, without itself, the nearest first."""
        return tuple(self._ancestors(cls))

    def disjoint(self, one: str, other: str) -> bool:
        """Whether the graph declares, of the classes or of any above them, that they share no member.

        Not so of a class and itself or one above it, whatever is declared: then the schema is at odds.
        """
        ours, theirs = {one, *self._ancestors(one)}, {other, *self._ancestors(other)}
        if one in theirs or other in ours:
            return False
        return any(not theirs.isdisjoint(self._disjoint_itself(cls)) for cls in ours)

    def disjoint_with(self, cls: str) -> tuple[str, ...]:
        """The classes declared disjoint with a class or one above it, by IRI; their subclasses are too."""
        found = {other for above in (cls, *self._ancestors(cls)) for other in self._disjoint_itself(above)}
        return tuple(sorted(other for other in found if self.disjoint(cls, other)))

    def disjoint_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of classes declared disjoint, in lists too, each once, by IRI."""
        classes = axioms.classes_set_apart(self._declared)
        pairs = {
            (min(cls, other), max(cls, other)) for cls in classes for other in self._disjoint_itself(cls)
        }
        return tuple(sorted(pairs))

    def is_declared(self, term: str) -> bool:
        """Whether the graph declares the IRI as a class, property or ontology."""
        return any(o in v.SCHEMA_TYPES for _, _, o in self._declared(term, RDF_TYPE))

    def is_term(self, iri: str) -> bool:
        """Whether it belongs to the schema: declared, or used as a class."""
        if self._statements.in_bulk and self._beyond is None:
            return iri in self.terms()
        if iri not in self._terms:
            self._terms[iri] = self.is_declared(iri) or any(
                any(True for _ in self._declared(*pattern))
                for pattern in (
                    (None, RDF_TYPE, iri),
                    (iri, v.SUBCLASS, None),
                    (None, v.SUBCLASS, iri),
                )
            )
        return self._terms[iri]

    def without_terms(self, iris: Iterable[str]) -> list[str]:
        """Those that do not belong to the schema; for many, asking once for all terms is far quicker."""
        if self._beyond is not None:
            return [iri for iri in iris if not self.is_term(iri)]
        terms = self.terms()
        return [iri for iri in iris if iri not in terms]

    def terms(self) -> frozenset[str]:
        """Every IRI that belongs to the schema, found in one go rather than one by one."""
        if self._all_terms is None:
            declared = (s for kind in v.SCHEMA_TYPES for s, _, _ in self._declared(None, RDF_TYPE, kind))
            ordered = (
                end for s, _, o in self._declared(None, v.SUBCLASS) for end in (s, o) if isinstance(end, str)
            )
            self._all_terms = frozenset(chain(declared, ordered, self._statements.class_counts()))
        return self._all_terms

    def types(self, iri: str) -> tuple[str, ...]:
        """The classes of a thing, the most specific first: its own, then the superclasses by nearness."""
        direct = self._stated(iri)
        above = {c: self._ancestors(c) for c in direct}
        # A class that is above another of the thing's own is the less specific one.
        general = {c for c in direct if any(c in above[other] for other in direct - {c})}
        own = sorted(direct - general, key=lambda c: (-len(above[c]), self._size(c), c))
        rest = {c: steps for one in own for c, steps in reversed(above[one].items())}
        return (*own, *sorted(rest.keys() | general, key=lambda c: (rest.get(c, 0), self._size(c), c)))

    def _stated(self, iri: str) -> set[str]:
        """The classes that a thing is stated to be of and that say something of it."""
        classes = {o for _, _, o in self._statements.match(iri, RDF_TYPE) if isinstance(o, str)}
        return {c for c in classes - v.EMPTY_CLASSES - v.SCHEMA_TYPES if axioms.is_named(c)}

    def _ancestors(self, cls: str) -> dict[str, int]:
        """The superclasses and how many steps up they are."""
        if cls not in self._classes_above:
            self._classes_above[cls] = _above(cls, self._superclasses)
        return self._classes_above[cls]

    def _superclasses(self, cls: str) -> tuple[str, ...]:
        if cls not in self._parents:
            found = {*axioms.things(self._declared, cls, v.SUBCLASS), *axioms.unions(self._declared, cls)}
            self._parents[cls] = tuple(sorted(c for c in found - v.EMPTY_CLASSES if axioms.is_named(c)))
        return self._parents[cls]

    def _next_properties(self, predicate: str) -> tuple[str, ...]:
        """The properties one step up: those that say the same before those that say less."""
        same = {
            *axioms.things(self._declared, predicate, v.EQUIVALENT_PROPERTY),
            *axioms.holders(self._declared, v.EQUIVALENT_PROPERTY, predicate),
        }
        less = set(axioms.things(self._declared, predicate, v.SUBPROPERTY)) - same
        return tuple(p for p in (*sorted(same), *sorted(less)) if axioms.is_named(p))

    def _inverses(self, predicate: str) -> set[str]:
        there = axioms.things(self._declared, predicate, v.INVERSE)
        known = {v.INVERSES[predicate]} if predicate in v.INVERSES else set()
        return {*there, *axioms.holders(self._declared, v.INVERSE, predicate), *known}

    def _is_one_way(self, predicate: str, kind: str, kind_of_inverse: str) -> bool:
        """Whether it, or a property above it, is of a kind, or its inverse is of that kind's counterpart."""
        for property_ in (predicate, *self.superproperties(predicate)):
            back = self._inverses(property_) | ({property_} if self.is_symmetric(property_) else set())
            if self._is(property_, kind) or any(self._is(other, kind_of_inverse) for other in back):
                return True
        return False

    def _restricted(self, predicate: str) -> frozenset[str]:
        if predicate not in self._single_valued:
            properties = (predicate, *self.superproperties(predicate))
            found = (axioms.single_valued(self._declared, property_) for property_ in properties)
            self._single_valued[predicate] = frozenset().union(*found)
        return self._single_valued[predicate]

    def _disjoint_itself(self, cls: str) -> frozenset[str]:
        if cls not in self._disjoint:
            self._disjoint[cls] = axioms.disjoint_classes(self._declared, cls)
        return self._disjoint[cls]

    def _size(self, cls: str) -> int:
        if self._statements.in_bulk and not self._sizes:
            self._sizes = {c: min(n, _COUNTED) for c, n in self._statements.class_counts().items()}
        if cls not in self._sizes:
            self._sizes[cls] = sum(1 for _ in self._statements.match(None, RDF_TYPE, cls, limit=_COUNTED))
        return self._sizes[cls]

    def _is(self, predicate: str, kind: str) -> bool:
        return any(True for _ in self._declared(predicate, RDF_TYPE, kind))

    def _declared(
        self, subject: str | None = None, predicate: str | None = None, obj: Object | None = None
    ) -> Iterator[Statement]:
        here = self._statements.match(subject, predicate, obj)
        return chain(here, self._beyond._declared(subject, predicate, obj)) if self._beyond else here


def _above(term: str, parents: Callable[[str], tuple[str, ...]]) -> dict[str, int]:
    """What is above a term and how many steps up, the nearest first; a cycle ends where it began."""
    steps: dict[str, int] = {}
    waiting = deque([(term, 0)])
    while waiting:
        current, depth = waiting.popleft()
        for parent in parents(current):
            if parent not in steps and parent != term:
                steps[parent] = depth + 1
                waiting.append((parent, depth + 1))
    return steps
