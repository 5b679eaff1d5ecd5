"""Sentences from the predicate's label: the last resort, when no neural candidate passes the checker."""

from __future__ import annotations

from kgaigc.generation.delexicalise import typed
from kgaigc.generation.generator import Request
from kgaigc.generation.names import value_text
from kgaigc.generation.realise import PERIODS, indefinite
from kgaigc.values import RDF_TYPE, XSD, Entity, Sentence, Span, Term, Triple

# A label that is no noun is said as it is: "is part of", "selected by NASA", "influenced by".
VERBS = frozenset("is was are were has had can does".split())
PARTICIPLES = frozenset("written built born made held led won known taught sung drawn begun given".split())
PREPOSITIONS = frozenset("by in at on of from to with for as after into".split())


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
    """What comes before the object, and the object as it is written."""
    subject, label = triple.subject.label, " ".join(triple.predicate.label.split()) or "value"
    shown, first, last = _shown(triple.object), label.split()[0], label.split()[-1]
    if triple.predicate.iri == RDF_TYPE:
        return f"{subject} is {indefinite(shown)} ", shown
    if first in VERBS:
        return f"{subject} {label} ", shown
    if first in PARTICIPLES or first.endswith("ed"):
        on = _preposition(triple.object)
        if last in PREPOSITIONS or on:
            return f"{subject} was {label} " + ("" if last in PREPOSITIONS else f"{on} "), shown
    if last in PREPOSITIONS:
        return f"{subject} is {label} ", shown
    return f"the {label} of {subject} is ", shown


def _preposition(term: Term) -> str:
    """On a day, in a month or a year; empty for what is no time."""
    if isinstance(term, Entity) or typed(term).datatype not in PERIODS:
        return ""
    return "on" if typed(term).datatype == XSD + "date" else "in"


def _shown(term: Term) -> str:
    return term.label if isinstance(term, Entity) else value_text(term)


def _stop(text: str) -> str:
    return "" if text.endswith((".", "!", "?")) else "."
