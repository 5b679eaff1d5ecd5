"""Endpoints that hang, lie, break off, or never stop, on this machine."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse

from kgaigc.errors import ConfigError, GraphError, QueryError
from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.endpoint import PASSWORD, ROWS, TIMEOUT, TOKEN, USER, Bounds, Endpoint
from kgaigc.graph.remote import EndpointStatements
from kgaigc.values import Value

JSON = "application/sparql-results+json"
EMPTY = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": []}}).encode()
ONE = json.dumps(
    {
        "head": {"vars": ["x"]},
        "results": {"bindings": [{"x": {"type": "uri", "value": "https://x.example/a"}}]},
    }
).encode()
ROW = b'{"x":{"type":"uri","value":"https://x.example/a"}},'
QUERY = "SELECT ?x WHERE { ?x ?p ?o }"

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def served(answer: Answer) -> Iterator[str]:
    """A server that does with each request what it is told."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def send(
    handler: BaseHTTPRequestHandler,
    body: bytes = EMPTY,
    *,
    code: int = 200,
    kind: str = JSON,
    length: int | None = None,
    **headers: str,
) -> None:
    handler.send_response(code)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def ask(url: str, *, seconds: float = 20.0, rows: int = 50) -> object:
    waits: list[float] = []
    with served_endpoint(url, seconds, rows, waits) as endpoint:
        return endpoint.rows(QUERY)


@contextmanager
def served_endpoint(url: str, seconds: float, rows: int, waits: list[float]) -> Iterator[Endpoint]:
    endpoint = Endpoint(url, bounds=Bounds(seconds, rows, rows), sleep=waits.append)
    try:
        yield endpoint
    finally:
        endpoint.close()


