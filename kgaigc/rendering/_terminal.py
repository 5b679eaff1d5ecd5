"""Checks and verifications for a terminal: the text in colour, and below it each claim with its evidence.

A contradicted or unverifiable claim has a sign and its number where it ends, so that colour is never alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from io import StringIO
from typing import Literal

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kgaigc.findings import FileResults, Suggestions, Verification, VerifiedSentence
from kgaigc.rendering._parts import (
    SYMBOLS,
    Mark,
    ending,
    line,
    proposed,
    reason,
    stretches,
    summary,
    total,
    verdict_mark,
    worst,
)
from kgaigc.rendering._text import text, visible
from kgaigc.values import Report, Result, Verdict

_STYLES = {
    "supported": "green",
    "contradicted": "bold red underline",
    "unverifiable": "yellow",
    "missing": "yellow",
    "doubtful": "yellow",
}
_CHANGES = {"-": "red", "+": "green", "@": "cyan"}


def terminal(result: Result, *, width: int, colours: Literal["standard", "256", "truecolor"]) -> str:
    """The result with the codes that colour a terminal.

    Args:
        result: the result; what is no check or verification comes as plain text.
        width: the columns of the terminal.
        colours: what it can show.
    """
    if not isinstance(result, Report | FileResults | Suggestions | Verification):
        return text(result)
    written = StringIO()
    console = Console(
        file=written,
        force_terminal=True,
        color_system=colours,
        width=width,
        no_color=False,
        legacy_windows=False,
        highlight=False,
    )
    for block in _blocks(result):
        console.print(block)
    return written.getvalue()


@singledispatch
def _blocks(result: Result) -> Iterator[Text | Padding]:
    raise TypeError(f"no form for a terminal: {type(result).__name__}")


@_blocks.register
def _report(report: Report) -> Iterator[Text | Padding]:
    numbered = list(enumerate(report.verdicts, start=1))
    yield _coloured(report.source, (verdict_mark(verdict, number=number) for number, verdict in numbered))
    yield Text()
    for number, verdict in numbered:
        yield from _claim(verdict, f"{number:>2} ")
    yield Text(summary(report), style="bold")


def _coloured(source: str, noted: Iterable[Mark]) -> Text:
    shown, place = Text(), 0
    for piece, lying in stretches(source, noted):
        place += len(piece)
        words = visible(piece.replace("\r", ""))
        shown.append(words, style=_STYLES[worst(lying)] if lying else "")
        for mark in ending(lying, place, source):
            if mark.kind != "supported":
                shown.append(
                    f" {SYMBOLS[mark.kind]}{mark.number}", style=f"{_STYLES[mark.kind]} not underline"
                )
    return shown


def _claim(verdict: Verdict, before: str) -> Iterator[Text | Padding]:
    yield _headed(verdict.status, f" {verdict.claim}", before)
    told = Text(visible(verdict.reason))
    for triple in verdict.support:
        told.append(f"\n{visible(line(triple))}", style="dim")
    yield Padding(told, (0, 0, 0, len(before) + 2))


def _headed(status: str, words: str, before: str) -> Text:
    on_one_line = visible(" ".join(words.splitlines()))
    return Text.assemble(before, (f"{SYMBOLS[status]} {status}", _STYLES[status]), on_one_line)


@_blocks.register
def _files(results: FileResults) -> Iterator[Text | Padding]:
    for one in results.files:
        yield Text(visible(one.file), style="bold underline")
        if one.result is None:
            yield Text.assemble(("error", _STYLES["contradicted"]), visible(f": {one.error}"))
        else:
            yield from _blocks(one.result)
        yield Text()
    yield Text(total(results), style="bold")


@_blocks.register
def _suggestions(suggestions: Suggestions) -> Iterator[Text | Padding]:
    for shown in suggestions.diff():
        yield Text(visible(shown.rstrip("\r\n")), style=_CHANGES.get(shown[:1], ""))
    if suggestions.suggestions:
        yield Text()
    for number, one in enumerate(suggestions.suggestions, start=1):
        yield Text(visible(f"{number:>2} {reason(one)}"))
        for triple in one.triples:
            yield Padding(Text(visible(line(triple)), style="dim"), (0, 0, 0, 5))
    yield Text(f"{proposed(suggestions.suggestions).capitalize()}.", style="bold")


@_blocks.register
def _verification(verification: Verification) -> Iterator[Text | Padding]:
    yield Text(visible(verification.title), style="bold")
    changed = list(enumerate(verification.changed, start=1))
    noted = [Mark(s.start, s.end, s.status, "", number) for number, s in changed]
    yield _coloured(verification.report.source, noted)
    yield Text()
    for number, sentence in changed:
        yield from _changed(sentence, f"{number:>2} ")
    yield Text(verification.summary, style="bold")


def _changed(sentence: VerifiedSentence, before: str) -> Iterator[Text | Padding]:
    yield _headed(sentence.status, f" {sentence.text}", before)
    for fact in sentence.facts:
        words = f" {line(fact.triple)} ({fact.reason})"
        yield Padding(_headed(fact.status, words, ""), (0, 0, 0, len(before) + 2))
    for verdict in sentence.verdicts:
        if verdict.status != "supported":
            words = f" {verdict.claim} ({verdict.reason})"
            yield Padding(_headed(verdict.status, words, "the checker, now: "), (0, 0, 0, len(before) + 2))
