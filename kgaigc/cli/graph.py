"""The commands about a graph itself: look around in it, draw it, write it out, keep it in a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgaigc.cli import streams
from kgaigc.cli.options import MaxFacts, Options, Topic, open_graph, reader, show, with_options
from kgaigc.values import Result

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

app = typer.Typer(no_args_is_help=True, help="Look at a graph.")

Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="Only what has this label, name or IRI.")]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="How many rows to show at most.")]
Class = Annotated[
    str | None,
    typer.Option("--class", metavar="NAME", help="Only facts of things stated to be of this class."),
]
Predicate = Annotated[str | None, typer.Option(metavar="NAME", help="Only facts with this predicate.")]
MaxLinks = Annotated[int, typer.Option(metavar="N", min=1, max=8, help="How many links to look for at most.")]
MaxRoutes = Annotated[int, typer.Option(metavar="N", min=1, help="How many ways to show at most.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILES...", help="Files and folders of RDF.")]
Store = Annotated[Path, typer.Option(metavar="DIR", help="The store to make; nothing may be there yet.")]
Compact = Annotated[
    bool, typer.Option("--compact", help="Take longer, for quicker look-ups in millions of triples.")
]


@app.callback()
def _graph() -> None:
    """Look at a graph."""


@app.command()
@with_options
def info(options: Options) -> None:
    """Size, classes, predicates, languages, label coverage and problems of a graph."""
    show(options, lambda: open_graph(options).info())


@app.command()
@with_options
def classes(options: Options, name: Name = None, *, limit: Limit = 25) -> None:
    """The classes of a graph, or one and those below it: their sizes, those above, and a thing of each."""
    show(options, lambda: open_graph(options).class_table(name, limit=limit))


@app.command()
@with_options
def predicates(options: Options, name: Name = None, *, limit: Limit = 25) -> None:
    """The predicates of a graph, or one: how often, what they join, what is declared, and a fact of each."""
    show(options, lambda: open_graph(options).predicate_table(name, limit=limit))


@app.command()
@with_options
def sample(
    options: Options, *, max_facts: MaxFacts = 10, cls: Class = None, predicate: Predicate = None
) -> None:
    """Facts drawn at random, the same for the same --seed."""

    def drawn() -> Any:
        graph = open_graph(options)
        return graph.sample(
            max_facts,
            seed=options.seed,
            cls=_picked(cls, [one for one, _ in graph.classes()], "class", graph) if cls else None,
            predicate=_picked(predicate, [one for one, _ in graph.predicates()], "predicate", graph)
            if predicate
            else None,
        )

    show(options, drawn)


@app.command()
@with_options
def path(
    options: Options, start: Topic, end: Topic, *, max_links: MaxLinks = 4, max_routes: MaxRoutes = 3
) -> None:
    """The shortest ways from one thing to another, whichever way the links point."""

    def found() -> Any:
        looking = reader(options)
        ends = (looking.linker.resolve(topic).iri for topic in (start, end))
        return looking.graph.path(*ends, max_links=max_links, max_routes=max_routes)

    show(options, found)


@app.command()
@with_options
def schema(options: Options) -> None:
    """Which classes each predicate joins, and how often; a picture with --format svg, or --output FILE.svg."""
    from kgaigc.rendering import VERIFY_FORMATS  # noqa: PLC0415

    if options.format == "text" and options.output.lower().endswith(".svg"):
        options = replace(options, format="svg")
    show(options, lambda: open_graph(options).summary(), formats={**VERIFY_FORMATS, "svg": _svg})


@app.command()
@with_options
def export(options: Options) -> None:
    """Write the graph out as RDF, by the ending of --output (.ttl, .nt.gz and so on) or by --format.

    Formats are turtle, ntriples, nquads, trig, rdfxml and jsonld; those without named graphs get the statements
    of all of them. To standard output it is Turtle, unless --format says otherwise.
    """
    from kgaigc.graph.exporting import rdf_format  # noqa: PLC0415

    form = None if options.format == "text" else options.format
    if options.output == streams.STANDARD:
        rdf_format(form, None)
        with streams.written(options.output) as output, streams.working():
            open_graph(options).write(output, form=form)
        return
    rdf_format(form, Path(options.output))
    with streams.working():
        open_graph(options).export(options.output, form=form)


@app.command()
@with_options
def load(options: Options, files: Files, *, store: Store, compact: Compact = False) -> None:
    """Make a store of RDF files, for graphs too large to read each time; then give it as --graph DIR."""
    from kgaigc.graph import KnowledgeGraph  # noqa: PLC0415
    from kgaigc.graph.store import load  # noqa: PLC0415
    from kgaigc.rendering import VERIFY_FORMATS  # noqa: PLC0415

    def loaded() -> Loaded:
        with _progress(files) as progress:
            load(files, store, compact=compact, progress=progress)
        return Loaded(str(store), len(KnowledgeGraph.open(store, language=options.language)))

    show(options, loaded, formats=VERIFY_FORMATS, busy=_idle)


@dataclass(frozen=True, slots=True)
class Loaded(Result):
    """A store that was made, and how many triples are in it."""

    store: str
    triples: int

    @property
    def text(self) -> str:
        """One line."""
        return f"{self.store}: {self.triples} triples; give it as --graph {self.store}"

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {"store": self.store, "triples": self.triples}


def _picked(name: str, terms: list[Any], kind: str, graph: KnowledgeGraph) -> str:
    from kgaigc.graph.near import pick  # noqa: PLC0415

    return pick(name, terms, kind=kind, graph=graph.name)[0].iri


def _svg(summary: Any) -> str:
    from kgaigc.rendering.schema_figure import schema_figure  # noqa: PLC0415  (an extra, and slow to load)

    return schema_figure(summary).svg


@contextmanager
def _idle() -> Iterator[None]:
    """Nothing besides the bar: two things at once would write over each other."""
    yield


@contextmanager
def _progress(files: list[Path]) -> Iterator[Callable[[int], None] | None]:
    """What draws how much has been read, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  (slow to load)
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn  # noqa: PLC0415

    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=_size(files))
        yield lambda read: bar.update(task, completed=read)


def _size(files: list[Path]) -> int | None:
    """The bytes that there are to read; None if some are compressed, and it can't be told."""
    from kgaigc.graph.compression import compression  # noqa: PLC0415
    from kgaigc.graph.reading import rdf_files  # noqa: PLC0415

    found = [file for path in files for file in rdf_files(path)]
    return None if any(map(compression, found)) else sum(file.stat().st_size for file in found)
