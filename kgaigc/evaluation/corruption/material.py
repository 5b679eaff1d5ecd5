"""What corruptions are made of: names, ways to say a predicate, and whole statements, each with what it fits.

Things are alike that stand in one role: what somewhere is the object of "birth place" may be it elsewhere, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kgaigc.checking.likeness import kind_of
from kgaigc.evaluation.corruption.reading import Forms, Reading, bare_name, read, telling_stems
from kgaigc.training.statements import Corpus, Said, key
from kgaigc.values import Entity, Term, Triple

Role = tuple[str, str]  # A predicate's label, and "subject" or "object".

_PHRASE = re.compile(r"(?:['’]s )?[a-z][a-z' -]*[a-z]")
_BEGINS = re.compile(r"\s?(?:['’]s?|is|was|has|had|[a-z]+s|[a-z]+ed|wrote|made|won|led|took|held) ")
_UNENDED = re.compile(r" (?:an?|its|his|her|their|and|or|which|that|who|non)$")
_MISSPELT = re.compile(r"\b(?:stared|suceeded|is and)\b|\b(?:his|her|champions include)\b")
_LONGEST_NAME = 5  # words


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that say a predicate between two names.

    Attributes:
        words: the words, "was born in".
        predicate: the predicate's label.
        forward: whether the subject comes first.
        kind: what the object is: "entity", "number", "date" or "text".
    """

    words: str
    predicate: str
    forward: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that says one triple, and where it names the subject."""

    text: str
    triple: Triple
    subject: tuple[int, int]
    category: str

    def of(self, name: str) -> str:
        """The same of another subject."""
        return self.text[: self.subject[0]] + name + self.text[self.subject[1] :]


class Material:
    """Names, phrases and statements to corrupt texts with.

    Args:
        known: triples by category: they tell what stands in which role, and what goes together somewhere.
        sayings: texts that say one triple each; phrases and statements come from them.
        allowed: whether a name or a predicate's label may be put into a text.
        forms: written forms by label.
    """

    def __init__(
        self,
        known: Iterable[tuple[str, Triple]],
        sayings: Iterable[Said],
        *,
        allowed: Callable[[str], bool] = bool,
        forms: Forms | None = None,
    ) -> None:
        self.allowed, self.forms = allowed, forms or {}
        self._roles: dict[str, set[Role]] = defaultdict(set)
        self._ends: dict[Role, set[str]] = defaultdict(set)
        self._names: dict[Role, set[str]] = defaultdict(set)
        self._together: dict[str, set[str]] = defaultdict(set)
        self._categories: dict[str, set[str]] = defaultdict(set)  # of predicates
        self._fields: dict[str, set[str]] = defaultdict(set)  # of names
        triples = dict.fromkeys(known)
        for category, triple in triples:
            self._note(category, triple)
        self._meanings = Corpus(Said("", (triple,), category) for category, triple in triples)
        readings = [read(said, self.forms) for said in sayings if len(said.triples) == 1]
        self.statements = tuple(s for s in map(_statement, readings) if s and self._may_state(s.triple))
        self.phrases = self._phrases(readings)

    def _note(self, category: str, triple: Triple) -> None:
        label = triple.predicate.label
        self._categories[label].add(category)
        ends = (key(triple.subject), key(triple.object))
        self._together[ends[0]].add(ends[1])
        self._together[ends[1]].add(ends[0])
        for term, place in ((triple.subject, "subject"), (triple.object, "object")):
            self._roles[key(term)].add((label, place))
            self._fields[key(term)].add(category)
            self._ends[label, place].add(key(term))
            if isinstance(term, Entity) and self.allowed(term.label):
                self._names[label, place].add(term.label)

    def _may_state(self, triple: Triple) -> bool:
        entity = isinstance(triple.object, Entity)
        return self.allowed(triple.predicate.label) and (not entity or self.allowed(key(triple.object)))

    def _phrases(self, readings: Iterable[Reading]) -> tuple[Phrase, ...]:
        """Those that no other predicate is said with."""
        meant: dict[tuple[str, bool], set[Phrase]] = defaultdict(set)
        for reading in readings:
            phrase = _phrase(reading)
            if phrase:
                meant[phrase.words, phrase.forward].add(phrase)
        own = [p for phrases in meant.values() if len({q.predicate for q in phrases}) == 1 for p in phrases]
        return tuple(
            sorted((p for p in own if self.allowed(p.predicate)), key=lambda p: (p.words, p.predicate))
        )

    def roles(self, term: Term, within: Iterable[Triple]) -> set[Role]:
        """The roles of a thing in some triples."""
        subjects = {(t.predicate.label, "subject") for t in within if t.subject == term}
        return subjects | {(t.predicate.label, "object") for t in within if t.object == term}

    def peers(self, term: Term, within: Iterable[Triple], category: str) -> list[str]:
        """Names of what stands in a role of the thing's, or else in two roles that it has elsewhere, sorted.

        Those of the category alone, if there are any.
        """
        here = self.roles(term, within)
        found = {name for role in here for name in self._names[role]}
        elsewhere = self._roles[key(term)]
        if not found:
            near = {name for role in elsewhere for name in self._names[role]}
            found = {name for name in near if len(self._roles[name] & elsewhere) > 1}
        plain = sorted(name for name in found if _is_plain(name))
        return [name for name in plain if category in self._fields[name]] or plain

    def are_together(self, one: str, other: str) -> bool:
        """Whether two names stand in one triple somewhere, or both are of one thing."""
        return one == other or other in self._together[one]

    def are_same(self, predicate: str, others: set[str]) -> bool:
        """Whether a predicate means what one of the others means."""
        return self._meanings.are_same(predicate, others)

    def fit(self, predicate: str, label: str) -> int:
        """How well one predicate goes where another stands: 0 not at all, 3 if both ends are alike.

        Ends are alike if something stands there in both, or in a graph of few facts if both are of one category.
        """
        if self._categories[predicate].isdisjoint(self._categories[label]):
            return 0
        return 1 + sum(self._meet(predicate, label, place) for place in ("subject", "object"))

    def suits(self, predicate: str, label: str) -> int:
        """How well one predicate can be said of what another is said of: 0 not at all, 2 if of one thing somewhere."""
        if self._categories[predicate].isdisjoint(self._categories[label]):
            return 0
        return 1 + self._meet(predicate, label, "subject")

    def _meet(self, one: str, other: str, place: str) -> bool:
        return not self._ends[one, place].isdisjoint(self._ends[other, place])


def _is_plain(name: str) -> bool:
    """Whether a name can be put into a sentence as it is."""
    bare = bare_name(name)
    return len(bare) > 1 and len(bare.split()) <= _LONGEST_NAME and not re.search(r'["/:;]', bare)


def _ends_of(reading: Reading) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where the text of one triple names subject and object, if it surely does, in one sentence."""
    triple = reading.triples[0]
    subject = reading.only(triple.subject)
    hits = [hit for hit in reading.found if hit.term == triple.object]
    if subject is None or len(hits) != 1 or len(reading.sentences) != 1 or not reading.text.endswith("."):
        return None
    return (subject.start, subject.end), (hits[0].start, hits[0].end)


