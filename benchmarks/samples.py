"""Fifty texts for triple sets of categories that the training left out, as they come.

``make bench-samples DATA=DIR WORK=FOLDER`` takes the model that ``make bench-quality`` trained in ``FOLDER`` and writes
the texts beside their triples into ``samples.md``, below what a person wrote there about them: what comes out, and the
network's own text where the checker had it changed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from machine import described
from quality import CORPUS, LEFT_OUT

from kgaigc import ContentGenerator
from kgaigc.training.corpora import Row, read_rows
from kgaigc.training.train import DEV

HERE = Path(__file__).parent
COUNT = 50
SEED = 13
MARK = "<!-- Below: benchmarks/samples.py. Above: by hand. -->\n"


def drawn(data: Path) -> list[Row]:
    """Rows of the dev part that are of left-out categories, by lot."""
    rows = [row for row in read_rows(data / DEV[CORPUS]) if row["category"] in LEFT_OUT.split(",")]
    return random.Random(SEED).sample(rows, COUNT)


def written(writer: ContentGenerator, rows: Sequence[Row], *, checked: bool) -> list[str]:
    """A text for each row, with or without the checker's say."""
    writer.generator.checkpoint.about["checked"] = checked
    categories = [row["category"] for row in rows]
    return [one.text for one in writer.generate_many([row["triples"] for row in rows], categories=categories)]


def main() -> None:
    """Write the texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    given = parser.parse_args()
    rows = drawn(given.data)
    writer = ContentGenerator.from_pretrained(given.model)
    own, checked = (written(writer, rows, checked=checked) for checked in (False, True))
    parts = [described()]
    for number, (row, before, text) in enumerate(zip(rows, own, checked, strict=True), start=1):
        facts = "\n".join(f"    {' | '.join(triple)}" for triple in row["triples"])
        changed = f"\n\nUnchecked: *{before}*" if before != text else ""
        parts.append(f"**{number}** ({row['category']})\n\n{facts}\n\n{text}{changed}")
    path = HERE / "samples.md"
    above = path.read_text(encoding="utf-8").partition(MARK)[0] if path.exists() else ""
    path.write_text(above + MARK + "\n" + "\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
