"""Which of the given triples a text says: the scorer reads it passage by passage, its names found softly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kgaigc.checking.containment import contains
from kgaigc.checking.lexicon import blended, load_lexicon
from kgaigc.checking.likeness import Floats, Passage, Span
from kgaigc.checking.naming import name_parts
from kgaigc.checking.scorer import Question, Scorer, Vocabulary
from kgaigc.checking.spans import Spans
from kgaigc.checking.synonyms import other_names
from kgaigc.checking.things import Reading
from kgaigc.checking.wanted import Wanted
from kgaigc.checking.words import FUNCTION_WORDS, content_words, label_words, plain, stem, tokens
from kgaigc.graph import KnowledgeGraph
from kgaigc.quantities import is_text, read_literal
from kgaigc.values import Entity, Term, Triple, Value

TOLD = 0.12  # From this probability on a text says a triple that it was given to say; set on webnlg2020/dev.
_WORDS = 120  # A passage goes on to the end of the sentence in which it has so many words.
_SURELY = 0.5  # From this likeness on a word names a thing.
_WORDS_SHARE = (
    0.6  # Weight of the lexicon beside the scorer; set on webnlg2020/dev without the vetted references.
)
_AGREED = 0.2  # From this probability by the lexicon on a triple is not held against rivals.
_HARDLY = 0.4  # Below this probability a triple that the lexicon has no say in is held against rivals.
_RIVALS = 3  # Predicates that are asked for in the place of a triple's.
_LIKELY = 0.1  # From this likeness on a word is part of a name.
_NAMED = 0.45  # A name of which less is found is that of something else.
_LITTLE = 1e-6  # Sums of likenesses are rounded.
_IN_A_NAME = 0.5  # Probability of what a name says.
_DOUBTED = 0.6  # From this probability on a rival does not rule a triple out.
_CLEAR = 0.5  # From this probability on a rival is what the text says.
_PLACING = frozenset(
    (
        "location",
        "located",
        "part",
        "country",
        "state",
        "region",
        "county",
        "city",
        "town",
        "district",
        "place",
    )
)
_BETWEEN = frozenset((",", "in", "of"))
_REWORDED = 0.25  # From this probability on a text says a triple without a word of its object's name.
_SURE = 0.6  # From this probability on a triple is not held against its reversal.


@dataclass(frozen=True)
class Telling:
    """How far a text says the given triples.

    Attributes:
        triples: the triples.
        probabilities: shape [T]: that the text says each.
        found: shape [T, 2]: how much of its subject's and its object's names the text has.
        named: for each triple the characters that are likely part of the name of one of its ends.
        objects: for each triple the characters that name its object.
    """

    triples: tuple[Triple, ...]
    probabilities: Floats
    found: Floats
    named: tuple[tuple[Span, ...], ...]
    objects: tuple[tuple[Span, ...], ...]

    @cached_property
    def spans(self) -> Spans:
        """Where the ends of the triples are named, by the place of the triple."""
        return Spans((span, i) for i, named in enumerate(self.named) for span in named)

    def said(self, least: float) -> Iterator[int]:
        """The places of the triples that the text says with this probability at least."""
        return (i for i, p in enumerate(self.probabilities) if p >= least)

    def with_told(self, told: Sequence[bool], least: float) -> Telling:
        """The same with this probability at least of the triples that are known to be told."""
        raised = np.where(np.asarray(told, dtype=bool), np.float32(least), np.float32(0))
        return replace(self, probabilities=np.maximum(self.probabilities, raised))


def tell(
    text: str,
    triples: Sequence[Triple],
    readings: Sequence[Reading],
    *,
    graph: KnowledgeGraph,
    scorer: Scorer,
    words: Mapping[Triple, float],
) -> Telling:
    """How far a text says triples, whatever else it says.

    The scorer reads a whole passage, the lexicon the words between two names. Each has errors of its own, so that where
    both know a triple their odds are blended; and what the lexicon agrees with is not held against rivals.

    Args:
        text: the text.
        triples: what it should say.
        readings: its sentences, with what a linker found in them.
        graph: has the names of things.
        scorer: tells whether words say a triple.
        words: how likely a sentence of the text says a triple by the lexicon, if it names both ends.
    """
    probabilities = np.zeros(len(triples), dtype=np.float32)
    found = np.zeros((len(triples), 2), dtype=np.float32)
    named: list[list[Span]] = [[] for _ in triples]
    objects: list[list[Span]] = [[] for _ in triples]
    runs = list(_runs(readings)) if triples else []
    wanted = Wanted(triples, len(runs), graph)
    for run in runs:
        start = run[0].start
        passage = _passage(text, run)
        numbers = wanted.within(passage)
        if not numbers:
            continue
        asked = wanted.questions(passage, numbers)
        some = [triples[number] for number in numbers]
        answers = _weighed(passage, asked, some, graph=graph, scorer=scorer, words=words)
        for i, question, answer in zip(numbers, asked, answers, strict=True):
            named_so = _is_in_its_name(passage, triples[i]) or _stands_in(passage, triples[i])
            told = _IN_A_NAME if named_so else 0.0
            probabilities[i] = max(probabilities[i], answer, told)
            named[i] += _named(passage, question, start, scorer.vocabulary)
            objects[i] += _places(passage, question.obj.words, start, _SURELY)
            found[i] = np.maximum(found[i], (question.subject.found, question.obj.found))
    spans = (tuple(tuple(spans) for spans in one) for one in (named, objects))
    return Telling(tuple(triples), probabilities, found, *spans)


def likelihoods(
    texts: Sequence[tuple[str, Sequence[Triple]]], *, graph: KnowledgeGraph, scorer: Scorer
) -> list[Floats]:
    """For each text how likely it says each of the triples beside it, shape [T]; no linker finds its names.

    They are held against their reversals, and against no other predicates.

    Args:
        texts: short texts, of which the first 200 words are read, with what they should say.
        graph: has the names of things.
        scorer: tells whether words say a triple.
    """
    passages = [Passage(text) for text, _ in texts]
    asked = [
        Wanted(triples, 1, graph).questions(passage, range(len(triples)))
        for passage, (_, triples) in zip(passages, texts, strict=True)
    ]
    scorer.expect([question for questions in asked for question in questions])
    found: list[Floats] = []
    for questions, (_, triples) in zip(asked, texts, strict=True):
        answers = scorer.probabilities(questions)
        back = [i for i, p in enumerate(answers) if TOLD <= p < _SURE and _may_be_turned(triples[i], graph)]
        answers[back] = _against(answers[back], scorer.probabilities([questions[i].turned() for i in back]))
        found.append(answers)
    return found


def _weighed(
    passage: Passage,
    asked: Sequence[Question],
    triples: Sequence[Triple],
    *,
    graph: KnowledgeGraph,
    scorer: Scorer,
    words: Mapping[Triple, float],
) -> Floats:
    """How likely a passage says each triple, held against its reversal, its rivals and the lexicon, shape [T]."""
    answers = scorer.probabilities(asked)
    known = np.asarray([words.get(triple, np.nan) for triple in triples], dtype=np.float32)
    hoped = np.fmax(answers, blended(known, answers, share=_WORDS_SHARE))
    back = [
        i
        for i, p in enumerate(answers)
        if hoped[i] >= TOLD and p < _SURE and _may_be_turned(triples[i], graph)
    ]
    instead = _rivals(passage, triples, scorer.vocabulary)
    agreed = [words.get(triple, 0.0) >= _AGREED for triple in triples]
    # Where the lexicon has no say, only what is hardly believed is held against rivals.
    least = np.where(np.isnan(known), _HARDLY, np.inf)
    doubted = [i for i, p in enumerate(answers) if TOLD <= p < least[i] and not agreed[i]] if instead else []
    other = [asked[i]._replace(predicate=label) for i in doubted for label in instead]
    # A rival that is likelier the other way round says nothing against a triple: "mission", "the crew member Ann".
    around = [question.turned() for question in other]
    more = scorer.probabilities([*(asked[i].turned() for i in back), *other, *around])
    turned_round = more[: len(back)] > answers[back]
    answers[back] = _against(answers[back], more[: len(back)])
    if doubted:
        straight, turned = more[len(back) :].reshape(2, len(doubted), -1)
        rivals = np.where(straight > turned, straight, 0)
        rivals = rivals * _are_apart([asked[i].predicate for i in doubted], instead)
        answers[doubted] = _outdone(answers[doubted], rivals.max(axis=1))
    together = blended(known, answers, share=_WORDS_SHARE)
    # The lexicon can't tell who did what to whom.
    together[back] = np.where(turned_round, np.fmin(together[back], answers[back]), together[back])
    return np.where(np.isnan(known), answers, together)


def about_named(telling: Telling, readings: Sequence[Reading]) -> Telling:
    """The same without triples on a thing that the text neither names nor begins to speak of by a pronoun.

    Nor is a thing named where the text has of its name only words that many names share ("rock music" for another
    kind of music). What an object is said to be in other words altogether, is left to the scorer, which has to be
    surer; a number or a date has none.

    Args:
        telling: which triples the text says.
        readings: the sentences of a text that nothing is known of but the triples.
    """
    first = next((thing for reading in readings for thing in reading.things), None)
    meant = first.iris if first and first.kind == "anaphor" else ()
    spoken_of = [triple.subject.iri in meant for triple in telling.triples]
    least = np.asarray([[_apart(t.subject), _apart(t.object)] for t in telling.triples]).reshape(-1, 2)
    enough = telling.found > least
    subjects = ((telling.found[:, 0] >= _NAMED) & enough[:, 0]) | np.asarray(spoken_of, dtype=bool)
    reworded = [not _is_measured(triple.object) for triple in telling.triples]
    likely = telling.probabilities >= _REWORDED
    objects = ((telling.found[:, 1] == 0) & np.asarray(reworded, dtype=bool) & likely) | enough[:, 1]
    return replace(telling, probabilities=np.where(subjects & objects, telling.probabilities, 0))


def _is_measured(term: Term) -> bool:
    """Whether it is a number or a date, also where it is kept as a string."""
    return not isinstance(term, Entity) and (not is_text(term) or read_literal(term.text) is not None)


@lru_cache(maxsize=20_000)
def _apart(term: Term) -> float:
    """How much is found of a name without the words that tell it apart; 0 where it has no others.

    Many names share a word like "music", and "Austin, Texas" the name of Texas.
    """
    if not isinstance(term, Entity):
        return 0.0
    total = sum(weight for _, weight in name_parts(term.label))
    telling = sum(weight for _, weight in name_parts(term.label.partition(", ")[0]) if weight == 1)
    return 1 - telling / total + _LITTLE if telling else 0.0


def _is_in_its_name(passage: Passage, triple: Triple) -> bool:
    """Whether the subject's name, as the text has it, says it: "Kane County, Ohio" is in Ohio."""
    head, _, last = triple.subject.label.rpartition(", ")
    if not head or not isinstance(triple.object, Entity) or plain(last) != plain(triple.object.label):
        return False
    name = [token.text for token in tokens(triple.subject.label)]
    first = name[0]
    return any(
        passage.words[place : place + len(name)] == name
        for place, word in enumerate(passage.words)
        if word == first
    )


