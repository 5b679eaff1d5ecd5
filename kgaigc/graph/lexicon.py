"""What is dear to ask of a large store, kept beside it: names, counts, and which IRIs are terms of the schema.

A SQLite file in the store's directory. It opens at once, is read page by page, and is changed with the store
rather than built again.
"""

from __future__ import annotations

import re
import sqlite3
import weakref
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from zlib import crc32

import pyoxigraph as ox

from kgaigc.graph import vocabulary as v
from kgaigc.graph.statements import Statement, Statements
from kgaigc.values import RDF_TYPE, Value

FILE = "kgaigc-lexicon.sqlite"
_FORM = "2"  # of the tables; a lexicon of another form is built again
_NAMING = (*v.LABELS, *v.ALIASES)
_NAMING_TERMS = tuple(f"<{predicate}>".encode() for predicate in _NAMING)
# A statement of a name that needs no parser: nothing is escaped, and one space stands between its parts.
_PLAIN = re.compile(
    rb'^<([^<>"\\\s]+)> <([^<>"\\\s]+)> "([^"\\\r\n]*)"(?:@([A-Za-z0-9-]+))? \.\n', re.MULTILINE
)
_RANK = {predicate: rank for rank, predicate in enumerate(_NAMING)}
_RANK_OF_TERM = {predicate.encode(): rank for predicate, rank in _RANK.items()}
_TABLES = """
CREATE TABLE about(name PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE names(iri, rank, language, text, key, PRIMARY KEY(iri, rank, language, text)) WITHOUT ROWID;
CREATE TABLE predicates(iri PRIMARY KEY, count) WITHOUT ROWID;
CREATE TABLE classes(iri PRIMARY KEY, count) WITHOUT ROWID;
CREATE TABLE described(iri PRIMARY KEY) WITHOUT ROWID;
"""
_FAST = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"

Row = tuple[str, int, str, str, int]


def name_key(text: str) -> str:
    """What two writings of a name share that differ in case and spaces alone.

    >>> name_key(" Ada  LOVELACE ")
    'ada lovelace'
    """
    return " ".join(text.casefold().split())


def cases(text: str) -> tuple[str, ...]:
    """A name as it is, in lower case, and with capitals at the beginning of its first word or of all.

    >>> cases("ada Lovelace")
    ('ada Lovelace', 'ada lovelace', 'Ada Lovelace')
    """
    capital = text[:1].upper() + text[1:]
    every = " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    return tuple(dict.fromkeys((text, text.lower(), capital, every)))


def _number(text: str) -> int:
    """A number that all writings of a name share, and few other names: short, and quick to sort."""
    return crc32(name_key(text).encode())


