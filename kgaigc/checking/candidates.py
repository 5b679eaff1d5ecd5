"""What a thing of a sentence may be said of, where no plain reading tells: every likely subject, every fact of it.

A thing that the words tie to nothing is held against the facts of whatever may be spoken of: what its clause is about,
what stands before it, what the sentence and the text are about. A fact with just that value is strong evidence of its
own, since few values fit by chance, so that the scorer only has to let it pass; a fact that excludes the value has
to be what the words say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from kgaigc.checking.asking import asked
from kgaigc.checking.clauses import clauses, main_subject
from kgaigc.checking.contexts import ARTICLES, COPULAS, IMPLIED, Words
from kgaigc.checking.contradictions import Conflict, excludes, likely_groups
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.idioms import by_idiom
from kgaigc.checking.lexicon import Lexicon
from kgaigc.checking.matching import is_meant, is_open, is_ruled_out
from kgaigc.checking.scorer import Question, load_scorer
from kgaigc.checking.synonyms import other_names
from kgaigc.checking.things import Reading
from kgaigc.checking.words import NEGATIONS, content_words, label_words
from kgaigc.quantities.comparing import NUMBERS
from kgaigc.values import Entity, Triple

_FAR = 0.5  # How likely a thing is what something is said of that stands neither beside it nor at the front.
_NEAR = 0.8  # The same for what stands beside it or at the front, but is not the subject of its clause.
_MEANINGS = 3  # So many of the things that are spoken of may be meant where none is named.
# Weights from which on a fact that has the thing is taken for what is said of it, by how telling the thing is.
_NAMES, _YEARS, _EXACT = 0.04, 0.02, 0.005
_PEOPLE = 0.15  # The same for people, of whom much may be said.
_BARE, _SHORT = (
    0.3,
    3,
)  # The same for a name that only a few words with "of" tie to the rest ("a painter of Oslo").
# Weights from which on a fact that excludes the thing is: one of many, the only one, for a name that is unknown.
_OTHER, _ALONE, _UNKNOWN = 0.15, 0.12, 0.5
_MEASURED = 0.06  # The same for the only predicate with a number of such a unit.
_CLEAR = 0.45  # From this probability on another predicate is clear, if its odds are so many times those of what fits.
_TIMES = 20.0
_FAINT = (
    0.2  # Of the likelihood of another value of a predicate, what fits has so little where that one is said.
)
_LEAST_DOUBT = 1e-3
_TURNED = 0.5  # From this probability on words may say something the other way round.
_LEADING = (" by", " in", " at", " on", " to")  # After such a word comes what is said of the other end.
# The same for what is surely turned, and the most that such words may say of it as it stands.
_CLEARLY, _HARDLY = 0.9, 0.2
_OUTDOING = 0.75  # The same for one that the graph has of the subject, with another value.
_FORMULA = 0.95  # The probability of what another name of a predicate says.
_PLAIN, _CLOSE = 0.9, 0.7  # Where that one is as plain, what fits has to be this share of it.
_SURE = 0.7  # From this weight on no other predicate is asked for.
_MOST = 300  # Candidates for a thing, the likeliest subjects first.
_HEADS = 6  # So many subjects are tried for a thing.


@dataclass(frozen=True, slots=True)
class Candidate:
    """Statements of the graph of one subject and predicate that a sentence may repeat or be against.

    Attributes:
        triples: the one that has the thing, or all those that exclude it.
        subject: the place of what they are about, ``IMPLIED`` if that is not named.
        obj: the place of what the sentence says of it.
        fits: whether the sentence says what the graph has.
        nearness: how likely the two belong together by their places, in [0, 1].
        probability: that the words say the predicate of the two, in [0, 1].
    """

    triples: tuple[Triple, ...]
    subject: int
    obj: int
    fits: bool
    nearness: float
    probability: float = 0.0

    @property
    def weight(self) -> float:
        """How likely it is what the sentence is about."""
        return self.nearness * self.probability


def candidates(
    reading: Reading, places: Sequence[int], facts: KnownFacts, lexicon: Lexicon
) -> dict[int, list[Candidate]]:
    """For each of some things what the graph may have on it, the likeliest first.

    Args:
        reading: the sentence.
        places: the things.
        facts: the graph.
        lexicon: the words of predicates.
    """
    found = [
        (place, one)
        for place in places
        for one in islice(_candidates(reading, place, facts), _MOST)
        if not is_ruled_out(reading, one.triples[0], one.subject, one.obj, facts=facts, lexicon=lexicon)
    ]
    questions = [list(_questions(reading, one, facts)) for _, one in found]
    flat = [question for group in questions for question in group]
    answers = iter(load_scorer().probabilities(flat) if flat else ())
    known: dict[int, list[Candidate]] = {place: [] for place in places}
    for (place, one), group in zip(found, questions, strict=True):
        probability = max(float(next(answers)) for _ in group)
        told = _by_idiom(reading, place, one)
        known[place].append(replace(one, probability=probability if told is None else told))
    return {place: sorted(ones, key=lambda c: -c.weight) for place, ones in known.items()}


def _says(gap: Words, label: str) -> bool:
    """Whether words are just another name of a predicate ("was found by")."""
    said = " ".join(
        word for word in gap if word not in COPULAS and word not in ARTICLES and not _is_adverb(word)
    )
    return any(said == name for name, backwards in other_names(label) if not backwards)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in NEGATIONS


def _by_idiom(reading: Reading, place: int, one: Candidate) -> float | None:
    before = reading.gaps[place - 1] if place else ()
    label = one.triples[0].predicate.label
    if place != one.obj:
        return None
    dated = reading.things[place].value is not None
    near = one.subject in (place - 1, IMPLIED if place == 0 else place - 1)
    if near and one.fits and _says(reading.gaps[place], label):
        return _FORMULA
    return by_idiom(label, before, reading.gaps[place], fits=one.fits, dated=dated, near=near)


def _candidates(reading: Reading, place: int, facts: KnownFacts) -> Iterator[Candidate]:
    for head, nearness in _heads(reading, place).items():
        yield from _of(reading, head, place, nearness, facts)
        if reading.things[place].iris:
            yield from _of(reading, place, head, nearness, facts)


def _of(reading: Reading, subject: int, obj: int, nearness: float, facts: KnownFacts) -> Iterator[Candidate]:
    """What the graph tells of a subject that bears on an object."""
    thing = reading.things[obj] if obj != IMPLIED else None
    meant = reading.focus[:_MEANINGS] if subject == IMPLIED else reading.things[subject].iris
    about = thing.iris if thing else reading.focus[:_MEANINGS]
    # What a pronoun stands for shows in what is said of it: "it dates from 1915" tells of a picture, not of a town.
    pronoun = subject == IMPLIED or reading.things[subject].kind == "anaphor"
    open_to = _MEANINGS if pronoun and thing and thing.value is not None else 1
    for number, iri in enumerate(iri for iri in meant if iri not in about):
        for triples in likely_groups(reading, iri, facts):
            if thing:
                stated = (*_named(reading, triples), *_placed(iri, triples[0].predicate, facts))
                fits = next((t for t in stated if is_meant(thing, t.object)), None)
            else:
                fits = next((t for t in triples if _is_any(t, about)), None)
            if fits:
                yield Candidate((fits,), subject, obj, True, nearness)
            elif number < open_to and thing and nearness >= _NEAR and excludes(triples, thing, facts):
                yield Candidate(triples, subject, obj, False, nearness)


def _named(reading: Reading, triples: Sequence[Triple]) -> Sequence[Triple]:
    """Those of the triples of a subject and predicate whose objects a sentence may name."""
    key = "named", triples[0].subject.iri, triples[0].predicate.iri
    if key not in reading.memory:
        iris = {iri for thing in reading.things for iri in thing.iris}
        reading.memory[key] = [t for t in triples if not isinstance(t.object, Entity) or t.object.iri in iris]
    found: Sequence[Triple] = reading.memory[key]
    return found


def _placed(iri: str, predicate: Entity, facts: KnownFacts) -> Iterator[Triple]:
    """What follows of a thing and a predicate from what its places are in."""
    return (triple for triple in facts.placed(iri) if triple.predicate == predicate)


def _is_any(triple: Triple, iris: Sequence[str]) -> bool:
    return isinstance(triple.object, Entity) and triple.object.iri in iris


def _heads(reading: Reading, place: int) -> Mapping[int, float]:
    """The places that something may be said of, with how likely that is; the likeliest first."""
    named = [i for i, thing in enumerate(reading.things) if thing.kind != "value" and i != place]
    before = [i for i in named if i < place]
    heads: dict[int, float] = {}
    for number, clause in enumerate(clauses(reading, place)):
        heads.setdefault(clause.subject, 1.0 if number == 0 else _NEAR)
    near = [*before[-1:], main_subject(reading), *([] if before else named[:1])]
    for other in near:
        heads.setdefault(other, _NEAR)
    for other in (*reversed(before), *(i for i in named if i > place)):
        heads.setdefault(other, _FAR)
    if before and not is_open(reading, IMPLIED, place):
        heads.pop(IMPLIED, None)
    for head in [h for h in heads if h != IMPLIED and _is_common(reading, h)]:
        bearer = next((i for i in reversed(before) if i < head and not _is_common(reading, i)), IMPLIED)
        heads[bearer] = max(heads.get(bearer, 0.0), heads[head])
    heads.pop(place, None)
    return {head: heads[head] for head in sorted(heads, key=lambda h: -heads[h])[:_HEADS]}


def _is_common(reading: Reading, place: int) -> bool:
    """Whether a thing is a common noun, so that what is said of it is said of what it tells of ("a poet born in C")."""
    thing = reading.things[place]
    return thing.kind == "entity" and thing.text.islower()


def _questions(reading: Reading, one: Candidate, facts: KnownFacts) -> Iterator[Question]:
    """The ways to say it: the label, its other names, and the label of the inverse from the other end."""
    predicate, known = one.triples[0].predicate, one.triples[0].object
    names = (predicate.label, *facts.graph.profile(predicate.iri).aliases)
    for label in names:
        yield _asked(reading, one.subject, one.obj, label, one)
    turned = [facts.graph.predicate(i).label for i in (facts.graph.inverse(predicate.iri),) if i]
    free = one.fits or one.obj == IMPLIED or reading.things[one.obj].kind != "unknown"
    for name, backwards in other_names(predicate.label, vague=one.fits) if free else ():
        if not _occurs(reading, name):
            continue
        if backwards:
            turned.append(name)
        else:
            yield _asked(reading, one.subject, one.obj, name, one)
    if isinstance(known, Entity):
        back = replace(one, triples=(replace(one.triples[0], object=one.triples[0].subject),))
        for label in turned:
            yield _asked(reading, one.obj, one.subject, label, back)


def _occurs(reading: Reading, name: str) -> bool:
    """Whether the words of a name, or others of their families, stand in a sentence."""
    vocabulary = load_scorer().vocabulary
    wanted = content_words(label_words(name))
    noun = not name.endswith(" of") and len(wanted) == 1  # "a daughter of" is nobody's daughter
    active = name.rpartition(" ")[2] != "by"  # "was designed by" is no "designed"
    words = [
        w.text
        for w, after in zip(reading.words, (*reading.words[1:], None), strict=True)
        if not (noun and after and after.text == "of") and not (active and after and after.text == "by")
    ]
    return all(any(vocabulary.owned(words, (own,))) for own in wanted)


def _asked(reading: Reading, subject: int, obj: int, label: str, one: Candidate) -> Question:
    """The question; what is not named stands as "it" before the sentence."""
    question = asked(reading, subject, obj, label=label, known=one.triples[0].object)
    if IMPLIED not in (subject, obj):
        return question
    own = np.zeros(len(question.words) + 1, dtype=np.float32)
    own[0] = 1.0
    ends = [
        end._replace(words=own, found=1.0)
        if place == IMPLIED
        else end._replace(words=np.append(np.float32(0), end.words))
        for place, end in ((subject, question.subject), (obj, question.obj))
    ]
    others = np.append(np.float32(0), question.others)
    return question._replace(words=("it", *question.words), subject=ends[0], obj=ends[1], others=others)


def decided(
    reading: Reading,
    place: int,
    found: Sequence[Candidate],
    hit: Conflict | None,
    rival: float,
    facts: KnownFacts,
) -> Candidate | None:
    """The one of the candidates that a sentence is taken to speak of, None if none will do.

    Args:
        reading: the sentence.
        place: the thing in question.
        found: what the graph may have on it, the likeliest first.
        hit: what a plain reading of the clause found against it.
        rival: how clearly the words say something that the graph does not have of the two.
        facts: the graph.
    """
    fitting = next((one for one in found if one.fits), None)
    against = next((one for one in found if not one.fits), None)
    other = max(against.weight if against else 0.0, hit.probability if hit else 0.0)
    if fitting and fitting.weight >= _least(reading, place, facts) and not _is_outdone(fitting, other, rival):
        return fitting
    if against and against.probability > rival and _is_said(reading, place, against, found):
        return against
    return None


def _leading(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The likeliest of all, and of those that fit."""
    yield from found[:1]
    yield from [one for one in found[1:] if one.fits and not found[0].fits][:1]


