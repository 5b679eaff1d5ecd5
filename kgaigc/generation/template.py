"""Sentences from the predicate's label: the last resort, when no neural candidate passes the checker."""

from __future__ import annotations

from kgaigc.generation.generator import Request
from kgaigc.generation.names import value_text
from kgaigc.values import Entity, Sentence, Span, Term, Triple

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def template(request: Request) -> Sentence:
    """One plain clause for each fact, joined into a sentence: "The birth place of Ada Lovelace is London."."""
    text, spans = "", []
    for number, triple in enumerate(request.triples):
        last = number == len(request.triples) - 1
        joint = "" if not number else ", and " if last else ", "
        before, shown = _clause(triple)
        start = len(text) + len(joint) + len(before)
        text += joint + before + shown
        spans.append(Span(start, start + len(shown), (number,)))
    return Sentence(text[:1].upper() + text[1:] + _stop(text), request.triples, tuple(spans), "template")


def _clause(triple: Triple) -> tuple[str, str]:
    subject, label = triple.subject.label, triple.predicate.label.strip()
    shown = _shown(triple.object)
    if triple.predicate.iri == RDF_TYPE:
        article = "an" if shown[:1].lower() in "aeiou" else "a"
        return f"{subject} is {article} ", shown
    return f"the {label} of {subject} is ", shown


def _shown(term: Term) -> str:
    return term.label if isinstance(term, Entity) else value_text(term)


def _stop(text: str) -> str:
    return "" if text.endswith((".", "!", "?")) else "."
