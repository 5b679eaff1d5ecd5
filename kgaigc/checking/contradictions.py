"""What the graph has in place of what a sentence says: the only ground on which a claim is contradicted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kgaigc.checking.classes import is_superlative
from kgaigc.checking.clauses import Clause, as_sentence
from kgaigc.checking.contexts import COPULAS, IMPLIED, Words, context, is_plain
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.lexicon import Lexicon
from kgaigc.checking.things import Reading, Thing
from kgaigc.checking.words import CONNECTIVES, FUNCTION_WORDS, content_words, label_words, stem
from kgaigc.quantities import compare
from kgaigc.quantities.comparing import NUMBERS
from kgaigc.values import Entity, Term, Triple, Value

_LIKELY = 0.5  # From this probability on the words say a predicate whose value is another one.
_FOREIGN = 0.8  # The same for words that share nothing with the predicate's label.
_PREDICATES = 100  # Of a thing with more predicates, those are looked at that share words with the sentence.
_PLAIN = 0.99  # The predicate's own label, in so many words.
_YEAR = re.compile(r"\d{3,4}")
_PLACING = frozenset(("in", "at", "near", "from", "to"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a sentence says against the graph.

    Attributes:
        triples: what the graph has instead.
        subject: the place of the thing that these are about, ``IMPLIED`` if it is not named.
        obj: the place of what the sentence has in place of their objects.
        probability: that the words say their predicate.
    """

    triples: tuple[Triple, ...]
    subject: int
    obj: int
    probability: float


def conflict(
    reading: Reading, clauses: Sequence[Clause], facts: KnownFacts, lexicon: Lexicon
) -> Conflict | None:
    """What the likeliest of some clauses says against the graph, if one of them does."""
    for clause in clauses:
        found = [*_asked(clause, reading, facts)]
        sentence = as_sentence(reading, clause)
        scored = [(_probability(sentence, reading, ask, lexicon), ask) for ask in found]
        likely = [
            (p, ask) for p, ask in scored if p >= _threshold(ask, clause.texts(reading), reading, lexicon)
        ]
        if likely:
            probability, best = max(likely, key=lambda one: one[0])
            return Conflict(best.triples, best.subject, best.obj, probability)
    return None


def _threshold(ask: Conflict, words: Words, reading: Reading, lexicon: Lexicon) -> float:
    thing = reading.things[ask.obj]
    if thing.kind == "value" or lexicon.shares_words(ask.triples[0].predicate.label, words):
        return _LIKELY
    return _FOREIGN


def _probability(sentence: Reading, reading: Reading, ask: Conflict, lexicon: Lexicon) -> float:
    """How likely it is that the words of a clause say the predicate of the two things that it has."""
    implied = ask.subject == IMPLIED
    subject, obj = (IMPLIED, 0) if implied else (0, 1) if ask.probability else (1, 0)
    label = ask.triples[0].predicate.label
    if is_plain(context(reading.gaps, ask.subject, ask.obj), label_words(label)):
        return _PLAIN
    features = lexicon.features(lexicon.column(label), context(sentence.gaps, subject, obj))
    return float(lexicon.probability(np.asarray(features)[None, :])[0])


def _asked(clause: Clause, reading: Reading, facts: KnownFacts) -> Iterator[Conflict]:
    """The statements of the graph that a clause may be against, from either of its ends."""
    words = clause.texts(reading)
    tells = any(word.isalpha() and word not in FUNCTION_WORDS for word in words)
    for forward in (True, False):
        head, tail = (clause.subject, clause.obj) if forward else (clause.obj, clause.subject)
        if tail == IMPLIED or (head == IMPLIED and not forward):
            continue
        iris = reading.focus[:1] if head == IMPLIED else reading.things[head].iris
        iris = tuple(iri for iri in iris if iri not in reading.things[tail].iris)
        around = context(reading.gaps, head, tail)
        for iri in iris:
            for triples in likely_groups(reading, iri, facts):
                label = triples[0].predicate.label
                plain = is_plain(around, label_words(label))
                if not (plain or (tells and not _is_of(words, label) and _is_ranked(words, label))):
                    continue
                if excludes(triples, reading.things[tail], facts):
                    # Before it is scored, the probability tells which way the clause was read.
                    yield Conflict(triples, head, tail, float(forward))


