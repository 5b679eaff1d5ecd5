"""JSON-LD contexts at addresses: found, and, only where that is allowed, fetched and written in place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from kgaigc.errors import GraphError

if TYPE_CHECKING:
    import httpx

_MOST = 20  # contexts that one file may lead to
_LARGEST = 4 * 2**20  # bytes of one
_SECONDS = 10.0
_ACCEPT = "application/ld+json, application/json;q=0.9"

Fetch = Callable[[str], Any]


def addresses(document: Any) -> Iterator[str]:
    """Every address that stands for a context in a JSON-LD document."""
    if isinstance(document, list):
        for part in document:
            yield from addresses(part)
    elif isinstance(document, dict):
        for key, value in document.items():
            if key in {"@context", "@import"}:
                yield from (one for one in _several(value) if isinstance(one, str))
            yield from addresses(value)


def inlined(document: Any, fetch: Fetch) -> Any:
    """The document with what lies at each address in the address's place.

    Args:
        document: JSON-LD.
        fetch: gives the JSON at an address.

    Raises:
        GraphError: an address is relative, or they lead to too many contexts, as those that name each other do.
    """
    return _Inliner(fetch).replaced(document, base="")


class _Inliner:
    """Replaces addresses, those within what it fetched included; counts what it fetches."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._left = _MOST

    def replaced(self, document: Any, base: str) -> Any:
        if isinstance(document, list):
            return [self.replaced(part, base) for part in document]
        if not isinstance(document, dict):
            return document
        shown = {key: self._value(key, value, base) for key, value in document.items()}
        imported = shown.pop("@import", None)
        return {**imported, **shown} if isinstance(imported, dict) else shown

    def _value(self, key: str, value: Any, base: str) -> Any:
        if key == "@import" and isinstance(value, str):
            return self._loaded(value, base)
        return self._context(value, base) if key == "@context" else self.replaced(value, base)

    def _context(self, value: Any, base: str) -> Any:
        if not isinstance(value, list):
            return self._loaded(value, base)
        found = (self._loaded(one, base) for one in value)
        return [part for one in found for part in _several(one)]

    def _loaded(self, value: Any, base: str) -> Any:
        """A context: what lies at its address, or itself."""
        if not isinstance(value, str):
            return self.replaced(value, base)
        address = urljoin(base, value)
        if not address.startswith(("http://", "https://")):
            raise GraphError(f"the JSON-LD context {value!r} is no web address; write it into the file")
        if not self._left:
            raise GraphError(
                f"JSON-LD contexts lead to more than {_MOST} others, the last {address}; write them in"
            )
        self._left -= 1
        content = self._fetch(address)
        return self._context(content.get("@context", {}) if isinstance(content, dict) else {}, address)


def fetched(address: str) -> Any:
    """The JSON at an address; a page that links to its JSON-LD, as schema.org's does, is followed once.

    Raises:
        GraphError: it can't be fetched, is too large, or is no JSON.
    """
    import httpx  # noqa: PLC0415  (only for those who allow it)

    try:
        with httpx.Client(
            follow_redirects=True, max_redirects=5, timeout=_SECONDS, headers={"Accept": _ACCEPT}
        ) as client:
            body, link = _read(client, address)
            return json.loads(_read(client, link)[0] if link else body)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise GraphError(
            f"the JSON-LD context {address} can't be fetched ({error}); write it into the file"
        ) from error
    except (ValueError, RecursionError) as error:
        raise GraphError(
            f"the JSON-LD context {address} is no JSON ({error}); write it into the file"
        ) from error


def _read(client: httpx.Client, address: str) -> tuple[bytes, str]:
    """What lies at an address, and where its JSON-LD lies if it is not that itself."""
    with client.stream("GET", address) as response:
        response.raise_for_status()
        link = response.links.get("alternate", {})
        if "json" not in response.headers.get("content-type", "") and "json" in link.get("type", ""):
            return b"", urljoin(str(response.url), link["url"])
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _LARGEST:
                raise GraphError(f"the JSON-LD context {address} has more than {_LARGEST} bytes; write it in")
        return bytes(body), ""


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
