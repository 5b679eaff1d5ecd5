"""From a question to an answer with its query, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgaigc.answering import queries
from kgaigc.answering.claims import Decision, decide
from kgaigc.answering.lexicon import LIGHT
from kgaigc.answering.matching import match
from kgaigc.answering.questions import Question, read
from kgaigc.answering.readings import Reading, readings
from kgaigc.answering.wording import Phrase, say
from kgaigc.errors import QueryError
from kgaigc.values import RDF_TYPE, TYPE, XSD, Answer, Entity, Evidence, Links, Mention, Term, Triple, Value

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph


def answer(question: str, *, graph: KnowledgeGraph, link: Callable[[str], Links], phrase: Phrase) -> Answer:
    """The answer of the graph to a question about one fact of one thing.

    Args:
        question: in English, about something that the graph has a name for.
        graph: what is known.
        link: finds the things and values that a text names.
        phrase: words triples as sentences and reports on them.

    Returns:
        The answer with its query and evidence; where the graph is silent, no results and the reason as text.

    Raises:
        QueryError: the question is empty.
    """
    if not question.strip():
        raise QueryError("the question is empty: ask for one fact of one thing, such as its birth place")
    asked = read(question, link(question))
    # A name says more of what the question is about than a common noun does.
    topics = sorted((m for m in asked.mentions if m.entity), key=lambda mention: mention.text.islower())
    if not topics:
        return _refusal(_nothing_known(asked))
    if asked.form == "yes_no":
        return _decided(decide(asked, graph), phrase)
    found = [reading for topic in topics for reading in readings(asked, topic, graph)]
    found = [reading for reading in found if _explains_unknown(asked, reading)]
    if found:
        best = max(found, key=lambda reading: reading.score)
        return _counted(best, graph, phrase) if _is_count(asked, best) else _told(best, graph, phrase)
    if _asks_what_it_is(asked, topics[0]):
        return _identified(topics[0], graph, phrase)
    return _refusal(_silence(asked, topics[0], graph))


def _explains_unknown(question: Question, reading: Reading) -> bool:
    """Whether every name that the graph lacks is a word of the relation: else it is about something else."""
    unknown = [mention for mention in question.mentions if mention.target is None]
    said = f"{reading.predicate.label} {reading.kind.label if reading.kind else ''}".casefold()
    return all(mention.text.casefold().removesuffix("s") in said for mention in unknown)


def _is_count(question: Question, reading: Reading) -> bool:
    return question.form == "count" and not any(isinstance(end, Value) for end in reading.results)


def _told(reading: Reading, graph: KnowledgeGraph, phrase: Phrase) -> Answer:
    query = queries.select(reading, graph)
    results = _ranked(graph.query(query))
    if not results or any(isinstance(end, Entity) and end.label.startswith("_:") for end in results):
        # What the facts tell directly stands in a list or the like.
        query = queries.select_through(reading, graph)
        results = tuple(end for end in _ranked(graph.query(query)) if end in reading.results)
    text, report = say(reading.triples, phrase)
    return Answer(text, results, query, _evidence(reading), reading.score, report)


def _ranked(rows: tuple[tuple[Term | None, ...], ...]) -> tuple[Term, ...]:
    found = (row[0] for row in rows if row[0] is not None)
    return tuple(sorted(found, key=lambda end: end.label if isinstance(end, Entity) else end.text))


def _counted(reading: Reading, graph: KnowledgeGraph, phrase: Phrase) -> Answer:
    query = queries.count(reading, graph)
    ((number,),) = graph.query(query)
    if isinstance(number, Value) and int(number.text) < len(set(reading.results)):
        query = queries.count_through(reading, graph)
        ((number,),) = graph.query(query)
    shown = number.text if isinstance(number, Value) else "0"
    text, report = say(reading.triples, phrase, lead=f"The graph names {shown}.")
    return Answer(text, (Value(shown, XSD + "integer"),), query, _evidence(reading), reading.score, report)


def _evidence(reading: Reading) -> tuple[Evidence, ...]:
    reason = f"says the {reading.predicate.label} asked for"
    return tuple(Evidence(triple, reading.score, reason) for triple in reading.triples)


def _decided(decision: Decision, phrase: Phrase) -> Answer:
    if decision.query is None:
        return _refusal(decision.reason)
    word = "yes" if decision.holds else "no"
    text, report = say(decision.triples, phrase, lead=f"{word.capitalize()}.")
    evidence = tuple(Evidence(triple, decision.score, decision.reason) for triple in decision.triples)
    return Answer(text, (Value(word),), decision.query, evidence, decision.score, report)


def _asks_what_it_is(question: Question, topic: Mention) -> bool:
    words = {token.word for token in question.tokens if token.mention is None}
    return not question.cues(topic) and bool(words & {"who", "what"})


def _identified(topic: Mention, graph: KnowledgeGraph, phrase: Phrase) -> Answer:
    entity = topic.entity
    types = graph.types(entity.iri) if entity else ()
    if entity is None or not types:
        return _refusal(f"The graph does not say what {topic.text} is.")
    triple = Triple(entity, TYPE, types[0])
    query = f"SELECT DISTINCT ?answer WHERE {{ <{entity.iri}> <{RDF_TYPE}> ?answer }}"
    rows = graph.query(query)
    named = {cls.iri: cls for cls in types}
    results = tuple(named[row[0].iri] for row in rows if isinstance(row[0], Entity) and row[0].iri in named)
    text, report = say((triple,), phrase)
    evidence = (Evidence(triple, topic.score, "says what it is"),)
    return Answer(text, results, query, evidence, 0.9 * topic.score, report)


def _refusal(reason: str) -> Answer:
    return Answer(reason, (), None, (), 0.0, None)


def _nothing_known(question: Question) -> str:
    unknown = [mention.text for mention in question.mentions if mention.target is None]
    if unknown:
        return f"The graph has nothing called {_listed(unknown, 'or')}."
    return "The question names nothing that the graph has a name for."


def _silence(question: Question, topic: Mention, graph: KnowledgeGraph) -> str:
    """Why there is no answer: an unknown name, a relation without a fact, or one that was not understood."""
    entity = topic.entity
    unknown = [mention.text for mention in question.mentions if mention.target is None]
    if unknown or entity is None:
        return f"The graph has nothing called {_listed(unknown or [topic.text], 'or')}."
    cues = tuple(cue for cue in question.cues(topic) if cue not in LIGHT)
    known = dict.fromkeys(triple.predicate.label for triple in graph.facts(entity.iri))
    tells = f" It tells the {_listed(list(known)[:8], 'and')}." if known else ""
    meant = [p for p, _ in graph.predicates() if p.label not in known and _means(cues, p, question)]
    if meant:
        return f"The graph does not tell the {meant[0].label} of {entity.label}.{tells}"
    return f"The graph does not say that of {entity.label}, or the question was not understood.{tells}"


def _means(cues: tuple[str, ...], predicate: Entity, question: Question) -> bool:
    matched = match(cues, predicate, question.expected)
    return bool(matched.explained) and matched.label >= 0.75


def _listed(words: list[str], last: str) -> str:
    return f" {last} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
