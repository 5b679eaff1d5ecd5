"""Results as HTML: self-contained fragments, facts on hover, verdicts in colour, nothing from other hosts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import singledispatch
from html import escape
from typing import Any

from kgaigc.findings import Verification
from kgaigc.rendering._parts import (
    RIGHT_TO_LEFT,
    SYMBOLS,
    Mark,
    cited,
    ending,
    kind,
    line,
    notes,
    origin,
    stretches,
    summary,
    verdict_mark,
    words,
    worst,
)
from kgaigc.values import (
    Answer,
    Article,
    Entity,
    Facts,
    Generated,
    Links,
    Result,
    Sentence,
    Term,
    Triple,
    sentence_places,
)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_STYLE = """<style>
.kgaigc { line-height: 1.5; max-width: 46em; white-space: pre-line; overflow-wrap: anywhere }
.kgaigc [title] { cursor: help }
.kgaigc-supported, .kgaigc-entity { background: rgba(46, 160, 67, .16) }
.kgaigc-contradicted { background: rgba(218, 54, 51, .22); text-decoration: underline wavy rgb(218, 54, 51) }
.kgaigc-unverifiable, .kgaigc-unknown, .kgaigc-missing, .kgaigc-doubtful {
  background: rgba(210, 153, 34, .24); text-decoration: underline dashed rgb(210, 153, 34) }
.kgaigc sup a { color: inherit; text-decoration: none; padding: 0 .15em }
.kgaigc li:target { outline: 2px solid rgba(56, 139, 253, .8) }
.kgaigc-value { background: rgba(56, 139, 253, .16) }
.kgaigc-fact { text-decoration: underline dotted rgba(128, 128, 128, .8) }
.kgaigc sup, .kgaigc small { color: inherit; opacity: .75 }
.kgaigc bdi, .kgaigc pre { white-space: pre-wrap }
</style>"""


def html(result: Result) -> str:
    """The result as a self-contained HTML fragment: no scripts, everything escaped."""
    # Line breaks of literals are shown (pre-line), so the fragment itself has none between its elements.
    return f'{_STYLE}<section class="kgaigc">{"".join(body(result))}</section>'


def page(result: Result) -> str:
    """The result as a whole HTML page, for a file."""
    title = escaped(result.title) if isinstance(result, Article | Verification) else "kgaigc"
    head = f'<meta charset="utf-8"><title>{re.sub("</?bdi>", "", title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>{html(result)}</body></html>\n'


def escaped(text: str) -> str:
    """Text for an element's content: markup escaped, right-to-left isolated, controls replaced."""
    clean = escape(_CONTROL.sub("\ufffd", text)).replace("\r", "&#13;")
    return RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", clean)


def attribute(text: str) -> str:
    """Text for the value of an attribute."""
    clean = escape(_CONTROL.sub("\ufffd", text))
    return clean.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


@singledispatch
def body(result: Result) -> Iterable[str]:
    """The elements of a result."""
    yield _fields(result.to_dict())  # type: ignore[attr-defined]


def _fields(value: Any) -> str:
    if isinstance(value, dict):
        rows = (f"<dt>{escaped(str(name))}</dt><dd>{_fields(item)}</dd>" for name, item in value.items())
        return f"<dl>{''.join(rows)}</dl>"
    if isinstance(value, list | tuple):
        return f"<ul>{''.join(f'<li>{_fields(item)}</li>' for item in value)}</ul>"
    return escaped(str(value))


@body.register
def _article(article: Article) -> Iterable[str]:
    numbers = cited(article.sentences)
    verdicts = [verdict_mark(verdict) for verdict in article.report.verdicts]
    places = iter(sentence_places(article.sections))
    yield f"<h2>{escaped(article.title)}</h2>"
    for section in article.sections:
        yield f"<h3>{escaped(section.title)}</h3>" if section.title else ""
        written = (
            _sentence(sentence, numbers, _shifted(verdicts, next(places)[0]))
            for sentence in section.sentences
        )
        yield f"<p>{' '.join(written)}</p>"
    yield "<h3>Facts</h3>" + references(numbers)
    yield f"<p><small>{escaped(summary(article.report))} {escaped(origin(article))}</small></p>"


def _shifted(noted: Iterable[Mark], start: int) -> list[Mark]:
    return [replace(mark, start=mark.start - start, end=mark.end - start) for mark in noted]


@body.register
def _generated(generated: Generated) -> Iterable[str]:
    numbers = cited(generated.sentences)
    yield f"<p>{' '.join(_sentence(sentence, numbers, []) for sentence in generated.sentences)}</p>"
    yield references(numbers)


