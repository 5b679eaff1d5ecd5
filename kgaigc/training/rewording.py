"""Texts in which the words between two names say another relation, for false examples of the checker's scorer.

A triple with another predicate beside a right text teaches what the words of the *label* do not go with; a text with
other words between its names teaches the same of the words of the *text*: "Adisham Hall was acquired by Sri Lanka" says
no country. The words come from texts that say one triple, and from the phrase book.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kgaigc.checking.likeness import Passage, kind_of
from kgaigc.checking.words import FUNCTION_WORDS, label_words, stem, tokens
from kgaigc.training.falsehoods import have_one_label, key, may_mean_alike
from kgaigc.training.phrasebook import Relation, are_different
from kgaigc.values import Term, Triple

_NAMED = 0.7  # From this likeness on a word is part of a name; from _FREE on it may be.
_FREE = 0.1
_LONGEST = 9  # words between two names
_TRIES = 12  # phrases that are drawn to find one that says something else
_BOOK = 0.4  # Share of the phrases that come from the phrase book.
_PLACED = re.compile(r"\b(?:in|at|from)(?: the)?$")
_PLAIN = re.compile(r"(?:['’]s )?[a-z][a-z' -]*")
_BARE = re.compile(r"(?P<first>\{[so]\})(?P<words>[^{},;:]+)(?P<last>\{[so]\})\.?")
_RELATING = frozenset(("of", "for", "by", "with", "to"))
# Too general to be another relation: what is led, played or made somewhere is also there.
_GENERAL = frozenset(
    stem(word)
    for word in """located location situated found place placed part includes included contains contained belongs
    comes related associated known called named type kind used member considered home affiliated origin originates
    one main such like""".split()
)


class _Gap(NamedTuple):
    """The words between the two ends of a triple.

    Attributes:
        start: where they begin in the text.
        end: where they end.
        forward: whether the subject comes first.
    """

    start: int
    end: int
    forward: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words between two names, and what they say.

    Attributes:
        words: "was born in".
        labels: of the predicates that they say; one of the phrase book's.
        relation: the phrase book's, if they come from there.
        stems: those of their words of meaning.
    """

    words: str
    labels: tuple[str, ...]
    relation: Relation | None
    stems: frozenset[str]


class Rewordings:
    """Ways to say relations with words between two names.

    Args:
        texts: texts, each with the triples that it says; those that say one give phrases.
        relations: of the phrase book.
        same: whether a predicate may mean what one of others means.
        unseen: tells the labels that are in no example.
    """

    def __init__(
        self,
        texts: Iterable[tuple[str, Sequence[Triple]]],
        relations: Sequence[Relation],
        *,
        same: Callable[[str, set[str]], bool],
        unseen: Callable[[str], bool],
    ) -> None:
        self._same, self._relations = same, tuple(relations)
        self._phrases: dict[tuple[bool, str], list[Phrase]] = defaultdict(list)
        self._of_book: dict[tuple[bool, str], list[Phrase]] = defaultdict(list)
        self._meant: dict[str, tuple[Relation, ...]] = {}
        said: dict[tuple[bool, str, str], set[str]] = defaultdict(set)
        for text, triples in texts:
            if len(triples) == 1 and (words := _whole(text, triples[0])):
                said[words[1].forward, kind_of(triples[0].object), words[0]].add(triples[0].predicate.label)
        for (forward, kind, words_said), labels in sorted(said.items(), key=lambda one: one[0]):
            one, *rest = sorted(labels)
            stems = telling(words_said)
            if stems and all(same(other, {one}) for other in rest):
                self._phrases[forward, kind].append(Phrase(words_said, (one, *rest), None, stems))
        for relation in relations:
            labels_seen = tuple(label for label in relation.labels if not unseen(label))
            for way in dict.fromkeys(relation.says + relation.ways) if labels_seen else ():
                found = _BARE.fullmatch(way)
                words_said = found["words"].strip() if found else ""
                stems = telling(words_said)
                if found and stems and _PLAIN.fullmatch(words_said):
                    phrase = Phrase(words_said, labels_seen, relation, stems)
                    self._of_book[found["first"] == "{s}", relation.object].append(phrase)

    def reworded(
        self, text: str, triple: Triple, facts: Sequence[Triple], chance: random.Random
    ) -> tuple[str, str] | None:
        """The text with other words between the ends of a triple, and the label of what these say; None if it can't be.

        Args:
            text: a right text.
            triple: what it says.
            facts: all that it says.
            chance: chooses.
        """
        gap = _gap(text, triple, facts)
        if gap is None:
            return None
        now = text[gap.start : gap.end].strip()
        mine = {t.predicate.label for t in facts}
        own = telling(now) | {stem(word) for label in mine for word in label_words(label)}
        for _ in range(_TRIES):
            phrase = self._drawn(gap.forward, kind_of(triple.object), triple, chance)
            if phrase and self._is_other(phrase, now, own, mine):
                the = " the" if now.endswith(" the") and not phrase.words.endswith(" the") else ""
                space = "" if phrase.words[0] in "'’" else " "
                made = f"{text[: gap.start]}{space}{phrase.words}{the} {text[gap.end :].lstrip()}"
                return made, chance.choice(phrase.labels)
        return None

    def _drawn(self, forward: bool, kind: str, triple: Triple, chance: random.Random) -> Phrase | None:
        known = self._relations_of(triple.predicate.label)
        from_book = bool(known) and chance.random() < _BOOK
        pool = (self._of_book if from_book else self._phrases).get((forward, kind))
        phrase = chance.choice(pool) if pool else None
        if phrase and phrase.relation and not all(are_different(phrase.relation, one) for one in known):
            return None
        return phrase

    def _is_other(self, phrase: Phrase, now: str, own: frozenset[str], mine: set[str]) -> bool:
        if not phrase.stems.isdisjoint(own) or (_PLACED.search(phrase.words) and _PLACED.search(now)):
            return False
        return not any(self._same(label, mine) or may_mean_alike(label, mine) for label in phrase.labels)

    def _relations_of(self, label: str) -> tuple[Relation, ...]:
        """What the phrase book has of a predicate of this label."""
        if label not in self._meant:
            self._meant[label] = tuple(
                one for one in self._relations if any(have_one_label(label, own) for own in one.labels)
            )
        return self._meant[label]


