"""Which files the arguments of a command mean, and what stands in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kgaigc.cli.streams import STANDARD, text_of, tracked
from kgaigc.errors import ConfigError, KgaigcError
from kgaigc.findings import FileResult, FileResults, Suggestions, Verification
from kgaigc.values import Report

if TYPE_CHECKING:
    from kgaigc.documents import Document

MARKDOWN = (".md", ".markdown")
TEXT = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class Source:
    """An argument, or a file of a folder: its name, and its path unless it is standard input."""

    name: str
    path: Path | None


def means_path(argument: str, endings: Sequence[str]) -> bool:
    """Whether an argument is a path rather than a text: it is there, or looks like one that is not.

    A text has spaces in it, or at least no separator of folders, and does not end like the name of a file.
    """
    if argument == STANDARD or os.path.exists(argument):  # noqa: PTH110  (a text may be no possible path)
        return True
    separators = [mark for mark in (os.sep, os.altsep) if mark]
    looks = any(mark in argument for mark in separators) and not any(map(str.isspace, argument))
    return looks or argument.lower().endswith(tuple(endings))


def is_folder(argument: str) -> bool:
    """Whether an argument is a folder that is there."""
    return os.path.isdir(argument)  # noqa: PTH112  (a text may be no possible path)


def sources(arguments: Iterable[str], endings: Sequence[str]) -> tuple[Source, ...]:
    """The files that are meant, each once; of a folder those with one of the endings, in order."""
    found: dict[str, Source] = {}
    for argument in arguments:
        path = Path(argument)
        inside = list(_inside(path, endings)) if argument != STANDARD and is_folder(argument) else []
        for name in inside or [argument]:
            found.setdefault(name, Source(name, None if name == STANDARD else Path(name)))
    return tuple(found.values())


def _inside(folder: Path, endings: Sequence[str]) -> Iterator[str]:
    """The files of a folder and its folders, hidden ones left out; a folder that can't be read is named too."""
    failed: list[str] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: failed.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(tuple(endings)) and not name.startswith("."):
                yield str(Path(place, name))
    yield from failed


def read_document(source: Source) -> Document:
    """The text of a file: Markdown by its ending, else plain text.

    Raises:
        ConfigError: it is not there, can't be read, or is no text.
    """
    from kgaigc.documents import from_markdown, from_text  # noqa: PLC0415

    if source.path is None:
        return from_text(text_of(STANDARD))
    ending = source.path.suffix.lower()
    if ending not in {"", *MARKDOWN, *TEXT} and not source.path.is_dir():
        known = ", ".join((*MARKDOWN, *TEXT))
        raise ConfigError(f"{source.path}: unknown ending {ending!r}; give Markdown or text ({known})")
    words = _words(source.path)
    return from_markdown(words) if ending in MARKDOWN else from_text(words)


def _words(path: Path) -> str:
    check_file(path, (*MARKDOWN, *TEXT))
    from kgaigc.documents.limits import BYTES, readable, too_long  # noqa: PLC0415

    try:
        if path.stat().st_size > BYTES:
            raise too_long(str(path), "too many")
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} can't be read ({error.strerror}): check its permissions") from error
    if b"\0" in raw:
        raise ConfigError(f"{path} is no text, it holds zero bytes: give Markdown or text in UTF-8")
    try:
        return readable(raw.decode(), str(path))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        wrong = f"line {line}, byte 0x{raw[error.start]:02x}"
        raise ConfigError(f"{path} is not UTF-8 ({wrong}): convert it first") from error


def check_file(path: Path, endings: Sequence[str]) -> None:
    """Try whether a path is a file.

    Raises:
        ConfigError: nothing is there (the nearest name is given), or it is a folder without fitting files.
    """
    known = ", ".join(endings)
    if path.is_dir():
        readable = os.access(path, os.R_OK | os.X_OK)
        reason = f"holds no file to read ({known})" if readable else "can't be read: check its permissions"
        raise ConfigError(f"the folder {path} {reason}")
    if not path.exists():
        if not path.parent.is_dir():
            raise ConfigError(f"{path}: no such file, nor is there a folder {path.parent}")
        names = sorted(file.name for file in path.parent.iterdir() if file.suffix.lower() in endings)
        there = {name.casefold(): name for name in names if not name.startswith(".")}
        near = get_close_matches(path.name.casefold(), there, n=1, cutoff=0.5)
        hint = f"; did you mean {path.parent / there[near[0]]}?" if near else ""
        raise ConfigError(f"{path}: no such file{hint}")


def each(
    found: Sequence[Source], answer: Callable[[Source], Report | Suggestions | Verification], *, verb: str
) -> FileResults:
    """The answer for each file, or what is wrong with it; progress goes to standard error."""
    results = []
    for source in tracked(found, [one.name for one in found], verb=verb):
        try:
            results.append(FileResult(source.name, answer(source)))
        except KgaigcError as error:
            results.append(FileResult(source.name, None, str(error)))
    return FileResults(tuple(results))


def report_failures(results: FileResults) -> None:
    """Say what could not be read on standard error.

    Raises:
        typer.Exit: 1 if anything could not.
    """
    for one in results.files:
        if one.result is None:
            typer.secho(f"kgaigc: {one.error}", err=True, fg=typer.colors.RED)
    if results.failed:
        message = f"kgaigc: {results.failed} of {len(results.files)} files could not be read"
        typer.secho(message, err=True, fg=typer.colors.RED)
        sys.stderr.flush()
        raise typer.Exit(1)