def _stands_in(passage: Passage, triple: Triple) -> bool:
    """Whether the place that a subject is in stands right behind it: "Kane County in Ohio", "Oslo, Norway"."""
    if not isinstance(triple.object, Entity) or not contains(triple.predicate.label):
        return False
    first, second = ([token.text for token in tokens(end.label)] for end in (triple.subject, triple.object))
    words = [word for word in passage.words if word != "the"]
    for place in range(len(words) - len(first)):
        after = place + len(first)
        if words[place:after] == first:
            while words[after : after + 1] and words[after] in _BETWEEN:
                after += 1
            if after > place + len(first) and words[after : after + len(second)] == second:
                return True
    return False


def _rivals(passage: Passage, triples: Sequence[Triple], vocabulary: Vocabulary) -> list[str]:
    """Labels of known predicates whose words a passage has, though no triple has them: it may say these instead."""
    own = {word for triple in triples for word in label_words(triple.predicate.label)}
    words = [
        word
        for word, named in zip(passage.words, _masked(passage, triples), strict=True)
        if not named and len(word) > 2 and word.isalpha() and word not in FUNCTION_WORDS
    ]
    words = list(dict.fromkeys(words))
    said = [word for word, known in zip(words, vocabulary.owned(words, tuple(own)), strict=True) if not known]
    labels = {label for word in said for label in load_lexicon().labels_with(stem(word))}
    found = [
        label
        for label in labels
        if all(any(vocabulary.owned(words, (part,))) for part in content_words(label))
    ]
    return [" ".join(label) for label in sorted(found, key=lambda label: (-len(label), label))[:_RIVALS]]