def rivals(reading: Reading, found: Mapping[int, Sequence[Candidate]], facts: KnownFacts) -> dict[int, float]:
    """How clearly the words say of things what the graph has of none of the candidates, but of others like them."""
    asking = [
        (place, label, one)
        for place, ones in found.items()
        for one in _leading(ones)
        for label in _labels(one, ones, facts)
    ]
    answers = (
        load_scorer().probabilities(
            [_asked(reading, one.subject, one.obj, label, one) for _, label, one in asking]
        )
        if asking
        else ()
    )
    clear = dict.fromkeys(found, 0.0)
    for (place, label, one), p in zip(asking, answers, strict=True):
        plain = one.obj == place and _says(reading.gaps[place], label)
        clear[place] = max(clear[place], 1.0 if plain else float(p) * one.nearness)
    return clear


def without_turned(
    reading: Reading, found: Mapping[int, Sequence[Candidate]], facts: KnownFacts
) -> dict[int, list[Candidate]]:
    """The candidates without those that the words say the other way round ("Ada was designed by the engine")."""
    asking = [one for ones in found.values() for one in ones if one.fits and _may_be_turned(one, facts)]
    ways = [list(_straight(reading, one)) for one in asking]
    straight = [question for group in ways for question in group]
    answers = load_scorer().probabilities([*straight, *(q.turned() for q in straight)]) if straight else ()
    told = iter(zip(answers[: len(straight)], answers[len(straight) :], strict=True))
    turned: dict[Candidate, float] = {}
    for one, group in zip(asking, ways, strict=True):
        said = [next(told) for _ in group]
        forward, backward = max(p for p, _ in said), max(p for _, p in said)
        unsure = one.probability < _SURE and said[0][1] > max(one.probability, _TURNED)
        if unsure or (backward >= _CLEARLY and forward <= _HARDLY):
            turned[one] = backward
    pairs = {frozenset((one.subject, one.obj)) for one, p in turned.items() if p >= _SURE}
    return {
        place: [
            one
            for one in ones
            if one not in turned
            and not (one.probability < _HARDLY and frozenset((one.subject, one.obj)) in pairs)
        ]
        for place, ones in found.items()
    }