def hanging(_: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    send(handler, b"{", length=10_000)
    for _ in range(100):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def breaking_off(handler: BaseHTTPRequestHandler) -> None:
    send(handler, ONE[: len(ONE) // 2], length=len(ONE))
    handler.close_connection = True


def never_ending(handler: BaseHTTPRequestHandler) -> None:
    send(handler, b'{"head":{"vars":["x"]},"results":{"bindings":[', length=10**12)
    while True:
        handler.wfile.write(ROW * 1_000)


@pytest.mark.parametrize(
    ("answer", "seconds", "message"),
    [
        pytest.param(hanging, 0.3, f"no whole answer in 0.3 s.*{TIMEOUT}", id="hangs"),
        pytest.param(dripping, 0.5, "no whole answer in 0.5 s", id="drips"),
        pytest.param(breaking_off, 20, "no answer in 4 attempts", id="breaks off"),
        pytest.param(never_ending, 20, f"more than 1048576 bytes.*{ROWS}", id="never ends"),
        pytest.param(
            lambda h: send(h, b"<html>", kind="text/html; charset=utf-8"), 20, "a web page", id="a page"
        ),
        pytest.param(
            lambda h: send(h, b"<html></html>"), 20, r"can't be read.*<html>", id="lies about its type"
        ),
        pytest.param(lambda h: send(h, ONE[:-2]), 20, "can't be read", id="cut short"),
        pytest.param(
            lambda h: send(h, ONE, kind="application/sparql-results+xml"), 20, "can't be read", id="not XML"
        ),
        pytest.param(lambda h: send(h, b"", kind="image/png"), 20, "image/png", id="a picture"),
        pytest.param(lambda h: send(h, code=401), 20, f"{USER}.*{TOKEN}", id="asks for a password"),
        pytest.param(
            lambda h: send(h, b"no such page", code=404), 20, "404.*no such page", id="is not there"
        ),
        pytest.param(lambda h: send(h, code=500), 20, "answers 500", id="fails"),
        pytest.param(
            lambda h: send(h, code=302, Location="http://other.example/"),
            20,
            "moved to http://other",
            id="moved",
        ),
        pytest.param(lambda h: send(h, code=503), 20, "no answer in 4 attempts .503", id="always busy"),
    ],
)
def test_what_an_endpoint_does_wrong_is_bounded_and_named(
    answer: Answer, seconds: float, message: str
) -> None:
    with served(answer) as url, pytest.raises(GraphError, match=message):
        ask(url, seconds=seconds)


def test_ten_million_rows_are_cut_off_at_the_bound() -> None:
    rows = b'{"head":{"vars":["x"]},"results":{"bindings":[' + ROW * 5_000 + ROW[:-1] + b"]}}"
    with (
        served(lambda h: send(h, rows)) as url,
        pytest.raises(QueryError, match=f"more than 50 rows.*{ROWS}"),
    ):
        ask(url)


def test_a_busy_endpoint_is_asked_again_after_the_time_it_asks_for() -> None:
    answers = iter([(503, {}), (429, {"Retry_After": "7"}), (429, {"Retry_After": "9999"}), (200, {})])

    def busy_at_first(handler: BaseHTTPRequestHandler) -> None:
        code, headers = next(answers)
        send(handler, ONE, code=code, **headers)

    waits: list[float] = []
    with served(busy_at_first) as url, served_endpoint(url, 20, 50, waits) as endpoint:
        assert endpoint.rows(QUERY) == [("https://x.example/a",)]
    assert 0 < waits[0] < 7 <= waits[1] < 9
    assert waits[2] == 30


def test_the_time_to_ask_again_may_be_a_date() -> None:
    dates = (formatdate(time.time() + 20, usegmt=True), formatdate(time.time() - 90), "soon")
    answers = iter([*({"Retry_After": date} for date in dates), None])

    def busy_at_first(handler: BaseHTTPRequestHandler) -> None:
        headers = next(answers)
        send(handler, ONE, code=200 if headers is None else 503, **(headers or {}))

    waits: list[float] = []
    with served(busy_at_first) as url, served_endpoint(url, 20, 50, waits) as endpoint:
        assert endpoint.rows(QUERY) == [("https://x.example/a",)]
    assert 10 < waits[0] <= 20 and max(waits[1:]) < 10


def test_a_server_that_gives_fewer_rows_than_asked_is_asked_for_the_rest() -> None:
    def capped(handler: BaseHTTPRequestHandler) -> None:
        asked = parse_qs(handler.body.decode())["query"][0].split()
        start = int(asked[asked.index("OFFSET") + 1])
        found = [{"x": {"type": "literal", "value": str(n)}} for n in range(1_800)][start : start + 700]
        send(handler, json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": found}}).encode())

    with served(capped) as url, served_endpoint(url, 20, 5_000, []) as endpoint:
        assert [row[0] for row in endpoint.pages(QUERY)] == [Value(str(n)) for n in range(1_800)]


def test_blank_nodes_that_are_named_as_virtuoso_does_are_read() -> None:
    node = b'{"x":{"type":"bnode", "value":"nodeID://b10"}},{"x":{"type":"literal","value":"nodeID://b"}}'
    rows = b'{"head":{"vars":["x"]},"results":{"bindings":[' + node + b"]}}"
    with served(lambda h: send(h, rows)) as url:
        assert ask(url) == [("_:b10",), (Value("nodeID://b"),)]


def test_nobody_answers_at_the_address() -> None:
    with served(send) as url:
        pass
    with pytest.raises(GraphError, match=r"no answer in 4 attempts.*check the address"):
        ask(url)


@pytest.mark.parametrize("url", ["http://", "http:///sparql", "http://host:port/x", "http://[::1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="address"):
        Endpoint(url)


def test_the_environment_lets_in_and_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    def noting(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        seen.append(handler.headers["User-Agent"].split("/")[0])
        send(handler)

    with served(noting) as url:
        monkeypatch.setenv(TOKEN, "tkn")
        ask(url)
        monkeypatch.delenv(TOKEN)
        monkeypatch.setenv(USER, "ann")
        monkeypatch.setenv(PASSWORD, "secret")
        ask(url)
        with_user = url.replace("http://", "http://bob:other@")
        assert Endpoint(with_user).url == url
        ask(with_user)
    basic = ["Basic " + base64.b64encode(pair).decode() for pair in (b"ann:secret", b"bob:other")]
    assert seen == ["Bearer tkn", "kgaigc", basic[0], "kgaigc", basic[1], "kgaigc"]


@pytest.mark.parametrize("name", [TIMEOUT, ROWS])
@pytest.mark.parametrize("value", ["soon", "0", "-5", "nan"])
def test_bounds_that_are_none_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=name):
        Endpoint("http://x.example/sparql")


def test_rows_that_are_no_statements_are_refused() -> None:
    with (
        served(lambda h: send(h, ONE)) as url,
        pytest.raises(GraphError, match="rows that are no statements"),
    ):
        KnowledgeGraph.open(url)


class Noting(Endpoint):
    """Keeps the queries and answers with nothing."""

    sent: tuple[str, ...] = ()

    def rows(self, sparql: str) -> list[tuple[str | Value | None, ...]]:
        self.sent += (sparql,)
        return []


@pytest.fixture(scope="module")
def noting() -> Noting:
    return Noting("http://x.example/sparql", bounds=Bounds())


@given(st.text(), st.text())
def test_no_term_breaks_out_of_its_place(noting: Noting, subject: str, text: str) -> None:
    """Whatever is asked for, the query that is sent has its one pattern and no more."""
    noting.sent = ()
    statements = EndpointStatements(noting)
    noting.sent = ()
    assert list(statements.match(subject, None, Value(text))) == []
    assert list(statements.match(None, "https://x.example/p?a=<b>", Value(text))) == []
    assert list(statements.match(None, "https://x.example/p", Value(text))) == []
    for query in noting.sent:
        (pattern,) = patterns(query)
        assert str(pattern[2]) == text
        assert str(pattern[0]) == subject if isinstance(pattern[0], rdflib.URIRef) else str(pattern[0]) == "s"
    assert len(noting.sent) >= 1


def patterns(query: str) -> list[tuple[rdflib.term.Node, ...]]:
    """The triple patterns of a query, read by another library than the one that wrote it."""
    found: list[tuple[rdflib.term.Node, ...]] = []
    traverse(
        prepareQuery(query).algebra, visitPre=lambda node: found.extend(getattr(node, "triples", None) or ())
    )
    return found
