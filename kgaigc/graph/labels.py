"""Names of things: labels in a preference of languages, aliases, and, for want of any, the IRI's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from kgaigc.graph import vocabulary as v
from kgaigc.graph.statements import Statements
from kgaigc.values import NAME_SCHEME, Value

# "birthPlace" and "HTTPServer" fall apart where a capital begins a word; digits stay with what they follow.
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LAST = "\U0010ffff"  # after every IRI
_HUMPED_NAME = re.compile(r"(?:[A-Z][a-z]{2,}){2,}")


def spaced(name: str) -> str:
    """A camelCase or snake_case name as lower-case words; acronyms keep their capitals.

    >>> spaced("birthPlace"), spaced("LCCN_number"), spaced("isPartOf")
    ('birth place', 'LCCN number', 'is part of')
    """
    words = _HUMP.sub(" ", name.replace("_", " ").replace("-", " ")).split()
    return " ".join(w if len(w) > 1 and w.isupper() else w.lower() for w in words)


def label_from_iri(iri: str, *, term: bool = False) -> str:
    """Words out of an IRI; ``term`` is for classes and predicates, whose humps are always spaces.

    >>> label_from_iri("http://example.org/Ada_Lovelace")
    'Ada Lovelace'
    >>> label_from_iri("http://example.org/birthPlace", term=True)
    'birth place'
    """
    if iri.startswith("_:"):
        return iri
    name = unquote(iri.removeprefix(NAME_SCHEME) if iri.startswith(NAME_SCHEME) else v.local_name(iri))
    if term:
        return spaced(name) or iri
    if _HUMPED_NAME.fullmatch(name):
        name = _HUMP.sub(" ", name)
    return " ".join(name.replace("_", " ").split()) or iri


LONGEST = 1_000  # characters; what is longer is a text under the name of a label, and names nothing


class Labels:
    """Labels and aliases by subject, remembered once looked up.

    Args:
        statements: where to look.
        language: the preferred language.
        given: labels that came along with the things themselves, used as they are.
        beyond: where else to look for a preferred label that is not stated here.
    """

    def __init__(
        self,
        statements: Statements,
        language: str,
        given: Mapping[str, str] | None = None,
        *,
        beyond: Labels | None = None,
    ) -> None:
        self._statements = statements
        self._beyond = beyond
        self._language = language
        self._given = dict(given or {})
        self._known: dict[tuple[str, bool], str] = {}
        self._used: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    def forget(self) -> None:
        """Look everything up again: the graph has changed."""
        self._known.clear()
        self._used = None

    def give(self, given: Mapping[str, str]) -> None:
        """Labels that came along with things that are new, where labels are given so at all."""
        if self._given:
            self._given.update(given)

    def label(self, iri: str, *, term: bool = False) -> str:
        """The preferred label; words from the IRI where the graph has none."""
        key = (iri, term)
        if key not in self._known:
            stated = self.stated(iri) or (self.stated(v.described_at(iri)) if term else None)
            self._known[key] = stated or label_from_iri(iri, term=term)
        return self._known[key]

    def stated(self, iri: str) -> str | None:
        """The preferred label that the graph states; None where it states none."""
        if iri in self._given:
            return self._given[iri]
        found = self._values(iri, self._predicates()[0])
        if found:
            return min(found, key=self._preference)[1].text
        return self._beyond.stated(iri) if self._beyond else None

    def is_named(self, iri: str) -> bool:
        """Whether the graph states any name, so that none has to be read out of the IRI."""
        return bool(self._values(iri, sum(self._predicates(), ())))

    def aliases(self, iri: str) -> tuple[str, ...]:
        """The other names in the graph's language (or without language), sorted."""
        labels, aliases = self._predicates()
        hidden = v.SKOS + "hiddenLabel"
        found = self._values(iri, tuple(p for p in (*labels, *aliases) if p != hidden))
        texts = {value.text for _, value in found if self._rank(value.language) < 3}
        return tuple(sorted(texts - {self.label(iri)}))

    def names(self, iri: str) -> tuple[str, ...]:
        """Every label and alias in every language: the preferred one first, the others sorted."""
        labels, aliases = self._predicates()
        found = self._values(iri, labels + aliases)
        preferred = self.label(iri)
        return (preferred, *sorted({value.text for _, value in found} - {preferred}))

    def every(self, iris: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The names of many things, in one go where the graph is large or far away.

        Args:
            iris: the things, sorted.
        """
        if not self._statements.in_bulk:
            yield from ((iri, self.names(iri)) for iri in iris)
            return
        stream = self._statements.named()
        held: tuple[str, list[tuple[int, Value]]] = ("", [])
        for iri in iris:
            while held[0] < iri:
                held = next(stream, (_LAST, []))
            yield iri, self._ordered(iri, held[1] if held[0] == iri else [])

    def _ordered(self, iri: str, found: list[tuple[int, Value]]) -> tuple[str, ...]:
        """Names in the order of ``names``, from values with the ranks of their predicates."""
        found = [pair for pair in found if len(pair[1].text) <= LONGEST]
        labels = [pair for pair in found if pair[0] < len(v.LABELS)]
        preferred = min(labels, key=self._preference)[1].text if labels else label_from_iri(iri)
        return (preferred, *sorted({value.text for _, value in found} - {preferred}))

    def languages(self, iri: str) -> frozenset[str]:
        """The languages of the preferred labels; "" for one without a tag."""
        return frozenset(value.language for _, value in self._values(iri, self._predicates()[0]))

    def _predicates(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The predicates for labels and for aliases that this graph uses at all."""
        if self._used is None:

            def used(predicates: tuple[str, ...]) -> tuple[str, ...]:
                return tuple(
                    p for p in predicates if any(True for _ in self._statements.match(predicate=p, limit=1))
                )

            self._used = used(v.LABELS), used(v.ALIASES)
        return self._used

    def _values(self, iri: str, predicates: tuple[str, ...]) -> list[tuple[int, Value]]:
        return [
            (rank, object_)
            for rank, predicate in enumerate(predicates)
            for _, _, object_ in self._statements.match(iri, predicate)
            if isinstance(object_, Value) and len(object_.text) <= LONGEST and object_.text.strip()
        ]

    def _preference(self, found: tuple[int, Value]) -> tuple[int, int, str]:
        rank, value = found
        return self._rank(value.language), rank, value.text

    def _rank(self, language: str) -> int:
        """0 the language itself, 1 a region of it, 2 without a tag, 3 English, 4 any other."""
        wanted = self._language.lower()
        language = language.lower()
        if language == wanted:
            return 0
        if language.partition("-")[0] == wanted.partition("-")[0]:
            return 1
        if not language:
            return 2
        return 3 if language.partition("-")[0] == "en" else 4
