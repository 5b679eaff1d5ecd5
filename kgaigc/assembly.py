"""Putting written sentences together: sections of sentences, and texts for many facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgaigc.repair import Draft
from kgaigc.values import Generated, Plan, Section, Sentence, Triple

LARGEST = 7  # facts in one text of the training data, at most


def sections(plan: Plan, drafts: Iterable[Draft]) -> tuple[Section, ...]:
    """The sections of the plan with the sentences that were written; sections without any are left out."""
    homes = [index for index, section in enumerate(plan.sections) for _ in section.sentences]
    written: dict[int, list[Sentence]] = {}
    for draft in drafts:
        if draft.sentence is not None:
            written.setdefault(homes[draft.place[0]], []).append(draft.sentence)
    return tuple(Section(plan.sections[index].title, tuple(written[index])) for index in sorted(written))


def portions(triples: Sequence[Triple]) -> tuple[tuple[Triple, ...], ...]:
    """The triples in texts' worth: at most ``LARGEST`` each, those with one subject kept together.

    No text of the training data says more, and the generator reads no more names and values than in these.
    """
    distinct = dict.fromkeys(triples)
    if len(distinct) <= LARGEST:
        return (tuple(distinct),)
    subjects = {subject: place for place, subject in reversed(list(enumerate(t.subject for t in distinct)))}
    ordered = sorted(distinct, key=lambda triple: subjects[triple.subject])
    return tuple(tuple(ordered[first : first + LARGEST]) for first in range(0, len(ordered), LARGEST))


def merged(texts: Sequence[Generated]) -> Generated:
    """Texts one after the other."""
    sentences = tuple(sentence for one in texts for sentence in one.sentences)
    return Generated(" ".join(one.text for one in texts), sentences)
