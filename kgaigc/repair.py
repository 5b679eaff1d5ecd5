"""Writing planned sentences so that each one passes the checker.

Four steps, in this order: take the first candidate of the beam that passes (rerank), say the facts in two
sentences (split), use a template for a single fact (template), leave the fact out (left out). What was done
is kept with each sentence. Every round asks for all the open sentences at once.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kgaigc.values import Entity, Profile, Sentence, Triple

if TYPE_CHECKING:  # it loads torch
    from kgaigc.generation import Request


Step = Literal["first", "reranked", "split", "template", "left out"]
STEPS: tuple[Step, ...] = ("first", "reranked", "split", "template", "left out")


@dataclass(frozen=True, slots=True)
class Means:
    """What sentences are written and judged with.

    Attributes:
        propose: candidates for each request, best first.
        template: a sentence for a request of one fact.
        passes: whether a sentence says its request's facts, and nothing that the graph does not support.
    """

    propose: Callable[[Sequence[Request]], Sequence[Sequence[Sentence]]]
    template: Callable[[Request], Sentence]
    passes: Callable[[Sentence, Request], bool]


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a planned sentence or of a part of it.

    Attributes:
        place: index of the planned sentence, then which half at each split; drafts sort by it.
        request: what was asked for.
        sentence: what was written; None where the fact was left out.
        step: the repair step that it took.
    """

    place: tuple[int, ...]
    request: Request
    sentence: Sentence | None
    step: Step


def write(requests: Sequence[Request], means: Means) -> tuple[Draft, ...]:
    """Write every request; the drafts come in the order of the requests."""
    drafts: list[Draft] = []
    open_requests: list[tuple[tuple[int, ...], Request]] = [
        ((index,), request) for index, request in enumerate(requests)
    ]
    while open_requests:
        proposals = means.propose([request for _, request in open_requests])
        failed = []
        for (place, request), candidates in zip(open_requests, proposals, strict=True):
            rank = next((i for i, sentence in enumerate(candidates) if means.passes(sentence, request)), None)
            if rank is None:
                failed.append((place, request))
            else:
                drafts.append(Draft(place, request, candidates[rank], _step(place, rank)))
        drafts += [_last_resort(*one, means) for one in failed if len(one[1].triples) == 1]
        open_requests = [half for one in failed if len(one[1].triples) > 1 for half in _halves(*one)]
    return tuple(sorted(drafts, key=lambda draft: draft.place))


def rewrite(drafts: Iterable[Draft], wrong: Container[Draft], means: Means) -> tuple[Draft, ...]:
    """Write the drafts that are ``wrong`` in their context once more, with names in place of pronouns."""
    kept: list[Draft] = []
    again: list[Draft] = []
    for draft in drafts:
        (again if draft in wrong else kept).append(draft)
    requests = [replace(draft.request, continues=False) for draft in again]
    for draft in write(requests, means):
        step: Step = "reranked" if draft.step == "first" else draft.step
        kept.append(replace(draft, place=again[draft.place[0]].place + draft.place[1:], step=step))
    return tuple(sorted(kept, key=lambda draft: draft.place))


def templates_only(means: Means) -> Means:
    """The same means without the generator."""
    return replace(means, propose=lambda requests: [()] * len(requests))


def nothing(means: Means) -> Means:
    """The same means, with which nothing passes: what is written with them is left out."""
    return replace(templates_only(means), passes=lambda _sentence, _request: False)


def entities(triples: Iterable[Triple]) -> tuple[Entity, ...]:
    """The subjects and objects of the triples that are entities, each once, in order."""
    terms = (term for triple in triples for term in (triple.subject, triple.object))
    return tuple(dict.fromkeys(term for term in terms if isinstance(term, Entity)))


def _step(place: tuple[int, ...], rank: int) -> Step:
    if len(place) > 1:
        return "split"
    return "reranked" if rank else "first"


def _last_resort(place: tuple[int, ...], request: Request, means: Means) -> Draft:
    sentence = means.template(request)
    if means.passes(sentence, request):
        return Draft(place, request, sentence, "template")
    return Draft(place, request, None, "left out")


def _halves(place: tuple[int, ...], request: Request) -> tuple[tuple[tuple[int, ...], Request], ...]:
    """The request in two; what the first half names is known to the reader of the second."""
    middle = (len(request.triples) + 1) // 2
    first, second = request.triples[:middle], request.triples[middle:]
    goes_on = first[0].subject == request.topic == second[0].subject
    later = replace(request, triples=second, profiles=_profiles(request, second), continues=goes_on)
    return (
        ((*place, 0), replace(request, triples=first, profiles=_profiles(request, first))),
        ((*place, 1), later),
    )


def _profiles(request: Request, triples: Sequence[Triple]) -> tuple[Profile, ...]:
    wanted = set(entities(triples))
    return tuple(profile for profile in request.profiles if profile.entity in wanted)
