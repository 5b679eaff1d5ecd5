"""The terms of a batch: rows of three strings become triples."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgaigc.errors import ConfigError
from kgaigc.graph.labels import label_from_iri, spaced
from kgaigc.quantities import read_literal
from kgaigc.values import XSD, XSD_STRING, Entity, Term, Triple, Value, named

_IRI = re.compile(r"<([^<>\s]+)>|([A-Za-z][A-Za-z0-9+.-]*://\S+)")
_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(?:<([^<>\s]+)>|xsd:(\w+)))?', re.DOTALL)
_ESCAPE = re.compile(r'\\(?:([tbnrf"\'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def read_terms(rows: Sequence[Sequence[str]]) -> tuple[Triple, ...]:
    """The triples that ``[[s, p, o], ...]`` means.

    ``<...>`` or ``scheme://...`` is an IRI; ``"..."``, with or without ``@lang`` or ``^^<iri>``, a literal;
    an object that is a date, a number, or a number with a unit is a literal; anything else names an
    entity, underscores for spaces. Predicates may be camelCase.

    >>> [str(t) for t in read_terms([["Ada_Lovelace", "birthPlace", "London"]])]
    ['Ada Lovelace · birth place · London']

    Raises:
        ConfigError: a row is not three strings, one is empty, or a subject or predicate is a literal.
    """
    if isinstance(rows, str) or not isinstance(rows, Sequence):
        raise ConfigError(f"triples: expected a list of [subject, predicate, object], got {rows!r}")
    return tuple(_triple(number, row) for number, row in enumerate(rows))


def _triple(number: int, row: Sequence[str]) -> Triple:
    whole = isinstance(row, Sequence) and not isinstance(row, str) and len(row) == 3
    if not whole or not all(isinstance(part, str) for part in row):
        raise ConfigError(
            f"triples[{number}]: expected three strings [subject, predicate, object], got {row!r}"
        )
    for part, word in zip(row, ("subject", "predicate", "object"), strict=True):
        if not part.strip():
            raise ConfigError(f"triples[{number}]: the {word} is empty; give a name, an IRI or a literal")
    subject, predicate, object_ = row
    return Triple(_thing(number, "subject", subject), _predicate(number, predicate), _object(object_))


def _thing(number: int, word: str, text: str) -> Entity:
    if _LITERAL.fullmatch(text.strip()) and "^^" in text:
        raise ConfigError(f"triples[{number}]: the {word} {text!r} is a literal; give a name or an IRI")
    return _iri(text) or named(text)


def _predicate(number: int, text: str) -> Entity:
    if text.strip().startswith('"'):
        raise ConfigError(f"triples[{number}]: the predicate {text!r} is a literal; give a name or an IRI")
    entity = _iri(text, term=True) or named(text)
    return entity if _iri(text) else Entity(entity.iri, " / ".join(spaced(part) for part in text.split("/")))


def _object(text: str) -> Term:
    return _iri(text) or _literal(text.strip()) or read_literal(text.strip()) or named(text)


def _iri(text: str, *, term: bool = False) -> Entity | None:
    match = _IRI.fullmatch(text.strip())
    if match is None:
        return None
    iri = match[1] or match[2]
    return Entity(iri, label_from_iri(iri, term=term))


def _literal(text: str) -> Value | None:
    match = _LITERAL.fullmatch(text)
    if match is None:
        return None
    content = _ESCAPE.sub(_unescaped, match[1])
    if match[2]:
        return Value(content, language=match[2])
    return Value(content, match[3] or (XSD + match[4] if match[4] else XSD_STRING))


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return _ESCAPED.get(match[1], match[1])
    return chr(int(match[2] or match[3], 16))
