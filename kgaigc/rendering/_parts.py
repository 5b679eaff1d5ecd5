"""What the renderers share: citation numbers, terms and summaries in words, stretches of marked text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kgaigc.values import XSD_STRING, Article, Entity, Generated, Report, Sentence, Term, Triple, Verdict

# Hebrew to Arabic Extended, the presentation forms, the right-to-left planes, and bidirectional controls.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_CONTROLS = "\u202a-\u202e\u2066-\u2069"
RIGHT_TO_LEFT = re.compile(f"[{_RTL}{_CONTROLS}]+(?:[^\\w{_CONTROLS}]+[{_RTL}{_CONTROLS}]+)*")


def isolated(text: str) -> str:
    """The text, between Unicode isolates where it holds right-to-left writing."""
    return f"\u2068{text}\u2069" if RIGHT_TO_LEFT.search(text) else text


def words(term: Term) -> str:
    """What a reader calls a term: an entity's label, a value's text."""
    return term.label if isinstance(term, Entity) else term.text


def kind(term: Term) -> str:
    """A value's language, else the last word of its datatype ("date"); "" for strings and entities."""
    if isinstance(term, Entity):
        return ""
    if term.language or term.datatype == XSD_STRING:
        return term.language
    return re.split(r"[#/]", term.datatype)[-1]


def cited(sentences: Iterable[Sentence]) -> Mapping[Triple, int]:
    """The citation number of each triple, from 1, in the order in which the sentences say them."""
    triples = dict.fromkeys(triple for sentence in sentences for triple in sentence.triples)
    return {triple: number for number, triple in enumerate(triples, start=1)}


def marks(sentence: Sentence, numbers: Mapping[Triple, int]) -> str:
    """The citation marks of a sentence, ``[1][2]``."""
    return "".join(f"[{number}]" for number in sorted({numbers[triple] for triple in sentence.triples}))


def share(part: float | None) -> str:
    """A share in [0, 1] as a percentage; "none" where there is nothing to share."""
    return "none" if part is None else f"{part:.0%}" if part in {0, 1} else f"{part:.1%}"


def summary(report: Report) -> str:
    """What a report found, in one line."""
    counts = dict.fromkeys(("supported", "contradicted", "unverifiable"), 0)
    for verdict in report.verdicts:
        counts[verdict.status] += 1
    found = ", ".join(
        f"{count} {status}" for status, count in counts.items() if count or status == "supported"
    )
    covered = "" if report.coverage is None else f"; coverage {share(report.coverage)}"
    if not report.verdicts:
        return f"The text makes no claims{covered}."
    noun = "claim" if len(report.verdicts) == 1 else "claims"
    precision = f"precision {share(report.precision)}"
    return f"{len(report.verdicts)} {noun}: {found}; {precision}{covered}; score {report.score:.2f}."


def origin(result: Article | Generated) -> str:
    """How many sentences the LSTM wrote and how many are templates, in one line."""
    neural = sum(sentence.origin == "neural" for sentence in result.sentences)
    return f"Sentences: {neural} by the LSTM, {len(result.sentences) - neural} by template."


@dataclass(frozen=True, slots=True)
class Mark:
    """A note on characters of a text: ``kind`` is "fact", a verdict's status, or a mention's kind."""

    start: int
    end: int
    kind: str
    note: str


def verdict_mark(verdict: Verdict, *, shift: int = 0) -> Mark:
    """The mark of a verdict, moved left by ``shift`` characters."""
    note = f"{verdict.status}: {verdict.claim}" + (f" ({verdict.reason})" if verdict.reason else "")
    return Mark(verdict.start - shift, verdict.end - shift, verdict.status, note)


def stretches(text: str, noted: Iterable[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The text cut wherever a mark begins or ends, each piece with the marks that lie over it."""
    lying = [mark for mark in noted if mark.start < len(text) and mark.end > max(mark.start, 0)]
    cuts = {0, len(text)} | {min(max(cut, 0), len(text)) for mark in lying for cut in (mark.start, mark.end)}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        yield text[start:end], tuple(mark for mark in lying if mark.start < end and mark.end > start)
