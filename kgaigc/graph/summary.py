"""The schema as a graph uses it: its classes, its predicates, and which classes each predicate joins."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgaigc.graph import vocabulary as v
from kgaigc.graph.near import pick
from kgaigc.graph.shapes import spelled_out
from kgaigc.graph.statements import Statement, Statements
from kgaigc.values import Entity, Result, Triple, Value

if TYPE_CHECKING:
    from kgaigc.graph.knowledge import KnowledgeGraph

_LOOKED_AT = 500  # statements of a predicate that tell which classes it joins
_WIDTH = 44
# Datatypes as people call them.
_SAID = {
    "string": "text",
    "gYear": "year",
    "gYearMonth": "month",
    "dateTime": "date and time",
    "anyURI": "address",
}
UNTYPED = Entity(v.THING, "thing")


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class: how many things are stated to be of it, the classes above it, and one of the things."""

    entity: Entity
    count: int
    above: tuple[Entity, ...]
    example: Entity | None

    def to_dict(self) -> dict[str, Any]:
        """The fields, those of the class itself on top."""
        return self.entity.to_dict() | {
            "count": self.count,
            "above": [cls.to_dict() for cls in self.above],
            "example": self.example.to_dict() if self.example else None,
        }


@dataclass(frozen=True, slots=True)
class Join:
    """Two classes (or a class and a datatype) that a predicate joins, and how many of its statements do.

    Of a predicate with many statements the number is estimated from the first of them.
    """

    subject: Entity
    object: Entity
    count: int

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {"subject": self.subject.to_dict(), "object": self.object.to_dict(), "count": self.count}


@dataclass(frozen=True, slots=True)
class PredicateRow:
    """A predicate: how many statements it has, what it joins, what is declared of it, and one of its facts."""

    entity: Entity
    count: int
    joins: tuple[Join, ...]
    declared: tuple[str, ...]
    example: Triple | None

    def to_dict(self) -> dict[str, Any]:
        """The fields, those of the predicate itself on top."""
        return self.entity.to_dict() | {
            "count": self.count,
            "joins": [join.to_dict() for join in self.joins],
            "declared": list(self.declared),
            "example": self.example.to_dict() if self.example else None,
        }


@dataclass(frozen=True, slots=True)
class Classes(Result):
    """Classes, the largest first, and how many there are in all."""

    rows: tuple[ClassRow, ...]
    total: int

    @property
    def text(self) -> str:
        """A table."""
        rows = [
            (str(row.count), row.entity.label, ", ".join(cls.label for cls in row.above), _label(row.example))
            for row in self.rows
        ]
        return table(("things", "class", "above", "example"), rows, total=self.total)

    def to_dict(self) -> dict[str, Any]:
        """``{"classes", "total"}``."""
        return {"classes": [row.to_dict() for row in self.rows], "total": self.total}


@dataclass(frozen=True, slots=True)
class Predicates(Result):
    """Predicates that tell facts, the most frequent first, and how many there are in all."""

    rows: tuple[PredicateRow, ...]
    total: int

    @property
    def text(self) -> str:
        """A table."""
        rows = [
            (
                str(row.count),
                row.entity.label,
                _joined(row.joins),
                ", ".join(row.declared),
                _shown(row.example),
            )
            for row in self.rows
        ]
        return table(("facts", "predicate", "joins", "declared", "example"), rows, total=self.total)

    def to_dict(self) -> dict[str, Any]:
        """``{"predicates", "total"}``."""
        return {"predicates": [row.to_dict() for row in self.rows], "total": self.total}


@dataclass(frozen=True, slots=True)
class Summary(Result):
    """The schema as the graph uses it."""

    name: str
    classes: Classes
    predicates: Predicates

    @property
    def text(self) -> str:
        """What joins what: a line for each class, and below it its predicates and where they lead."""
        held: defaultdict[Entity, list[tuple[PredicateRow, Join]]] = defaultdict(list)
        for row in self.predicates.rows:
            for join in row.joins:
                held[join.subject].append((row, join))
        sizes = {row.entity: row.count for row in self.classes.rows}
        lines = [self.name] if self.name else []
        for cls in sorted(held, key=lambda cls: (-sizes.get(cls, 0), cls.iri)):
            lines.append(f"{cls.label} ({sizes[cls]})" if cls in sizes else cls.label)
            lines += [
                f"  {row.entity.label} -> {join.object.label} ({join.count})" for row, join in held[cls]
            ]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """``{"name", "classes", "predicates"}``."""
        classes, predicates = self.classes.to_dict(), self.predicates.to_dict()
        return {"name": self.name, "classes": classes["classes"], "predicates": predicates["predicates"]}


