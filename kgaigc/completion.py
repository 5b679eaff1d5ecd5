"""Texts of triples made complete: of what the generator proposes, what says all, as the checker reads it.

A network words a predicate that it never learnt as if it were a like one ("born in" for a death place). The checker
notices, and another wording is taken. Where none says all, what is unsaid is taken out, the rest is written once more,
and those facts follow in sentences made of their predicates' own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kgaigc.values import Generated, Sentence, Triple

Facts = tuple[Triple, ...]
ROUNDS = 3  # Times that a text is written; each takes at least one more fact out of it.
TOGETHER = 2  # facts of one subject in a plain sentence


@dataclass(frozen=True, slots=True)
class Means:
    """What texts are written and read with.

    Attributes:
        propose: texts for each set of facts of a kind of thing ("" if that is not known), best first.
        plain: a sentence that says facts by the words of their predicates.
        untold: for each text the facts beside it that it does not say.
    """

    propose: Callable[[Sequence[tuple[Facts, str]]], Sequence[Iterator[Generated]]]
    plain: Callable[[Facts], Sentence]
    untold: Callable[[Sequence[tuple[str, Facts]]], Sequence[Facts]]


@dataclass(slots=True)
class _Work:
    """A set of facts with the best text so far.

    Attributes:
        facts: what is to be said.
        category: the kind of thing.
        best: the text that leaves the least unsaid.
        lacks: what that is.
        apart: what is said plainly from now on.
    """

    facts: Facts
    category: str
    best: Generated
    lacks: Facts
    apart: frozenset[Triple]


def write(asked: Sequence[tuple[Facts, str]], means: Means) -> tuple[Generated, ...]:
    """A text for each set of facts: the first of those proposed that leaves the least unsaid, or one made complete."""
    works = [
        _Work(facts, category, text, lacks, frozenset(lacks))
        for (facts, category), (text, lacks) in zip(asked, _chosen(asked, means), strict=True)
    ]
    for _ in range(ROUNDS - 1):
        again = [work for work in works if work.lacks and work.apart]
        if again:
            _rewrite(again, means)
    return tuple(work.best for work in works)


def _chosen(asked: Sequence[tuple[Facts, str]], means: Means) -> list[tuple[Generated, Facts]]:
    """For each set of facts the text that leaves the least unsaid, with what that is; the first of equals."""
    proposed = means.propose(asked)
    firsts = [next(texts) for texts in proposed]
    lacking = means.untold([(text.text, facts) for text, (facts, _) in zip(firsts, asked, strict=True)])
    chosen = list(zip(firsts, lacking, strict=True))
    others = [(i, text) for i, lacks in enumerate(lacking) if lacks for text in proposed[i]]
    read = means.untold([(text.text, asked[i][0]) for i, text in others])
    for (i, text), lacks in zip(others, read, strict=True):
        if len(lacks) < len(chosen[i][1]):
            chosen[i] = text, lacks
    return chosen


def _rewrite(works: Sequence[_Work], means: Means) -> None:
    kept = [tuple(fact for fact in work.facts if fact not in work.apart) for work in works]
    asked = [(facts, work.category) for facts, work in zip(kept, works, strict=True) if facts]
    found = iter(_chosen(asked, means))
    for facts, work in zip(kept, works, strict=True):
        text, lacks = next(found) if facts else (Generated("", ()), ())
        if len(lacks) < len(work.lacks):
            work.best, work.lacks = _joined(text.sentences, _plainly(work, means)), lacks
        work.apart = work.apart | frozenset(lacks) if lacks else frozenset()


def _plainly(work: _Work, means: Means) -> Iterator[Sentence]:
    """Sentences for the facts that stand apart, subject by subject."""
    apart = sorted(
        (fact for fact in work.facts if fact in work.apart),
        key=lambda fact: [one.subject for one in work.facts].index(fact.subject),
    )
    for _, facts in groupby(apart, key=lambda fact: fact.subject):
        held = tuple(facts)
        yield from (means.plain(held[first : first + TOGETHER]) for first in range(0, len(held), TOGETHER))


def _joined(before: Sequence[Sentence], after: Iterator[Sentence]) -> Generated:
    sentences = (*before, *after)
    return Generated(" ".join(sentence.text for sentence in sentences), sentences)
