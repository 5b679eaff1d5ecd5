"""Annotated reference texts (webnlg2017's) to delexicalised targets: their annotations tell what names what.

A template has a tag for every mention, references say which entity each tag stands for and how the text puts it, and
an order and sentence groups say where each fact is told. Rules (``targets.align``) would miss a name that is written
like nothing in the label, and take a pronoun's sentence for one that leaves a fact out.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from kgaigc.generation.names import demonyms
from kgaigc.training.targets import Aligned, Found, find_terms, fold, words
from kgaigc.values import Entity, Term, Triple

TAG = re.compile(r"\b((?:AGENT|PATIENT|BRIDGE)-\d+)\b")
STOPS = frozenset(".!?")
QUOTES = frozenset("\"'")
LIKE = 75.0  # likeness (per cent) of a description to the label from which it is the name in other words

Piece = str | Found


@dataclass(frozen=True, slots=True)
class _Mention:
    """What a tag stands for: a term, where and how the text puts it, and the kind of reference."""

    term: Term
    start: int
    said: str
    how: str


def align_annotated(
    row: Mapping[str, Any],
    triples: Sequence[Triple],
    text: Mapping[str, Any],
    known: Mapping[str, Iterable[str]],
) -> Aligned | None:
    """Take the names out of a text where its annotations say that they are.

    Args:
        row: the row of the text, for its triples as the annotations write them.
        triples: the same triples as terms.
        text: one of the row's texts, with ``template``, ``references``, ``order`` and ``sentences``.
        known: label -> forms seen in annotated corpora.

    Returns:
        None where the annotations are not to be trusted: the order is no permutation of the triples, a tag has no
        reference, a reference stands nowhere in the text, or a subject or an object is never named.
    """
    facts = dict(zip(map(tuple, row["triples"]), triples, strict=True))
    order = [tuple(fact) for fact in text.get("order") or ()]
    if sorted(order) != sorted(facts):
        return None
    whole = " ".join(text["text"].split())
    between, mentions = _template(text), _mentions(facts, text, whole)
    if mentions is None:
        return None
    pieces = _with_articles(_pieces(between, mentions, known), whole)
    named = {piece.term for piece in pieces if isinstance(piece, Found)}
    if named != {term for fact in triples for term in (fact.subject, fact.object)}:
        return None
    sentences = _sentences(pieces)
    told = _told([facts[fact] for fact in order], sentences, text.get("sentences") or ())
    return Aligned(tuple(map(tuple, told)), tuple(map(tuple, sentences)), whole)


def _template(text: Mapping[str, Any]) -> list[str]:
    """The words of a template and its tags by turns: words, tag, words, ..., words."""
    plain = (text.get("template") or "").replace("``", '"').replace("''", '"')
    return TAG.split(plain)


def _mentions(
    facts: Mapping[tuple[str, ...], Triple], text: Mapping[str, Any], whole: str
) -> list[_Mention] | None:
    """What each tag of the template stands for, in its order; None where one stands for nothing."""
    terms = {
        name: term for raw, t in facts.items() for name, term in ((raw[0], t.subject), (raw[2], t.object))
    }
    references: dict[str, deque[Mapping[str, str]]] = defaultdict(deque)
    for reference in text.get("references") or ():
        references[reference["tag"]].append(reference)
    mentions, position = [], 0
    for tag in _template(text)[1::2]:
        if not references[tag]:
            return None
        reference = references[tag].popleft()
        spot = _spaced(reference["text"]).search(whole, position)
        if not spot or not spot.group() or reference["entity"] not in terms:
            return None
        position = spot.end()
        mentions.append(_Mention(terms[reference["entity"]], spot.start(), spot.group(), reference["type"]))
    return mentions


def _spaced(text: str) -> re.Pattern[str]:
    """A text with or without spaces anywhere: references are tokenised ("1990 - 05 - 01", "Bob 's")."""
    return re.compile(r"\s*".join(re.escape(c) for c in text if not c.isspace()))


def _pieces(
    between: Sequence[str], mentions: Iterable[_Mention], known: Mapping[str, Iterable[str]]
) -> list[Piece]:
    pieces: list[Piece] = [*words(between[0])]
    for mention, following in zip(mentions, between[2::2], strict=True):
        pieces += [*_said(mention, known), *words(following)]
    return pieces


def _said(mention: _Mention, known: Mapping[str, Iterable[str]]) -> list[Piece]:
    """The words of a mention, with the name in them, if it has one, as Found."""
    term, said, start = mention.term, mention.said, mention.start
    whole = Found(start, start + len(said), term, "")
    if mention.how == "pronoun":
        return [*words(said)]
    if isinstance(term, Entity) and fold(said) == fold(demonyms().get(term.label, "")):
        return [Found(whole.start, whole.end, term, "adj")]
    hits = [hit for hit in find_terms(said, [term], known) if hit.form != "short"]
    if hits:
        hit = max(hits, key=lambda h: h.end - h.start)
        found = Found(start + hit.start, start + hit.end, term, hit.form)
        return [*words(said[: hit.start]), found, *words(said[hit.end :])]
    if mention.how == "name" or not isinstance(term, Entity) or _is_like(said, term.label):
        return [whole]
    return [*words(said)]


def _is_like(said: str, label: str) -> bool:
    """Whether a description is the name in other words: much the same letters, or a capitalised word of it."""
    label = fold(label)
    capitalised = (word for word in fold(said).split() if word not in said)
    return fuzz.partial_ratio(fold(said), label) >= LIKE or any(
        len(word) > 3 and word[0].isalpha() and word in label for word in capitalised
    )


def _with_articles(pieces: Iterable[Piece], whole: str) -> list[Piece]:
    """Take "the" before an entity's name into the name, as ``targets.find_terms`` does."""
    taken: list[Piece] = []
    for piece in pieces:
        after_the = taken and isinstance(taken[-1], str) and taken[-1].lower() == "the"
        if after_the and isinstance(piece, Found) and _takes_article(piece, whole):
            taken[-1] = Found(piece.start - 4, piece.end, piece.term, piece.form)
        else:
            taken.append(piece)
    return taken


def _takes_article(found: Found, whole: str) -> bool:
    return isinstance(found.term, Entity) and not found.form and whole[: found.start].lower().endswith("the ")


def _sentences(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each sentence: it ends at a stop before a name or a capital, and has more than a word."""
    sentences: list[list[Piece]] = [[*pieces[:1]]]
    for piece, following in pairwise(pieces):
        ended = piece in STOPS and len(sentences[-1]) > 2
        if ended and (isinstance(following, Found) or following[:1].isupper() or following in QUOTES):
            sentences.append([])
        sentences[-1].append(following)
    return sentences


def _told(
    order: Sequence[Triple], sentences: Sequence[Sequence[Piece]], groups: Sequence[Sequence[int]]
) -> list[list[Triple]]:
    """The facts of each sentence: as annotated, or where both their terms have first been named."""
    if len(groups) == len(sentences) and sorted(i for group in groups for i in group) == [*range(len(order))]:
        return [[order[i] for i in group] for group in groups]
    first: dict[Term, int] = {}
    for number, pieces in enumerate(sentences):
        for piece in pieces:
            if isinstance(piece, Found):
                first.setdefault(piece.term, number)
    told: list[list[Triple]] = [[] for _ in sentences]
    for fact in order:
        told[max(first[fact.subject], first[fact.object])].append(fact)
    return told
