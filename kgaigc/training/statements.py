"""Examples for the checker's scorer: texts with triples that they say, and with triples that they do not.

What is false is made from what is true: another predicate, the two ends exchanged, another object or subject of the
same text, a foreign one of the same kind, a number or date changed slightly, a fact of another row, a sentence left
out, a negation put in, a name replaced. Some names are never put in another's place (``is_held_out``), and some
predicates are in no example at all (``is_unseen``), so that a benchmark can corrupt with what was never corrupted.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from zlib import crc32

import numpy as np

from kgaigc.checking.likeness import Passage, kind_of
from kgaigc.checking.scorer import NAMED, Question
from kgaigc.errors import ConfigError
from kgaigc.graph.terms import read_terms
from kgaigc.training import falsehoods
from kgaigc.training.corpora import Row
from kgaigc.training.falsehoods import key
from kgaigc.training.phrasebook import Relation
from kgaigc.training.rewording import Rewordings
from kgaigc.values import Entity, Term, Triple, Value

__all__ = [
    "Corpus",
    "Example",
    "Said",
    "is_held_out",
    "is_unseen",
    "key",
    "plainly_said",
    "question",
    "said_by",
    "said_in_answers",
    "seen",
]

_HELD_OUT = 8  # One thing in so many is never put in another's place.
_INTERCHANGEABLE = (
    0.25  # Predicates that hold together of so large a share of the rarer one's pairs may mean the same.
)
_REWORDED = 1.0  # Texts in which the words between two names are replaced, where they can be told.
_UNSEEN = 32  # One predicate in so many is in no example.
_PRONOUN = re.compile(r"\b(he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
_PATTERN = re.compile(r"(<[^>]+>|\?\w+)\s+(<[^>]+>)\s+(<[^>]+>|\?\w+)")
_PLAIN_WAYS = (
    "The {p} of {s} is {o}.",
    "The {p} of {s} was {o}.",
    "{s}'s {p} is {o}.",
    "{o} is the {p} of {s}.",
    "{s} has the {p} {o}.",
    "{s}, whose {p} was {o}.",
    "{s} has {o} as its {p}.",
    "Its {p} is {o}.",
)


class Example(NamedTuple):
    """A question, its answer, and how it was made."""

    question: Question
    answer: float
    kind: str


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the triples that it says.

    Attributes:
        text: the characters.
        triples: what it says.
        category: of the row.
        unsaid: triples of the same row that it leaves out.
    """

    text: str
    triples: tuple[Triple, ...]
    category: str
    unsaid: tuple[Triple, ...] = ()


def is_held_out(name: str) -> bool:
    """Whether no false example has a thing of this name in the place of another."""
    return crc32(name.lower().encode()) % _HELD_OUT == 0


def is_unseen(label: str) -> bool:
    """Whether no example has a predicate of this label: texts that say one are left out of the training.

    To hold such a predicate out of the false examples alone would teach that its words always say what is asked.
    """
    return crc32(label.lower().encode()) % _UNSEEN == 0


def seen(texts: Iterable[Said]) -> Iterator[Said]:
    """The texts that say nothing with a predicate that is to stay unseen."""
    for said in texts:
        if not any(is_unseen(triple.predicate.label) for triple in (*said.triples, *said.unsaid)):
            yield said


def said_by(rows: Iterable[Row]) -> Iterator[Said]:
    """Each text of each row once; where the corpus tells which sentence says what, also its sentences."""
    met: set[str] = set()
    for row in rows:
        try:
            triples = read_terms([tuple(triple) for triple in row["triples"]])
        except ConfigError:
            continue
        by_row = dict(zip((tuple(t) for t in row["triples"]), triples, strict=True))
        for text in row["texts"]:
            words = text if isinstance(text, str) else text["text"]
            if words not in met:
                met.add(words)
                yield Said(words, tuple(triples), row["category"])
                if isinstance(text, dict):
                    yield from _sentences(words, text, by_row, row["category"])


