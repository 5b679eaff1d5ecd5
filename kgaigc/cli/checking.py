"""The commands that hold texts against the graph: check and verify."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgaigc.cli import batches, files, streams
from kgaigc.cli.options import Batch, Options, reader, show, with_options
from kgaigc.cli.streams import STANDARD, text_of
from kgaigc.errors import ConfigError
from kgaigc.findings import FileResults, Suggestions, Verification
from kgaigc.values import Report

if TYPE_CHECKING:
    from kgaigc.pipeline import ContentGenerator

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
_SHOWN = 80  # Characters of a sentence in a message.


@with_options
def check(
    options: Options,
    texts: Texts = None,
    *,
    batch: Batch = None,
    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest",
            help="Propose the least change of each sentence that makes it true, as a diff that patch -p0 applies; "
            "no file is changed.",
        ),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 if a claim is not supported.")
    ] = False,
    risk: Annotated[
        float | None,
        typer.Option(
            metavar="P",
            help="With --strict: exit with 3 only if something is wrong with a text (or with a file or a "
            "line of a batch) with a probability of more than this, from 0 to 1.",
        ),
    ] = None,
    closed: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A predicate, by IRI or label, of which the graph has every value where it has any; "
            "may be given several times.",
        ),
    ] = None,
    entailment: Annotated[
        bool,
        typer.Option(
            "--entailment", help="What is stated of a property holds of the properties above it too (RDFS)."
        ),
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
    _try_risk(risk, strict=strict)
    how = _Checking(options, tuple(closed or ()), entailment, suggest)
    if batch is None:
        reports = _check(how, texts or [])
        if strict and any(_is_doubtful(report, risk) for report in reports):
            raise typer.Exit(3)
        return
    from kgaigc.batch import check  # noqa: PLC0415

    with_graph = options.graph is not None
    batches.run(
        options,
        batch,
        lambda: check(how.reader(), with_graph=with_graph, entailment=entailment, suggest=suggest),
        strict=strict,
        risk=risk,
    )


def _try_risk(risk: float | None, *, strict: bool) -> None:
    """Refuse a risk that is none, or that nothing would come of."""
    if risk is None:
        return
    if not 0 <= risk <= 1:
        raise typer.BadParameter(f"--risk is {risk:g}: give a probability from 0 to 1")
    if not strict:
        raise typer.BadParameter("--risk says when --strict fails: give --strict too")


def _is_doubtful(report: Report, risk: float | None) -> bool:
    """Whether a claim is not supported, or something is likelier wrong than the risk that was chosen."""
    return report.precision not in (None, 1) if risk is None else report.score < 1 - risk


@dataclass(frozen=True, slots=True)
class _Checking:
    """How texts are held against the graph."""

    options: Options
    closed: tuple[str, ...]
    entailment: bool
    suggest: bool

    @property
    def formats(self) -> Mapping[str, Callable[[Any], str]]:
        """Those to choose from."""
        from kgaigc.rendering import CHECK_FORMATS, SUGGEST_FORMATS  # noqa: PLC0415

        if not self.suggest:
            return CHECK_FORMATS
        return (
            {**SUGGEST_FORMATS, "text": streams.plain}
            if streams.is_terminal(self.options.output)
            else SUGGEST_FORMATS
        )

    def reader(self) -> ContentGenerator:
        """What checks."""
        return reader(self.options, closed=self.closed)

    def text(self, checker: ContentGenerator, text: str) -> Report | Suggestions:
        """What is found in a text."""
        if self.suggest:
            return checker.suggest(text, entailment=self.entailment)
        return checker.check(text, entailment=self.entailment)

    def file(self, checker: ContentGenerator, source: files.Source) -> Report | Suggestions:
        """What is found in a file."""
        document = files.read_document(source)
        if self.suggest:
            return checker.suggest_document(document, name=source.name, entailment=self.entailment)
        return checker.check_document(document, entailment=self.entailment)


def _check(how: _Checking, texts: Sequence[str]) -> list[Report]:
    if len(texts) > 1:
        _only_paths(texts)
    if _is_one(texts):
        found = [show(how.options, lambda: _report(how, texts[0]), formats=how.formats)]
    else:
        sources = files.sources(texts, _ENDINGS)
        results = show(how.options, lambda: _reports(how, sources), formats=how.formats, busy=nullcontext)
        files.report_failures(results)
        found = [one.result for one in results.files if one.result is not None]
    return [_reported(one) for one in found]


def _reported(found: Report | Suggestions) -> Report:
    """The report on a text; which sentences have no suggestion goes to standard error, for a diff can't say it."""
    if isinstance(found, Report):
        return found
    for one in found.suggestions:
        if one.new is None:
            where = f"{found.name}: " if found.name else ""
            sentence = " ".join(one.old.split())
            shown = sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}…"
            typer.secho(f"kgaigc: {where}nothing to suggest for {shown!r} ({one.why})", err=True)
    return found.report


def _only_paths(arguments: Sequence[str]) -> None:
    for argument in arguments:
        if not files.means_path(argument, _ENDINGS):
            raise typer.BadParameter(f"{argument!r} is no file: put a text in quotes, and give it alone")


def _is_one(arguments: Sequence[str]) -> bool:
    return len(arguments) == 1 and (arguments[0] == STANDARD or not files.is_folder(arguments[0]))


def _report(how: _Checking, text: str) -> Report | Suggestions:
    if text == STANDARD or not files.means_path(text, _ENDINGS):
        wanted = text_of(text)
        return how.text(how.reader(), wanted)
    return how.file(how.reader(), files.Source(text, Path(text)))


def _reports(how: _Checking, sources: Sequence[files.Source]) -> FileResults:
    checker = how.reader()
    return files.each(sources, lambda source: how.file(checker, source), verb="check")


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