def _statement(reading: Reading) -> Statement | None:
    ends = _ends_of(reading)
    if ends is None or ends[0][0] != 0:
        return None
    triple = reading.triples[0]
    rest = reading.text[ends[0][1] :]
    same = telling_stems(reading.text[: ends[0][1]]) & telling_stems(rest)
    written = next(hit.form for hit in reading.found if hit.term == triple.object)
    return (
        None
        if same or written or not _BEGINS.match(rest)
        else Statement(reading.text, triple, ends[0], reading.category)
    )


def _phrase(reading: Reading) -> Phrase | None:
    """The words between the names of a text that says nothing but "SUBJECT words OBJECT."."""
    ends = _ends_of(reading)
    if ends is None:
        return None
    first, last = sorted(ends)
    gap = reading.text[first[1] : last[0]].strip()
    words = re.sub(r" the$", "", gap)
    begins_late = reading.text[: first[0]] not in ("", "The ")
    if begins_late or reading.text[last[1] :] != "." or not _PHRASE.fullmatch(words):
        return None
    if not _BEGINS.match(words + " ") or _UNENDED.search(words) or _MISSPELT.search(words):
        return None
    triple = reading.triples[0]
    return Phrase(words, triple.predicate.label, first == ends[0], kind_of(triple.object))