def telling(words: str) -> frozenset[str]:
    """The stems of the words that say something."""
    found = (token.text for token in tokens(words))
    return (
        frozenset(stem(w) for w in found if w.isalpha() and len(w) > 2 and w not in FUNCTION_WORDS) - _GENERAL
    )


class _Ends:
    """Where a text names the ends of a triple, and words that name other things."""

    def __init__(self, text: str, triple: Triple, facts: Sequence[Triple]) -> None:
        self.passage = Passage(text)
        ends = (triple.subject, triple.object)
        others = {key(e): e for t in facts for e in (t.subject, t.object) if e not in ends}
        self.subject, self.object = (self._places(end) for end in ends)
        self._others: list[Term] = list(others.values())

    def _places(self, term: Term) -> list[int]:
        """The places of the words of a name, with those beside them that many names share ("Hall")."""
        along = self.passage.likeness(term).words
        found = along >= _NAMED
        for place in (*range(1, len(found)), *range(len(found) - 1, 0, -1)):
            one, other = place - 1, place
            found[one] |= found[other] and along[one] >= _FREE
            found[other] |= found[one] and along[other] >= _FREE
        places: list[int] = np.flatnonzero(found).tolist()
        return places

    @cached_property
    def named_otherwise(self) -> set[int]:
        """The places of words that may name another thing."""
        words = (self.passage.likeness(other).words >= _FREE for other in self._others)
        return {int(place) for one in words for place in np.flatnonzero(one)}

    def runs(self) -> Iterator[tuple[int, int, bool]]:
        """The last word of the first name and the first of the second, and whether the subject comes first."""
        for first, second, forward in ((self.subject, self.object, True), (self.object, self.subject, False)):
            for place in first:
                after = next((other for other in second if other > place), None)
                if after is not None and not any(place < other < after for other in first):
                    yield place, after, forward


def _gap(text: str, triple: Triple, facts: Sequence[Triple]) -> _Gap | None:
    """The words between the ends of a triple that a sentence begins with; None if it is not sure which they are."""
    ends = _Ends(text, triple, facts)
    words, found = ends.passage.tokens, []
    if not ends.subject or not ends.object or set(ends.subject) & set(ends.object):
        return None
    for last, first, forward in ends.runs():
        between = range(last + 1, first)
        plain = all(words[i].text.isalpha() or words[i].text == "'s" for i in between)
        name = next(
            i
            for i in range(last, -1, -1)
            if i == 0 or i - 1 not in (ends.subject if forward else ends.object)
        )
        relates = name > 0 and words[name - 1].text in _RELATING  # "the capital of S is O"
        clear = plain and not relates and ends.named_otherwise.isdisjoint(between)
        if clear and 0 < len(between) <= _LONGEST:
            found.append(_Gap(words[last].end, words[first].start, forward))
    return (
        found[0]
        if len(found) == 1 and _PLAIN.fullmatch(text[found[0].start : found[0].end].strip())
        else None
    )


def _whole(text: str, triple: Triple) -> tuple[str, _Gap] | None:
    """The words between two names, where there is nothing else in the text."""
    gap = _gap(text, triple, (triple,))
    if gap is None:
        return None
    ends = _Ends(text, triple, (triple,))
    named = set(ends.subject) | set(ends.object)
    outside = [
        token.text
        for place, token in enumerate(ends.passage.tokens)
        if place not in named and not gap.start <= token.start < gap.end
    ]
    return (text[gap.start : gap.end].strip(), gap) if set(outside) <= {"the", "."} else None
