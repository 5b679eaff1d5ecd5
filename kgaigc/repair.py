"""Writing planned sentences so that each one passes the checker.

Five steps, in this order: take the first candidate of the beam that passes (rerank), put another filler into one
slot of a likely candidate (mend), say the facts in two sentences (split), use a template for a single fact
(template), leave the fact out (left out). What was done, and how many candidates were judged for it, is kept with
each sentence. Every round asks for all the open sentences at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from kgaigc.values import Entity, Profile, Report, Sentence, Triple

if TYPE_CHECKING:  # it loads torch
    from kgaigc.generation import Request


Step = Literal["first", "reranked", "mended", "split", "template", "left out"]
STEPS: tuple[Step, ...] = ("first", "reranked", "mended", "split", "template", "left out")
LIKELY = 0.5  # score of the checker from which a sentence of the LSTM is taken
MENDED = 3  # candidates that are mended for a request, the likeliest first
MENDS = 6  # sentences that are judged to mend one candidate


@dataclass(frozen=True, slots=True)
class Means:
    """What sentences are written and judged with.

    Attributes:
        propose: candidates for each request, best first.
        template: a sentence for a request of one fact.
        judge: what the graph says of a sentence, with the request's facts as those that it is to say.
        mend: a sentence with another filler in one slot where the report finds a fault, the likeliest first.
    """

    propose: Callable[[Sequence[Request]], Sequence[Sequence[Sentence]]]
    template: Callable[[Request], Sentence]
    judge: Callable[[Sentence, Request], Report]
    mend: Callable[[Sentence, Request, Report], Iterable[Sentence]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a planned sentence or of a part of it.

    Attributes:
        place: index of the planned sentence, then which half at each split; drafts sort by it.
        request: what was asked for.
        sentence: what was written; None where the fact was left out.
        step: the repair step that it took.
        attempts: how many sentences the checker judged for it; what came before a split counts for its first half.
    """

    place: tuple[int, ...]
    request: Request
    sentence: Sentence | None
    step: Step
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class _Task:
    """A request that is still to be written, where it belongs, and what was judged for it so far."""

    place: tuple[int, ...]
    request: Request
    attempts: int = 0


def write(requests: Sequence[Request], means: Means) -> tuple[Draft, ...]:
    """Write every request; the drafts come in the order of the requests."""
    drafts: list[Draft] = []
    tasks = [_Task((index,), request) for index, request in enumerate(requests)]
    while tasks:
        proposals = means.propose([task.request for task in tasks])
        halves: list[_Task] = []
        for task, candidates in zip(tasks, proposals, strict=True):
            written = _written(task, candidates, means)
            if isinstance(written, Draft):
                drafts.append(written)
            elif len(task.request.triples) > 1:
                halves += _halves(written)
            else:
                drafts.append(_last_resort(written, means))
        tasks = halves
    return tuple(sorted(drafts, key=lambda draft: draft.place))


def _written(task: _Task, candidates: Sequence[Sentence], means: Means) -> Draft | _Task:
    """The first candidate that passes as it is or mended; or the task, with the attempts that were made."""
    reports: dict[str, Report] = {}
    for rank, sentence in enumerate(_untried(candidates, reports)):
        reports[sentence.text] = report = means.judge(sentence, task.request)
        if passes(sentence, report):
            step: Step = "reranked" if rank else "first"
            return _draft(task, sentence, step, len(reports))
    for candidate in candidates[:MENDED]:
        fresh = _untried(means.mend(candidate, task.request, reports[candidate.text]), reports)
        for sentence in islice(fresh, MENDS):
            reports[sentence.text] = report = means.judge(sentence, task.request)
            if passes(sentence, report):
                return _draft(task, sentence, "mended", len(reports))
    return replace(task, attempts=task.attempts + len(reports))


def passes(sentence: Sentence, report: Report) -> bool:
    """Whether it says its facts and nothing else; the LSTM's words must be likelier right than not."""
    return is_perfect(report) and (sentence.origin == "template" or report.score >= LIKELY)


