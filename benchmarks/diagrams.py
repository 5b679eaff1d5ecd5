"""Reliability of probabilities: what came true in each of ten bins, and a drawing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BINS = 10

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Reliability:
    """Probabilities in ten bins of one width, those that hold any.

    Attributes:
        said: the mean probability of each bin.
        happened: the mean answer of each bin.
        count: how many are in each.
    """

    said: Numbers
    happened: Numbers
    count: NDArray[np.int64]

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance between said and happened, by count."""
        return float(np.abs(self.said - self.happened) @ self.count / self.count.sum())

    def to_dict(self) -> dict[str, object]:
        """Numbers for JSON."""
        lists = {"said": self.said.round(3).tolist(), "happened": self.happened.round(3).tolist()}
        return {"expected calibration error": round(self.error, 3)} | lists | {"count": self.count.tolist()}


def reliability(probabilities: Numbers, answers: Numbers) -> Reliability:
    """What came true of probabilities.

    Args:
        probabilities: shape [B], in [0, 1].
        answers: shape [B], in [0, 1].
    """
    places = np.minimum((probabilities * BINS).astype(np.int64), BINS - 1)
    count = np.bincount(places, minlength=BINS)
    kept = count > 0
    said, happened = (np.bincount(places, weights=w, minlength=BINS)[kept] for w in (probabilities, answers))
    return Reliability(said / count[kept], happened / count[kept], count[kept])


def reliability_diagram(bins: Mapping[str, Reliability], path: Path) -> None:
    """Draw each against the diagonal, and write one SVG; the same numbers give the same bytes."""
    import matplotlib as mpl  # noqa: PLC0415  (only for drawing)
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context({"svg.hashsalt": "kgaigc", "svg.fonttype": "none", "font.size": 8}):
        figure = Figure(figsize=(3.1 * len(bins), 3.4), layout="constrained")
        for number, (name, one) in enumerate(bins.items(), start=1):
            axes = figure.add_subplot(1, len(bins), number)
            axes.bar(
                one.said, one.count / one.count.sum(), width=0.06, color="#cfd8e3", label="share of the texts"
            )
            axes.plot((0, 1), (0, 1), color="#999999", linewidth=0.8, linestyle="--")
            axes.plot(one.said, one.happened, marker="o", markersize=3, color="#1f5fa8", label="came true")
            axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="probability")
            axes.set_title(f"{name}\nexpected calibration error {one.error:.3f}", fontsize=8)
            if number == 1:
                axes.legend(loc="upper left", frameon=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None})