class Lexicon:
    """Names and counts of a store.

    Args:
        path: the SQLite file.

    Raises:
        sqlite3.Error: it is damaged, or no lexicon.
    """

    def __init__(self, path: Path) -> None:
        # A service asks from several threads, one at a time.
        self._sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False)
        self._closing = weakref.finalize(self, self._sql.close)
        self._about = dict(self._sql.execute("SELECT name, value FROM about"))

    @property
    def stamp(self) -> str:
        """The stamp of the store that it was made of or last changed with; "" for another form of lexicon."""
        return str(self._about["stamp"]) if self._about.get("form") == _FORM else ""

    @property
    def triples(self) -> int:
        """How many statements the store holds."""
        return int(self._about["triples"])

    @property
    def content_hash(self) -> str | None:
        """The hash of what the store says, if it has been asked for since the last change."""
        return self._about.get("hash")

    def close(self) -> None:
        """Let go of the file."""
        self._closing()

    def predicate_counts(self) -> Counter[str]:
        """How many statements each predicate has."""
        return Counter(dict(self._sql.execute("SELECT iri, count FROM predicates")))

    def class_counts(self) -> Counter[str]:
        """How many things are stated to be of each class."""
        return Counter(dict(self._sql.execute("SELECT iri, count FROM classes")))

    def called(self, name: str) -> tuple[str, ...]:
        """The IRIs of what has a label or alias that is written so, but for case and spaces."""
        key = name_key(name)
        rows = self._sql.execute("SELECT iri, text FROM names WHERE key = ? ORDER BY iri", (_number(name),))
        return tuple(dict.fromkeys(iri for iri, text in rows if name_key(text) == key))

    def names(self) -> Iterator[tuple[str, list[tuple[int, Value]]]]:
        """Each IRI with its names, by IRI: the rank of the predicate, labels before aliases, and the text."""
        held: list[tuple[int, Value]] = []
        current = ""
        with closing(
            self._sql.execute("SELECT iri, rank, language, text FROM names ORDER BY iri, rank")
        ) as rows:
            for iri, rank, language, text in rows:
                if iri != current and held:
                    yield current, held
                    held = []
                current = iri
                held.append((rank, Value(text, language=language)))
        if held:
            yield current, held

    def described(self) -> Iterator[str] | None:
        """The things that can be described, by IRI; None if they were never asked for."""
        if "described" not in self._about:
            return None
        return (iri for (iri,) in self._sql.execute("SELECT iri FROM described ORDER BY iri"))

    def keep_described(self, iris: Iterable[str]) -> None:
        """Remember the things that can be described."""
        with self._sql:
            self._sql.execute("DELETE FROM described")
            self._sql.executemany("INSERT OR IGNORE INTO described VALUES (?)", ((iri,) for iri in iris))
            self._tell(described="1")

    def keep(self, **facts: str) -> None:
        """Remember a stamp or a hash."""
        with self._sql:
            self._tell(**facts)

    def _tell(self, **facts: str) -> None:
        self._sql.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", facts.items())
        self._about.update(facts)

    def change(
        self, statements: Statements, touched: Collection[Statement], *, sign: int, copies: int
    ) -> None:
        """Follow a change of the store: statements that it newly holds or no longer does.

        Args:
            statements: the store, changed already.
            touched: what it holds now and did not before, or the other way round; each once.
            sign: 1 for what is new, -1 for what is gone.
            copies: by how many statements the store grew or shrank, those held by two graphs counted twice.
        """
        with self._sql:
            for subject in {s for s, p, _ in touched if p in _RANK}:
                self._sql.execute("DELETE FROM names WHERE iri = ?", (subject,))
                self._sql.executemany(
                    "INSERT OR IGNORE INTO names VALUES (?,?,?,?,?)", _rows(statements, subject)
                )
            self._count("predicates", Counter(p for _, p, _ in touched), sign)
            self._count(
                "classes", Counter(o for _, p, o in touched if p == RDF_TYPE and isinstance(o, str)), sign
            )
            ends = {s for s, _, _ in touched} | {o for _, _, o in touched if isinstance(o, str)}
            self._describe(statements, ends)
            self._sql.execute("DELETE FROM about WHERE name = 'hash'")
            self._about.pop("hash", None)
            self._tell(triples=str(self.triples + sign * copies))

    def _count(self, table: str, counts: Counter[str], sign: int) -> None:
        self._sql.executemany(
            f"INSERT INTO {table} VALUES (?1, ?2) ON CONFLICT DO UPDATE SET count = count + ?2",  # noqa: S608
            [(iri, sign * count) for iri, count in counts.items()],
        )
        self._sql.execute(f"DELETE FROM {table} WHERE count <= 0")  # noqa: S608

    def _describe(self, statements: Statements, iris: Collection[str]) -> None:
        if "described" not in self._about:
            return
        known = {iri for iri in iris if _is_described(statements, iri)}
        self._sql.executemany("INSERT OR IGNORE INTO described VALUES (?)", ((iri,) for iri in known))
        self._sql.executemany("DELETE FROM described WHERE iri = ?", ((iri,) for iri in set(iris) - known))


