"""A picture of a graph's schema as it is used: classes, their values, and what joins them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kgaigc.rendering.figure import ENTITY, LONGEST, Picture, around, as_svg, canvas_for
from kgaigc.values import Entity

if TYPE_CHECKING:
    from kgaigc.graph.summary import Summary

_LINES = 6  # in a box, below the class
_NAMES = 2  # on an arrow

_FEWEST = 4  # boxes, if there are so many classes

Facts = Counter[tuple[Entity, Entity, Entity]]


def schema_figure(summary: Summary, *, max_classes: int = 10, max_arrows: int = 24) -> Picture:
    """Draw a schema: a box for each class with its values in it, an arrow for what joins it to another.

    Where there are more classes than boxes, those that the graph puts below others are drawn as the one above
    them all: mathematicians and engineers as persons.

    Args:
        summary: the schema, as ``KnowledgeGraph.summary`` gives it.
        max_classes: how many boxes at most; those of the most facts are drawn.
        max_arrows: how many arrows at most; those of the most facts are drawn.

    Raises:
        ConfigError: matplotlib is not installed.
    """
    drawn_as = _tops(summary, max_classes)
    facts = _facts(summary, drawn_as)
    sizes: Counter[Entity] = Counter()
    for row in summary.classes.rows:
        sizes[drawn_as[row.entity]] += row.count
    chosen = _chosen(facts, drawn_as, max_classes)
    inside, joined = _sorted_out(facts, chosen, set(drawn_as.values()), max_arrows)
    axes, canvas = canvas_for(2 * len(chosen))
    boxes = {
        cls: _box(axes, place, cls, sizes[cls], inside[cls])
        for cls, place in zip(chosen, around(len(chosen)), strict=True)
    }
    for (start, end), names in joined.items():
        # The pair's other arrow, if there is one, bends the other way.
        _arrow(axes, boxes[start], boxes[end], names, bend=0.15 if (end, start) in joined else 0.0)
    return Picture(as_svg(canvas), summary.text)


def _tops(summary: Summary, most: int) -> dict[Entity, Entity]:
    """The class that each is drawn as: the one above it all, or, where one is above nearly all, the next below."""
    chains = {row.entity: (row.entity, *row.above)[::-1] for row in summary.classes.rows}
    if len(chains) <= most:
        return {cls: cls for cls in chains}
    for depth in range(max(map(len, chains.values()), default=0)):
        found = {cls: chain[min(depth, len(chain) - 1)] for cls, chain in chains.items()}
        if len(set(found.values())) >= min(_FEWEST, len(chains)):
            return found
    return {cls: cls for cls in chains}


def _facts(summary: Summary, drawn_as: dict[Entity, Entity]) -> Facts:
    """How many facts each predicate has between what is drawn."""
    facts: Facts = Counter()
    for row in summary.predicates.rows:
        for join in row.joins:
            subject, end = (drawn_as.get(cls, cls) for cls in (join.subject, join.object))
            facts[subject, row.entity, end] += join.count
    return facts


def _chosen(facts: Facts, drawn_as: dict[Entity, Entity], most: int) -> list[Entity]:
    """The classes that the most facts begin or end at."""
    classes = set(drawn_as.values())
    weights: Counter[Entity] = Counter()
    for (subject, _, end), count in facts.items():
        weights[subject] += count
        weights[end] += count if end in classes else 0
    ranked = sorted((cls for cls in weights if weights[cls]), key=lambda cls: (-weights[cls], cls))
    return ranked[:most]


def _sorted_out(
    facts: Facts, chosen: list[Entity], classes: set[Entity], most: int
) -> tuple[defaultdict[Entity, list[str]], dict[tuple[Entity, Entity], list[str]]]:
    """What stands in each box, and the names on each arrow, the most frequent first."""
    inside: defaultdict[Entity, dict[str, str]] = defaultdict(dict)
    arrows: Counter[tuple[Entity, Entity]] = Counter()
    names: defaultdict[tuple[Entity, Entity], list[str]] = defaultdict(list)
    for (subject, predicate, end), count in sorted(facts.items(), key=lambda item: (-item[1], item[0])):
        if subject in chosen and (end == subject or (end not in classes and end not in chosen)):
            inside[subject].setdefault(predicate.label, f"{predicate.label}: {end.label}")
        elif subject in chosen and end in chosen:
            arrows[subject, end] += count
            names[subject, end].append(predicate.label)
    kept = sorted(arrows, key=lambda pair: (-arrows[pair], pair))[:most]
    lines = defaultdict(list, {cls: list(held.values()) for cls, held in inside.items()})
    return lines, {pair: names[pair] for pair in kept}


def _box(axes: Any, place: tuple[float, float], cls: Entity, count: int, held: list[str]) -> Any:
    head = _cut(cls.label) + (f" ({count})" if count else "")
    more = [f"and {len(held) - _LINES} more"] if len(held) > _LINES else []
    lines = [head, *(_cut(line) for line in held[:_LINES]), *more]
    return axes.text(
        *place,
        "\n".join(lines),
        ha="center",
        va="center",
        fontsize=9,
        bbox=ENTITY,
        parse_math=False,
        zorder=3,
    )


def _arrow(axes: Any, start: Any, end: Any, names: list[str], *, bend: float) -> None:
    style = {
        "arrowstyle": "-|>",
        "color": "#777777",
        "patchA": start.get_bbox_patch(),
        "patchB": end.get_bbox_patch(),
        "connectionstyle": f"arc3,rad={bend}",
    }
    (x0, y0), (x1, y1) = start.get_position(), end.get_position()
    axes.annotate("", xy=(x1, y1), xytext=(x0, y0), arrowprops=style, zorder=1)
    more = [f"and {len(names) - _NAMES} more"] if len(names) > _NAMES else []
    label = ", ".join([*(_cut(name) for name in names[:_NAMES]), *more])
    # Nearer to its beginning, so that the labels of two arrows that cross lie apart; bent ones lie to the side.
    x, y = x0 + 0.42 * (x1 - x0) + bend * (y1 - y0) / 2, y0 + 0.42 * (y1 - y0) - bend * (x1 - x0) / 2
    white = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
    axes.text(x, y, label, ha="center", va="center", fontsize=7, bbox=white, parse_math=False, zorder=2)


def _cut(text: str) -> str:
    flat = " ".join(text[: 4 * LONGEST].split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"
