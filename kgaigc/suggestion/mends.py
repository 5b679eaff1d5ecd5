"""Changes that may make a claim true, by what the graph has: of one end, of both, or of what ties them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from kgaigc.quantities import find_values
from kgaigc.quantities.amounts import quantity
from kgaigc.suggestion.edits import Edit
from kgaigc.suggestion.verbs import past
from kgaigc.suggestion.wording import wordings
from kgaigc.values import XSD, Entity, Mention, Triple, Value, Verdict

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

_MOST = 4  # Other subjects, or other facts, that are tried for a claim.
_STEM = 4  # Letters that words of one stem share at least, or all of a shorter word.
_DENIAL = re.compile(r"\s+(?:never|not|no\s+longer)\b|n['’]t\b|\bno(?=\s)|\bwithout\b", re.IGNORECASE)
_DID_NOT = re.compile(r"\s+did(?:\s+not|n['’]t)\s+([a-z]+)|\s+never\s+did\s+([a-z]+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_OPENING = re.compile(r"(?:the|an?)\s+\Z", re.IGNORECASE)
_NOUN = re.compile(r"(\s+)([a-z]+)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a sentence that is to be mended; all offsets count in the sentence.

    Attributes:
        sentence: the sentence.
        verdict: what is wrong with the claim.
        mentions: what the linker finds in the sentence.
        told: what the text is to say, so that any of it may be meant.
        said: what the sentence rightly says already, so that nothing is put in its place to say it again.
    """

    sentence: str
    verdict: Verdict
    mentions: tuple[Mention, ...]
    told: tuple[Triple, ...] = ()
    said: tuple[Triple, ...] = ()

    @property
    def denied(self) -> bool:
        """Whether the text denies what the graph says."""
        return self.verdict.status == "contradicted" and self.verdict.claim.startswith("not: ")

    @property
    def tail(self) -> Mention | None:
        """What stands at the place to mend."""
        focus = self.verdict.focus
        inside = (m for m in self.mentions if focus and m.start < focus[1] and focus[0] < m.end)
        return next(inside, None)

    @property
    def head(self) -> Mention | None:
        """What the claim is about, if the sentence names it; the nearest one before the place to mend."""
        parts, focus = self.verdict.parts, self.verdict.focus
        if not parts or not focus:
            return None
        named = [m for m in self.mentions if m.entity and m.entity.label == parts[0] and m != self.tail]
        before = [m for m in named if m.end <= focus[0]]
        return before[-1] if before else next(iter(named), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a sentence.

    Attributes:
        edits: the other words.
        order: its place among the kinds of changes, the least one first.
        triples: what the graph says that it rests on.
    """

    edits: tuple[Edit, ...]
    order: int
    triples: tuple[Triple, ...]


def mends(claim: Claim, graph: KnowledgeGraph) -> Iterator[Step]:
    """What may make a claim true, the least change first."""
    kinds: Sequence[Callable[[Claim, KnowledgeGraph], Iterator[Step]]]
    kinds = (
        [_affirmed] if claim.denied else [_other_object, _other_number, _other_subject, _exchanged, _related]
    )
    for order, kind in enumerate(kinds):
        for step in kind(claim, graph):
            yield replace(step, order=order)


def _affirmed(claim: Claim, graph: KnowledgeGraph) -> Iterator[Step]:  # noqa: ARG001  (one of a kind)
    """The denial taken back ("did not marry" is "married")."""
    sentence, support = claim.sentence, claim.verdict.support
    for found in _DID_NOT.finditer(sentence):
        yield Step((Edit(*found.span(), f" {past(found[1] or found[2])}"),), 0, support)
    for found in _DENIAL.finditer(sentence):
        following = re.match(r"\s+", sentence[found.end() :]) if not found[0][0].isspace() else None
        end = found.end() + (following.end() if following and found[0][0] != "n" else 0)
        yield Step((Edit(found.start(), end, ""),), 0, support)


def _facts(claim: Claim, graph: KnowledgeGraph) -> tuple[Triple, ...]:
    """What the graph has of the claim's relation: what contradicts it, else what shares a word with it."""
    verdict, head = claim.verdict, claim.head
    if verdict.parts is None:
        return ()
    known = tuple(t for t in verdict.support if t.predicate.label == verdict.parts[1]) or verdict.support
    if known or head is None or head.entity is None:
        return known
    meant = tuple(t for t in claim.told if head.entity in (t.subject, t.object))
    if meant:
        return meant
    told = (*graph.facts(head.entity.iri), *graph.incoming(head.entity.iri))
    return tuple(t for t in told if _shares_word(t.predicate.label, verdict.parts[1]))


def _shares_word(label: str, relation: str) -> bool:
    one, other = ({word.casefold()[:_STEM] for word in _WORD.findall(text)} for text in (label, relation))
    return bool(one & other)


def _other_object(claim: Claim, graph: KnowledgeGraph) -> Iterator[Step]:
    """The other end of what the graph has, written the way the text writes such things."""
    focus, parts = claim.verdict.focus, claim.verdict.parts
    if focus is None or parts is None:
        return
    old = claim.sentence[slice(*focus)]
    meant = [triple for triple in _facts(claim, graph) if triple not in claim.said]
    for triple in meant[: 2 * _MOST]:
        # What the claim is about may be either end of a statement.
        other = triple.object if triple.subject.label == parts[0] else triple.subject
        if isinstance(other, Value) or (not find_values(old) and _is_of_its_kind(claim, other, graph)):
            for shown in wordings(other, instead=old):
                yield Step((Edit(*focus, shown),), 0, (triple,))


def _is_of_its_kind(claim: Claim, other: Entity, graph: KnowledgeGraph) -> bool:
    """Whether a thing shares a class with what the text names; where a class is not known, what contradicts it may."""
    tail = claim.tail
    if tail is None or tail.entity is None:
        return True
    one, two = ({cls.iri for cls in graph.types(thing.iri)} for thing in (tail.entity, other))
    return bool(one & two) if one and two else claim.verdict.status == "contradicted" or one == two


def _other_number(claim: Claim, graph: KnowledgeGraph) -> Iterator[Step]:  # noqa: ARG001
    """How many things the graph names."""
    focus, support = claim.verdict.focus, claim.verdict.support
    if focus is None or not support:
        return
    old = claim.sentence[slice(*focus)]
    said = [quantity(mention.value) for mention in find_values(old) if mention.value]
    if len(said) != 1 or said[0] is None or said[0][1] is not None:
        return
    count = len({triple.object for triple in support})
    for shown in wordings(Value(str(count), XSD + "integer"), instead=old):
        noun = _counted(claim.sentence, focus[1], was=said[0][0], count=count)
        yield Step((Edit(*focus, shown), *noun), 0, support)


def _counted(sentence: str, end: int, *, was: Decimal, count: int) -> tuple[Edit, ...]:
    """The noun after a number, in the number that goes with it."""
    from inflection import pluralize, singularize  # noqa: PLC0415

    found = _NOUN.match(sentence, end)
    if not found or (was == 1) == (count == 1):
        return ()
    noun = singularize(found[2]) if count == 1 else pluralize(found[2])
    return (Edit(found.start(2), found.end(2), noun),)


def _other_subject(claim: Claim, graph: KnowledgeGraph) -> Iterator[Step]:
    """What the graph says it of, in place of what the text says it of."""
    head, tail, parts = claim.head, claim.tail, claim.verdict.parts
    if head is None or head.entity is None or tail is None or tail.entity is None or parts is None:
        return
    known = (*graph.incoming(tail.entity.iri), *graph.facts(tail.entity.iri))
    fitting = (t for t in known if t.predicate.label == parts[1] or _shares_word(t.predicate.label, parts[1]))
    for triple in islice(fitting, _MOST):
        other = triple.object if triple.subject == tail.entity else triple.subject
        if isinstance(other, Entity) and other not in (head.entity, tail.entity):
            for shown in wordings(other, instead=head.text):
                yield Step((Edit(head.start, head.end, shown),), 0, (triple,))


def _between(claim: Claim, graph: KnowledgeGraph) -> tuple[Mention, Mention, tuple[Triple, ...]] | None:
    """The two ends as they stand in the sentence, and what the graph says of them."""
    head, tail = claim.head, claim.tail
    if head is None or head.entity is None or tail is None or tail.entity is None:
        return None
    first, second = sorted((head, tail), key=lambda mention: mention.start)
    ends = head.entity.iri, tail.entity.iri
    triples = (*graph.triples(ends[0], None, ends[1]), *graph.triples(ends[1], None, ends[0]))
    return first, second, triples


def _exchanged(claim: Claim, graph: KnowledgeGraph) -> Iterator[Step]:
    """The two ends, each in the other's place."""
    found = _between(claim, graph)
    if found and found[2]:
        first, second, triples = found
        edits = Edit(first.start, first.end, second.text), Edit(second.start, second.end, first.text)
        yield Step(edits, 0, triples)


def _related(claim: Claim, graph: KnowledgeGraph) -> Iterator[Step]:
    """What the graph has between the two ends, in place of the words that stand there."""
    found = _between(claim, graph)
    if not found:
        return
    first, second, triples = found
    if any(first.end <= mention.start and mention.end <= second.start for mention in claim.mentions):
        return  # these words say more than that
    gap = claim.sentence[first.end : second.start]
    opening = _OPENING.search(gap)
    was = "was" if re.search(r"\b(?:was|were|had)\b|ed\b", gap) else "is"
    for triple in triples[:_MOST]:
        if triple.object == second.entity:
            words = f"'s {triple.predicate.label} {was} "
        else:
            words = f" {was} the {triple.predicate.label} of "
        shown = words + (opening[0] if opening else "")
        yield Step((Edit(first.end, second.start, shown),), 0, (triple,))