def _straight(reading: Reading, one: Candidate) -> Iterator[Question]:
    """Whether the words say it by the label, or by another name that goes the same way and is said in these words."""
    label = one.triples[0].predicate.label
    yield _asked(reading, one.subject, one.obj, label, one)
    gap = " ".join(reading.gaps[max(one.subject, one.obj)])
    for name, backwards in other_names(label, vague=False):
        if not backwards and name.endswith(_LEADING) and gap.endswith((name, f"{name} the")):
            yield _asked(reading, one.subject, one.obj, name, one)


def _may_be_turned(one: Candidate, facts: KnownFacts) -> bool:
    named = IMPLIED not in (one.subject, one.obj) and isinstance(one.triples[0].object, Entity)
    asked = named and (one.probability < _SURE or one.subject > one.obj)
    return asked and not facts.graph.is_symmetric(one.triples[0].predicate.iri)


# What is often said of people (True) and of things, with people or with other things, whether a graph has it or not.
_COMMON = {
    (True, True): ("spouse", "child", "father", "friend", "admirer", "opponent"),
    (True, False): ("birth place", "death place", "residence", "alma mater", "employer", "place visited"),
    (False, True): ("owner", "destroyer", "critic", "opponent"),
    (False, False): (),
}

_KIN = frozenset(("father", "mother", "spouse"))  # What no word hints at that is not of it.


