"""An article written earlier, against the graph of now: which sentences have lost their support."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgaigc.errors import ConfigError, GraphError
from kgaigc.findings import RecordedFact, Verification, VerifiedSentence
from kgaigc.quantities import compare, finer
from kgaigc.values import RDF_TYPE, Article, Entity, Report, Term, Triple, Value, sentence_places

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

_PREFIXES = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
"""
_ARTICLE = """SELECT ?article ?title ?body ?graph ?topic {
  ?article a schema:Article ; schema:headline ?title ; schema:articleBody ?body ; prov:wasGeneratedBy ?run .
  ?run prov:used [ schema:name "graph" ; schema:identifier ?graph ] .
  OPTIONAL { ?run schema:additionalProperty [ schema:name "topic" ; schema:value ?topic ] }
} ORDER BY ?article"""
_SENTENCES = """SELECT ?sentence ?text (COUNT(?doubt) AS ?doubts) {
  ?article a schema:Article ; schema:hasPart ?sentence .
  ?sentence schema:position ?position ; schema:text ?text .
  OPTIONAL {
    ?sentence schema:review ?doubt .
    ?doubt schema:reviewRating [ schema:alternateName ?status ] FILTER(?status != "supported")
  }
} GROUP BY ?sentence ?text ?position ORDER BY ?position"""
_FACTS = """SELECT ?sentence ?subject ?predicate ?object ?label {
  ?article a schema:Article ; schema:hasPart ?sentence . ?sentence prov:wasDerivedFrom ?fact .
  ?fact rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  OPTIONAL { ?fact rdfs:label ?label }
} ORDER BY ?label"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded with an article.

    Attributes:
        title: its headline.
        body: its text.
        sentences: the text, place, triples and number of doubtful claims of each.
        graph: the hash of the graph that it was written from.
        topic: the IRI of what it is about; "" if that was not recorded.
    """

    title: str
    body: str
    sentences: tuple[tuple[str, tuple[int, int], tuple[Triple, ...], int], ...]
    graph: str
    topic: str


def verify(
    recorded: Recorded, *, graph: KnowledgeGraph, check: Callable[[str, Entity | None], Report]
) -> Verification:
    """What the graph says of an article now.

    Args:
        recorded: the article.
        graph: the graph of now.
        check: the checker, of a text and its topic.
    """
    report = check(recorded.body, graph.entity(recorded.topic) if recorded.topic else None)
    sentences = []
    for text, (start, end), triples, doubts in recorded.sentences:
        facts = tuple(fact_now(triple, graph) for triple in triples)
        verdicts = tuple(v for v in report.verdicts if start <= v.start < max(end, start + 1))
        sentences.append(VerifiedSentence(text, start, end, facts, verdicts, doubts))
    held = (fact.triple for sentence in sentences for fact in sentence.facts if fact.status == "supported")
    return Verification(recorded.title, tuple(sentences), recorded.graph, graph.fingerprint(held), report)


def recorded_in(article: Article) -> Recorded:
    """What an article has with it."""
    doubts = [v.start for v in article.report.verdicts if v.status != "supported"]
    sentences = tuple(
        (one.text, (start, end), one.triples, sum(start <= doubt < end for doubt in doubts))
        for one, (start, end) in zip(article.sentences, sentence_places(article.sections), strict=True)
    )
    topic = dict(article.manifest.options).get("topic", "")
    return Recorded(article.title, article.text, sentences, article.manifest.graph, topic)


def read(path: Path) -> Recorded:
    """An article that ``--format jsonld`` or ``Article.to_jsonld`` wrote; any RDF form of it will do.

    Raises:
        ConfigError: it can't be read, or is no article of kgaigc.
    """
    from kgaigc.graph import KnowledgeGraph  # noqa: PLC0415  (loads the graph stores)

    hint = "give one that `kgaigc article --format jsonld` wrote"
    if path.is_dir():
        raise ConfigError(f"{path} is a folder: {hint}")
    try:
        written = KnowledgeGraph.open(path)
    except GraphError as error:
        raise ConfigError(f"no article of kgaigc: {error}; {hint}") from error
    articles = written.query(_PREFIXES + _ARTICLE)
    if len(articles) != 1:
        number = "no article" if not articles else f"{len(articles)} articles"
        raise ConfigError(f"{path}: holds {number} of kgaigc; {hint}")
    _, title, body, graph, topic = (_words(term) for term in articles[0])
    return Recorded(title, body, tuple(_sentences(written, body)), graph, topic)


