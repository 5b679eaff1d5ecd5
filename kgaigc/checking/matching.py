"""Which triples a sentence says: each one between two of its things is held against the words around them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgaigc.checking.asking import asked
from kgaigc.checking.attachment import (
    is_called,
    is_misattached,
    is_of_another,
    is_reversed,
    is_second_moment,
    names_another,
    trails,
)
from kgaigc.checking.contexts import IMPLIED, Context, Words, context, is_bare, is_plain
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.lexicon import Floats, Lexicon, blended
from kgaigc.checking.relations import calls_it_otherwise
from kgaigc.checking.scorer import Question, load_scorer
from kgaigc.checking.things import Reading, Thing
from kgaigc.checking.words import CONNECTIVES, FUNCTION_WORDS, NEGATIONS, label_words
from kgaigc.quantities import compare, finer
from kgaigc.values import Entity, Term, Triple

SAID = 0.5  # From this probability on a sentence says a triple; set on webnlg2020/dev.

_WORDS = 0.5  # Weight of the lexicon beside the scorer.
_INSIDE = (("in",), ("at",))  # Nobody is born in a birth name.
_PLAIN = 0.99  # The predicate's own label, in so many words.


@dataclass(frozen=True, slots=True)
class Match:
    """A triple that a sentence may say.

    Attributes:
        triple: the triple, as the graph has it.
        subject: the place of its subject among the sentence's things, ``IMPLIED`` if it is not named.
        obj: the place of its object.
        probability: that the words say it, in [0, 1].
        denied: whether they deny it.
    """

    triple: Triple
    subject: int
    obj: int
    probability: float
    denied: bool

    @property
    def said(self) -> bool:
        """Whether the words are about this triple, affirmed or denied."""
        return self.probability >= SAID


@dataclass(frozen=True, slots=True)
class _Question:
    triple: Triple
    subject: int
    obj: int
    contexts: tuple[tuple[str, Context], ...]


class _Weighing(NamedTuple):
    """The triples between the things of a sentence, before the scorer is asked.

    Attributes:
        questions: the triples.
        plain: shape [Q]: the probability of those that need not be asked for, 0 for others.
        words: shape [W]: how likely each way to say the others is by the lexicon.
        owners: for each of these the number of the triple.
        asked: the same for the scorer.
    """

    questions: list[_Question]
    plain: NDArray[np.float64]
    words: Floats
    owners: list[int]
    asked: list[Question]


def matches(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> list[Match]:
    """Every triple between two things of the sentence, with the probability that it is said."""
    weighed = _weighed(reading, facts, lexicon)
    questions, best = weighed.questions, weighed.plain.copy()
    if weighed.asked:
        read = load_scorer().probabilities(weighed.asked)
        np.maximum.at(best, weighed.owners, blended(weighed.words, read, share=_WORDS))
    objects = {q.obj for q, p in zip(questions, best, strict=True) if p >= SAID}
    best[[is_misattached(reading, q.subject, q.contexts[0][1], objects) for q in questions]] = 0.0
    return [
        Match(q.triple, q.subject, q.obj, float(p), is_denied(q.contexts[0][1]))
        for q, p in zip(questions, best, strict=True)
    ]


def asked_by_matches(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> Sequence[Question]:
    """What ``matches`` will ask the scorer of a sentence."""
    return _weighed(reading, facts, lexicon).asked


def by_words(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> dict[Triple, float]:
    """How likely a sentence says each triple between two of its things by the lexicon, if it may say it at all."""
    weighed = _weighed(reading, facts, lexicon)
    best = weighed.plain.copy()
    np.maximum.at(best, weighed.owners, weighed.words)
    likely: dict[Triple, float] = {}
    for question, p in zip(weighed.questions, best.tolist(), strict=True):
        # "Quent was born in Turku, and so was she": of a pronoun behind it the words between tell little.
        behind = question.subject > question.obj and reading.things[question.subject].kind == "anaphor"
        if p > 0 and not behind:
            likely[question.triple] = max(likely.get(question.triple, 0.0), p)
    return likely


def _weighed(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> _Weighing:
    """The triples between the things of a sentence; found once."""
    if "weighed" not in reading.memory:
        reading.memory["weighed"] = _weighing(reading, facts, lexicon)
    found: _Weighing = reading.memory["weighed"]
    return found


def _weighing(reading: Reading, facts: KnownFacts, lexicon: Lexicon) -> _Weighing:
    questions = list(_questions(reading, facts))
    found = _Weighing(questions, np.zeros(len(questions)), np.zeros(0, dtype=np.float32), [], [])
    if not questions:
        return found
    others = _predicates_by_pair(questions)
    about = {iri for _, iri in subjects(reading)}
    features: list[Floats] = []
    labels = lexicon.names | {label_words(t.predicate.label) for iri in about for t in facts.of(iri)}
    for number, question in enumerate(questions):
        if _is_ruled_out(reading, question, labels, lexicon):
            continue
        if any(is_plain(around, label_words(label)) for label, around in question.contexts):
            found.plain[number] = _PLAIN
            continue
        exempt = [lexicon.column(label).place for label in others[question.subject, question.obj]]
        for label, around in question.contexts:
            features.append(lexicon.features(lexicon.column(label), around, exempt=exempt))
            found.owners.append(number)
            found.asked.append(_asked(reading, question, label, around))
    return found._replace(words=lexicon.probability(np.stack(features))) if features else found


def _asked(reading: Reading, question: _Question, label: str, around: Context) -> Question:
    """A way to say a triple, for the scorer."""
    subject, obj, known = question.subject, question.obj, question.triple.object
    if around.forward != (subject < obj):
        subject, obj, known = obj, subject, question.triple.subject
    return asked(reading, subject, obj, label=label, known=known)


def is_ruled_out(
    reading: Reading, triple: Triple, subject: int, obj: int, *, facts: KnownFacts, lexicon: Lexicon
) -> bool:
    """Whether the build of a sentence rules out that it says a predicate of two of its things."""
    ways = tuple(_readings_of(triple, reading, subject, obj, facts))
    if calls_it_otherwise(ways[0][1], [label for label, _ in ways], facts, lexicon.names):
        return True
    return _is_ruled_out(reading, _Question(triple, subject, obj, ways), (), lexicon)


def _is_ruled_out(reading: Reading, question: _Question, labels: Collection[Words], lexicon: Lexicon) -> bool:
    """Whether a name is only said to be another, or the words name another relation."""
    thing, around = reading.things[question.obj], question.contexts[0][1]
    if question.triple.predicate.label.endswith("name") and around.gap[-1:] in _INSIDE:
        return True
    if thing.kind == "entity" and not thing.text.islower() and is_bare(around) and not _is_one(around):
        return True
    if all(names_another(around, label, labels) for label, _ in question.contexts):
        return True
    ways = [label for label, _ in question.contexts]
    called = len(ways) == 1 and is_called(reading, question.subject, ways[0])
    if called or any(
        is_reversed(said, label) and ways.count(label) == 1 for label, said in question.contexts
    ):
        return True
    if is_of_another(reading, question.subject, question.obj) or trails(
        reading, question.subject, question.obj
    ):
        return True
    return is_second_moment(reading, question.obj, around) or _strays(reading, question, ways, lexicon)


def _is_one(around: Context) -> bool:
    """Whether a name is said to be one of several ("was a Hero of the Soviet Union")."""
    return around.gap[-1:] in (("a",), ("an",))


def _strays(reading: Reading, question: _Question, ways: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a subject further on is tied to the rest by words of its own, which say something else."""
    around = question.contexts[0][1]
    if around.forward or not around.distance:
        return False
    gap = [word for word in reading.gaps[question.subject] if word.isalpha() and word not in FUNCTION_WORDS]
    return bool(gap) and not any(lexicon.shares_words(label, gap) for label in ways)