def _masked(passage: Passage, triples: Sequence[Triple]) -> list[bool]:
    likeness = [passage.likeness(term).words for t in triples for term in (t.subject, t.object)]
    return [bool(one) for one in np.max(likeness, axis=0) >= _SURELY]


def _may_be_turned(triple: Triple, graph: KnowledgeGraph) -> bool:
    """Whether another statement comes of it when its ends are exchanged."""
    return isinstance(triple.object, Entity) and not graph.is_symmetric(triple.predicate.iri)


def _against(straight: Floats, turned: Floats) -> Floats:
    """The probability of a triple beside that of the same with its ends exchanged, where the latter is likelier."""
    both = straight * (1 - turned) + (1 - straight) * turned
    held = straight * (1 - turned) / np.maximum(both, 1e-6)
    return np.where(turned > straight, np.minimum(held, straight), straight)


def _outdone(straight: Floats, rival: Floats) -> Floats:
    """The probability of a triple beside that of its likeliest rival: none where that is clear, and likelier."""
    clear = (rival >= _CLEAR) & (rival > straight) & (straight < _DOUBTED)
    return np.where(clear, 0, _against(straight, rival))


def _are_apart(labels: Sequence[str], rivals: Sequence[str]) -> NDArray[np.bool_]:
    """Whether each rival says something else than each label, shape [L, R]: what tells a place may tell another."""
    placeless = [[_PLACING.isdisjoint(label_words(one)) for one in some] for some in (labels, rivals)]
    apart: NDArray[np.bool_] = np.logical_or.outer(*placeless)
    families = [_family(label) for label in labels]
    alike = [[not family.isdisjoint(_stems(rival)) for rival in rivals] for family in families]
    result: NDArray[np.bool_] = apart & ~np.asarray(alike, dtype=bool).reshape(apart.shape)
    return result


