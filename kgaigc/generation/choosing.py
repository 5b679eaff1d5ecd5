"""The best of several wordings of a text: by the network, its plan and the language of the training texts.

The network writes slots and does not see how a name ends up in its sentence ("in United States"): a language model of
whole texts does, and so chooses among wordings, and among the written forms of each name and value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgaigc.generation.delexicalise import Source, kind, slot_index
from kgaigc.generation.fluency import LanguageModel, estranged, words_of
from kgaigc.generation.names import Names
from kgaigc.generation.realise import Written, write_sentences
from kgaigc.values import Triple

ROUNDS = 2  # Times that each mention's forms are gone through.


@dataclass(frozen=True, slots=True)
class Taste:
    """What counts beside the network's own score; set on webnlg2017/dev.

    Attributes:
        plan: weight of the planner's log probability over the number of slots.
        fluency: weight of the language model's mean log probability of a word.
        read: so many of the candidates that network and planner like best are read at all.
        tried: so many of the best of these are tried with other forms of their names.
    """

    plan: float = 0.2
    fluency: float = 0.65
    read: int = 40
    tried: int = 3

    def __post_init__(self) -> None:
        if self.read < 1 or self.tried < 1:
            raise ValueError(f"read and tried must be at least 1, got {self}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One wording of a text.

    Attributes:
        source: what its slots stand for.
        tokens: words, slots and sentence breaks.
        plan: the facts, sentence by sentence.
        score: the network's, mean nats a token.
        prior: the planner's log probability of the plan.
        missing: how many slots it leaves out.
        forms: written forms that were chosen, by the place of the slot among the tokens.
    """

    source: Source
    tokens: tuple[str, ...]
    plan: tuple[tuple[Triple, ...], ...]
    score: float
    prior: float
    missing: int = 0
    forms: Mapping[int, str] = field(default_factory=dict)

    def by_plan(self, weight: float) -> float:
        """The score with the plan's."""
        return self.score + weight * self.prior / len(self.source.slots)

    def written(self, names: Names) -> tuple[Written, ...]:
        """Its sentences."""
        return write_sentences(self.tokens, self.source, names=names, profiles={}, forms=self.forms)


def most_fluent(
    candidates: Sequence[Candidate], *, fluency: LanguageModel, names: Names, taste: Taste
) -> Candidate:
    """The best of the candidates that leave the fewest slots out, with the forms of its names that fit it best."""
    fewest = min(candidate.missing for candidate in candidates)
    whole = [candidate for candidate in candidates if candidate.missing == fewest]

    def score(candidate: Candidate) -> float:
        total, words = _fluency(candidate, fluency, names)
        return candidate.by_plan(taste.plan) + taste.fluency * total / (words + 1)

    liked = sorted(whole, key=lambda candidate: candidate.by_plan(taste.plan), reverse=True)[: taste.read]
    tried = sorted(liked, key=score, reverse=True)[: taste.tried]
    return max((with_forms(candidate, fluency=fluency, names=names) for candidate in tried), key=score)


def with_forms(candidate: Candidate, *, fluency: LanguageModel, names: Names) -> Candidate:
    """The candidate with the forms of its names, one after the other, that make its text the likeliest."""
    best, top = candidate, _fluency(candidate, fluency, names)[0]
    for _ in range(ROUNDS):
        before = best
        for place, forms in _choices(candidate, names).items():
            for form in forms:
                if form == best.forms.get(place):
                    continue
                other = replace(best, forms={**best.forms, place: form})
                total, _ = _fluency(other, fluency, names)
                if total > top:
                    best, top = other, total
        if best is before:
            break
    return best


def _choices(candidate: Candidate, names: Names) -> dict[int, tuple[str, ...]]:
    """The written forms to try for each name in full, by its place among the tokens."""
    found = {}
    for place, token in enumerate(candidate.tokens):
        index = slot_index(token)
        if index is not None and "~" not in token:
            found[place] = names.usual(candidate.source.slots[index])
    return found


def _fluency(candidate: Candidate, fluency: LanguageModel, names: Names) -> tuple[float, int]:
    """Log probability of the candidate's text, names that no corpus has left out of it, and the number of its words."""
    slots = candidate.source.slots
    words: list[str] = []
    for sentence in candidate.written(names):
        strange = [(a, b, kind(slots[i])) for a, b, i in sentence.places if not names.usual(slots[i])]
        words += words_of(estranged(sentence.text, strange))
    return fluency.log_probability(words), len(words)


__all__ = ["Candidate", "Taste", "most_fluent"]
