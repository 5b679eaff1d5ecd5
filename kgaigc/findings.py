"""Results about files: what was found in several, and what became of an article written earlier."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any, Literal

from kgaigc.values import Report, Result, Triple, Verdict

Support = Literal["supported", "contradicted", "missing", "doubtful"]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # as patch and diff take it


@dataclass(frozen=True, slots=True)
class FileResult:
    """What was found in a file, or why it could not be read.

    Attributes:
        file: its name as it was given.
        result: what was found, or what is proposed; None if there is an error.
        error: what was wrong, where, and what to do.
    """

    file: str
    result: Report | Verification | Suggestions | None
    error: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The file's name with the fields of the result, or with ``error``."""
        found = {"error": self.error} if self.result is None else self.result.to_dict()
        return {"file": self.file} | found


@dataclass(frozen=True, slots=True)
class FileResults(Result):
    """What was found in several files, in their order."""

    files: tuple[FileResult, ...]

    @property
    def text(self) -> str:
        """The texts of the results, each below the name of its file."""
        shown = ((one.file, one.error if one.result is None else one.result.text) for one in self.files)
        return "\n\n".join(f"{name}\n{text}" for name, text in shown)

    @property
    def failed(self) -> int:
        """How many files could not be read."""
        return sum(one.result is None for one in self.files)

    def to_dict(self) -> dict[str, Any]:
        """``{"files"}``, each with its name."""
        return {"files": [one.to_dict() for one in self.files]}


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A triple that a sentence was written from, and what the graph says now.

    Attributes:
        triple: as it was recorded.
        status: supported, missing (no longer in the graph) or contradicted (the graph now has another value).
        now: what the graph has for that subject and predicate now.
        reason: why, in words.
    """

    triple: Triple
    status: Support
    now: tuple[Triple, ...]
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {
            "triple": self.triple.to_dict(),
            "status": self.status,
            "now": [triple.to_dict() for triple in self.now],
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class VerifiedSentence:
    """A sentence of an article, what became of its facts, and what the checker says of it now.

    Attributes:
        text: the sentence.
        start: where it begins in the article's text.
        end: one past where it ends.
        facts: the triples that it was written from.
        verdicts: on its claims, against the graph of now; their offsets count in the article's text.
        doubts: how many of its claims were not supported when it was written.
    """

    text: str
    start: int
    end: int
    facts: tuple[RecordedFact, ...]
    verdicts: tuple[Verdict, ...]
    doubts: int = 0

    @property
    def status(self) -> Support:
        """The worst of its facts; doubtful if they all hold and the checker supports less than it did."""
        statuses = {fact.status for fact in self.facts}
        for status in ("contradicted", "missing"):
            if status in statuses:
                return status
        doubts = sum(verdict.status != "supported" for verdict in self.verdicts)
        return "doubtful" if doubts > self.doubts else "supported"

    def to_dict(self) -> dict[str, Any]:
        """The fields and the status."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "status": self.status,
            "facts": [fact.to_dict() for fact in self.facts],
            "verdicts": [verdict.to_dict() for verdict in self.verdicts],
        }