def _sentences(words: str, text: Row, by_row: dict[tuple[str, ...], Triple], category: str) -> Iterator[Said]:
    """The sentences of an annotated text, where they can be told, and the text with one of them left out."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z])", words)
    order = [by_row.get(tuple(t)) for t in text.get("order") or ()]
    groups = [[order[i] for i in group if i < len(order)] for group in text.get("sentences") or ()]
    if len(parts) != len(groups) or len(parts) < 2 or set(order) != set(by_row.values()):
        return
    for i, part in enumerate(parts):
        mine = tuple(t for t in groups[i] if t)
        rest = tuple(t for group in groups[:i] + groups[i + 1 :] for t in group if t and t not in mine)
        if mine:
            yield Said(part, mine, category, rest)
            yield Said(" ".join(parts[:i] + parts[i + 1 :]), rest, category, mine)


class Corpus:
    """Texts, and what may stand in one another's place: predicates, entities, values.

    Args:
        texts: what the corruptions are made of.
        relations: of a phrase book; with them some texts are worded otherwise between two names.
    """

    def __init__(self, texts: Iterable[Said], relations: Sequence[Relation] = ()) -> None:
        self.texts = tuple(texts)
        self._peers: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._objects: dict[str, list[Term]] = defaultdict(list)
        self._facts: dict[str, list[Triple]] = defaultdict(list)
        together: dict[tuple[str, str], set[str]] = defaultdict(set)
        used: Counter[str] = Counter()
        for said in self.texts:
            for triple in said.triples:
                label = triple.predicate.label
                used[label] += 1
                self._peers[said.category, kind_of(triple.object)].add(label)
                self._objects[label].append(triple.object)
                self._facts[said.category].append(triple)
                together[key(triple.subject), key(triple.object)].add(label)
        self._labels = sorted(used)
        shared = Counter(frozenset((p, q)) for held in together.values() for p in held for q in held if p < q)
        held = Counter(label for labels in together.values() for label in labels)
        self._same = {
            both for both, n in shared.items() if n >= _INTERCHANGEABLE * min(held[label] for label in both)
        }
        self._rewordings: Rewordings | None = None
        if relations:
            told = ((said.text, said.triples) for said in self.texts)
            self._rewordings = Rewordings(told, relations, same=self.are_same, unseen=is_unseen)

    def examples(self, *, seed: int, share: float = 1.0) -> Iterator[list[Example]]:
        """The examples of each text in turn."""
        for number, said in enumerate(self.texts):
            yield list(self.of(said, random.Random(f"{seed} {number}"), share=share))

    def of(self, said: Said, chance: random.Random, *, share: float = 1.0) -> Iterator[Example]:
        """The examples of one text."""
        passage = Passage(said.text, named=meant(said, chance))
        for triple in said.triples:
            yield _example(passage, said, triple, "true", answer=1.0)
        for triple in said.unsaid:
            asked = _example(passage, said, triple, "omitted")
            if min(asked.question.obj.found, asked.question.subject.found) < NAMED:
                yield asked
        for triple in said.triples:
            for made, how in self._false(said, passage, triple, chance):
                if chance.random() < share:
                    yield _example(passage, said, made, how)
        yield from self._in_text(said, chance)

    def instead(self, said: Said, triple: Triple, chance: random.Random) -> Triple | None:
        """A triple that a text does not say, in place of one that it does; None if there is none to be made."""
        made = self._false(said, Passage(said.text), triple, chance)
        found = [one for one, how in made if how != "fact foreign"]
        return chance.choice(found) if found else None

    def _false(
        self, said: Said, passage: Passage, triple: Triple, chance: random.Random
    ) -> Iterator[tuple[Triple, str]]:
        """What the text does not say, made of a triple that it says, and how it was made."""
        for made, how in self._related(said, triple, chance):
            if not falsehoods.is_said(made, said.triples):
                yield made, how
        for made, how in self._inside(said, triple, chance):
            if not self._ismeant(made, said.triples, any_predicate=how == "subject inside"):
                yield made, how
        for made, how in self._foreign(said, triple, chance):
            if passage.likeness(made.object).found < NAMED:
                yield made, how

    def _related(self, said: Said, triple: Triple, chance: random.Random) -> Iterator[tuple[Triple, str]]:
        """Another predicate, or the ends exchanged."""
        label = triple.predicate.label
        mine = {t.predicate.label for t in said.triples if falsehoods.ends(t) & falsehoods.ends(triple)} | {
            label
        }
        wrong = self.predicates_beside(said.category, kind_of(triple.object), mine)
        for other in chance.sample(wrong, min(2, len(wrong))):
            yield replace(triple, predicate=falsehoods.predicate(other)), "predicate"
        for other in chance.choices(self._labels, k=2):
            if not self.are_same(other, mine):
                yield replace(triple, predicate=falsehoods.predicate(other)), "predicate"
        if isinstance(triple.object, Entity) and not falsehoods.is_mutual(label):
            yield Triple(triple.object, triple.predicate, triple.subject), "direction"

    def _inside(self, said: Said, triple: Triple, chance: random.Random) -> Iterator[tuple[Triple, str]]:
        """Another object or subject that the text names too."""
        terms = dict.fromkeys(e for t in said.triples for e in (t.subject, t.object))
        others = [e for e in terms if e not in (triple.object, triple.subject)]
        alike = [e for e in others if kind_of(e) == kind_of(triple.object)]
        for obj in chance.sample(alike, min(2, len(alike))):
            yield replace(triple, object=obj), "object inside"
        subjects = [e for e in others if isinstance(e, Entity)]
        for subject in chance.sample(subjects, min(1, len(subjects))):
            yield replace(triple, subject=subject), "subject inside"

    def _ismeant(self, made: Triple, facts: Sequence[Triple], *, any_predicate: bool) -> bool:
        """Whether facts say a triple, or one with its ends that may mean the same, or what it follows from."""
        label = made.predicate.label
        beside = [t for t in facts if falsehoods.ends(t) == falsehoods.ends(made)]
        same = any(any_predicate or self.are_same(t.predicate.label, {label}) for t in beside)
        return same or falsehoods.is_said(made, facts) or falsehoods.follows(made, facts)

    def _foreign(self, said: Said, triple: Triple, chance: random.Random) -> Iterator[tuple[Triple, str]]:
        """A number or date changed a little, an object or a whole fact of another text."""
        here = {key(e) for t in said.triples for e in (t.subject, t.object)}
        if chance.random() < 0.5:
            if isinstance(triple.object, Value) and kind_of(triple.object) in ("number", "date"):
                changed = falsehoods.nudged(triple.object, chance)
                if changed:
                    yield replace(triple, object=changed), "value"
            else:
                other = chance.choice(self._objects[triple.predicate.label])
                if key(other) not in here and not is_held_out(key(other)):
                    yield replace(triple, object=other), "object foreign"
        if chance.random() < 0.35:
            fact = chance.choice(self._facts[said.category])
            if key(fact.object) not in here and not is_held_out(key(fact.object)):
                yield replace(fact, subject=triple.subject), "fact foreign"

    def _in_text(self, said: Said, chance: random.Random) -> Iterator[Example]:
        """The text made wrong: denied, or with another name in the place of an object's or a subject's."""
        if len(said.triples) == 1:
            text = falsehoods.denied(said.text, chance) if chance.random() < 0.35 else None
            if text:
                yield _example(Passage(text), said, said.triples[0], "negation")
            if chance.random() < 0.4:
                yield from self._joined(said, chance)
        triple = chance.choice(said.triples)
        if self._rewordings and chance.random() < _REWORDED:
            yield from self._reworded(said, triple, self._rewordings, chance)
        if chance.random() < 0.4:
            yield from self._renamed(
                said, triple, triple.object, self._objects[triple.predicate.label], chance
            )
        if chance.random() < 0.45:
            subjects = [fact.subject for fact in self._facts[said.category]]
            yield from self._renamed(said, triple, triple.subject, subjects, chance)

    def _renamed(
        self, said: Said, triple: Triple, term: Term, others: Sequence[Term], chance: random.Random
    ) -> Iterator[Example]:
        """The text with another name in the place of an end of the triple."""
        name = key(chance.choice(others))
        if name != key(term) and not is_held_out(name):
            passage = falsehoods.renamed(said.text, term, name)
            if passage:
                yield _example(passage, said, triple, "name in text")

    def _reworded(
        self, said: Said, triple: Triple, rewordings: Rewordings, chance: random.Random
    ) -> Iterator[Example]:
        """The text with other words between the ends of the triple, which say another of them."""
        made = rewordings.reworded(said.text, triple, said.triples, chance)
        if made is None:
            return
        text, label = made
        passage = Passage(text)
        yield _example(passage, said, triple, "reworded")
        other = replace(triple, predicate=falsehoods.predicate(label))
        if chance.random() < 0.5:
            yield _example(passage, said, other, "true", answer=1.0)
        for fact in said.triples:
            if not falsehoods.ends(fact) & falsehoods.ends(triple):
                yield _example(passage, said, fact, "true", answer=1.0)

    def _joined(self, said: Said, chance: random.Random) -> Iterator[Example]:
        """Another thing listed beside the object, which is then said of it too, and no other relation."""
        triple, fact = said.triples[0], chance.choice(self._facts[said.category])
        label, name = fact.predicate.label, key(fact.object)
        passage = Passage(said.text)
        places = [i for i, m in enumerate(passage.likeness(triple.object).words) if m >= NAMED]
        kept = is_held_out(name) or self.are_same(label, {triple.predicate.label})
        if kept or not places or name.lower() in said.text.lower() or fact.object == triple.object:
            return
        end = passage.tokens[places[-1]].end
        text = f"{said.text[:end]} and {name}{said.text[end:]}"
        facts = (triple, Triple(triple.subject, triple.predicate, fact.object))
        joined = replace(said, text=text, triples=facts)
        again = Passage(text)
        yield _example(again, joined, replace(fact, subject=triple.subject), "joined")
        for one in facts:
            yield _example(again, joined, one, "true", answer=1.0)

    def predicates_beside(self, category: str, kind: str, mine: set[str]) -> list[str]:
        """Predicates of the category with objects of the kind that do not mean the same as any of these."""
        found = self._peers[category, kind]
        return sorted(p for p in found if not self.are_same(p, mine))

    def are_same(self, label: str, others: set[str]) -> bool:
        """Whether a predicate holds of the same things as one of the others somewhere, or has its words."""
        return any(
            label == other
            or frozenset((label, other)) in self._same
            or falsehoods.have_one_label(label, other)
            for other in others
        )


def said_in_answers(rows: Iterable[Row]) -> Iterator[Said]:
    """What the answers of VQuAnDa say, as far as their query tells it in single patterns on the answer."""
    for row in rows:
        spans = row["answer_spans"]
        patterns = _PATTERN.findall(
            row["sparql"].partition("WHERE")[2] or row["sparql"].partition("where")[2]
        )
        if row["form"] == "count" or len(spans) != 1 or spans[0] in ("answer", "[answer]"):
            continue
        triples = [
            _filled(pattern, spans[0]) for pattern in patterns if pattern[1].rpartition("#")[2] != "type"
        ]
        found = tuple(triple for triple in triples if triple)
        if found and len(found) == len(triples):
            yield Said(row["answer_plain"], found, "answers")


def _filled(pattern: tuple[str, str, str], answer: str) -> Triple | None:
    """A pattern with the answer in the place of its variable, if that is all that is open."""
    ends = [answer if one == "?uri" else _local(one) for one in (pattern[0], pattern[2])]
    if "" in ends or "?uri" not in (pattern[0], pattern[2]):
        return None
    try:
        return read_terms([(ends[0], _local(pattern[1]), ends[1])])[0]
    except ConfigError:
        return None


def _local(iri: str) -> str:
    return re.split("[/#]", iri.strip("<>"))[-1] if iri.startswith("<") else ""


def plainly_said(rows: Iterable[Row], nouns: Sequence[str], *, count: int, seed: int) -> Iterator[Said]:
    """Facts with made-up predicates, said by their own words in the plainest of ways.

    Args:
        rows: their things are used.
        nouns: words that predicates are made of.
        count: how many.
        seed: of the choice.
    """
    chance = random.Random(seed)
    things = sorted({end for row in rows for triple in row["triples"] for end in (triple[0], triple[2])})
    for number in range(count):
        label = " ".join(chance.sample(nouns, chance.choice((1, 1, 2))))
        try:
            triple = read_terms([(chance.choice(things), label, chance.choice(things))])[0]
        except ConfigError:
            continue
        names = _shown(triple.subject), _shown(triple.object)
        text = chance.choice(_PLAIN_WAYS).format(s=names[0], o=names[1], p=label)
        yield Said(text, (triple,), f"plain {number % 20}")


def _shown(term: Term) -> str:
    return key(term).partition(" (")[0].strip('"')


def meant(said: Said, chance: random.Random) -> dict[str, list[tuple[int, int]]]:
    """The first pronoun of a sentence that does not name what it is about, as a reader would take it, half the time."""
    topic = Counter(triple.subject for triple in said.triples).most_common(1)[0][0]
    found = _PRONOUN.search(said.text)
    if not found or chance.random() < 0.5 or Passage(said.text, values=()).likeness(topic).found >= NAMED:
        return {}
    return {topic.iri: [found.span()]}


def _example(passage: Passage, said: Said, triple: Triple, kind: str, *, answer: float = 0.0) -> Example:
    return Example(question(passage, triple, said.triples), answer, kind)


def question(passage: Passage, triple: Triple, facts: Iterable[Triple]) -> Question:
    """What the scorer is asked of a text and a triple.

    Args:
        passage: the text.
        triple: the triple.
        facts: triples whose things the text may name too.
    """
    ends = (triple.subject, triple.object)
    others = {key(e): e for t in facts for e in (t.subject, t.object) if e not in ends}
    along = [passage.likeness(other).words for other in others.values()]
    beside = np.max(along, axis=0) if along else np.zeros(len(passage), dtype=np.float32)
    subject, obj = passage.likeness(triple.subject), passage.likeness(triple.object)
    return Question(passage.words, subject, obj, beside, triple.predicate.label, kind_of(triple.object))
