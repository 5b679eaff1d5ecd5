"""Checks and verifications as HTML: the text coloured by verdict, and below it each claim with its evidence.

Colour is never alone: a sign and a number stand where a claim ends, underlines differ, and the number leads to
the claim in the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from kgaigc.findings import FileResults, RecordedFact, Suggestions, Verification, VerifiedSentence
from kgaigc.rendering._html import body, escaped, marked, references, triple_html
from kgaigc.rendering._parts import SYMBOLS, Mark, line, proposed, reason, summary, total, verdict_mark
from kgaigc.values import Report, Verdict

_CHANGED = {"-": "del", "+": "ins"}


@body.register
def _report(report: Report) -> Iterable[str]:
    key = _key(report.source, report.text)
    noted = [verdict_mark(verdict, number=number) for number, verdict in enumerate(report.verdicts, start=1)]
    yield f"<p>{marked(report.source, noted, key=key)}</p>"
    items = (
        f'<li id="{key}-{number}">{_claim(verdict)}</li>'
        for number, verdict in enumerate(report.verdicts, start=1)
    )
    yield f"<ol>{''.join(items)}</ol>" if report.verdicts else ""
    yield f"<p><small>{escaped(summary(report))}</small></p>"


def _key(*texts: str) -> str:
    """What the ids of a fragment begin with: a page, such as a notebook, may hold several fragments."""
    return f"kgaigc-{sha256(chr(0).join(texts).encode(errors='replace')).hexdigest()[:10]}"


def _claim(verdict: Verdict) -> str:
    evidence = references(verdict.support, tag="ul")
    return f"{_status(verdict.status)}: {escaped(verdict.claim)} ({escaped(verdict.reason)}){evidence}"


def _status(status: str) -> str:
    return f'<span class="kgaigc-{status}"><span aria-hidden="true">{SYMBOLS[status]} </span>{status}</span>'


@body.register
def _files(results: FileResults) -> Iterable[str]:
    for one in results.files:
        yield f"<h2>{escaped(one.file)}</h2>"
        if one.result is None:
            yield f'<p><span class="kgaigc-contradicted">error</span>: {escaped(one.error)}</p>'
        else:
            yield from body(one.result)
    yield f"<p><small>{escaped(total(results))}</small></p>"


@body.register
def _suggestions(suggestions: Suggestions) -> Iterable[str]:
    changed = "".join(_line_of_diff(shown) for shown in suggestions.diff())
    yield f"<pre>{changed}</pre>" if changed else ""
    items = (
        f"<li>{escaped(reason(one))}{references(one.triples, tag='ul')}</li>"
        for one in suggestions.suggestions
    )
    yield f"<ol>{''.join(items)}</ol>" if suggestions.suggestions else ""
    yield f"<p><small>{escaped(proposed(suggestions.suggestions).capitalize())}.</small></p>"


def _line_of_diff(shown: str) -> str:
    if shown.startswith(("---", "+++")) or shown[:1] not in _CHANGED:
        return escaped(shown)
    tag = _CHANGED[shown[:1]]
    return f"<{tag}>{escaped(shown.removesuffix(chr(10)))}</{tag}>\n"


@body.register
def _verification(verification: Verification) -> Iterable[str]:
    key = _key(verification.report.source, verification.title)
    yield f"<h2>{escaped(verification.title)}</h2><p>{escaped(verification.summary)}</p>"
    changed = list(enumerate(verification.changed, start=1))
    noted = [Mark(s.start, s.end, s.status, _note(s), number) for number, s in changed]
    yield f"<p>{marked(verification.report.source, noted, key=key)}</p>"
    items = (f'<li id="{key}-{number}">{_sentence(sentence)}</li>' for number, sentence in changed)
    yield f"<ol>{''.join(items)}</ol>" if changed else ""
    hashes = f"Graph when written: {verification.written}\nGraph now: {verification.graph}"
    yield f"<p><small>{escaped(hashes)}</small></p>"


def _note(sentence: VerifiedSentence) -> str:
    facts = (f"{fact.status}: {line(fact.triple)} ({fact.reason})" for fact in sentence.facts)
    return "\n".join([sentence.status, *facts])


def _sentence(sentence: VerifiedSentence) -> str:
    facts = "".join(f"<li>{_fact(fact)}</li>" for fact in sentence.facts)
    doubted = (verdict for verdict in sentence.verdicts if verdict.status != "supported")
    claims = "".join(f"<li>The checker, now: {_claim(verdict)}</li>" for verdict in doubted)
    return f"{_status(sentence.status)}: {escaped(sentence.text)}<ul>{facts}{claims}</ul>"


def _fact(fact: RecordedFact) -> str:
    return f"{_status(fact.status)}: {triple_html(fact.triple)} ({escaped(fact.reason)})"