@lru_cache(maxsize=1_000)
def _family(label: str) -> frozenset[str]:
    """The stems of the words of a predicate's other names, without those that many predicates share."""
    names = (name for name, backwards in other_names(label) if not backwards)
    return frozenset(one for name in names for one in _stems(name)) - _stems(label) - _PLACING


def _stems(label: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(label_words(label)))


def _named(passage: Passage, question: Question, start: int, vocabulary: Vocabulary) -> Iterable[Span]:
    """Where words stand that are likely names of the two ends, or a number of the predicate ("the 1st runway")."""
    either = np.maximum(question.subject.words, question.obj.words)
    label = label_words(question.predicate)
    numbers = set(re.findall(r"\d+", question.predicate))
    own = np.asarray(vocabulary.owned(passage.words, label), dtype=np.float32)
    said = _places(passage, np.maximum(either, own), start, _LIKELY)
    return said + [(start + a, start + b) for (a, b), value in passage.values if value.text in numbers]


def _places(passage: Passage, words: Floats, start: int, least: float) -> list[Span]:
    """Where the words are that have a likeness of so much."""
    places = passage.places(start)
    return [places[i] for i in np.flatnonzero(words >= least)]


def _runs(readings: Sequence[Reading]) -> Iterator[Sequence[Reading]]:
    """The sentences of each passage, which begins with the last sentence of the one before."""
    first = 0
    while first < len(readings):
        last, words = first, len(readings[first].words)
        while last + 1 < len(readings) and words < _WORDS:
            last += 1
            words += len(readings[last].words)
        yield readings[first : last + 1]
        first = last if last > first and last + 1 < len(readings) else last + 1


def _passage(text: str, readings: Sequence[Reading]) -> Passage:
    start, end = readings[0].start, readings[-1].end
    values: list[tuple[int, int, Value]] = []
    named: dict[str, list[Span]] = {}
    for thing in (thing for reading in readings for thing in reading.things):
        place = thing.start - start, thing.end - start
        if thing.value is not None:
            values.append((*place, thing.value))
        elif len(thing.iris) == 1:
            named.setdefault(thing.iris[0], []).append(place)
    return Passage(text[start:end], values=values, named=named)
