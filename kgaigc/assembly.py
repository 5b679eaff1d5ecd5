"""Putting written sentences together: sections and their text, a text cut into sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgaigc.repair import Draft
from kgaigc.values import Plan, Section, Sentence, Span


def sections(plan: Plan, drafts: Iterable[Draft]) -> tuple[Section, ...]:
    """The sections of the plan with the sentences that were written; sections without any are left out."""
    homes = [index for index, section in enumerate(plan.sections) for _ in section.sentences]
    written: dict[int, list[Sentence]] = {}
    for draft in drafts:
        if draft.sentence is not None:
            written.setdefault(homes[draft.place[0]], []).append(draft.sentence)
    return tuple(Section(plan.sections[index].title, tuple(written[index])) for index in sorted(written))


def text(parts: Sequence[Section]) -> str:
    """The running text of the sections, as ``Article.text`` gives it."""
    return "\n\n".join(part.text for part in parts)


def places(parts: Sequence[Section]) -> tuple[tuple[int, int], ...]:
    """Where each sentence stands in ``text(parts)``."""
    found = []
    position = 0
    for part in parts:
        for sentence in part.sentences:
            found.append((position, position + len(sentence.text)))
            position += len(sentence.text) + 1  # one space
        position += 1  # and the blank line is one character longer
    return tuple(found)


def cut(whole: Sentence, boundaries: Iterable[tuple[int, int]]) -> tuple[Sentence, ...]:
    """A text of several sentences, one by one, each with the triples that its spans say.

    A triple that no span says stays with the first sentence, so that none is lost.
    """
    said = {index for span in whole.spans for index in span.triples}
    unsaid = tuple(index for index in range(len(whole.triples)) if index not in said)
    pieces = [
        _piece(whole, start, end, () if number else unsaid) for number, (start, end) in enumerate(boundaries)
    ]
    return tuple(pieces) or (whole,)


def _piece(whole: Sentence, start: int, end: int, extra: tuple[int, ...]) -> Sentence:
    spans = [span for span in whole.spans if start <= span.start < end]
    indices = sorted({index for span in spans for index in span.triples} | set(extra))
    renumbered = {index: position for position, index in enumerate(indices)}
    return Sentence(
        whole.text[start:end],
        tuple(whole.triples[index] for index in indices),
        tuple(
            Span(span.start - start, min(span.end, end) - start, tuple(renumbered[i] for i in span.triples))
            for span in spans
        ),
        whole.origin,
    )
