"""What the linker is trained and measured on: texts whose names are known to stand for which things.

Names in annotated texts (webnlg2017), topics of questions (metaqa), and names that several things share (fb15k237).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.terms import read_terms
from kgaigc.linking.words import is_stop_word
from kgaigc.training.annotated import TAG
from kgaigc.values import Entity, Term, Triple

_DESCRIPTION = re.compile(r'<([^>]+)> <https?://schema\.org/description> "((?:[^"\\]|\\.)*)"')
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """A name in a text.

    Attributes:
        start: first character.
        end: one past the last.
        iri: what it stands for; empty where that is a literal.
        asked: whether it counts as a name; descriptions and literals may be linked or not.
    """

    start: int
    end: int
    iri: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its names."""

    text: str
    names: tuple[Gold, ...]


def rows_graph(rows: Iterable[Mapping[str, Any]]) -> KnowledgeGraph:
    """The graph of all triples of rows, read as the batch commands read them."""
    found: dict[Triple, None] = {}
    for row in rows:
        found.update(dict.fromkeys(read_terms(row["triples"])))
    return KnowledgeGraph.from_triples(found)


def annotated_texts(rows: Iterable[Mapping[str, Any]]) -> Iterator[Annotated]:
    """Every text of rows with a template that fits it, and where its names stand."""
    for row in rows:
        terms: dict[str, Term] = {}
        for (subject, _, obj), triple in zip(row["triples"], read_terms(row["triples"]), strict=True):
            terms[subject], terms[obj] = triple.subject, triple.object
        for text in row["texts"]:
            names = _names(text, terms)
            if names is not None:
                yield Annotated(text["text"], names)


def _names(text: Mapping[str, Any], terms: Mapping[str, Term]) -> tuple[Gold, ...] | None:
    """Where the names stand; None where template and text part ways."""
    references: dict[str, deque[Mapping[str, str]]] = defaultdict(deque)
    for reference in text["references"]:
        references[reference["tag"]].append(reference)
    pieces = TAG.split(text.get("template") or "")
    pattern, told = [_loosely(pieces[0])], []
    for tag, after in zip(pieces[1::2], pieces[2::2], strict=True):
        if not references[tag]:
            return None
        told.append(references[tag].popleft())
        pattern += ["(", _loosely(told[-1]["text"]), ")", _loosely(after)]
    found = re.fullmatch(r"\s*".join(part for part in pattern if part), text["text"].strip(), re.IGNORECASE)
    if found is None or not told or "" in found.groups():
        return None
    golds = (
        _gold(found.span(n), text["text"], reference, terms.get(reference["entity"]))
        for n, reference in enumerate(told, start=1)
    )
    return tuple(gold for gold in golds if gold is not None)


def _gold(span: Span, text: str, reference: Mapping[str, str], term: Term | None) -> Gold | None:
    shift = len(text) - len(text.lstrip())
    start, end = span[0] + shift, span[1] + shift
    while end > start and text[end - 1].isspace():
        end -= 1
    if reference["type"] == "pronoun":
        return None
    if all(map(is_stop_word, re.findall(r"[^\W_]+", text[start:end].replace("'s", "")))):
        return None  # "it's" is annotated as a name where an apostrophe is wrong
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    iri = term.iri if isinstance(term, Entity) else ""
    return Gold(start, end, iri, bool(iri) and reference["type"] == "name")


def _loosely(text: str) -> str:
    """A pattern for words whatever the white space between their characters and the quotation marks."""
    letters = text.replace("``", '"').replace("''", '"')
    return r"\s*".join(
        r'(?:["“”]|\'\')' if c == '"' else "['’`]" if c == "'" else re.escape(c)
        for c in letters
        if not c.isspace()
    )


def with_typing_error(name: str, chance: random.Random) -> str:
    """A name with one letter left out, put in, replaced, or swapped with what follows; as it is if it has none."""
    letters = [place for place, char in enumerate(name) if char.isalpha()]
    while letters:
        place, letter = chance.choice(letters), chance.choice(_LETTERS)
        letter = letter.upper() if name[place].isupper() else letter
        before, said, after = name[:place], name[place], name[place + 1 :]
        wrong = chance.choice((before + after, before + said + letter.lower() + after, before + letter + after,
                               before + after[:1] + said + after[1:]))  # fmt: skip
        if wrong != name and wrong.strip():
            return wrong
    return name


def shared_labels(entities: Iterable[Entity]) -> dict[str, tuple[str, ...]]:
    """The labels that several things have, and their IRIs."""
    holders: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        holders[entity.label].append(entity.iri)
    return {label: tuple(iris) for label, iris in sorted(holders.items()) if len(iris) > 1}


def described(label: str, description: str) -> str:
    """A sentence that begins with a name and says what it is."""
    return f"{label} is the {description}." if description[:1].islower() else f"{label}: {description}."


def without_descriptions(lines: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """The lines of an N-Triples file that describe nothing, and what the others say of each IRI."""
    kept: list[str] = []
    told: dict[str, str] = {}
    for line in lines:
        found = _DESCRIPTION.match(line)
        if found:
            told[found[1]] = re.sub(r"\\(.)", r"\1", found[2])
        else:
            kept.append(line)
    return kept, told
