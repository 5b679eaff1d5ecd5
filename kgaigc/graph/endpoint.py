"""A SPARQL 1.1 endpoint, asked with patience and within bounds: time, bytes and rows."""

from __future__ import annotations

import os
import re
import time
import weakref
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import islice

import httpx
import pyoxigraph as ox
import tenacity

from kgaigc.errors import ConfigError, GraphError, QueryError
from kgaigc.graph.statements import Row, from_term, plain_rows

USER, PASSWORD, TOKEN = (f"KGAIGC_ENDPOINT_{name}" for name in ("USER", "PASSWORD", "TOKEN"))
TIMEOUT, ROWS = "KGAIGC_ENDPOINT_TIMEOUT", "KGAIGC_ENDPOINT_ROWS"

_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_ACCEPTED = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.5, "
    "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
)
_BUSY = {429, 502, 503, 504}
_ATTEMPTS = 4
_LONGEST_WAIT = 30.0  # seconds, whatever the server asks for
_BYTES_A_ROW = 4_096  # an answer of more than so many for each row that is allowed is cut off
_SHOWN = 200
# Virtuoso names blank nodes as if they were IRIs.
_VIRTUOSO = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*"|<bnode>)nodeID://')
_SURELY_ALL = 500  # no server caps its answers at fewer rows


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an answer may cost.

    Attributes:
        seconds: for one answer, from the question to its last byte.
        rows: in one answer, all its pages together.
        page: rows that are asked for at once.
    """

    seconds: float = 30.0
    rows: int = 100_000
    page: int = 10_000


def bounds_from_environment() -> Bounds:
    """The bounds that ``KGAIGC_ENDPOINT_TIMEOUT`` and ``KGAIGC_ENDPOINT_ROWS`` set; the usual ones without.

    Raises:
        ConfigError: one of them is not a number above 0.
    """
    usual = Bounds()
    rows = int(_positive(ROWS, usual.rows))
    return Bounds(_positive(TIMEOUT, usual.seconds), rows, min(rows, usual.page))


def _positive(name: str, usual: float) -> float:
    text = os.environ.get(name, "").strip()
    try:
        number = float(text) if text else usual
    except ValueError:
        number = 0.0
    if not number > 0:
        raise ConfigError(f"{name}={text}: not understood; give a number above 0")
    return number


class _BusyError(Exception):
    """The server may answer if asked again."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class Endpoint:
    """Asks queries.

    Args:
        url: where; a user and password in it are used and not told.
        graphs: named graphs to read as the default graph, by IRI; the endpoint's own choice if empty.
        bounds: what an answer may cost; as the environment says if left out.
        sleep: waits between attempts.

    Raises:
        ConfigError: the address or the environment can't be understood.
    """

    def __init__(
        self,
        url: str,
        *,
        graphs: Collection[str] = (),
        bounds: Bounds | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.bounds = bounds or bounds_from_environment()
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise ConfigError(f"{url}: not an address ({error}); give one like http://host/sparql") from error
        if not parsed.host:
            raise ConfigError(f"{url}: an address without a host; give one like http://host/sparql")
        self.url = str(parsed.copy_with(userinfo=b""))
        self.graphs = tuple(graphs)
        self._sleep = sleep
        self._client = httpx.Client(
            headers=_headers(),
            auth=_auth(parsed),
            timeout=httpx.Timeout(self.bounds.seconds, connect=min(10.0, self.bounds.seconds)),
        )
        self._closing = weakref.finalize(self, self._client.close)

    def close(self) -> None:
        """Let go of the connection."""
        self._closing()

    def rows(self, sparql: str) -> list[Row]:
        """The rows of a query, terms plain; of ASK one row with a boolean, of CONSTRUCT triples.

        Raises:
            QueryError: the endpoint refuses the query, or the answer has too many rows.
            GraphError: the endpoint can't be reached, hangs, or does not answer as SPARQL 1.1 has it.
        """
        content, kind = self._answer(sparql)
        try:
            found = self._parsed(content, kind)
        except (SyntaxError, ValueError) as error:
            start = content[:_SHOWN].decode(errors="replace")
            raise GraphError(
                f"{self.url}: the answer is said to be {kind} and can't be read as such ({error}): it begins "
                f"{start!r}; ask again, or ask who runs the endpoint"
            ) from error
        if len(found) > self.bounds.rows:
            raise QueryError(self._too_many())
        return found

    def _too_many(self) -> str:
        return f"{self.url}: more than {self.bounds.rows} rows; ask for fewer, or set {ROWS} higher"

    def pages(self, sparql: str, *, limit: int | None = None) -> list[Row]:
        """The rows of a SELECT without LIMIT, asked for page by page, each once.

        A server may give fewer than it was asked for, so that only a page of few rows, or none, is the last.

        Args:
            sparql: the query.
            limit: so many rows are enough.

        Raises:
            QueryError: there are more rows than the bounds allow.
            GraphError: as for ``rows``.
        """
        found: dict[Row, None] = {}
        asked = 0
        most = self.bounds.rows + 1 if limit is None else min(limit, self.bounds.rows)
        while asked < most:
            size = min(self.bounds.page, most - asked)
            page = self.rows(f"{sparql} LIMIT {size} OFFSET {asked}")
            found.update(dict.fromkeys(page))
            asked += len(page)
            if len(page) < min(size, _SURELY_ALL):
                break
        if limit is None and asked > self.bounds.rows:
            raise QueryError(self._too_many())
        return list(islice(found, limit))

    def _parsed(self, content: bytes, kind: str) -> list[Row]:
        """Parsed no further than the bounds and one row, to tell that there are more."""
        most = self.bounds.rows + 1
        if kind in _GRAPHS:
            quads = ox.parse(content, _GRAPHS[kind])
            return [tuple(map(from_term, (q.subject, q.predicate, q.object))) for q in islice(quads, most)]
        result = ox.parse_query_results(_VIRTUOSO.sub(rb"\1", content), _RESULTS[kind])
        if isinstance(result, ox.QueryBoolean):
            return plain_rows(result)
        return [
            tuple(None if term is None else from_term(term) for term in row) for row in islice(result, most)
        ]

    def _answer(self, sparql: str) -> tuple[bytes, str]:
        """The body of an answer and its type, asked for again while the server is busy or breaks off."""
        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_BusyError),
            stop=tenacity.stop_after_attempt(_ATTEMPTS),
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return attempts(self._attempt, sparql)
        except _BusyError as error:
            raise GraphError(
                f"{self.url}: no answer in {_ATTEMPTS} attempts ({error}); try again later, or check the address"
            ) from error

    def _attempt(self, sparql: str) -> tuple[bytes, str]:
        form: dict[str, str | list[str]] = {"query": sparql}
        if self.graphs:
            form["default-graph-uri"] = form["named-graph-uri"] = list(self.graphs)
        began = time.monotonic()
        try:
            with self._client.stream("POST", self.url, data=form) as response:
                if response.status_code != httpx.codes.OK:
                    self._refused(response, sparql, began)
                return self._body(response, began), self._kind(response)
        except httpx.TimeoutException as error:
            raise GraphError(self._too_slow()) from error
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
            raise _BusyError(str(error) or type(error).__name__) from error
        except httpx.HTTPError as error:
            raise GraphError(f"{self.url}: can't be asked ({error}); check the address") from error

    def _body(self, response: httpx.Response, began: float) -> bytes:
        most = max(1 << 20, self.bounds.rows * _BYTES_A_ROW)
        chunks, size = [], 0
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            if size > most:
                raise GraphError(
                    f"{self.url}: an answer of more than {most} bytes; ask for less, or set {ROWS} higher"
                )
            if time.monotonic() - began > self.bounds.seconds:
                raise GraphError(self._too_slow())
        return b"".join(chunks)

    def _too_slow(self) -> str:
        return (
            f"{self.url}: no whole answer in {self.bounds.seconds:g} s; ask for less, or set {TIMEOUT} higher"
        )

    def _kind(self, response: httpx.Response) -> str:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in _RESULTS or kind in _GRAPHS:
            return str(kind)
        what = "a web page" if "html" in kind else f"{kind or 'something of no type'}"
        raise GraphError(
            f"{self.url}: answers with {what}, not with results of SPARQL; give the address of the endpoint itself, "
            "which often ends in /sparql or /query"
        )

    def _refused(self, response: httpx.Response, sparql: str, began: float) -> None:
        code = response.status_code
        if code in _BUSY:
            raise _BusyError(f"{code} {response.reason_phrase}", _asked_for(response.headers))
        if response.is_redirect:
            place = response.headers.get("location", "elsewhere")
            raise GraphError(f"{self.url}: has moved to {place}; give that address")
        if code in {401, 403}:
            raise GraphError(
                f"{self.url}: lets nobody in without leave ({code}); set {USER} and {PASSWORD}, or {TOKEN}"
            )
        said = " ".join(self._body(response, began)[:_SHOWN].decode(errors="replace").split())
        if code == httpx.codes.BAD_REQUEST:
            raise QueryError(f"{self.url}: the query is refused ({said}); mend it: {sparql!r}")
        raise GraphError(f"{self.url}: answers {code} {response.reason_phrase} ({said}); check the address")


def _headers() -> dict[str, str]:
    headers = {
        "Accept": _ACCEPTED,
        "User-Agent": f"kgaigc/{_version()} (articles and fact checks from RDF)",
    }
    token = os.environ.get(TOKEN, "")
    return headers | ({"Authorization": f"Bearer {token}"} if token else {})


def _version() -> str:
    try:
        return version("kgaigc")
    except PackageNotFoundError:  # run from its sources
        return "0"


def _auth(url: httpx.URL) -> tuple[str, str] | None:
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if url.username or url.password:
        user, password = url.username, url.password
    return (user, password) if user else None


def _asked_for(headers: Mapping[str, str]) -> float:
    """Seconds that the server asks to wait, by their number or by the date at which they end; 0 where it names none."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return min(float(text), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    seconds = until.timestamp() - time.time()
    return max(0.0, min(seconds, _LONGEST_WAIT))


_backing_off = tenacity.wait_exponential(multiplier=0.5, max=8.0) + tenacity.wait_random(0.0, 0.5)


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return max(_backing_off(state), error.wait if isinstance(error, _BusyError) else 0.0)
