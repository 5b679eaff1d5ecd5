"""What is in a graph, and what is wrong with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kgaigc.graph import vocabulary as v
from kgaigc.graph.labels import LONGEST, Labels
from kgaigc.graph.schema import Schema
from kgaigc.graph.statements import Object, Statements
from kgaigc.values import Entity, Result, Value

if TYPE_CHECKING:
    from kgaigc.graph.knowledge import KnowledgeGraph

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class GraphInfo(Result):
    """A graph at a glance.

    Attributes:
        name: the file's name.
        triples: the number of statements.
        entities: the number of things that can be described.
        classes: the classes and the number of things stated to be of each, largest first.
        predicates: the predicates that tell facts and their statements, most frequent first.
        languages: the languages of labels and the number of things labelled in each; "" is no tag.
        label_coverage: the share of things with a label that the graph states, in [0, 1].
        named_graphs: names of the named graphs.
        closed: the predicates that list every value of whatever has any, as declared or asked for.
        disjoint: the pairs of classes declared to share no member.
        problems: what a keeper of the graph may want to mend, in words.
    """

    name: str
    triples: int
    entities: int
    classes: tuple[tuple[Entity, int], ...]
    predicates: tuple[tuple[Entity, int], ...]
    languages: tuple[tuple[str, int], ...]
    label_coverage: float
    named_graphs: tuple[str, ...]
    closed: tuple[Entity, ...]
    disjoint: tuple[tuple[Entity, Entity], ...]
    problems: tuple[str, ...]

    @property
    def text(self) -> str:
        """The fields in lines, the ten first of each list."""
        tongues = ", ".join(f"{tag or 'untagged'} {count}" for tag, count in self.languages)
        lines = [
            f"{self.name}: {self.triples} triples, {self.entities} things, "
            f"{len(self.classes)} classes, {len(self.predicates)} predicates",
            f"labels: {self.label_coverage:.0%} of things have one ({tongues})",
            f"classes: {_listed(self.classes)}",
            f"predicates: {_listed(self.predicates)}",
        ]
        if self.named_graphs:
            lines.append(f"named graphs: {', '.join(self.named_graphs)}")
        if self.closed:
            lines.append(f"closed: {', '.join(predicate.label for predicate in self.closed)}")
        if self.disjoint:
            lines.append(f"disjoint: {len(self.disjoint)} pairs of classes")
        lines += [f"problem: {problem}" for problem in self.problems] or ["problems: none"]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {
            "name": self.name,
            "triples": self.triples,
            "entities": self.entities,
            "classes": [entity.to_dict() | {"count": count} for entity, count in self.classes],
            "predicates": [entity.to_dict() | {"count": count} for entity, count in self.predicates],
            "languages": dict(self.languages),
            "label_coverage": round(self.label_coverage, 4),
            "named_graphs": list(self.named_graphs),
            "closed": [predicate.to_dict() for predicate in self.closed],
            "disjoint": [[one.iri, other.iri] for one, other in self.disjoint],
            "problems": list(self.problems),
        }


def _listed(counted: tuple[tuple[Entity, int], ...]) -> str:
    shown = ", ".join(f"{entity.label} {count}" for entity, count in counted[:_SHOWN])
    more = len(counted) - _SHOWN
    return (shown or "none") + (f" and {more} more" if more > 0 else "")


def describe(graph: KnowledgeGraph, statements: Statements, labels: Labels, schema: Schema) -> GraphInfo:
    """The graph at a glance; walks all of it."""
    entities = graph.entities()
    languages = Counter(tag for entity in entities for tag in labels.languages(entity.iri))
    unlabelled = [entity.iri for entity in entities if labels.stated(entity.iri) is None]
    predicates = graph.predicates()
    problems = (
        *_unlabelled(unlabelled),
        *_undeclared(predicates, schema),
        *_double_values(graph, predicates, statements),
        *_in_disjoint_classes(graph, entities, schema),
        *_shared_names(entities),
        *_too_long(statements),
    )
    return GraphInfo(
        name=graph.name,
        triples=len(graph),
        entities=len(entities),
        classes=graph.classes(),
        predicates=predicates,
        languages=tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        label_coverage=1 - len(unlabelled) / len(entities) if entities else 0.0,
        named_graphs=tuple(sorted(statements.graph_names())),
        closed=graph.closed(),
        disjoint=tuple(
            (graph.predicate(one), graph.predicate(other)) for one, other in schema.disjoint_pairs()
        ),
        problems=problems,
    )


def _unlabelled(iris: list[str]) -> list[str]:
    return [f"{len(iris)} things have no label, so their IRIs are read: {_some(iris)}"] if iris else []


def _undeclared(predicates: tuple[tuple[Entity, int], ...], schema: Schema) -> list[str]:
    missing = [entity.iri for entity, _ in predicates if not schema.is_declared(entity.iri)]
    return [f"{len(missing)} predicates are not declared: {_some(missing)}"] if missing else []


def _double_values(
    graph: KnowledgeGraph, predicates: tuple[tuple[Entity, int], ...], statements: Statements
) -> list[str]:
    found = []
    for predicate, _ in predicates:
        if not graph.is_functional(predicate.iri):
            continue
        values: defaultdict[str, set[Object]] = defaultdict(set)
        for subject, _, object_ in statements.match(predicate=predicate.iri):
            values[subject].add(object_)
        several = sorted(subject for subject, held in values.items() if len(held) > 1)
        if several:
            found.append(
                f"{predicate.label} is functional, yet {len(several)} have two values: {_some(several)}"
            )
    return found


def _in_disjoint_classes(graph: KnowledgeGraph, entities: tuple[Entity, ...], schema: Schema) -> list[str]:
    kinds = {entity.iri: schema.types(entity.iri) for entity in entities}
    torn = {
        classes: next((pair for pair in combinations(classes, 2) if schema.disjoint(*pair)), None)
        for classes in set(kinds.values())
    }
    found = sorted(iri for iri, classes in kinds.items() if torn[classes])
    if not found:
        return []
    one, other = (graph.predicate(cls).label for cls in torn[kinds[found[0]]] or ())
    return [f"{len(found)} things are in disjoint classes, such as {one} and {other}: {_some(found)}"]


def _shared_names(entities: tuple[Entity, ...]) -> list[str]:
    counts = Counter(entity.label for entity in entities)
    shared = sorted(label for label, count in counts.items() if count > 1)
    return [f"{len(shared)} labels name more than one thing: {_some(shared)}"] if shared else []


def _too_long(statements: Statements) -> list[str]:
    found = sorted(
        {
            subject
            for predicate in (*v.LABELS, *v.ALIASES)
            for subject, _, end in statements.match(predicate=predicate)
            if isinstance(end, Value) and len(end.text) > LONGEST
        }
    )
    return (
        [f"{len(found)} things have a label too long for a name, left out: {_some(found)}"] if found else []
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
