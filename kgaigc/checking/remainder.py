"""What stays open of a text once it is known which of the given triples it says: words that none of them explains."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kgaigc.checking.coverage import Telling
from kgaigc.checking.likeness import Passage, Span, kind_of
from kgaigc.checking.naming import is_shared
from kgaigc.checking.spans import Marked, Spans
from kgaigc.checking.things import Reading
from kgaigc.checking.words import FUNCTION_WORDS, POSSESSIVES, PRONOUNS, plain
from kgaigc.values import Term, Verdict

_NUMBER_WORDS = frozenset(("one", "two", "three", "four", "five", "six", "first", "second", "third"))
_POINTING = PRONOUNS | POSSESSIVES | {"this", "these", "there", "here"}
_VERBS = frozenset(("is", "was", "are", "were", "has", "had"))
_PLAIN = FUNCTION_WORDS | _POINTING | _NUMBER_WORDS | {"what", "others", "all", "both", "most", "many"}
# Who holds one is told by the name beside it.
_OFFICES = frozenset(
    "prime minister lord mayor chancellor federal chief justice president governor senator speaker mr mrs dr".split()
)
_MEANING = 2  # Words that a clause has at least.
_COVERED = 0.6  # Share of the unexplained words that have to be names of a triple's ends.
_TOGETHER = 0.9  # The same where the names are those of several triples.
_SHARED = 0.2  # What a word that many names have counts beside one that tells names apart.
_UNNAMED = 0.5  # An object of which less is found is said in other words than its name.
_NAMED = 0.75  # From this likeness on a clause names a thing in another form.
_THE = frozenset(("the", "that"))
# What a name before is spoken of by.
_KINDS = frozenset(
    """
    country state city town village region county island company club team band book novel journal magazine university
    school college institute building airport monument museum dish food person man woman astronaut mission artist
    """.split()
)
_ARTICLES = frozenset(("the", "a", "an", "and", "both"))
_WORD = re.compile(r"[^\W_]+")


def explained(verdict: Verdict, telling: Telling, text: str, *, least: float, alone: bool) -> Verdict:
    """A verdict that found no support, mended where its words name ends of given triples that the text says.

    Args:
        verdict: any verdict.
        telling: which triples the text says.
        text: the text.
        least: the probability from which on it says one.
        alone: nothing but the triples is known, so that a contradiction may be mended too.
    """
    if verdict.status == "supported" or (verdict.status == "contradicted" and not alone):
        return verdict
    words = _weighed(text, *_in_doubt(verdict, text))
    total = sum(weight for _, weight in words)
    share = _COVERED if verdict.focus else _COVERED / 2
    shares, together = _shares(words, telling, least)
    for i in sorted(shares):
        if shares[i] >= share * total:
            reason = f"the text says so (the whole fits at {telling.probabilities[i]:.2f})"
            return replace(verdict, status="supported", support=(telling.triples[i],), reason=reason)
    if shares and verdict.focus and together >= _TOGETHER * total:
        support = tuple(telling.triples[i] for i in sorted(shares))
        reason = "the text says so, with names of several of these triples"
        return replace(verdict, status="supported", support=support, reason=reason)
    return verdict


def _in_doubt(verdict: Verdict, text: str) -> Span:
    """The characters that a verdict is on: of "three large parts" only the number."""
    start, end = verdict.focus or (verdict.start, verdict.end)
    said = verdict.parts[2] if verdict.parts else ""
    return (start, start + len(said)) if said and text.startswith(said, start, end) else (start, end)


def _weighed(text: str, start: int, end: int) -> list[tuple[Span, float]]:
    """The words of a stretch with what they weigh: their letters, few of a word that many names have."""
    return [((m.start(), m.end()), len(m[0]) * _telling(m[0])) for m in _WORD.finditer(text, start, end)]


def _telling(word: str) -> float:
    known = plain(word)
    return _SHARED if known in FUNCTION_WORDS | _OFFICES or is_shared(known) else 1.0


def _shares(
    words: Sequence[tuple[Span, float]], telling: Telling, least: float
) -> tuple[dict[int, float], float]:
    """How much of the weight of some words each triple that the text says explains, and all of them together."""
    shares: dict[int, float] = {}
    together = 0.0
    for (start, end), weight in words:
        inside = telling.spans.shared(start, end)
        said = {i: n for i, n in inside.items() if telling.probabilities[i] >= least}
        for i, characters in said.items():
            shares[i] = shares.get(i, 0.0) + weight * characters / (end - start)
        together += weight * max(said.values(), default=0) / (end - start)
    return shares, together


def _is_office(name: str) -> bool:
    """Whether a name is nothing but an office, which goes with the name beside it ("the Prime Minister is Ann Orr")."""
    words = plain(name).split()
    return bool(words) and _OFFICES.issuperset(words)


def is_idle(verdict: Verdict, readings: Sequence[Reading], telling: Telling, text: str) -> bool:
    """Whether a verdict is on words that name nothing, an office, or a number word where no triple tells a number.

    What clauses say that name nothing, ``additions`` finds; "one of the" is no number.
    """
    if verdict.status == "supported" or verdict.focus is None:
        return False
    start, end = verdict.focus
    first, last = bisect_right(readings, start, key=_start), bisect_left(readings, end, key=_start)
    things = (thing for reading in readings[max(0, first - 2) : last] for thing in reading.things)
    if not any(thing.start < end and start < thing.end for thing in things):
        return True
    start, end = _in_doubt(verdict, text)
    if _is_office(text[start:end]):
        return True
    if text[start:end].lower() not in _NUMBER_WORDS:
        return False
    return all(kind_of(triple.object) != "number" for triple in telling.triples)


def _start(reading: Reading) -> int:
    return reading.start


def strangers(
    readings: Sequence[Reading], telling: Telling, verdicts: Sequence[Verdict], text: str, *, least: float
) -> list[Verdict]:
    """A claim for each name and number that is in no triple that the text says, if no verdict looks at it yet.

    Args:
        readings: the sentences.
        telling: which triples the text says.
        verdicts: on the claims that were found.
        text: the text.
        least: the probability from which on it says one.
    """
    doubted = Marked(v.focus or (v.start, v.end) for v in verdicts if v.status != "supported")
    unknown = ((t.start, t.end) for reading in readings for t in reading.things if t.kind == "unknown")
    found: list[Verdict] = []
    for start, end in (*unknown, *_first_words(readings)):
        words = _weighed(text, start, end)
        explains = _shares(words, telling, least)[1] >= _COVERED * sum(weight for _, weight in words)
        if not explains and not _is_office(text[start:end]) and not doubted.overlaps(start, end):
            name = text[start:end]
            reason = f"{name!r} is in none of the triples that the text says"
            found.append(Verdict(name, start, end, "unverifiable", (), reason, None, (start, end)))
    return found


def _first_words(readings: Sequence[Reading]) -> Iterator[Span]:
    """Words that are alone the subject of a sentence: a capital does not show there that one is a name."""
    for reading in readings:
        first, second = (reading.words[0], reading.words[1]) if len(reading.words) > 1 else (None, None)
        if first and second and second.text in _VERBS and first.text not in _PLAIN and first.text.isalpha():
            yield first.start, first.end


def additions(readings: Sequence[Reading], telling: Telling, text: str, *, least: float) -> list[Verdict]:
    """A claim for each sentence, and each clause with a subject of its own, that tells none of the triples.

    A clause tells one if it names the object, or the subject alone where the object is said in other words or
    stands before: "where A and B are". An object that the clause begins with is what it speaks of, and has to stand
    beside the subject: after "Monet painted The Magpie", "The Magpie is blue" tells something else.

    Args:
        readings: the sentences.
        telling: which triples the text says.
        text: the text.
        least: the probability from which on it says one.
    """
    said = tuple(telling.said(least))
    reworded = [i for i in said if telling.found[i, 1] < _UNNAMED]
    told = [(span, i) for i in said for span in telling.objects[i]]
    places = Spans([*told, *((span, i) for i in reworded for span in telling.named[i])])
    subjects = Spans((span, i) for i in said for span in telling.named[i])
    found: list[Verdict] = []
    for reading in readings:
        for start, end in _clauses(reading):
            words = [word for word in reading.words if start <= word.start < end]
            points = _points(reading, start, end)
            begin, rest = _head(reading, end) if start == reading.start else (start, start)
            beside = places.shared(begin, rest)
            tells = places.has_one_in(rest, end) or not subjects.shared(rest, end).keys().isdisjoint(beside)
            spoken_of = subjects.shared(start, end)
            tells = tells or (points and bool(spoken_of))
            after = text[_after_head(reading, start, end) : end]
            tells = tells or any(_names(after, telling.triples[i].object) for i in spoken_of)
            if not tells and sum(word.text.isalpha() and len(word.text) > 2 for word in words) >= _MEANING:
                reason = "it tells none of the triples"
                claim = text[start:end].strip()
                found.append(Verdict(claim, start, end, "unverifiable", (), reason, None, (start, end)))
    return found


def _after_head(reading: Reading, start: int, end: int) -> int:
    """Where the name ends that a clause begins with."""
    return next((thing.end for thing in reading.things if start <= thing.start < end), start)


def _names(clause: str, term: Term) -> bool:
    """Whether a clause by itself names a thing in another form ("Italian"), as the text does in full elsewhere."""
    return Passage(clause).likeness(term).found >= _NAMED


def _head(reading: Reading, end: int) -> Span:
    """The name that a sentence begins with, an article aside; nothing at its start if there is none."""
    thing = next((thing for thing in reading.things if thing.start < end), None)
    if thing is None or thing.kind == "anaphor":
        return reading.start, reading.start
    before = [word.text for word in reading.words[: thing.first]]
    return (thing.start, thing.end) if before in ([], ["the"]) else (reading.start, reading.start)


def _points(reading: Reading, start: int, end: int) -> bool:
    """Whether a clause speaks of what was named before it: by a pronoun, "the club", or after "where"."""
    said = [word.text for word in reading.words if start <= word.start < end and word.text != "and"]
    before = any(word.text == "where" for word in reading.words if word.start < start)
    stands_for = any(thing.kind == "anaphor" for thing in reading.things if start <= thing.start < end)
    definite = said[:1] == ["the"] or any(a in _THE and b in _KINDS for a, b in pairwise(said))
    return definite or before or stands_for or not _POINTING.isdisjoint(said)


def _clauses(reading: Reading) -> list[Span]:
    """The sentence, cut before each "and" that a name follows with more than its own words after it."""
    cuts = [reading.start]
    for place, thing in enumerate(reading.things):
        before = reading.words[thing.first - 1] if thing.first else None
        last = reading.things[place + 1].first if place + 1 < len(reading.things) else len(reading.words)
        if before and before.text == "and" and thing.kind != "value" and last - thing.last > 1:
            # "A and B are leaders": a name alone is no clause.
            named = [other for other in reading.things if cuts[-1] <= other.start < before.start]
            inside = [word for word in reading.words if cuts[-1] <= word.start < before.start]
            rest = [
                w for w in inside if w.text.isalpha() and not any(t.start <= w.start < t.end for t in named)
            ]
            if not {word.text for word in rest} <= _ARTICLES:
                cuts.append(before.start)
    return list(zip(cuts, [*cuts[1:], reading.end], strict=True))