@body.register
def _answer(answer: Answer) -> Iterable[str]:
    noted = [verdict_mark(verdict) for verdict in answer.report.verdicts] if answer.report else []
    yield f"<p>{marked(answer.text, noted)}</p>"
    if answer.results:
        yield f"<ul>{''.join(f'<li>{_term(result)}</li>' for result in answer.results)}</ul>"
    yield references(evidence.triple for evidence in answer.evidence)
    if answer.query:
        yield f"<pre><code>{escaped(answer.query)}</code></pre>"
    yield f"<p><small>Confidence {answer.confidence:.2f}.</small></p>"


@body.register
def _facts(facts: Facts) -> Iterable[str]:
    items = (
        f"<li>{triple_html(evidence.triple)} <small>{evidence.score:.3f}: {escaped(evidence.reason)}</small></li>"
        for evidence in facts.evidence
    )
    yield f"<ol>{''.join(items)}</ol>"


@body.register
def _links(links: Links) -> Iterable[str]:
    noted = []
    for mention in links.mentions:
        targets = [f"{c.entity.label} <{c.entity.iri}> {c.score:.2f}" for c in mention.candidates]
        targets = targets or [words(mention.target) if mention.target else mention.unlinked]
        noted.append(Mark(mention.start, mention.end, mention.kind, "\n".join([mention.kind, *targets])))
    yield f"<p>{marked(links.source, noted)}</p>"
    items = (
        f'<li><span class="kgaigc-{mention.kind}">{escaped(mention.text)}</span>: '
        f"{_term(mention.target) if mention.target else escaped(mention.unlinked)}"
        f" <small>{mention.score:.2f}</small></li>"
        for mention in links.mentions
    )
    yield f"<ul>{''.join(items)}</ul>"


def _sentence(sentence: Sentence, numbers: Mapping[Triple, int], verdicts: list[Mark]) -> str:
    facts = [
        Mark(
            span.start,
            span.end,
            "fact",
            f"[{numbers[sentence.triples[index]]}] {line(sentence.triples[index])}",
        )
        for span in sentence.spans
        for index in span.triples
    ]
    citations = sorted({numbers[triple]: line(triple) for triple in sentence.triples}.items())
    sup = "".join(f'<span title="{attribute(shown)}">[{number}]</span>' for number, shown in citations)
    return marked(sentence.text, facts + verdicts) + (f"<sup>{sup}</sup>" if sup else "")


def marked(text: str, noted: Iterable[Mark], *, key: str = "") -> str:
    """A text with its marks: coloured by the worst, on hover what they say, and a sign where a claim ends.

    Args:
        text: the text.
        noted: the marks.
        key: what the ids of the items below the text begin with, which the signs lead to.
    """
    pieces, place = [], 0
    for piece, lying in stretches(text, noted):
        place += len(piece)
        if not lying:
            pieces.append(escaped(piece))
            continue
        kind = worst(lying)
        fact = " kgaigc-fact" if kind != "fact" and any(mark.kind == "fact" for mark in lying) else ""
        shown = f'<span class="kgaigc-{kind}{fact}" title="{attribute(notes(lying))}">{escaped(piece)}</span>'
        pieces += [shown, *(_sign(mark, key) for mark in ending(lying, place, text))]
    return "".join(pieces)


def _sign(mark: Mark, key: str) -> str:
    """What tells a verdict to those who do not see its colour."""
    if mark.number:
        label = f"{mark.kind}, number {mark.number} below"
        link = f'<a href="#{key}-{mark.number}" aria-label="{label}">{SYMBOLS[mark.kind]}{mark.number}</a>'
        return f"<sup>{link}</sup>"
    if mark.kind in SYMBOLS and mark.kind != "supported":
        return f'<sup role="img" aria-label="{mark.kind}">{SYMBOLS[mark.kind]}</sup>'
    return ""


def references(triples: Iterable[Triple], *, tag: str = "ol") -> str:
    """Triples as a list; nothing for none."""
    items = "".join(f"<li>{triple_html(triple)}</li>" for triple in triples)
    return f"<{tag}>{items}</{tag}>" if items else ""


def triple_html(triple: Triple) -> str:
    """A triple, its web addresses as links."""
    return " · ".join(_term(term) for term in (triple.subject, triple.predicate, triple.object))


def _term(term: Term) -> str:
    if isinstance(term, Entity):
        shown = f"<bdi>{escaped(term.label)}</bdi>"
        # Only what a browser may open safely becomes a link: an IRI can also be a script.
        if re.match(r"https?://", term.iri):
            return f'<a href="{attribute(term.iri)}" rel="noreferrer">{shown}</a>'
        return f'<span title="{attribute(term.iri)}">{shown}</span>'
    language = f' lang="{attribute(term.language)}"' if term.language else ""
    unit = f" <small>({escaped(kind(term))})</small>" if kind(term) else ""
    return f"<bdi{language}>{escaped(term.text)}</bdi>{unit}"
