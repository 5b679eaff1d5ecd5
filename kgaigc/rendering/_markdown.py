"""Results as Markdown (CommonMark, no tables, no embedded HTML)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any

from kgaigc.findings import FileResults, Suggestions, Verification
from kgaigc.rendering._parts import (
    cited,
    isolated,
    kind,
    marks,
    origin,
    proposed,
    reason,
    summary,
    total,
    words,
)
from kgaigc.values import (
    Answer,
    Article,
    Entity,
    Facts,
    Generated,
    Links,
    Report,
    Result,
    Term,
    Triple,
    Verdict,
)

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$^#]")
_LINE_START = re.compile(r"([+\-=:])|(\d)(?=\d{0,9}[.)])")
_BREAKS = re.compile(r"\r\n?|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINKABLE = re.compile(r"https?://[^\s<>\"\\^`{}|()]+", re.ASCII)


def markdown(result: Result) -> str:
    """The result as Markdown, ending in a newline; what comes from the graph is escaped."""
    return _markdown(result).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: marks escaped, line breaks kept as hard breaks."""
    clean = _CONTROL.sub("\ufffd", text)
    body = clean.strip("\r\n")
    before, _, after = clean.partition(body) if body else ("", "", clean)
    # At the ends of a paragraph there are no hard breaks.
    lines = "\\\n".join(_line(line) for line in _BREAKS.split(body))
    return _references_to(before) + lines + _references_to(after)


def _line(line: str) -> str:
    inner = line.strip()
    if not inner:
        return _references_to(line)
    body = _SPECIAL.sub(r"\\\g<0>", inner).replace("\t", "&#9;")
    body = _LINE_START.sub(_start, body, count=1) if _LINE_START.match(body) else body
    # Blanks at either end would be eaten, or make a code block.
    before, _, after = line.partition(inner)
    return _references_to(before) + body + _references_to(after)


def _start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"&#{ord(found[2])};"


def _references_to(blanks: str) -> str:
    return "".join(f"&#{ord(blank)};" for blank in blanks)


@singledispatch
def _markdown(result: Result) -> str:
    return "\n".join(_fields(result.to_dict()))  # type: ignore[attr-defined]


def _fields(value: Any, *, depth: int = 0) -> list[str]:
    """Nested lists of a result that has no form of its own, such as what is known of a graph."""
    pairs = value.items() if isinstance(value, dict) else [("", item) for item in value]
    lines = []
    for name, item in pairs:
        head = "  " * depth + "- " + (f"**{escaped(str(name))}**: " if name else "")
        if isinstance(item, dict | list | tuple):
            lines += [head.rstrip() or "-", *_fields(item, depth=depth + 1)]
        else:
            lines.append(head + escaped(str(item)))
    return lines


@_markdown.register
def _article(article: Article) -> str:
    numbers = cited(article.sentences)
    blocks = [f"# {_inline(article.title)}"]
    for section in article.sections:
        blocks += [f"## {_inline(section.title)}"] if section.title else []
        blocks.append(
            " ".join(f"{escaped(s.text)} {escaped(marks(s, numbers))}".rstrip() for s in section.sentences)
        )
    found = f"*{escaped(summary(article.report))} {escaped(origin(article))}*"
    return "\n\n".join([*blocks, "## Facts", _references(numbers), found])


@_markdown.register
def _generated(generated: Generated) -> str:
    numbers = cited(generated.sentences)
    written = " ".join(
        f"{escaped(s.text)} {escaped(marks(s, numbers))}".rstrip() for s in generated.sentences
    )
    return "\n\n".join([written, _references(numbers)])


@_markdown.register
def _report(report: Report) -> str:
    lines = [line for verdict in report.verdicts for line in _verdict(verdict)]
    quoted = "> " + escaped(report.source).replace("\n", "\n> ") if report.source else ""
    return "\n\n".join(
        block for block in (quoted, "\n".join(lines), f"*{escaped(summary(report))}*") if block
    )


