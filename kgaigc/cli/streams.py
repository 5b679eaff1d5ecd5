"""Standard streams and files: input, output that is whole or not there, progress on standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from kgaigc.errors import ConfigError

if TYPE_CHECKING:
    from kgaigc.values import Result

STANDARD = "-"

Item = TypeVar("Item")


def text_of(argument: str) -> str:
    """The argument itself; ``-`` is what comes on standard input.

    Raises:
        ConfigError: standard input is not UTF-8.
    """
    if argument != STANDARD:
        return argument
    try:
        return sys.stdin.buffer.read().decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise ConfigError(f"standard input is not UTF-8 ({error}): convert it first") from error


@contextmanager
def lines_of(source: str) -> Iterator[Iterable[bytes]]:
    """The lines of a file; ``-`` is standard input.

    Raises:
        ConfigError: the file can't be read.
    """
    if source == STANDARD:
        yield sys.stdin.buffer
        return
    with _open_to_read(Path(source)) as stream:
        yield stream


@contextmanager
def written(target: str) -> Iterator[IO[bytes]]:
    """A stream to a file that appears whole if all goes well, else stays as it was; ``-`` is standard output.

    Raises:
        ConfigError: the file can't be written.
    """
    path = Path(target).resolve()
    if target == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif path.exists() and not path.is_file() and not path.is_dir():
        with _opened(path) as stream:  # a device or a pipe: there is nothing to replace
            yield stream
    else:
        with _replaced(path) as stream:
            yield stream


@contextmanager
def _replaced(path: Path) -> Iterator[IO[bytes]]:
    if path.is_dir():
        raise ConfigError(f"{path} is a folder: name a file to write")
    temporary = path.parent / f".kgaigc-{os.getpid()}.part"
    stream = _opened(temporary)
    try:
        with stream:
            yield stream
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _open_to_read(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise ConfigError(f"{path} can't be read ({error.strerror}): name a file of JSON Lines") from error


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("wb", buffering=0)  # what fails to be written fails at once, not again on closing
    except OSError as error:
        place = path.parent if path.name.startswith(".kgaigc-") else path
        raise ConfigError(f"{place} can't be written to ({error.strerror}): name another output") from error


def emit(output: IO[bytes], text: str) -> None:
    """Write text as UTF-8, at once.

    Raises:
        ConfigError: the output can't be written, for instance since the disk is full.
    """
    try:
        rest = memoryview(text.encode())
        while rest:
            rest = rest[output.write(rest) :]
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ConfigError(f"the output can't be written ({error.strerror}): name another output") from error


@contextmanager
def working() -> Iterator[None]:
    """Shows that something is going on, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415  (slow to load)

    with Console(stderr=True).status("reading and writing"):
        yield


def counted(items: Iterable[Item]) -> Iterator[Item]:
    """The items, their number shown as they pass, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415  (slow to load)
    from rich.progress import Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.completed} lines"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=None)


def tracked(items: Sequence[Item], names: Sequence[str], *, verb: str) -> Iterator[Item]:
    """The items, with a bar and the name of the one at hand, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415  (slow to load)
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(verb, total=len(items))
        for item, name in zip(items, names, strict=True):
            progress.update(task, description=escape(f"{verb} {name}"))
            yield item
            progress.advance(task)


def shows_colour(target: str) -> bool:
    """Whether the output is a terminal that is to have colours: NO_COLOR (https://no-color.org) says not."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return target == STANDARD and sys.stdout.isatty() and not plain


def is_terminal(target: str) -> bool:
    """Whether the output is a terminal, with colours or without."""
    return target == STANDARD and sys.stdout.isatty()


def plain(result: Result) -> str:
    """A result for a terminal without colours, which nothing in it drives."""
    from kgaigc.rendering import text, visible  # noqa: PLC0415

    return visible(text(result))


def coloured(result: Result) -> str:
    """A result for the terminal that standard output is."""
    from rich.console import Console  # noqa: PLC0415  (slow to load)

    from kgaigc.rendering import COLOURS, terminal  # noqa: PLC0415

    console = Console()
    colours = next((one for one in COLOURS if one == console.color_system), None)
    return terminal(result, width=console.width, colours=colours) if colours else plain(result)