def classes(graph: KnowledgeGraph, *, name: str | None = None, limit: int | None = None) -> Classes:
    """The classes that things belong to.

    Args:
        graph: the graph.
        name: only those of this label, IRI or name in the IRI; those below them too.
        limit: no more than so many.

    Raises:
        LinkError: no class is called so; the nearest names are told.
    """
    found = graph.classes()
    if name is not None:
        chosen = set(pick(name, [cls for cls, _ in found], kind="class", graph=graph.name))
        found = tuple(
            pair
            for pair in found
            if pair[0] in chosen or not chosen.isdisjoint(graph.superclasses(pair[0].iri))
        )
    rows = (
        ClassRow(cls, count, graph.superclasses(cls.iri), next(iter(graph.members(cls.iri, limit=1)), None))
        for cls, count in found[:limit]
    )
    return Classes(tuple(rows), len(found))


def predicates(
    graph: KnowledgeGraph, statements: Statements, *, name: str | None = None, limit: int | None = None
) -> Predicates:
    """The predicates that tell facts, each with the classes that it joins.

    Args:
        graph: the graph.
        statements: its statements.
        name: only those of this label, IRI or name in the IRI.
        limit: no more than so many.

    Raises:
        LinkError: no predicate is called so; the nearest names are told.
    """
    found = graph.predicates()
    if name is not None:
        chosen = set(pick(name, [one for one, _ in found], kind="predicate", graph=graph.name))
        found = tuple(pair for pair in found if pair[0] in chosen)
    kinds: dict[str, Entity] = {}
    rows = (_row(graph, statements, one, count, kinds) for one, count in found[:limit])
    return Predicates(tuple(rows), len(found))


def summary(graph: KnowledgeGraph, statements: Statements) -> Summary:
    """The schema as a graph uses it."""
    return Summary(graph.name, classes(graph), predicates(graph, statements))


def _row(
    graph: KnowledgeGraph, statements: Statements, predicate: Entity, count: int, kinds: dict[str, Entity]
) -> PredicateRow:
    seen = list(statements.match(predicate=predicate.iri, limit=_LOOKED_AT))
    told = list(dict.fromkeys(spelled_out(seen, statements.match)))
    pairs = Counter((_class(graph, s, kinds), _kind(graph, o, kinds)) for s, _, o in told)
    scale = count / len(seen) if len(seen) == _LOOKED_AT else 1.0
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    joins = tuple(Join(subject, end, max(1, round(n * scale))) for (subject, end), n in ranked)
    return PredicateRow(predicate, count, joins, _declared(graph, predicate.iri), _example(graph, told))


def _class(graph: KnowledgeGraph, iri: str, kinds: dict[str, Entity]) -> Entity:
    if iri not in kinds:
        found = graph.types(iri)
        kinds[iri] = found[0] if found else UNTYPED
    return kinds[iri]


def _kind(graph: KnowledgeGraph, end: str | Value, kinds: dict[str, Entity]) -> Entity:
    if isinstance(end, str):
        return _class(graph, end, kinds)
    if end.language:
        return Entity(v.RDF + "langString", "text")
    name = v.local_name(end.datatype)
    return Entity(end.datatype, _SAID.get(name, name))


def _declared(graph: KnowledgeGraph, iri: str) -> tuple[str, ...]:
    inverse = graph.inverse(iri)
    marks = {
        "functional": graph.is_functional(iri),
        "inverse functional": graph.is_inverse_functional(iri),
        "symmetric": graph.is_symmetric(iri),
        "closed": any(one.iri == iri for one in graph.closed()),
        f"inverse of {graph.predicate(inverse).label}" if inverse else "": inverse is not None,
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def _example(graph: KnowledgeGraph, told: Sequence[Statement]) -> Triple | None:
    ends = (s for s in told if not s[0].startswith("_:") and not str(s[2]).startswith("_:"))
    first = next(ends, None)
    if first is None:
        return None
    subject, predicate, end = first
    thing = graph.entity(end) if isinstance(end, str) else end
    return Triple(graph.entity(subject), graph.predicate(predicate), thing)


def _label(entity: Entity | None) -> str:
    return entity.label if entity else ""


def _joined(joins: Sequence[Join]) -> str:
    shown = ", ".join(f"{join.subject.label} -> {join.object.label}" for join in joins[:2])
    return shown + (f", {len(joins) - 2} more" if len(joins) > 2 else "")


def _shown(triple: Triple | None) -> str:
    if triple is None:
        return ""
    end = triple.object.label if isinstance(triple.object, Entity) else triple.object.text
    return f"{triple.subject.label} · {end}"


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, total: int) -> str:
    """Rows in columns, the first one to the right, each cell cut to a width; what is left out is counted."""
    cells = [header, *(tuple(_cut(cell) for cell in row) for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(header))]
    lines = [
        "  ".join([row[0].rjust(widths[0]), *(c.ljust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in cells
    ]
    more = [f"and {total - len(rows)} more"] if total > len(rows) else []
    return "\n".join([line.rstrip() for line in lines] + more)


def _cut(cell: str) -> str:
    flat = " ".join(cell[: 4 * _WIDTH].split())
    return flat if len(flat) <= _WIDTH else flat[: _WIDTH - 1] + "…"
