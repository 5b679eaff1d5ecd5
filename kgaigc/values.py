"""The immutable values that flow between the stages.

Frozen, slotted dataclasses made of strings, numbers and tuples: no dicts, no tensors, no rdflib nodes.
"Nothing found" is ``()`` or ``None``. Offsets count Unicode code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, unquote

XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING = XSD + "string"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Status = Literal["supported", "contradicted", "unverifiable"]
Origin = Literal["neural", "template"]


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A thing of the graph: its IRI (or blank node id, or a batch's name verbatim) and its preferred label."""

    iri: str
    label: str

    def to_dict(self) -> dict[str, Any]:
        """The IRI and the label."""
        return {"iri": self.iri, "label": self.label}


# The predicate of triples that say what a thing is; its label is the same whatever the graph calls it.
TYPE = Entity(RDF_TYPE, "type")


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal: its lexical form, datatype IRI and language tag."""

    text: str
    datatype: str = XSD_STRING
    language: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The lexical form, datatype and language (left out where empty)."""
        shown: dict[str, Any] = {"text": self.text, "datatype": self.datatype}
        return shown | ({"language": self.language} if self.language else {})


Term = Entity | Value


@dataclass(frozen=True, slots=True)
class Triple:
    """A statement: subject, predicate (an Entity, so that it has a label) and object."""

    subject: Entity
    predicate: Entity
    object: Term

    def to_dict(self) -> list[str]:
        """``[s, p, o]`` as N-Triples terms (names of a batch come out verbatim)."""
        return [ntriples(self.subject), ntriples(self.predicate), ntriples(self.object)]

    def __str__(self) -> str:
        shown = self.object.label if isinstance(self.object, Entity) else self.object.text
        return f"{self.subject.label} · {self.predicate.label} · {shown}"


# A batch may name things by bare names. They get IRIs under this scheme, and come out as the names they were.
NAME_SCHEME = "urn:kgaigc:name:"


def named(name: str) -> Entity:
    """The entity that a bare name of a batch stands for (underscores are spaces)."""
    return Entity(NAME_SCHEME + quote(name, safe=""), " ".join(name.replace("_", " ").split()))


