"""Which of the given triples a text says: the scorer reads it passage by passage, its names found softly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kgaigc.checking.likeness import Floats, Likeness, Passage, Span, kind_of
from kgaigc.checking.scorer import Question, Scorer, Vocabulary
from kgaigc.checking.things import Reading
from kgaigc.checking.words import label_words
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Entity, Term, Triple, Value, Verdict

TOLD = 0.2  # From this probability on a text says a triple that it was given to say; set on webnlg2020/dev.
_WORDS = 120  # A passage goes on to the end of the sentence in which it has so many words.
_NUMBER_WORDS = frozenset(("one", "two", "three", "four", "five", "first", "second", "third"))
_LIKELY = 0.1  # From this likeness on a word is part of a name.
_COVERED = 0.6  # Share of the characters of unexplained words that have to be names of a triple's ends.
_FOUND = 0.2  # A passage that has less than this of an object's name is not asked about it.


@dataclass(frozen=True, slots=True)
class Telling:
    """How far a text says the given triples.

    Attributes:
        triples: the triples.
        probabilities: shape [T]: that the text says each.
        found: shape [T, 2]: how much of its subject's and its object's names the text has.
        named: for each triple the characters that are likely part of the name of one of its ends.
    """

    triples: tuple[Triple, ...]
    probabilities: Floats
    found: Floats
    named: tuple[tuple[Span, ...], ...]


def tell(
    text: str,
    triples: Sequence[Triple],
    readings: Sequence[Reading],
    *,
    graph: KnowledgeGraph,
    scorer: Scorer,
) -> Telling:
    """How far a text says triples, whatever else it says.

    Args:
        text: the text.
        triples: what it should say.
        readings: its sentences, with what a linker found in them.
        graph: has the names of things.
        scorer: tells whether words say a triple.
    """
    probabilities = np.zeros(len(triples), dtype=np.float32)
    found = np.zeros((len(triples), 2), dtype=np.float32)
    named: list[list[Span]] = [[] for _ in triples]
    for passage, start in _passages(text, readings) if triples else ():
        asked = _questions(passage, triples, graph)
        open_ = [i for i, question in enumerate(asked) if question.obj.found >= _FOUND]
        answers = scorer.probabilities([asked[i] for i in open_])
        for i, p in zip(open_, answers, strict=True):
            probabilities[i] = max(probabilities[i], p)
            named[i] += _named(passage, asked[i], start, scorer.vocabulary)
        found = np.maximum(found, [(q.subject.found, q.obj.found) for q in asked])
    return Telling(tuple(triples), probabilities, found, tuple(tuple(spans) for spans in named))


def explained(verdict: Verdict, telling: Telling, *, least: float) -> Verdict:
    """A verdict that found no support, mended where its words name an end of a given triple that the text says.

    Args:
        verdict: any verdict.
        telling: which triples the text says.
        least: the probability from which on it says one.
    """
    if verdict.status == "supported":
        return verdict
    start, end = verdict.focus or (verdict.start, verdict.end)
    share = _COVERED if verdict.focus else _COVERED / 2
    for triple, p, spans in zip(telling.triples, telling.probabilities, telling.named, strict=True):
        inside = sum(min(b, end) - max(a, start) for a, b in set(spans) if a < end and b > start)
        if p >= least and inside >= share * _letters(verdict, start, end):
            reason = f"the text says so (the whole fits at {p:.2f})"
            return replace(verdict, status="supported", support=(triple,), reason=reason)
    return verdict


def is_idle(verdict: Verdict, text: str, telling: Telling) -> bool:
    """Whether a verdict is only on a number word, such as "one of the", where no triple tells a number."""
    if verdict.status == "supported" or verdict.focus is None:
        return False
    words = text[verdict.focus[0] : verdict.focus[1]].lower()
    told = any(kind_of(triple.object) == "number" for triple in telling.triples)
    return words in _NUMBER_WORDS and not told


def _letters(verdict: Verdict, start: int, end: int) -> int:
    """How many letters and digits the words of a verdict have."""
    inside = verdict.claim[start - verdict.start : end - verdict.start] if not verdict.parts else ""
    return sum(c.isalnum() for c in inside) or end - start


def strangers(readings: Sequence[Reading], telling: Telling, verdicts: Sequence[Verdict], *, least: float) -> list[Verdict]:
    """A claim for each name and number that is in no triple that the text says, if no verdict looks at it yet.

    Args:
        readings: the sentences.
        telling: which triples the text says.
        verdicts: on the claims that were found.
        least: the probability from which on it says one.
    """
    known = [
        span
        for spans, p in zip(telling.named, telling.probabilities, strict=True)
        for span in spans
        if p >= least
    ]
    doubted = [v.focus or (v.start, v.end) for v in verdicts if v.status != "supported"]
    found: list[Verdict] = []
    for thing in (thing for reading in readings for thing in reading.things):
        apart = not any(a < thing.end and thing.start < b for a, b in known)
        if thing.kind == "unknown" and apart and not any(a < thing.end and thing.start < b for a, b in doubted):
            reason = f"{thing.text!r} is in none of the triples that the text says"
            span = thing.start, thing.end
            found.append(Verdict(thing.text, *span, "unverifiable", (), reason, None, span))
    return found


def _named(passage: Passage, question: Question, start: int, vocabulary: Vocabulary) -> Iterable[Span]:
    """Where words stand that are likely names of the two ends, or a number of the predicate ("the 1st runway")."""
    either = np.maximum(question.subject.words, question.obj.words)
    label = label_words(question.predicate)
    numbers = set(re.findall(r"\d+", question.predicate))
    said = [
        (token.start, token.end)
        for token, likeness in zip(passage.tokens, either, strict=True)
        if likeness >= _LIKELY or vocabulary.is_own(token.text, label)
    ]
    said += [place for place, value in passage.values if value.text in numbers]
    return [(start + first, start + last) for first, last in said]


def _passages(text: str, readings: Sequence[Reading]) -> Iterable[tuple[Passage, int]]:
    """Runs of sentences, each with where it starts; each begins with the last sentence of the one before."""
    first = 0
    while first < len(readings):
        last, words = first, len(readings[first].words)
        while last + 1 < len(readings) and words < _WORDS:
            last += 1
            words += len(readings[last].words)
        start, end = readings[first].start, readings[last].end
        yield _passage(text, start, end, readings[first : last + 1]), start
        first = last if last > first and last + 1 < len(readings) else last + 1


def _passage(text: str, start: int, end: int, readings: Sequence[Reading]) -> Passage:
    values: list[tuple[int, int, Value]] = []
    named: dict[str, list[Span]] = {}
    for thing in (thing for reading in readings for thing in reading.things):
        place = thing.start - start, thing.end - start
        if thing.value is not None:
            values.append((*place, thing.value))
        elif len(thing.iris) == 1:
            named.setdefault(thing.iris[0], []).append(place)
    return Passage(text[start:end], values=values, named=named)


def _questions(passage: Passage, triples: Sequence[Triple], graph: KnowledgeGraph) -> list[Question]:
    terms = dict.fromkeys(term for triple in triples for term in (triple.subject, triple.object))
    likeness = {term: passage.likeness(term, _names(term, graph)) for term in terms}
    return [_question(passage, triple, likeness) for triple in triples]


def _question(passage: Passage, triple: Triple, likeness: Mapping[Term, Likeness]) -> Question:
    ends = (triple.subject, triple.object)
    others = [one.words for term, one in likeness.items() if term not in ends]
    beside = np.max(others, axis=0) if others else np.zeros(len(passage), dtype=np.float32)
    subject, obj = (likeness[end] for end in ends)
    return Question(passage.words, subject, obj, beside, triple.predicate.label, kind_of(triple.object))


def _names(term: Term, graph: KnowledgeGraph) -> tuple[str, ...]:
    return (term.label, *graph.profile(term.iri).aliases) if isinstance(term, Entity) else ()
