"""The commands that read: ask, link and facts."""

from __future__ import annotations

from typing import Annotated

import typer

from kgaigc.cli import batches
from kgaigc.cli.options import Batch, MaxFacts, NumBeams, Options, Topic, reader, show, with_options, writer
from kgaigc.cli.streams import text_of

Text = Annotated[str | None, typer.Argument(metavar="TEXT", help="A text; - is standard input.")]
Doubtful = Annotated[
    bool,
    typer.Option(
        "--doubtful", help="Link also what may be meant: common nouns, and the likeliest of many namesakes."
    ),
]
Question = Annotated[str | None, typer.Argument(metavar="QUESTION", help="A question; - is standard input.")]


@with_options
def ask(options: Options, question: Question = None, *, batch: Batch = None, num_beams: NumBeams = 5) -> None:
    """Answer a question about one fact from the graph, with the query that gave the answer."""
    _one_of("QUESTION", question, batch)
    if batch is None:
        wanted = text_of(question or "")
        show(options, lambda: writer(options).ask(wanted, num_beams=num_beams))
        return
    from kgaigc.batch import ask  # noqa: PLC0415

    batches.run(options, batch, lambda: ask(writer(options), num_beams=num_beams))


@with_options
def link(options: Options, text: Text = None, *, batch: Batch = None, doubtful: Doubtful = False) -> None:
    """Find the graph's entities, and dates and numbers, in a text, each with its score."""
    _one_of("TEXT", text, batch)
    if batch is None:
        wanted = text_of(text or "")
        show(options, lambda: reader(options).link(wanted, doubtful=doubtful))
        return
    from kgaigc.batch import link  # noqa: PLC0415

    batches.run(options, batch, lambda: link(reader(options), doubtful=doubtful))


@with_options
def facts(options: Options, topic: Topic, *, max_facts: MaxFacts = 12) -> None:
    """List the facts that bear on a topic, the most telling first, each with the reason."""
    wanted = text_of(topic)
    show(options, lambda: reader(options).facts(wanted, max_facts=max_facts))


def _one_of(name: str, argument: str | None, batch: str | None) -> None:
    if (argument is None) == (batch is None):
        raise typer.BadParameter(f"give either {name} or --batch FILE")
