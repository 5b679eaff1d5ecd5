"""Results as plain text for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch

from kgaigc.rendering._parts import cited, isolated, kind, marks, origin, summary, words
from kgaigc.values import Answer, Article, Generated, Links, Report, Result, Sentence, Term, Triple

# A graph's literal must not drive the terminal: control characters become their pictures (ESC is U+241B).
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"} | {0x7F: 0x2421}
_LINE = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def text(result: Result) -> str:
    """The result as plain text, ending in a newline: articles with citation marks and their facts below."""
    return _text(result).translate(_PICTURES).rstrip("\n") + "\n"


@singledispatch
def _text(result: Result) -> str:
    return str(result.text)  # type: ignore[attr-defined]


@_text.register
def _article(article: Article) -> str:
    numbers = cited(article.sentences)
    blocks = [article.title]
    for section in article.sections:
        blocks += [section.title] if section.title else []
        blocks.append(" ".join(_marked(sentence, numbers) for sentence in section.sentences))
    return "\n\n".join([*blocks, _references(numbers), f"{summary(article.report)}\n{origin(article)}"])


@_text.register
def _generated(generated: Generated) -> str:
    numbers = cited(generated.sentences)
    written = " ".join(_marked(sentence, numbers) for sentence in generated.sentences)
    return "\n\n".join([written, _references(numbers), origin(generated)])


@_text.register
def _report(report: Report) -> str:
    lines = []
    for verdict in report.verdicts:
        lines.append(f"{verdict.status}: {verdict.claim} ({verdict.reason})")
        lines += [f"    {line(triple)}" for triple in verdict.support]
    return "\n".join([*lines, summary(report)])


@_text.register
def _answer(answer: Answer) -> str:
    lines = [answer.text]
    if answer.results:
        lines += ["", *(f"- {_term(result)}" for result in answer.results)]
    if answer.evidence:
        lines += ["", *_numbered(evidence.triple for evidence in answer.evidence)]
    if answer.query:
        lines += ["", answer.query]
    return "\n".join([*lines, "", f"Confidence {answer.confidence:.2f}."])


@_text.register
def _links(links: Links) -> str:
    return links.text or "No mentions."


def _marked(sentence: Sentence, numbers: Mapping[Triple, int]) -> str:
    return f"{sentence.text} {marks(sentence, numbers)}".rstrip()


def _references(numbers: Mapping[Triple, int]) -> str:
    return "\n".join(_numbered(numbers))


def _numbered(triples: Iterable[Triple]) -> list[str]:
    return [f"[{number}] {line(triple)}" for number, triple in enumerate(triples, start=1)]


def line(triple: Triple) -> str:
    """A triple on one line, ``subject · predicate · object``; a literal's line breaks are escaped."""
    return " · ".join(_term(term) for term in (triple.subject, triple.predicate, triple.object))


def _term(term: Term) -> str:
    shown = words(term)
    # Only a literal that would break the line is escaped: a backslash alone stays as it is.
    shown = shown.translate(_LINE) if len(shown.splitlines()) > 1 or "\t" in shown else shown
    return isolated(shown) + (f" ({kind(term)})" if kind(term) else "")