@dataclass(frozen=True, slots=True)
class Verification(Result):
    """What the graph of now says of an article written earlier.

    Attributes:
        title: the article's.
        sentences: every one, in order.
        written: the hash of the graph that it was written from.
        graph: the hash of the graph of now.
        report: the checker's report on the article's text, against the graph of now.
    """

    title: str
    sentences: tuple[VerifiedSentence, ...]
    written: str
    graph: str
    report: Report

    @property
    def changed(self) -> tuple[VerifiedSentence, ...]:
        """The sentences whose support changed."""
        return tuple(sentence for sentence in self.sentences if sentence.status != "supported")

    @property
    def same_graph(self) -> bool:
        """Whether the graph is to the letter the one that the article was written from."""
        return self.written == self.graph

    @property
    def text(self) -> str:
        """How many sentences changed, and a line for each of them."""
        return "\n".join([self.summary, *(f"{s.status}: {s.text}" for s in self.changed)])

    @property
    def summary(self) -> str:
        """What was found, in one line."""
        graph = "the same graph" if self.same_graph else "the graph has changed"
        counts = Counter(sentence.status for sentence in self.changed)
        kinds = ", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts))
        noun = "sentence" if len(self.sentences) == 1 else "sentences"
        found = f"{len(self.changed)} changed ({kinds})" if kinds else "all as supported as when written"
        return f"{len(self.sentences)} {noun}, {graph}: {found}."

    def to_dict(self) -> dict[str, Any]:
        """The fields, and the number of sentences that changed."""
        return {
            "title": self.title,
            "changed": len(self.changed),
            "graph": {"written": self.written, "now": self.graph, "same": self.same_graph},
            "sentences": [sentence.to_dict() for sentence in self.sentences],
            "report": self.report.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The least change of a sentence after which the graph supports all that it says.

    Attributes:
        old: the sentence as it stands, with the blanks that go with it where it is left out.
        new: as it should read; "" if it is best left out, None if no change was found.
        start: where the sentence begins in the text.
        end: one past where it ends.
        why: what was wrong with it.
        triples: what the graph says instead.
        silent: words are left out on which the graph is silent: they may be true.
    """

    old: str
    new: str | None
    start: int
    end: int
    why: str
    triples: tuple[Triple, ...] = ()
    silent: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {
            "old": self.old,
            "new": self.new,
            "start": self.start,
            "end": self.end,
            "why": self.why,
            "silent": self.silent,
            "triples": [triple.to_dict() for triple in self.triples],
        }


@dataclass(frozen=True, slots=True)
class Suggestions(Result):
    """What would make a text true, sentence by sentence; nothing is changed by it.

    Attributes:
        source: the text as it stands.
        suggestions: one for each sentence that the graph does not support, in their order.
        report: what the checker says of the text as it stands.
        name: of the file; "" if the text is none.
        sentences: where the sentences of the text stand: a text of one line has one on each line of the diff.
    """

    source: str
    suggestions: tuple[Suggestion, ...]
    report: Report
    name: str = ""
    sentences: tuple[tuple[int, int], ...] = ()

    @property
    def mended(self) -> str:
        """The text after all the changes."""
        return _mended(self.source, self.suggestions)

    @property
    def text(self) -> str:
        """The changes as a unified diff, which ``patch -p0`` applies to a file; "" if there are none."""
        return "".join(self.diff())

    def diff(self) -> Iterator[str]:
        """The lines of the diff, each with its end."""
        old, new = self._lines()
        # What follows a tab is no part of a name, which may have spaces.
        name = f"{self.name}\t" if any(map(str.isspace, self.name)) else self.name or "text"
        for line in unified_diff(old, new, name, name, n=3):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

    def _lines(self) -> tuple[list[str], list[str]]:
        if self.name or "\n" in self.source.strip():
            return _LINE.findall(self.source), _LINE.findall(self.mended)
        changes = {
            s.start + len(s.old) - len(s.old.lstrip()): s for s in self.suggestions if s.new is not None
        }
        old, new = [], []
        for start, end in self.sentences:
            old.append(self.source[start:end] + "\n")
            change = changes.get(start)
            shown = old[-1].strip() if change is None else (change.new or "").strip()
            new += [shown + "\n"] if shown else []
        return old, new

    def to_dict(self) -> dict[str, Any]:
        """``{"suggestions", "diff"}``."""
        return {"suggestions": [suggestion.to_dict() for suggestion in self.suggestions], "diff": self.text}


def _mended(source: str, suggestions: tuple[Suggestion, ...]) -> str:
    shown = source
    for one in reversed(suggestions):
        if one.new is not None:
            shown = shown[: one.start] + one.new + shown[one.end :]
    return shown