def is_denied(around: Context) -> bool:
    """Whether the words between two things deny what they say ("was not born in")."""
    words = around.before
    return any(
        word in NEGATIONS or (word == "t" and words[i - 1] in ("'", "’"))
        for i, word in enumerate(words)
        if words[i + 1 : i + 2] not in (("only",), (".",))
    )


def is_meant(thing: Thing, known: Term) -> bool:
    """Whether a thing of a sentence is what the graph has."""
    if isinstance(known, Entity):
        return known.iri in thing.iris
    if thing.value is None:
        return False
    compared = compare(thing.value, known)
    return compared == "same" or (compared == "compatible" and not finer(thing.value, known))


def subjects(reading: Reading) -> Iterator[tuple[int, str]]:
    """Everything that the sentence may speak about: its place among the things, and the entity."""
    named: set[str] = set()
    for place, thing in enumerate(reading.things):
        named.update(thing.iris)
        yield from ((place, iri) for iri in thing.iris)
    yield from ((IMPLIED, iri) for iri in reading.focus if iri not in named)


def is_open(reading: Reading, subject: int, obj: int) -> bool:
    """Whether the sentence may say something of the one with the other.

    A subject that it does not name is out of the question once it has named one.
    """
    if subject != IMPLIED:
        return subject != obj
    before = enumerate(reading.things[:obj])
    return all(thing.kind == "value" or _in_list(reading, i + 1, obj) for i, thing in before)


