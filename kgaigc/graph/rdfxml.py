"""RDF/XML as it is read: what its entities may grow to and how deep it may nest, before a parser sees it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol
from xml.parsers import expat

from kgaigc.errors import GraphError

ENTITY_LENGTH = 500  # characters; entities of RDF/XML abbreviate the beginnings of IRIs
DEPTH = 500  # elements within elements

_REFERENCE = re.compile(r"&([^#&;\s][^&;\s]*);")


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most ``size``; empty at the end."""


class GuardedXml:
    """A stream of XML that ends in an error where the XML is malformed or made to exhaust its reader.

    Nothing outside the file is ever read: expat does not fetch, and an entity that lies elsewhere is refused
    where it is declared.

    Args:
        stream: where the bytes come from.
        path: the file, for the messages.
    """

    def __init__(self, stream: Readable, path: Path) -> None:
        self._stream = stream
        self._path = path
        self._depth = 0
        self._lengths: dict[str, int] = {}
        self._parser = expat.ParserCreate()
        self._parser.EntityDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most ``size``; empty at the end.

        Raises:
            GraphError: the XML up to there is malformed, nests too deep, or declares what it must not.
        """
        chunk = self._stream.read(size)
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            reason = str(error).partition(": line")[0]
            place = f"{self._path}:{error.lineno}:{error.offset + 1}"
            raise GraphError(f"{place}: not RDF/XML ({reason}); mend the file or its ending") from error
        return chunk

    def _declare(
        self,
        name: str,
        is_parameter: bool,
        value: str | None,
        base: str | None,  # noqa: ARG002
        system: str | None,
        public: str | None,
        notation: str | None,  # noqa: ARG002
    ) -> None:
        if value is None:
            address = system or public or "elsewhere"
            raise self._refused(
                f"the entity {name!r} lies outside the file ({address}), which is never read; "
                "write its text into the file"
            )
        inner = sum(self._lengths.get(other, 0) for other in _REFERENCE.findall(value))
        length = len(_REFERENCE.sub("", value)) + inner
        if length > ENTITY_LENGTH:
            raise self._refused(
                f"the entity {name!r} stands for more than {ENTITY_LENGTH} characters, as files made to exhaust "
                "a machine have them; write its text where it is used"
            )
        if not is_parameter:
            self._lengths[name] = length

    def _start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self._depth += 1
        if self._depth > DEPTH:
            raise self._refused(
                f"<{name}> lies within {DEPTH} other elements; describe things beside one another, by rdf:about"
            )

    def _end(self, name: str) -> None:  # noqa: ARG002
        self._depth -= 1

    def _refused(self, reason: str) -> GraphError:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        return GraphError(f"{self._path}:{line}:{column}: {reason}")