def ntriples(term: Term) -> str:
    """The N-Triples form of a term; a batch's bare name comes out verbatim."""
    if isinstance(term, Value):
        return _literal(term)
    if term.iri.startswith(NAME_SCHEME):
        return unquote(term.iri.removeprefix(NAME_SCHEME))
    return term.iri if term.iri.startswith("_:") else f"<{term.iri}>"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _literal(value: Value) -> str:
    quoted = f'"{value.text.translate(_ESCAPES)}"'
    if value.language:
        return f"{quoted}@{value.language}"
    return quoted if value.datatype == XSD_STRING else f"{quoted}^^<{value.datatype}>"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the graph tells of an entity that helps to name it and to place it in a sentence.

    Attributes:
        entity: the entity.
        types: labels of its classes, the most specific first ("mathematician", "person").
        aliases: its other labels in the language of the graph.
        gender: "female", "male" or "" where the graph is silent.
    """

    entity: Entity
    types: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a mention may stand for, with its score in [0, 1]."""

    entity: Entity
    score: float

    def to_dict(self) -> dict[str, Any]:
        """The entity's fields and the score."""
        return self.entity.to_dict() | {"score": round(self.score, 4)}


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that stands for an entity, for a value, or for something that the graph lacks.

    Attributes:
        start: first character.
        end: one past the last character.
        text: the characters themselves.
        target: the entity or the value; None where it looks like a name but is not in the graph, or may be of too many.
        score: the confidence in ``target``, in [0, 1].
        candidates: the entities that were weighed, best first, the chosen one included.
    """

    start: int
    end: int
    text: str
    target: Term | None
    score: float
    candidates: tuple[Candidate, ...] = ()

    @property
    def entity(self) -> Entity | None:
        """The entity that is meant, if it is one."""
        return self.target if isinstance(self.target, Entity) else None

    @property
    def value(self) -> Value | None:
        """The value that is meant, if it is one."""
        return self.target if isinstance(self.target, Value) else None

    @property
    def kind(self) -> Literal["entity", "value", "unknown"]:
        """What the mention stands for; ``unknown`` looks like a name, and the graph does not tell what of."""
        if self.target is None:
            return "unknown"
        return "entity" if isinstance(self.target, Entity) else "value"

    @property
    def unlinked(self) -> str:
        """Why it has no target, "" if it has one."""
        if self.target is not None:
            return ""
        if not self.candidates:
            return "not in the graph"
        some = ", ".join(f"{c.entity.label} <{c.entity.iri}> {c.score:.2f}" for c in self.candidates[:2])
        more = ", and more" if len(self.candidates) > 2 else ""
        return f"nothing in the graph is likely enough to be meant ({some}{more})"

    def to_dict(self) -> dict[str, Any]:
        """The fields of the ``link`` batch, and the candidates."""
        target = self.target
        label = None if target is None else target.label if isinstance(target, Entity) else target.text
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "iri": target.iri if isinstance(target, Entity) else None,
            "label": label,
            "datatype": target.datatype if isinstance(target, Value) else None,
            "score": round(self.score, 4),
            "candidates": [candidate.to_dict() for candidate in self.candidates],
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved fact, how telling it is (higher is better), and why it was taken."""

    triple: Triple
    score: float
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {"triple": self.triple.to_dict(), "score": round(self.score, 4), "reason": self.reason}


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A heading (may be empty) and its sentences, each one the triples that it is to say, in order."""

    title: str
    sentences: tuple[tuple[Triple, ...], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an article says, in which order: sections -> sentences -> triples."""

    sections: tuple[PlannedSection, ...]

    @property
    def triples(self) -> tuple[Triple, ...]:
        """Every planned triple, in order."""
        return tuple(t for section in self.sections for sentence in section.sentences for t in sentence)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a sentence, and which of its triples (by index) they say."""

    start: int
    end: int
    triples: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {"start": self.start, "end": self.end, "triples": list(self.triples)}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A written sentence with the triples that it says; ``spans`` are offsets in ``text``."""

    text: str
    triples: tuple[Triple, ...]
    spans: tuple[Span, ...]
    origin: Origin

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {
            "text": self.text,
            "triples": [triple.to_dict() for triple in self.triples],
            "spans": [span.to_dict() for span in self.spans],
            "origin": self.origin,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the graph says of one claim.

    Attributes:
        claim: the claim in words, as it was understood.
        start: where it begins in the checked text.
        end: one past where it ends.
        status: supported, contradicted or unverifiable.
        support: the triples that bear on it, also those that contradict it.
        reason: why, in words.
        parts: head, relation and tail of the claim as it was understood; None if it was not taken apart.
        focus: where the words stand that state the tail (or what is unknown), the place to mend; None if unclear.
    """

    claim: str
    start: int
    end: int
    status: Status
    support: tuple[Triple, ...]
    reason: str
    parts: tuple[str, str, str] | None = None
    focus: tuple[int, int] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields, but for ``parts`` and ``focus``."""
        return {
            "claim": self.claim,
            "start": self.start,
            "end": self.end,
            "status": self.status,
            "support": [triple.to_dict() for triple in self.support],
            "reason": self.reason,
        }


class Result:
    """What every result can do: show itself as Markdown and HTML, by ``kgaigc.rendering``."""

    __slots__ = ()

    def to_markdown(self) -> str:
        """The result as Markdown."""
        return str(_rendering().markdown(self))

    def to_html(self) -> str:
        """The result as a self-contained HTML fragment, everything escaped."""
        return str(_rendering().html(self))

    def _repr_html_(self) -> str:
        return self.to_html()


def _rendering() -> Any:
    from kgaigc import rendering  # noqa: PLC0415  (on call: values sit below rendering)

    return rendering


@dataclass(frozen=True, slots=True)
class Report(Result):
    """What the checker found in a text.

    Attributes:
        verdicts: one for each claim, in the order of the text.
        precision: supported claims over all claims, in [0, 1]; None if the text makes none.
        coverage: share of the given (or planned) triples that the text says; None if none were given.
        score: how likely it is that every claim is supported and every given triple said, in [0, 1]; an estimate to
            order texts by, not a calibrated probability.
        source: the text that was checked.
    """

    verdicts: tuple[Verdict, ...]
    precision: float | None
    coverage: float | None
    score: float
    source: str = ""

    @property
    def text(self) -> str:
        """A line for each claim: its status, its words, the reason."""
        return "\n".join(f"{v.status}: {v.claim} ({v.reason})" for v in self.verdicts)

    def to_dict(self) -> dict[str, Any]:
        """``{"precision", "coverage", "score", "verdicts"}``."""
        return {
            "precision": self.precision,
            "coverage": self.coverage,
            "score": round(self.score, 4),
            "verdicts": [verdict.to_dict() for verdict in self.verdicts],
        }


@dataclass(frozen=True, slots=True)
class Manifest:
    """What made a text: the same manifest gives the same text on the same kind of machine."""

    graph: str
    model: str
    version: str
    seed: int
    options: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """The fields, options as an object."""
        return {
            "graph": self.graph,
            "model": self.model,
            "version": self.version,
            "seed": self.seed,
            "options": dict(self.options),
        }


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (may be empty) and its sentences."""

    title: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentences, one space between them."""
        return " ".join(sentence.text for sentence in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {"title": self.title, "sentences": [sentence.to_dict() for sentence in self.sentences]}


def running_text(sections: Sequence[Section]) -> str:
    """The sections' texts, a blank line between them: the text of an article."""
    return "\n\n".join(section.text for section in sections)


def sentence_places(sections: Sequence[Section]) -> tuple[tuple[int, int], ...]:
    """Where each sentence stands in ``running_text(sections)``."""
    found, start = [], 0
    for section in sections:
        for sentence in section.sentences:
            found.append((start, start + len(sentence.text)))
            start += len(sentence.text) + 1  # one space
        start += 1 if section.sentences else 2  # a blank line, of which the space was the first character
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Article(Result):
    """A checked article: its sections, the checker's report on ``text``, what made it, and how it was repaired.

    ``repairs`` counts the sentences (or parts that were split off) that took each step, and under "attempts" the
    sentences that the checker judged for all of them.
    """

    title: str
    sections: tuple[Section, ...]
    report: Report
    manifest: Manifest
    repairs: tuple[tuple[str, int], ...] = ()

    @property
    def text(self) -> str:
        """The sections' texts, a blank line between them; no headings and no citation marks.

        The verdicts' offsets count in this text.
        """
        return running_text(self.sections)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in order."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    @property
    def neural_share(self) -> float | None:
        """The share of sentences that the LSTM wrote; the others are templates. None without sentences."""
        sentences = self.sentences
        return sum(s.origin == "neural" for s in sentences) / len(sentences) if sentences else None

    def to_dict(self) -> dict[str, Any]:
        """``{"title", "sections", "report", "manifest"}``; the report also has ``neural_share`` and ``repairs``."""
        return {
            "title": self.title,
            "sections": [section.to_dict() for section in self.sections],
            "report": self.report.to_dict()
            | {"neural_share": self.neural_share, "repairs": dict(self.repairs)},
            "manifest": self.manifest.to_dict(),
        }

    def to_jsonld(self) -> dict[str, Any]:
        """JSON-LD that ties each sentence to its triples with PROV-O."""
        jsonld: dict[str, Any] = _rendering().jsonld(self)
        return jsonld


@dataclass(frozen=True, slots=True)
class Answer(Result):
    """An answer with the query that gave it.

    Attributes:
        text: the answer as a sentence, or why there is none.
        results: the answers themselves, best first; empty for a refusal.
        query: the SPARQL that was run; None for a refusal.
        evidence: the facts behind the answer.
        confidence: in [0, 1].
        report: the checker's report on ``text``; None for a refusal.
    """

    text: str
    results: tuple[Term, ...]
    query: str | None
    evidence: tuple[Evidence, ...]
    confidence: float
    report: Report | None

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {
            "text": self.text,
            "results": [result.to_dict() for result in self.results],
            "query": self.query,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
            "confidence": round(self.confidence, 4),
            "report": self.report.to_dict() if self.report else None,
        }


@dataclass(frozen=True, slots=True)
class Links(Result):
    """The mentions of a text; they do not overlap and come in its order."""

    mentions: tuple[Mention, ...]
    source: str = ""

    @property
    def text(self) -> str:
        """A line for each mention."""
        return "\n".join(_mention_line(mention) for mention in self.mentions)

    def to_dict(self) -> dict[str, Any]:
        """``{"mentions"}``."""
        return {"mentions": [mention.to_dict() for mention in self.mentions]}


def _mention_line(mention: Mention) -> str:
    place = f"{mention.start}-{mention.end} {mention.text!r}"
    if mention.target is None:
        return f"{place}: unknown, {mention.unlinked}"
    if isinstance(mention.target, Value):
        return f"{place}: value {mention.target.text} ({mention.target.datatype.rpartition('#')[2]})"
    others = "; ".join(f"{c.entity.label} <{c.entity.iri}> {c.score:.2f}" for c in mention.candidates[1:])
    chosen = f"{place}: {mention.target.label} <{mention.target.iri}> {mention.score:.2f}"
    return chosen + (f" (also weighed: {others})" if others else "")


@dataclass(frozen=True, slots=True)
class Facts(Result):
    """Retrieved facts, the most telling first."""

    evidence: tuple[Evidence, ...]

    @property
    def text(self) -> str:
        """A line for each fact: score, triple, reason."""
        return "\n".join(f"{e.score:.3f}  {e.triple}  ({e.reason})" for e in self.evidence)

    def to_dict(self) -> dict[str, Any]:
        """``{"evidence"}``."""
        return {"evidence": [evidence.to_dict() for evidence in self.evidence]}


@dataclass(frozen=True, slots=True)
class Generated(Result):
    """A text that says the given triples, and its sentences."""

    text: str
    sentences: tuple[Sentence, ...]

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return {"text": self.text, "sentences": [sentence.to_dict() for sentence in self.sentences]}