def _labels(best: Candidate, found: Sequence[Candidate], facts: KnownFacts) -> Iterator[str]:
    """What else may be said of things like those of the best candidate."""
    triple = best.triples[0]
    end = triple.object
    if not isinstance(end, Entity) or (best.fits and best.weight >= _SURE):
        return
    own = {
        one.triples[0].predicate.label for one in found if (one.subject, one.obj) == (best.subject, best.obj)
    }
    kind = facts.types(end.iri)[:1]
    people = facts.graph.is_person(triple.subject.iri), facts.graph.is_person(end.iri)
    told = [
        other.predicate.label
        for other in facts.of_peers(triple.subject.iri)
        if isinstance(other.object, Entity) and facts.types(other.object.iri)[:1] == kind
    ]
    yield from (label for label in dict.fromkeys((*_COMMON[people], *told)) if label not in own)


def _is_named(reading: Reading, one: Candidate) -> bool:
    """Whether a word of the sentence is of the family of one of the predicate's names."""
    label = one.triples[0].predicate.label
    return any(
        _occurs(reading, name) for name in (label, *(name for name, _ in other_names(label, vague=False)))
    )


def _is_bare(reading: Reading, place: int) -> bool:
    gap = reading.gaps[place]
    return gap[-1:] == ("of",) and (len(gap) < _SHORT or gap[0] in COPULAS)


