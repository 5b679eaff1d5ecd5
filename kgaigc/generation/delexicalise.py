"""Facts to encoder input: names, dates and numbers become numbered, typed slots.

The generator never sees a name. ``Ada Lovelace · birth place · London`` is read as ``S0 @birth-place birth place S1``
with the roles and kinds of the slots beside it, so that nothing that the LSTM writes can be a name of its own making.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgaigc.quantities import read_literal
from kgaigc.values import XSD, XSD_STRING, Entity, Term, Triple, Value

SLOT_LIMIT = 16
SENTENCE_BREAK = "<snt>"
CONTINUES = "<cont>"
PLURAL = "<plural>"
DATES = frozenset({XSD + "date", XSD + "dateTime", XSD + "gYearMonth"})
NUMBERS = frozenset(
    XSD + name
    for name in (
        "gYear",
        "integer",
        "decimal",
        "double",
        "float",
        "int",
        "long",
        "nonNegativeInteger",
        "positiveInteger",
    )
)

Facts = Sequence[Triple]


@dataclass(frozen=True, slots=True)
class Source:
    """What the encoder reads, position by position, and what its slots stand for.

    Attributes:
        tokens: slot, predicate and word tokens, length T.
        roles: role and kind of each token, length T.
        slots: the terms, numbered in order of first use.
    """

    tokens: tuple[str, ...]
    roles: tuple[str, ...]
    slots: tuple[Term, ...]


def slot_token(index: int) -> str:
    """The token of a slot: ``S0``, ``S1``, ..."""
    return f"S{index}"


@lru_cache(maxsize=20_000)
def slot_index(token: str) -> int | None:
    """The slot that a token stands for (``S3`` and its adjective ``S3~adj`` are 3), or None for a word."""
    if len(token) > 1 and token[0] == "S" and token[1].isdigit():
        return int(token[1:].partition("~")[0])
    return None


def kind(term: Term) -> str:
    """The kind of a slot: entity, date, number (a year too), quantity (a number with its unit) or string.

    A plain string that reads as a date or a number is one: corpora and graphs often leave the datatype out.
    """
    if isinstance(term, Entity):
        return "entity"
    value = typed(term)
    if value.datatype in DATES:
        return "date"
    if value.datatype in NUMBERS:
        return "number"
    return "quantity" if _has_unit(value) else "string"


@lru_cache(maxsize=10_000)
def typed(value: Value) -> Value:
    """The value with the datatype that its lexical form shows, where it is a plain string."""
    plain = value.datatype == XSD_STRING and not value.language and value.text[:1] in "-+0123456789"
    return (read_literal(value.text) if plain else None) or value


def _has_unit(value: Value) -> bool:
    return not value.datatype.startswith(XSD) and not value.language and any(c.isdigit() for c in value.text)


def predicate_token(predicate: Entity) -> str:
    """The token of a whole predicate, from its label: the same for ``birthPlace`` and "birth place"."""
    return "@" + "-".join(predicate.label.lower().split())


def delexicalise(sentences: Sequence[Facts], *, category: str = "", mentioned: bool = False) -> Source:
    """Turn facts, in the order and the sentences in which they are to be said, into encoder input.

    Args:
        sentences: the facts of each sentence.
        category: the domain, a soft hint; may be empty or never seen.
        mentioned: the first subject was named in the text before, so a pronoun may stand for it.

    Raises:
        ValueError: more than ``SLOT_LIMIT`` different terms.
    """
    tokens, roles = [f"<c:{category}>"], ["category"]
    slots: list[Term] = []
    if mentioned:
        tokens.append(CONTINUES)
        roles.append("break")

    def slot(term: Term, role: str) -> None:
        if term not in slots:
            slots.append(term)
        tokens.append(slot_token(slots.index(term)))
        roles.append(f"{role}:{kind(term)}")

    for number, facts in enumerate(sentences):
        if number:
            tokens.append(SENTENCE_BREAK)
            roles.append("break")
        for fact in facts:
            slot(fact.subject, "subject")
            tokens.append(predicate_token(fact.predicate))
            roles.append("predicate")
            words = fact.predicate.label.lower().split()
            tokens.extend(words)
            roles.extend(["word"] * len(words))
            slot(fact.object, "object")
    if len(slots) > SLOT_LIMIT:
        raise ValueError(f"{len(slots)} names and values in one request, at most {SLOT_LIMIT} can be encoded")
    return Source(tuple(tokens), tuple(roles), tuple(slots))
