"""What the renderers share: citation numbers, terms and summaries in words, stretches of marked text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgaigc.findings import FileResults, Suggestion, Suggestions, Verification
from kgaigc.values import XSD_STRING, Article, Entity, Generated, Report, Sentence, Term, Triple, Verdict

# Hebrew to Arabic Extended, the presentation forms, the right-to-left planes, and bidirectional controls.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_CONTROLS = "\u202a-\u202e\u2066-\u2069"
RIGHT_TO_LEFT = re.compile(f"[{_RTL}{_CONTROLS}]+(?:[^\\w{_CONTROLS}]+[{_RTL}{_CONTROLS}]+)*")

# What tells the verdicts apart beside their colours.
SYMBOLS = {"supported": "✓", "contradicted": "✗", "unverifiable": "?", "missing": "−", "doubtful": "?"}
_MOST = 8  # notes that are shown at one place
_LINE = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\u2028": "\\u2028", "\u2029": "\\u2029"})

# The worst first: it gives a stretch of text its colour.
_KINDS = (
    "contradicted", "missing", "unverifiable", "doubtful", "unknown", "supported", "entity", "value", "fact",
)  # fmt: skip


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


def line(triple: Triple) -> str:
    """A triple on one line, ``subject · predicate · object``; a literal's line breaks are escaped."""
    return " · ".join(term_line(term) for term in (triple.subject, triple.predicate, triple.object))


def term_line(term: Term) -> str:
    """A term on one line, a literal with its kind."""
    shown = words(term)
    # Only a literal that would break the line is escaped: a backslash alone stays as it is.
    shown = shown.translate(_LINE) if len(shown.splitlines()) > 1 or "\t" in shown else shown
    return isolated(shown) + (f" ({kind(term)})" if kind(term) else "")


def summary(report: Report) -> str:
    """What a report found, in one line."""
    covered = "" if report.coverage is None else f"; coverage {share(report.coverage)}"
    if not report.verdicts:
        return f"The text makes no claims{covered}."
    precision = f"precision {share(report.precision)}"
    return f"{_counted(report.verdicts)}; {precision}{covered}; score {report.score:.2f}."


def _counted(verdicts: Sequence[Verdict]) -> str:
    counts = dict.fromkeys(("supported", "contradicted", "unverifiable"), 0)
    for verdict in verdicts:
        counts[verdict.status] += 1
    found = ", ".join(
        f"{count} {status}" for status, count in counts.items() if count or status == "supported"
    )
    return f"{len(verdicts)} {'claim' if len(verdicts) == 1 else 'claims'}: {found}"


def total(results: FileResults) -> str:
    """What was found in all files together, in one line."""
    files = f"{len(results.files)} {'file' if len(results.files) == 1 else 'files'}"
    failed = f", {results.failed} not read" if results.failed else ""
    found = [one.result for one in results.files if one.result is not None]
    claims = [verdict for one in found if isinstance(one, Report) for verdict in one.verdicts]
    changed = sum(len(one.changed) for one in found if isinstance(one, Verification))
    told = f"; {_counted(claims)}" if any(isinstance(one, Report) for one in found) else ""
    if any(isinstance(one, Verification) for one in found):
        told += f"; {changed} {'sentence' if changed == 1 else 'sentences'} changed"
    changes = [one for found_ in found if isinstance(found_, Suggestions) for one in found_.suggestions]
    told += f"; {proposed(changes)}" if any(isinstance(one, Suggestions) for one in found) else ""
    return f"{files}{failed}{told}."


def proposed(suggestions: Iterable[Suggestion]) -> str:
    """How many changes are proposed, and for how many sentences there are none."""
    kinds = Counter(one.new is not None for one in suggestions)
    changes = f"{kinds[True]} {'change' if kinds[True] == 1 else 'changes'} proposed"
    sentences = f"{kinds[False]} {'sentence' if kinds[False] == 1 else 'sentences'}"
    return f"{changes}, none found for {sentences}" if kinds[False] else changes


def reason(suggestion: Suggestion) -> str:
    """Why a sentence is to be changed, in one line, with the sentence where the diff does not show it."""
    if suggestion.new is not None:
        return suggestion.why
    return f"{' '.join(suggestion.old.split())} ({suggestion.why})"


def origin(result: Article | Generated) -> str:
    """How many sentences the LSTM wrote and how many are templates, in one line."""
    neural = sum(sentence.origin == "neural" for sentence in result.sentences)
    return f"Sentences: {neural} by the LSTM, {len(result.sentences) - neural} by template."


@dataclass(frozen=True, slots=True)
class Mark:
    """A note on characters of a text: ``kind`` is "fact", a verdict's status, or a mention's kind.

    A ``number`` other than 0 is that of an item below the text, which says more.
    """

    start: int
    end: int
    kind: str
    note: str
    number: int = 0


def verdict_mark(verdict: Verdict, *, number: int = 0) -> Mark:
    """The mark of a verdict: its claim, the reason and the evidence."""
    note = f"{verdict.status}: {verdict.claim}" + (f" ({verdict.reason})" if verdict.reason else "")
    shown = "\n".join([note, *map(line, verdict.support)])
    return Mark(verdict.start, verdict.end, verdict.status, shown, number)


def stretches(text: str, noted: Iterable[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The text cut wherever a mark begins or ends, each piece with the marks that lie over it."""
    lying = [mark for mark in noted if mark.start < len(text) and mark.end > max(mark.start, 0)]
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, mark in enumerate(lying):
        begins.setdefault(max(mark.start, 0), []).append(number)
        ends.setdefault(min(mark.end, len(text)), []).append(number)
    over: set[int] = set()
    for start, end in pairwise(sorted({0, len(text), *begins, *ends})):
        over.update(begins.get(start, ()))
        over.difference_update(ends.get(start, ()))
        yield text[start:end], tuple(lying[number] for number in sorted(over))


def notes(lying: Iterable[Mark]) -> str:
    """What the marks over a stretch say, the first of very many."""
    said = list(dict.fromkeys(mark.note for mark in lying))
    more = [f"and {len(said) - _MOST} more"] if len(said) > _MOST else []
    return "\n".join([*said[:_MOST], *more])


def ending(noted: Iterable[Mark], place: int, text: str) -> list[Mark]:
    """The marks of some stretch that end at a place of the text."""
    return [mark for mark in noted if min(mark.end, len(text)) == place]


def worst(noted: Iterable[Mark]) -> str:
    """The kind that gives a stretch its colour."""
    return min((mark.kind for mark in noted), key=_KINDS.index)
