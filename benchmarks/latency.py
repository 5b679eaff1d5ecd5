"""Time to an article: the first from a cold start of the command, the next in the same process.

``make bench-latency`` prints medians of five and writes ``latency.json``. Floors: 6 s and 0.5 s.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from machine import described, machine

from kgaigc import ContentGenerator

HERE = Path(__file__).parent
FIRST = "Ada Lovelace"
NEXT = ("Charles Babbage", "Alan Turing", "Analytical Engine", "Grace Hopper", "ENIAC")
FLOORS = {"first": 6.0, "next": 0.5}


def cold() -> float:
    """Seconds of the whole command, from its start to its end."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "kgaigc", "article", FIRST], check=True, capture_output=True, cwd=HERE.parent
    )
    return time.perf_counter() - began


def warm() -> list[float]:
    """Seconds of each next article, on other topics than the first."""
    writer = ContentGenerator.from_pretrained()
    writer.article(FIRST)
    seconds = []
    for topic in NEXT:
        began = time.perf_counter()
        writer.article(topic)
        seconds.append(time.perf_counter() - began)
    return seconds


def main() -> None:
    """Measure, print and write."""
    measured = {"first": [cold() for _ in range(5)], "next": warm()}
    medians = {name: round(statistics.median(seconds), 3) for name, seconds in measured.items()}
    for name, median in medians.items():
        spread = f"{min(measured[name]):.2f} to {max(measured[name]):.2f}"
        print(f"{name:6} {median:6.2f} s  (floor {FLOORS[name]} s; {spread})")
    print(described())
    result = {"median_seconds": medians, "floors": FLOORS, "seconds": measured, "machine": machine()}
    (HERE / "latency.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