def _in_list(reading: Reading, first: int, last: int) -> bool:
    return all(CONNECTIVES.issuperset(gap) for gap in reading.gaps[first : last + 1])


def _questions(reading: Reading, facts: KnownFacts) -> Iterator[_Question]:
    told: dict[str, list[tuple[Triple, int]]] = {}
    may_be: dict[tuple[int, int], bool] = {}
    for place, iri in subjects(reading):
        if iri not in told:
            told[iri] = list(_told(reading, (*facts.of(iri), *facts.placed(iri))))
        for triple, obj in told[iri]:
            if (place, obj) not in may_be:
                may_be[place, obj] = is_open(reading, place, obj)
            if may_be[place, obj]:
                asked = tuple(_readings_of(triple, reading, place, obj, facts))
                yield _Question(triple, place, obj, asked)


def _told(reading: Reading, triples: Iterable[Triple]) -> Iterator[tuple[Triple, int]]:
    """The triples whose object is a thing of the sentence, with its place."""
    named: dict[str, list[int]] = {}
    for place, thing in enumerate(reading.things):
        for iri in dict.fromkeys(thing.iris):
            named.setdefault(iri, []).append(place)
    values = [place for place, thing in enumerate(reading.things) if thing.value is not None]
    for triple in triples:
        end = triple.object
        if isinstance(end, Entity):
            yield from ((triple, place) for place in named.get(end.iri, ()))
        else:
            yield from ((triple, place) for place in values if is_meant(reading.things[place], end))


def _readings_of(
    triple: Triple, reading: Reading, subject: int, obj: int, facts: KnownFacts
) -> Iterator[tuple[str, Context]]:
    """The ways to say a triple: straight, and from the other end where the graph declares that it may be."""
    yield triple.predicate.label, context(reading.gaps, subject, obj)
    if subject == IMPLIED or not isinstance(triple.object, Entity):
        return
    if facts.graph.is_symmetric(triple.predicate.iri):
        yield triple.predicate.label, context(reading.gaps, obj, subject)
    inverse = facts.graph.inverse(triple.predicate.iri)
    if inverse:
        yield facts.graph.predicate(inverse).label, context(reading.gaps, obj, subject)


def _predicates_by_pair(questions: Sequence[_Question]) -> dict[tuple[int, int], set[str]]:
    found: dict[tuple[int, int], set[str]] = {}
    for question in questions:
        found.setdefault((question.subject, question.obj), set()).add(question.triple.predicate.label)
    return found


def explained(found: Iterable[Match]) -> set[int]:
    """The places of the things that take part in a triple that is said."""
    return {place for match in found if match.said for place in (match.subject, match.obj)}