def _verdict(verdict: Verdict) -> Iterable[str]:
    yield f"- **{verdict.status}**: {_inline(verdict.claim)} ({_inline(verdict.reason)})"
    yield from (f"  - {_triple(triple)}" for triple in verdict.support)


@_markdown.register
def _files(results: FileResults) -> str:
    blocks = []
    for one in results.files:
        shown = f"**error**: {_inline(one.error)}" if one.result is None else _markdown(one.result)
        blocks += [f"## {_inline(one.file)}", shown]
    return "\n\n".join([*blocks, f"*{escaped(total(results))}*"])


@_markdown.register
def _suggestions(suggestions: Suggestions) -> str:
    lines = []
    for one in suggestions.suggestions:
        lines += [f"- {_inline(reason(one))}", *(f"  - {_triple(triple)}" for triple in one.triples)]
    changed = (
        _fenced(_CONTROL.sub("\ufffd", suggestions.text.rstrip("\n")), "diff") if suggestions.text else ""
    )
    told = f"*{escaped(proposed(suggestions.suggestions).capitalize())}.*"
    return "\n\n".join(block for block in (changed, "\n".join(lines), told) if block)


@_markdown.register
def _verification(verification: Verification) -> str:
    lines = []
    for sentence in verification.changed:
        lines.append(f"- **{sentence.status}**: {_inline(sentence.text)}")
        for fact in sentence.facts:
            lines.append(f"  - **{fact.status}**: {_triple(fact.triple)} ({_inline(fact.reason)})")
        for verdict in sentence.verdicts:
            if verdict.status != "supported":
                lines += [f"  {line}" for line in _verdict(verdict)]
    blocks = [f"# {_inline(verification.title)}", escaped(verification.summary), "\n".join(lines)]
    return "\n\n".join(block for block in blocks if block)


@_markdown.register
def _answer(answer: Answer) -> str:
    blocks = [escaped(answer.text)]
    if answer.results:
        blocks.append("\n".join(f"- {_term(result)}" for result in answer.results))
    if answer.evidence:
        blocks.append(_references(evidence.triple for evidence in answer.evidence))
    if answer.query:
        blocks.append(_fenced(answer.query, "sparql"))
    return "\n\n".join([*blocks, f"*Confidence {answer.confidence:.2f}.*"])


def _fenced(text: str, language: str) -> str:
    # A fence must be longer than any run of backticks inside it.
    fence = "`" * max([2, *(len(run) for run in re.findall("`+", text))]) + "`"
    return f"{fence}{language}\n{text}\n{fence}"


@_markdown.register
def _facts(facts: Facts) -> str:
    return "\n".join(
        f"{number}. {_triple(evidence.triple)} ({evidence.score:.3f}: {_inline(evidence.reason)})"
        for number, evidence in enumerate(facts.evidence, start=1)
    )


@_markdown.register
def _links(links: Links) -> str:
    lines = []
    for mention in links.mentions:
        target = mention.unlinked if mention.target is None else _term(mention.target)
        lines.append(f"- {mention.start}–{mention.end} “{_inline(mention.text)}” ({mention.kind}): {target}")
        lines += [f"  - {_term(c.entity)} {c.score:.2f}" for c in mention.candidates[1:]]
    return "\n".join(lines) or "No mentions."


def _references(triples: Mapping[Triple, int] | Iterable[Triple]) -> str:
    return "\n".join(f"{number}. {_triple(triple)}" for number, triple in enumerate(triples, start=1))


def _triple(triple: Triple) -> str:
    return " · ".join(_term(term) for term in (triple.subject, triple.predicate, triple.object))


def _term(term: Term) -> str:
    shown = _inline(isolated(words(term)))
    if isinstance(term, Entity):
        return f"[{shown}](<{term.iri}>)" if shown and _LINKABLE.fullmatch(term.iri) else shown
    return shown + (f" ({_inline(kind(term))})" if kind(term) else "")


def _inline(text: str) -> str:
    """Escaped text that stays on one line of a list: a line break in it is a character reference."""
    return "&#10;".join(_line(line) for line in _BREAKS.split(_CONTROL.sub("\ufffd", text)))