def _is_ranked(words: Words, label: str) -> bool:
    """Whether the words have what the label ranks by: "a moon of" does not say "largest moon"."""
    return all(word in words for word in label_words(label) if is_superlative(word))


def _is_of(words: Words, label: str) -> bool:
    """Whether the words end in a noun of something that is not the predicate's ("born in the capital of")."""
    plain = [word for word in words if word not in ("the", "a", "an")]
    if len(plain) < 2 or plain[-1] != "of" or plain[-2] in CONNECTIVES | COPULAS:
        return False
    return stem(plain[-2]) not in {stem(word) for word in label_words(label)} and len(plain) > 2 + (
        plain[0] in COPULAS
    )


def likely_groups(reading: Reading, iri: str, facts: KnownFacts) -> Sequence[tuple[Triple, ...]]:
    """The triples of a thing, those of one predicate together; of very many those that a sentence may speak of.

    These are the ones whose label shares a word with it, and whose object it names.
    """
    groups = facts.by_predicate(iri)
    if len(groups) <= _PREDICATES:
        return groups
    key = "groups", iri
    if key not in reading.memory:
        said = {stem(word.text) for word in reading.words}
        named = {one for thing in reading.things for one in thing.iris}
        reading.memory[key] = [
            group
            for group in groups
            if not said.isdisjoint(map(stem, content_words(label_words(group[0].predicate.label))))
            or any(isinstance(t.object, Entity) and t.object.iri in named for t in group)
        ][:_PREDICATES]
    found: Sequence[tuple[Triple, ...]] = reading.memory[key]
    return found


def excludes(triples: Sequence[Triple], thing: Thing, facts: KnownFacts) -> bool:
    """Whether what the graph has of one subject and predicate can't be true along with the thing.

    Args:
        triples: everything that it has of them.
        thing: what a text says of the same subject and predicate.
        facts: the graph.
    """
    known = [triple.object for triple in triples]
    complete = facts.is_complete(triples[0].predicate.iri, triples[0].subject.iri)
    if thing.value is not None:
        return (complete or len(known) == 1) and all(_differs(thing.value, other) for other in known)
    if not complete or thing.kind == "anaphor":
        return False
    ends = [end.iri for end in known if isinstance(end, Entity)]
    if not ends or len(ends) < len(known):
        return False
    if any(iri == end or _is_within(iri, end, facts) for iri in thing.iris for end in ends):
        return False
    return all(_are_alike(thing.iris, (end, *facts.containers(end)), facts) for end in ends)


def _are_alike(some: Sequence[str], others: Sequence[str], facts: KnownFacts) -> bool:
    """Whether a thing may be of a class with another, as far as is known: a country is no other town."""
    kinds = {cls.iri for one in others for cls in facts.types(one)}
    said = {cls.iri for one in some for cls in facts.types(one)}
    return not kinds or not said or bool(kinds & said)


def _is_within(one: str, other: str, facts: KnownFacts) -> bool:
    """Whether two things may be part and whole, being linked, or one lying in the other; people never are."""
    if facts.graph.is_person(one) and facts.graph.is_person(other):
        return False
    return facts.are_linked(one, other) or one in facts.containers(other) or other in facts.containers(one)


def _differs(said: Value, known: Term) -> bool:
    if not isinstance(known, Value) or compare(said, known) != "different":
        return False
    dated = "date" in known.datatype.lower() or "year" in known.datatype.lower()
    # A bare "three" is no year, nor is "three million".
    return not (dated and said.datatype in NUMBERS and not _YEAR.fullmatch(said.text.strip()))
