"""A picture of what a graph says about an entity, for notebooks. It needs the ``notebook`` extra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from math import cos, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, filterwarnings

from kgaigc.errors import ConfigError
from kgaigc.quantities import write
from kgaigc.values import Entity, Term, Triple

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

LONGEST = 26
ENTITY = {"boxstyle": "round,pad=0.4", "facecolor": "#e3f1e6", "edgecolor": "#2e7d46"}
_VALUE = {"boxstyle": "square,pad=0.35", "facecolor": "#e4eefb", "edgecolor": "#3367a8"}
_TOPIC = {"boxstyle": "round,pad=0.55", "facecolor": "#fff3d6", "edgecolor": "#a8741a"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, shown by notebooks; ``text`` says the same in words, for those who can't see it."""

    svg: str
    text: str

    def save(self, path: str | Path) -> None:
        """Write the SVG to a file.

        Raises:
            ConfigError: the file can't be written.
        """
        try:
            Path(path).write_text(self.svg, encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"can't write {path}: {error.strerror}; choose another place") from error

    def _repr_html_(self) -> str:
        return f'<figure role="img" aria-label="{escape(self.text)}">{self.svg}</figure>'


def figure(graph: KnowledgeGraph, entity: Entity, *, max_facts: int = 16) -> Picture:
    """Draw an entity in the middle, what its facts name around it, with an arrow for each fact.

    Green boxes are entities, blue ones values. Facts with the entity as object come after its own.

    Args:
        graph: where the facts come from.
        entity: what stands in the middle.
        max_facts: how many arrows at most.

    Raises:
        ConfigError: matplotlib is not installed.
    """
    facts = (*graph.facts(entity.iri), *graph.incoming(entity.iri))[:max_facts]
    return draw(entity, facts)


def draw(entity: Entity, facts: Sequence[Triple]) -> Picture:
    """Draw these facts around the entity that they are about; ``figure`` chooses them from a graph.

    Raises:
        ConfigError: matplotlib is not installed.
    """
    others = list(dict.fromkeys(_other(entity, triple) for triple in facts))
    axes, canvas = canvas_for(len(others))
    middle = _box(axes, (0.0, 0.0), entity.label, _TOPIC)
    for other, place in zip(others, around(len(others)), strict=True):
        linked = [triple for triple in facts if _other(entity, triple) == other]
        _arrow(axes, linked, entity, ends=(middle, _term_box(axes, place, other)))
    return Picture(as_svg(canvas), "; ".join(str(triple) for triple in facts) or entity.label)


def _other(entity: Entity, triple: Triple) -> Term:
    return triple.object if triple.subject.iri == entity.iri else triple.subject


def around(count: int) -> list[tuple[float, float]]:
    """Points on an ellipse, the odd ones further out so that neighbouring boxes keep clear of one another."""
    places = []
    for number in range(count):
        angle = 2 * pi * number / count + pi / 2
        reach = 1.0 if number % 2 or count < 8 else 0.72
        places.append((1.6 * reach * cos(angle), reach * sin(angle)))
    return places


def canvas_for(count: int) -> tuple[Any, Any]:
    """Axes from (-2, -1.2) to (2, 1.2) and their canvas, with room for so many boxes.

    Raises:
        ConfigError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  (an extra, and slow to load)
    except ImportError as error:
        raise ConfigError("pictures need matplotlib: pip install 'kgaigc[notebook]'") from error
    # Not through pyplot: that would keep every figure and pick a window system.
    side = 4.5 + 0.2 * count
    # At the resolution of SVG, so that what is measured before drawing holds.
    canvas = Figure(figsize=(1.7 * side, side), dpi=72)
    axes = canvas.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(-2.0, 2.0)
    axes.set_ylim(-1.2, 1.2)
    return axes, canvas


def _term_box(axes: Any, place: tuple[float, float], term: Term) -> Any:
    if isinstance(term, Entity):
        return _box(axes, place, term.label, ENTITY)
    return _box(axes, place, write(term), _VALUE)


def _box(axes: Any, place: tuple[float, float], label: str, style: dict[str, str]) -> Any:
    shown = " ".join(label.split())
    shown = shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
    # A dollar sign would start mathematics.
    return axes.text(
        *place, shown, ha="center", va="center", fontsize=10, bbox=style, parse_math=False, zorder=3
    )


def _arrow(axes: Any, linked: Sequence[Triple], entity: Entity, *, ends: tuple[Any, Any]) -> None:
    """An arrow between two boxes, from subject to object, with the predicates on it."""
    start, end = ends if any(triple.subject.iri == entity.iri for triple in linked) else reversed(ends)
    style = {
        "arrowstyle": "-|>",
        "color": "#777777",
        "patchA": start.get_bbox_patch(),
        "patchB": end.get_bbox_patch(),
    }
    axes.annotate("", xy=end.get_position(), xytext=start.get_position(), arrowprops=style, zorder=1)
    label = ", ".join(dict.fromkeys(triple.predicate.label for triple in linked))
    white = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
    x, y = ends[1].get_position()
    axes.text(0.55 * x, 0.55 * y, label, ha="center", va="center", fontsize=8, bbox=white, parse_math=False)


def as_svg(canvas: Any) -> str:
    """The canvas as SVG, the same bytes each time."""
    from matplotlib import rc_context  # noqa: PLC0415  (an extra, and slow to load)

    written = StringIO()
    # Text stays text, so that the reader's fonts show every script; the salt keeps the bytes the same.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "kgaigc"}), catch_warnings():
        # matplotlib's own font, which only measures, need not know every script.
        filterwarnings("ignore", message="Glyph .* missing")
        # The boxes have their size, which the arrows end at, only after a first drawing.
        canvas.draw_without_rendering()
        canvas.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    svg = written.getvalue()
    return svg[svg.index("<svg") :]