def is_perfect(report: Report) -> bool:
    """Whether every claim is supported and every fact said."""
    return report.precision == 1 and report.coverage == 1


def rewrite(drafts: Iterable[Draft], wrong: Container[Draft], means: Means) -> tuple[Draft, ...]:
    """Write the drafts that are ``wrong`` in their context once more, with names in place of pronouns."""
    kept: list[Draft] = []
    again: list[Draft] = []
    for draft in drafts:
        (again if draft in wrong else kept).append(draft)
    requests = [replace(draft.request, continues=False) for draft in again]
    spent = [draft.attempts for draft in again]
    for draft in write(requests, means):
        number, *halves = draft.place
        step: Step = "reranked" if draft.step == "first" else draft.step
        place, attempts = (*again[number].place, *halves), draft.attempts + spent[number]
        kept.append(replace(draft, place=place, step=step, attempts=attempts))
        spent[number] = 0
    return tuple(sorted(kept, key=lambda draft: draft.place))


def tally(drafts: Iterable[Draft]) -> tuple[tuple[str, int], ...]:
    """How many drafts took each step, and how many sentences the checker judged for all of them."""
    drafts = tuple(drafts)
    steps = Counter(draft.step for draft in drafts)
    return (*((step, steps[step]) for step in STEPS), ("attempts", sum(draft.attempts for draft in drafts)))


def templates_only(means: Means) -> Means:
    """The same means without the generator."""
    return replace(means, propose=lambda requests: [()] * len(requests))


def leave_out(drafts: Iterable[Draft], wrong: Container[Draft]) -> tuple[Draft, ...]:
    """The drafts without the sentences of those that are ``wrong``: each of their facts is left out."""
    return tuple(
        part
        for draft in drafts
        for part in (_left_out(draft) if draft in wrong and draft.sentence is not None else [draft])
    )


def _left_out(draft: Draft) -> Iterator[Draft]:
    request = draft.request
    for number, triple in enumerate(request.triples):
        alone = replace(request, triples=(triple,), profiles=_profiles(request, (triple,)))
        place = draft.place if len(request.triples) == 1 else (*draft.place, number)
        yield Draft(place, alone, None, "left out", 0 if number else draft.attempts)


def entities(triples: Iterable[Triple]) -> tuple[Entity, ...]:
    """The subjects and objects of the triples that are entities, each once, in order."""
    terms = (term for triple in triples for term in (triple.subject, triple.object))
    return tuple(dict.fromkeys(term for term in terms if isinstance(term, Entity)))


def _draft(task: _Task, sentence: Sentence | None, step: Step, judged: int) -> Draft:
    if len(task.place) > 1 and step in {"first", "reranked", "mended"}:
        step = "split"
    return Draft(task.place, task.request, sentence, step, task.attempts + judged)


def _untried(sentences: Iterable[Sentence], tried: Container[str]) -> Iterator[Sentence]:
    return (sentence for sentence in sentences if sentence.text not in tried)


def _last_resort(task: _Task, means: Means) -> Draft:
    sentence = means.template(task.request)
    if passes(sentence, means.judge(sentence, task.request)):
        return _draft(task, sentence, "template", 1)
    return _draft(task, None, "left out", 1)


def _halves(task: _Task) -> tuple[_Task, _Task]:
    """The request in two; what the first half names is known to the reader of the second."""
    request = task.request
    middle = (len(request.triples) + 1) // 2
    first, second = request.triples[:middle], request.triples[middle:]
    goes_on = first[0].subject == request.topic == second[0].subject
    earlier = replace(request, triples=first, profiles=_profiles(request, first))
    later = replace(request, triples=second, profiles=_profiles(request, second), continues=goes_on)
    return _Task((*task.place, 0), earlier, task.attempts), _Task((*task.place, 1), later)


def _profiles(request: Request, triples: Sequence[Triple]) -> tuple[Profile, ...]:
    wanted = set(entities(triples))
    return tuple(profile for profile in request.profiles if profile.entity in wanted)
