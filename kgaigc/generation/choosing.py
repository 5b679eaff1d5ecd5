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
from kgaigc.generation.reader import Reader
from kgaigc.generation.realise import Written, write_sentences
from kgaigc.values import Triple

# What faults cost, set on left-out categories: (nats a token) each place where unlike things are listed, and for each
# slot of the text a word of an unknown predicate that is not said, and two words that are said again.
UNLIKE, LOST, AGAIN = 0.05, 0.15, 0.3
ROUNDS = 2  # Times that each mention's forms are gone through.


@dataclass(frozen=True, slots=True)
class Taste:
    """What counts beside the network's own score; set on webnlg2017/dev.

    Attributes:
        plan: weight of the planner's log probability over the number of slots.
        fluency: weight of the language model's mean log probability of a word.
        both: the same where a checkpoint has a reader beside it, and the weight of that one's.
        read: so many of the candidates that network and planner like best are read at all.
        tried: so many of the best of these are tried with other forms of their names.
    """

    plan: float = 0.2
    fluency: float = 0.65
    both: tuple[float, float] = (0.4, 0.65)
    read: int = 16
    tried: int = 3

    def __post_init__(self) -> None:
        if self.read < 1 or self.tried < 1:
            raise ValueError(f"read and tried must be at least 1, got {self}")

    def where_known(self, share: float) -> Taste:
        """The same for a text of facts of which only a share has predicates that the corpus has.

        A language model of the corpus likes what it knows, and of unknown predicates would choose what others mean.
        """
        by_words, by_reading = (share**2 * weight for weight in self.both)
        return replace(self, fluency=share**2 * self.fluency, both=(by_words, by_reading))


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
        unlike: how often it lists what different facts tell as if it were one, where a predicate is unknown.
        lost: how many words of unknown predicates it does not say.
        again: how often it says two words again.
        forms: written forms that were chosen, by the place of the slot among the tokens.
    """

    source: Source
    tokens: tuple[str, ...]
    plan: tuple[tuple[Triple, ...], ...]
    score: float
    prior: float
    missing: int = 0
    unlike: int = 0
    lost: int = 0
    again: int = 0
    forms: Mapping[int, str] = field(default_factory=dict)

    def by_plan(self, weight: float) -> float:
        """The score with the plan's, less what its faults cost."""
        faults = LOST * self.lost + AGAIN * self.again
        return self.score - UNLIKE * self.unlike + (weight * self.prior - faults) / len(self.source.slots)

    def written(self, names: Names) -> tuple[Written, ...]:
        """Its sentences."""
        return write_sentences(self.tokens, self.source, names=names, profiles={}, forms=self.forms)


class _Reader:
    """Reads wordings of one text by the language model, each once.

    Args:
        fluency: the language model.
        names: written forms of terms.
    """

    def __init__(self, fluency: LanguageModel, names: Names) -> None:
        self._fluency, self._names = fluency, names
        self._strange: dict[Source, list[str]] = {}

    def read(self, candidate: Candidate) -> _Read:
        """Log probability of the candidate's text, names that no corpus has left out of it, and its words' number."""
        source = candidate.source
        if source not in self._strange:
            self._strange[source] = ["" if self._names.usual(t) else kind(t) for t in source.slots]
        kinds = self._strange[source]
        words: list[str] = []
        forms: list[str] = []
        for sentence in candidate.written(self._names):
            strange = [(a, b, kinds[i]) for a, b, i in sentence.places if kinds[i]]
            words += words_of(estranged(sentence.text, strange) if strange else sentence.text)
            forms += [sentence.text[a:b] for a, b, _ in sentence.places]
        return _Read(candidate, self._fluency.log_probability(words), tuple(words), tuple(forms))

    def with_forms(self, read: _Read) -> _Read:
        """The candidate with the forms of its names, one after the other, that make its text the likeliest."""
        choices = _choices(read.candidate, self._names)
        best = read
        for _ in range(ROUNDS):
            before = best
            for place, number, forms in choices:
                for form in forms:
                    if form in {best.candidate.forms.get(place), best.forms[number]}:
                        continue
                    other = self.read(replace(best.candidate, forms={**best.candidate.forms, place: form}))
                    best = other if other.total > best.total else best
            if best is before:
                break
        return best


@dataclass(frozen=True, slots=True)
class _Read:
    """A wording and what the language models make of it.

    Attributes:
        candidate: the wording.
        total: log probability of its words.
        words: these.
        forms: how its slots are written, in their order.
        heard: log probability of its words by a checkpoint's reader.
    """

    candidate: Candidate
    total: float
    words: tuple[str, ...]
    forms: tuple[str, ...]
    heard: float | None = None

    def by(self, taste: Taste) -> float:
        """How good it is."""
        likely = taste.fluency * self.total
        if self.heard is not None:
            likely = taste.both[0] * self.total + taste.both[1] * self.heard
        return self.candidate.by_plan(taste.plan) + likely / (len(self.words) + 1)


def by_fluency(
    candidates: Sequence[Candidate],
    *,
    fluency: LanguageModel,
    names: Names,
    taste: Taste,
    reader: Reader | None = None,
) -> list[Candidate]:
    """The candidates that leave the fewest slots out, best first, the best with the forms of its names that fit it."""
    fewest = min(candidate.missing for candidate in candidates)
    whole = [candidate for candidate in candidates if candidate.missing == fewest]
    liked = sorted(whole, key=lambda candidate: candidate.by_plan(taste.plan), reverse=True)[: taste.read]
    wordings = _Reader(fluency, names)

    def ordered(read: Sequence[_Read]) -> list[_Read]:
        if reader is not None:
            heard = reader.log_probabilities([one.words for one in read])
            read = [replace(one, heard=said) for one, said in zip(read, heard, strict=True)]
        return sorted(read, key=lambda one: one.by(taste), reverse=True)

    read = ordered([wordings.read(candidate) for candidate in liked])
    tried = ordered([wordings.with_forms(one) for one in read[: taste.tried]])
    return [one.candidate for one in (*tried, *read[taste.tried :])]


def _choices(candidate: Candidate, names: Names) -> list[tuple[int, int, tuple[str, ...]]]:
    """The written forms to try for each name in full, with its place among the tokens, and among the slots of these."""
    slots = [(place, token) for place, token in enumerate(candidate.tokens) if slot_index(token) is not None]
    return [
        (place, number, names.usual(candidate.source.slots[slot_index(token) or 0]))
        for number, (place, token) in enumerate(slots)
        if "~" not in token
    ]


__all__ = ["Candidate", "Taste", "by_fluency"]
