"""The options that every command has, each written once, and what they ask for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import MISSING, dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from kgaigc.cli import streams

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph
    from kgaigc.pipeline import ContentGenerator

PANEL = "Options of every command"


@dataclass(frozen=True, slots=True)
class Options:
    """What every command can be given."""

    graph: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            envvar="KGAIGC_GRAPH",
            help="File or folder of RDF, store directory or address of a SPARQL endpoint; a shipped one if not given.",
            rich_help_panel=PANEL,
        ),
    ] = None
    named_graph: Annotated[
        list[str] | None,
        typer.Option(
            metavar="IRI",
            help="Read this named graph as if there were no others; may be repeated.",
            rich_help_panel=PANEL,
        ),
    ] = None
    reasoning: Annotated[
        bool,
        typer.Option(
            "--reasoning",
            help="Add in memory what follows by RDFS, inverses and sameAs.",
            rich_help_panel=PANEL,
        ),
    ] = False
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Directory of a model; the shipped one if not given.", rich_help_panel=PANEL
        ),
    ] = None
    format: Annotated[
        str,
        typer.Option(
            metavar="FORM",
            help="One of text, markdown, html, json and jsonld; check has refchecker too.",
            rich_help_panel=PANEL,
        ),
    ] = "text"
    language: Annotated[
        str, typer.Option(metavar="TAG", help="Preferred language of labels.", rich_help_panel=PANEL)
    ] = "en"
    output: Annotated[
        str,
        typer.Option(metavar="FILE", help="Where to write; - is standard output.", rich_help_panel=PANEL),
    ] = "-"
    seed: Annotated[
        int, typer.Option(metavar="N", help="The same seed gives the same text.", rich_help_panel=PANEL)
    ] = 0


Topic = Annotated[
    str, typer.Argument(metavar="TOPIC", help="A label, an alias or an IRI; - is standard input.")
]
Batch = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Answer each line of a file of JSON Lines; - is standard input."),
]
MaxFacts = Annotated[int, typer.Option(metavar="N", min=1, help="How many facts to take at most.")]
NumBeams = Annotated[int, typer.Option(metavar="N", min=1, help="Width of the beam search.")]


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every command; it gets them as its first argument."""

    @wraps(command)
    def wrapped(**arguments: Any) -> None:
        shared = {field.name: arguments.pop(field.name) for field in fields(Options)}
        command(Options(**shared), **arguments)

    hints = get_type_hints(Options, include_extras=True)
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    keyword = inspect.Parameter.KEYWORD_ONLY
    shared = [
        inspect.Parameter(field.name, keyword, default=field.default, annotation=hints[field.name])
        for field in fields(Options)
        if field.default is not MISSING
    ]
    parameters = [*(parameter.replace(kind=keyword) for parameter in own), *shared]
    wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapped


def open_graph(options: Options, *, closed: Sequence[str] = ()) -> KnowledgeGraph:
    """The graph that is asked for, else the shipped one.

    Args:
        options: those of every command.
        closed: predicates, by IRI or label, to take as closed.

    Raises:
        GraphError: it can't be read.
        ConfigError: a predicate to close or a named graph is not in it.
    """
    from kgaigc.graph import KnowledgeGraph  # noqa: PLC0415  (loads the graph stores)
    from kgaigc.shipped import default_graph  # noqa: PLC0415

    return KnowledgeGraph.open(
        options.graph or default_graph(),
        language=options.language,
        closed=closed,
        graphs=options.named_graph or (),
        reasoning=options.reasoning,
    )


def reader(options: Options, *, closed: Sequence[str] = ()) -> ContentGenerator:
    """Links, retrieves and checks; loads a model only if it comes to write.

    Raises:
        GraphError: the graph can't be read.
        ConfigError: a predicate to take as closed is not in it.
    """
    from kgaigc.pipeline import ContentGenerator  # noqa: PLC0415

    return ContentGenerator(open_graph(options, closed=closed))


def writer(options: Options) -> ContentGenerator:
    """Writes about the graph that is asked for.

    Raises:
        CheckpointError: the model can't be loaded.
        GraphError: the graph can't be read.
    """
    from kgaigc.pipeline import ContentGenerator  # noqa: PLC0415

    return ContentGenerator.from_pretrained(options.model, graph=open_graph(options))


def show(
    options: Options,
    make: Callable[[], Any],
    *,
    formats: Mapping[str, Callable[[Any], str]] | None = None,
    busy: Callable[[], AbstractContextManager[None]] = streams.working,
) -> Any:
    """Make a result and write it in the format that is asked for; format and output are tried first.

    Args:
        options: where to, and in which format.
        make: makes the result.
        formats: those to choose from; what every result has if left out.
        busy: shows that something is going on.

    Raises:
        ConfigError: the format is not known, or the output can't be written.
    """
    from kgaigc.rendering import FORMATS, renderer  # noqa: PLC0415

    written = renderer(options.format, formats=FORMATS if formats is None else formats)
    if options.format == "text" and streams.shows_colour(options.output):
        written = streams.coloured
    with streams.written(options.output) as output:
        with busy():
            result = make()
        streams.emit(output, written(result))
    return result