class Builder:
    """Makes the lexicon of a store, whole or not at all.

    Args:
        path: where; what is there is replaced at the end.

    Raises:
        OSError: it can't be written.
        sqlite3.Error: neither.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")
        self._part.unlink(missing_ok=True)
        self._sql = sqlite3.connect(self._part)
        self._noted = True

    def __enter__(self) -> Builder:
        self._sql.executescript(_FAST + _TABLES + "CREATE TEMP TABLE raw(iri, rank, language, text, key);")
        return self

    def __exit__(self, *_: object) -> None:
        self._sql.close()
        self._part.unlink(missing_ok=True)

    def note(self, lines: bytes, form: ox.RdfFormat) -> None:
        """Take the names from lines of N-Triples or N-Quads that will be loaded.

        Those of blank nodes have another name in the store: if there are any, all names are read from there.
        """
        found = b"".join(_lines_with_names(lines)) if self._noted else b""
        try:
            parts = _PLAIN.split(found)
            rows: list[Row | None] = [*_plain_rows(parts[1::5], parts[2::5], parts[3::5], parts[4::5])]
            rest = b"".join(parts[::5])
            rows += [_row(quad) for quad in ox.parse(rest, form)] if rest else []
        except (SyntaxError, UnicodeDecodeError):  # which is told by who loads the lines
            self._noted = False
            return
        self._noted = not any(row and row[0].startswith("_:") for row in rows)
        self._sql.executemany("INSERT INTO raw VALUES (?,?,?,?,?)", filter(None, rows))

    def finish(self, statements: Statements, *, stamp: str, noted: bool = False) -> None:
        """Make the lexicon.

        Args:
            statements: the store, whose own counts are asked for.
            stamp: tells this state of the store from another.
            noted: whether all that was loaded has been noted.
        """
        sql = self._sql
        with ThreadPoolExecutor(2) as beside, sql:
            counting = beside.submit(statements.predicate_counts)
            typing = beside.submit(statements.class_counts)
            if not (noted and self._noted):
                sql.execute("DELETE FROM raw")
                sql.executemany("INSERT INTO raw VALUES (?,?,?,?,?)", _rows(statements))
            sql.execute("INSERT OR IGNORE INTO names SELECT * FROM raw ORDER BY 1, 2, 3, 4")
            sql.execute("CREATE INDEX by_key ON names(key)")
            counts = counting.result()
            sql.executemany("INSERT INTO predicates VALUES (?, ?)", counts.items())
            sql.executemany("INSERT INTO classes VALUES (?, ?)", typing.result().items())
            triples = len(statements) if statements.graph_names() else counts.total()
            about = {"form": _FORM, "triples": str(triples), "stamp": stamp}
            sql.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        sql.close()
        self._part.replace(self._path)


def _lines_with_names(lines: bytes) -> Iterator[bytes]:
    """The lines in which a naming predicate stands, wherever in them; each once."""
    lines = lines.replace(b"\r", b"\n") if b"\r" in lines else lines
    starts: set[int] = set()
    for naming in _NAMING_TERMS:
        place = lines.find(naming)
        while place >= 0:
            starts.add(lines.rfind(b"\n", 0, place) + 1)
            place = lines.find(naming, place + 1)
    for start in sorted(starts):
        end = lines.find(b"\n", start) + 1
        yield lines[start : end or len(lines)]


def _plain_rows(
    subjects: list[bytes], predicates: list[bytes], texts: list[bytes], languages: list[bytes | None]
) -> Iterator[Row]:
    """The rows of statements in their parts, none of which has a line end."""
    names = b"\n".join(texts).decode().split("\n")
    iris = b"\n".join(subjects).decode().split("\n")
    for iri, predicate, name, language in zip(iris, predicates, names, languages, strict=False):
        rank = _RANK_OF_TERM.get(predicate)
        if rank is not None and name.strip():
            yield iri, rank, language.decode().lower() if language else "", name, _number(name)


def _row(quad: ox.Quad) -> Row | None:
    rank, value = _RANK.get(quad.predicate.value), quad.object
    if rank is None or not isinstance(value, ox.Literal) or not value.value.strip():
        return None
    subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
    return subject, rank, value.language or "", value.value, _number(value.value)


def _rows(statements: Statements, subject: str | None = None) -> Iterator[Row]:
    for predicate, rank in _RANK.items():
        for iri, _, value in statements.match(subject, predicate):
            if isinstance(value, Value) and value.text.strip():
                yield iri, rank, value.language, value.text, _number(value.text)


def _is_described(statements: Statements, iri: str) -> bool:
    told = (p for _, p, _ in statements.match(iri))
    if any(p == RDF_TYPE or p in v.LABELS or not v.is_plumbing(p) for p in told):
        return True
    return any(not v.is_plumbing(p) for _, p, _ in statements.match(None, None, iri))
