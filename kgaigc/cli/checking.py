"""The commands that hold texts against the graph: check and verify."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from kgaigc.cli import batches, files
from kgaigc.cli.options import Batch, Options, reader, show, with_options
from kgaigc.cli.streams import STANDARD, text_of
from kgaigc.errors import ConfigError
from kgaigc.findings import FileResults, Verification
from kgaigc.values import Report

Texts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TEXT|FILE|FOLDER",
        help="A text, or files of Markdown (.md) or plain text (.txt), or folders of them; - is standard input.",
    ),
]
Articles = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLE",
        help="Articles that were written with --format jsonld, or folders of them; - is standard input.",
    ),
]
_ENDINGS = (*files.MARKDOWN, *files.TEXT)
_ARTICLES = (".jsonld",)


@with_options
def check(
    options: Options,
    texts: Texts = None,
    *,
    batch: Batch = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 if a claim is not supported.")
    ] = False,
) -> None:
    """Say which claims of a text the graph supports, which it contradicts, and on which it is silent.

    Offsets are those of the file's own characters. In Markdown, code, headings, addresses and comments are no
    claims; a heading that names something of the graph says what is spoken of below it. Several files, or a
    folder, give a section each. A line of a batch may have triples: it is checked against them, and against
    the graph too if one is named.
    """
    if (not texts) == (batch is None):
        raise typer.BadParameter("give either TEXT, FILE or FOLDER, or --batch FILE")
    if batch is None:
        _check(options, texts or [], strict=strict)
        return
    from kgaigc.batch import check  # noqa: PLC0415

    with_graph = options.graph is not None
    batches.run(options, batch, lambda: check(reader(options), with_graph=with_graph), strict=strict)


def _check(options: Options, texts: Sequence[str], *, strict: bool) -> None:
    from kgaigc.rendering import CHECK_FORMATS  # noqa: PLC0415

    if len(texts) > 1:
        _only_paths(texts)
    if _is_one(texts):
        found = show(options, lambda: _report(options, texts[0]), formats=CHECK_FORMATS)
        reports = [found]
    else:
        sources = files.sources(texts, _ENDINGS)
        found = show(options, lambda: _reports(options, sources), formats=CHECK_FORMATS, busy=nullcontext)
        reports = [one.result for one in found.files if one.result is not None]
        files.report_failures(found)
    if strict and any(report.precision not in (None, 1) for report in reports):
        raise typer.Exit(3)


def _only_paths(arguments: Sequence[str]) -> None:
    for argument in arguments:
        if not files.means_path(argument, _ENDINGS):
            raise typer.BadParameter(f"{argument!r} is no file: put a text in quotes, and give it alone")


def _is_one(arguments: Sequence[str]) -> bool:
    return len(arguments) == 1 and (arguments[0] == STANDARD or not files.is_folder(arguments[0]))


def _report(options: Options, text: str) -> Report:
    if text == STANDARD or not files.means_path(text, _ENDINGS):
        wanted = text_of(text)
        return reader(options).check(wanted)
    document = files.read_document(files.Source(text, Path(text)))
    return reader(options).check_document(document)


def _reports(options: Options, sources: Sequence[files.Source]) -> FileResults:
    checker = reader(options)
    return files.each(
        sources, lambda source: checker.check_document(files.read_document(source)), verb="check"
    )


@with_options
def verify(
    options: Options,
    articles: Articles,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 if the support of a sentence changed.")
    ] = False,
) -> None:
    """Say which sentences of an article written earlier the graph of now no longer supports.

    Each fact that a sentence was written from is looked up again, and the checker reads the text again.
    """
    from kgaigc.rendering import VERIFY_FORMATS  # noqa: PLC0415

    if _is_one(articles):
        source = files.Source(articles[0], None if articles[0] == STANDARD else Path(articles[0]))
        found = show(options, lambda: _verifier(options)(source), formats=VERIFY_FORMATS)
        verified = [found]
    else:
        sources = files.sources(articles, _ARTICLES)
        found = show(
            options,
            lambda: files.each(sources, _verifier(options), verb="verify"),
            formats=VERIFY_FORMATS,
            busy=nullcontext,
        )
        verified = [one.result for one in found.files if one.result is not None]
        files.report_failures(found)
    if strict and any(one.changed for one in verified):
        raise typer.Exit(3)


def _verifier(options: Options) -> Callable[[files.Source], Verification]:
    checker = reader(options)

    def verified(source: files.Source) -> Verification:
        if source.path is None:
            return _verified_from_standard_input(checker.verify)
        files.check_file(source.path, _ARTICLES)
        return checker.verify(source.path)

    return verified


def _verified_from_standard_input(verify: Callable[[Path], Verification]) -> Verification:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "article.jsonld")
        path.write_bytes(sys.stdin.buffer.read())
        try:
            return verify(path)
        except ConfigError as error:
            raise ConfigError(str(error).replace(str(path), "standard input")) from error