def _is_outdone(fitting: Candidate, other: float, rival: float) -> bool:
    """Whether the words clearly say something else than what fits: what the graph has otherwise, or not at all."""
    told = other >= _OUTDOING and fitting.weight < other * (_FAINT if other < _PLAIN else _CLOSE)
    return told or (rival >= _CLEAR and _odds(rival) > _TIMES * _odds(fitting.weight))


def _odds(probability: float) -> float:
    return probability / max(1 - probability, _LEAST_DOUBT)


def _least(reading: Reading, place: int, facts: KnownFacts) -> float:
    """The weight from which on a fact with just the value of a thing is taken for what is said."""
    value = reading.things[place].value
    if value is None:
        if reading.things[place].iris and facts.graph.is_person(reading.things[place].iris[0]):
            return _PEOPLE
        return _BARE if _is_bare(reading, place) else _NAMES
    return _EXACT if len(value.text) > 4 or value.datatype not in NUMBERS else _YEARS


def _is_said(reading: Reading, place: int, one: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether the words say the predicate of which the graph has another value."""
    if one.nearness < _NEAR:
        return False
    thing = reading.things[place]
    tied = any(o.fits and {o.subject, o.obj} == {one.subject, one.obj} for o in found)
    if thing.value is None and tied and not _is_named(reading, one):
        return False
    rivals = [o for o in found if not o.fits and o.subject == one.subject and o.obj == one.obj]
    alone = len({o.triples[0].predicate.iri for o in rivals}) == 1
    if thing.value is None and _is_bare(reading, place):
        return one.weight >= _BARE
    if thing.value is None:
        kin = one.triples[0].predicate.label in _KIN and not _is_named(reading, one)
        return one.weight >= (_UNKNOWN if thing.kind == "unknown" or kin else _OTHER)
    if alone and " " in thing.text and thing.value.datatype in NUMBERS:
        return one.weight >= _MEASURED
    return one.weight >= (_ALONE if alone else _OTHER)
