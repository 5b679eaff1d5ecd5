"""Results as plain text for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch

from kgaigc.findings import FileResults, Suggestions, Verification
from kgaigc.rendering._parts import cited, line, marks, origin, summary, term_line, total
from kgaigc.values import Answer, Article, Generated, Links, Report, Result, Sentence, Triple, Verdict

# A graph's literal must not drive the terminal: control characters become their pictures (ESC is U+241B).
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"} | {0x7F: 0x2421}
_PICTURES |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


def text(result: Result) -> str:
    """The result as plain text, ending in a newline: articles with citation marks and their facts below.

    A diff keeps each character of its file, so that it can be applied.
    """
    if _is_diff(result):
        return _text(result)
    return visible(_text(result)).rstrip("\n") + "\n"


def visible(text: str) -> str:
    """The text with pictures in place of control characters, as many as before."""
    return text.translate(_PICTURES)


def _is_diff(result: Result) -> bool:
    found = [one.result for one in result.files] if isinstance(result, FileResults) else [result]
    return any(isinstance(one, Suggestions) for one in found)


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
    return "\n".join([*_verdicts(report.verdicts), summary(report)])


def _verdicts(verdicts: Iterable[Verdict]) -> Iterable[str]:
    for verdict in verdicts:
        yield " ".join(f"{verdict.status}: {verdict.claim} ({verdict.reason})".splitlines())
        yield from (f"    {line(triple)}" for triple in verdict.support)


@_text.register
def _files(results: FileResults) -> str:
    if _is_diff(results):
        return "".join(one.result.text for one in results.files if one.result is not None)
    found = (
        f"{one.file}\n\n{'error: ' + one.error if one.result is None else _text(one.result)}"
        for one in results.files
    )
    return "\n\n".join([*found, total(results)])


@_text.register
def _verification(verification: Verification) -> str:
    lines = [verification.title, verification.summary]
    for sentence in verification.changed:
        lines += ["", f"{sentence.status}: {sentence.text}"]
        for fact in sentence.facts:
            lines.append(f"    {fact.status}: {line(fact.triple)} ({fact.reason})")
        doubted = (verdict for verdict in sentence.verdicts if verdict.status != "supported")
        lines += [
            f"    {shown}" if shown.startswith(" ") else f"    the checker, now: {shown}"
            for shown in _verdicts(doubted)
        ]
    return "\n".join(lines)


@_text.register
def _answer(answer: Answer) -> str:
    lines = [answer.text]
    if answer.results:
        lines += ["", *(f"- {term_line(result)}" for result in answer.results)]
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
