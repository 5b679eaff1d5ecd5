"""The commands that write: article and generate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kgaigc.cli import batches
from kgaigc.cli.options import MaxFacts, NumBeams, Options, Topic, show, with_options, writer
from kgaigc.cli.streams import text_of

if TYPE_CHECKING:
    from kgaigc.batch import Answerer

_CHUNK = 32  # sets of triples that are written at a time

Triples = Annotated[
    str,
    typer.Option(metavar="FILE", help="JSON Lines, each an object with id and triples; - is standard input."),
]


@with_options
def article(options: Options, topic: Topic, *, max_facts: MaxFacts = 12, num_beams: NumBeams = 5) -> None:
    """Write an article on a topic, every sentence with its facts, checked against the graph."""
    wanted = text_of(topic)
    seed = options.seed
    show(
        options, lambda: writer(options).article(wanted, max_facts=max_facts, seed=seed, num_beams=num_beams)
    )


Temperature = Annotated[
    float,
    typer.Option(metavar="T", min=0.0, help="Above 0, words and plans are drawn by lot, for variety; try 1."),
]
TopP = Annotated[
    float,
    typer.Option(metavar="P", min=0.0, max=1.0, help="Draw from the likeliest words of this probability."),
]


@with_options
def generate(
    options: Options,
    *,
    batch: Triples,
    num_beams: NumBeams = 5,
    temperature: Temperature = 0.0,
    top_p: TopP = 1.0,
) -> None:
    """Say sets of triples in text, line by line: an object with id, text and sentences comes out for each."""
    from kgaigc.batch import generate  # noqa: PLC0415
    from kgaigc.pipeline import ContentGenerator  # noqa: PLC0415

    def answerer() -> Answerer:
        writer = ContentGenerator.from_pretrained(options.model)
        return generate(writer, num_beams=num_beams, temperature=temperature, top_p=top_p, seed=options.seed)

    batches.run(options, batch, answerer, chunk=_CHUNK)