def _words(term: Term | None) -> str:
    return "" if term is None else term.iri if isinstance(term, Entity) else term.text


def _sentences(
    written: KnowledgeGraph, body: str
) -> Iterator[tuple[str, tuple[int, int], tuple[Triple, ...], int]]:
    facts: dict[str, list[Triple]] = {}
    for sentence, *terms, label in written.query(_PREFIXES + _FACTS):
        facts.setdefault(_words(sentence), []).append(_recorded(terms, _words(label)))
    at = 0
    for sentence, shown, doubts in written.query(_PREFIXES + _SENTENCES):
        text = _words(shown)
        start = max(body.find(text, at), at)
        at = start + len(text)
        yield text, (start, at), tuple(facts.get(_words(sentence), ())), int(_words(doubts))


def _recorded(terms: Sequence[Term | None], label: str) -> Triple:
    """A triple under the labels that it was recorded with."""
    names = label.split(" · ")
    named = [
        Entity(term.iri, name) if isinstance(term, Entity) else term
        for term, name in zip(terms, names if len(names) == 3 else map(_words, terms), strict=True)
    ]
    subject, predicate, found = named
    if not (isinstance(subject, Entity) and isinstance(predicate, Entity) and found is not None):
        raise ConfigError(f"the statement {label!r} of the article is damaged: write the article again")
    return Triple(subject, predicate, found)


def fact_now(triple: Triple, graph: KnowledgeGraph) -> RecordedFact:
    """What became of a recorded triple."""
    subject, predicate = triple.subject.iri, triple.predicate.iri
    now = tuple(graph.triples(subject, predicate))
    if _is_held(triple, now, graph):
        return RecordedFact(triple, "supported", now, "the graph says so")
    if not now:
        return RecordedFact(triple, "missing", now, "the graph no longer says so")
    known = ", ".join(dict.fromkeys(_shown(other.object) for other in now))
    if _is_excluded(triple, now, graph):
        reason = f"the graph now has another {triple.predicate.label}: {known}"
        return RecordedFact(triple, "contradicted", now, reason)
    return RecordedFact(triple, "missing", now, f"the graph no longer says so, only this: {known}")


def _shown(term: Term) -> str:
    return term.label if isinstance(term, Entity) else term.text


def _is_held(triple: Triple, now: Sequence[Triple], graph: KnowledgeGraph) -> bool:
    """Whether the graph has the triple: itself, from its other end, as a class above, or as an equal value."""
    if any(_is_same(triple.object, other.object) for other in now):
        return True
    subject, predicate, end = triple.subject.iri, triple.predicate.iri, triple.object
    if not isinstance(end, Entity):
        return False
    if predicate == RDF_TYPE:
        return any(cls.iri == end.iri for cls in graph.types(subject))
    back = {graph.inverse(predicate), predicate if graph.is_symmetric(predicate) else None} - {None}
    return any(True for other in back for _ in graph.triples(end.iri, other, subject))


def _is_same(recorded: Term, known: Term) -> bool:
    """Whether a term says what was recorded, or that more precisely; a blank node goes by its label."""
    if isinstance(recorded, Entity) and isinstance(known, Entity):
        blank = recorded.iri.startswith("_:") and known.iri.startswith("_:")
        return recorded.label == known.label if blank else recorded.iri == known.iri
    if not (isinstance(recorded, Value) and isinstance(known, Value)):
        return False
    found = compare(recorded, known)
    return found == "same" or (found == "compatible" and not finer(recorded, known))


def _is_excluded(triple: Triple, now: Sequence[Triple], graph: KnowledgeGraph) -> bool:
    """Whether what the graph has now leaves no room for what was recorded."""
    functional = graph.is_functional(triple.predicate.iri)
    if isinstance(triple.object, Value):
        values = [other.object for other in now if isinstance(other.object, Value)]
        different = all(compare(triple.object, value) == "different" for value in values)
        return bool(values) and different and (functional or len(now) == 1)
    # A place in the recorded one, or around it, is no other place.
    end = triple.object.iri
    return functional and not any(_are_linked(end, other.object, graph) for other in now)


def _are_linked(iri: str, other: Term, graph: KnowledgeGraph) -> bool:
    if not isinstance(other, Entity):
        return True
    ends = ((iri, other.iri), (other.iri, iri))
    return any(True for start, end in ends for _ in graph.triples(start, None, end))
