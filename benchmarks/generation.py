"""BLEU and chrF++ on the dev parts of WebNLG, against the alternatives in the same run.

``make bench-generation DATA=DIR`` prints a table and writes ``generation.json`` and ``generation.md``; with a protocol
after DIR only its rows are made anew. The model with its planner is held against itself with fewer means (one plan,
greedy search, the facts in the order of the corpus) and against templates. Floors: 66.5 BLEU on webnlg2017/dev by the
model trained on webnlg2017/train alone, 50 on webnlg2020/dev by the shipped model's twin, which saw nothing of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from machine import described, machine

from kgaigc import ContentGenerator
from kgaigc.cli.models import default_model
from kgaigc.evaluation.metrics import bleu, chrf
from kgaigc.evaluation.webnlg import write
from kgaigc.generation import Alternatives, Generator, Request, template
from kgaigc.generation.search import Search
from kgaigc.graph.terms import read_terms
from kgaigc.planning.order import OrderModel
from kgaigc.training.corpora import Row, texts_of
from kgaigc.training.train import dev_rows

HERE = Path(__file__).parent


def in_corpus_order(rows: Sequence[Row], generator: Generator) -> list[str]:
    """A text for each row, its facts in one sentence and as the corpus lists them."""
    plans = [((read_terms(row["triples"]),), 0.0) for row in rows]
    items = [Alternatives((plan,), row["category"]) for plan, row in zip(plans, rows, strict=True)]
    return [generated.text for generated in generator.compose(items)]


def by_template(rows: Sequence[Row]) -> list[str]:
    """A text for each row, each fact said by its predicate's label."""
    facts = [read_terms(row["triples"]) for row in rows]
    return [" ".join(template(Request((fact,))).text for fact in triples) for triples in facts]


def ways(
    rows: Sequence[Row], generator: Generator, planner: OrderModel
) -> dict[str, Callable[[], list[str]]]:
    """The model and its alternatives, by name."""
    plain = Generator(replace(generator.checkpoint, fluency=None))
    unread = Generator(replace(generator.checkpoint, reader=None))
    writer = ContentGenerator(generator=generator, planner=planner)
    asked, kinds = [row["triples"] for row in rows], [row["category"] for row in rows]
    checked = {
        "the same, where the checker objects otherwise": lambda: [
            one.text for one in writer.generate_many(asked, categories=kinds)
        ]
    }
    without_reader = {"six plans, without the reader": lambda: write(rows, unread, planner)}
    return {
        "six plans, beam 5": lambda: write(rows, generator, planner),
        **(checked if generator.checked else {}),
        **(without_reader if generator.checkpoint.reader else {}),
        "six plans, without any language model": lambda: write(rows, plain, planner),
        "one plan, beam 5": lambda: write(rows, generator, planner, plans=1),
        "one plan, greedy": lambda: write(rows, generator, planner, plans=1, search=Search(num_beams=1)),
        "corpus order, beam 5": lambda: in_corpus_order(rows, generator),
        "templates": lambda: by_template(rows),
    }


def main() -> None:
    """Score both protocols."""
    if len(sys.argv) not in {2, 3}:
        sys.exit("usage: generation.py DATA [PROTOCOL], the folder of webnlg2017/ and webnlg2020/")
    data, path = Path(sys.argv[1]), HERE / "generation.json"
    chosen = sys.argv[2:] or ["webnlg2017", "webnlg2020"]
    known = json.loads(path.read_text(encoding="utf-8"))["rows"] if path.exists() else []
    table = [row for row in known if row["protocol"] not in chosen]
    for protocol in chosen:
        rows, model = dev_rows(protocol, data), default_model(protocol)
        generator, planner = Generator.from_pretrained(model), OrderModel.load(model)
        references = [texts_of(row) for row in rows]
        for way, texts in ways(rows, generator, planner).items():
            written = texts()
            scores = {
                "bleu": round(bleu(written, references), 1),
                "chrf": round(chrf(written, references), 1),
            }
            table.append({"protocol": protocol, "texts": len(rows), "way": way} | scores)
            print(table[-1], flush=True)
    table.sort(key=lambda row: row["protocol"])
    lines = ["| protocol, dev | texts | way | BLEU | chrF++ |", "|---|---|---|---|---|"]
    lines += [f"| {r['protocol']} | {r['texts']} | {r['way']} | {r['bleu']} | {r['chrf']} |" for r in table]
    head = f"# Texts for triples\n\n{described()}\n\n"
    (HERE / "generation.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    path.write_text(json.dumps({"machine": machine(), "rows": table}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
