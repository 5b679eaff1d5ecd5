"""The search for the least change that leaves nothing in a sentence that the graph does not support.

Best first: sentences with nothing left out before others, then those with the fewest places changed, then by the kind
of change, then by characters. A change counts only if the checker, reading the sentence where it stands, finds fewer
claims at fault, and no other sentence with more than before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from kgaigc.suggestion.clauses import cuts
from kgaigc.suggestion.edits import edited, is_whole, repeats
from kgaigc.suggestion.mends import Claim, mends
from kgaigc.suggestion.verbs import has_verb
from kgaigc.values import Links, Report, Triple, Verdict

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

CHECKS = 30  # So many texts are checked for one sentence at most.
_PRONOUN = re.compile(r"(?:He|She|It|They)\b")
_CUTS = 12  # So many ways of leaving words out are tried for a claim at most.


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads a text.

    Attributes:
        check: finds its claims, with verdicts.
        link: finds its mentions.
        sentences: finds its sentences.
        graph: what is known.
        told: what the text is to say, if that was given.
    """

    check: Callable[[str], Report]
    link: Callable[[str], Links]
    sentences: Callable[[str], tuple[tuple[int, int], ...]]
    graph: KnowledgeGraph
    told: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence without fault.

    Attributes:
        new: the sentence; "" if it is best left out.
        triples: what the graph says that it rests on.
        cut: whether words were left out since nothing in the graph could take their place.
    """

    new: str
    triples: tuple[Triple, ...]
    cut: bool


@dataclass(frozen=True, slots=True, order=True)
class _State:
    """A sentence to be checked; what comes first in order is the least change."""

    left_out: int
    places: int
    order: int
    distance: int
    serial: int
    sentence: str = field(compare=False)
    triples: tuple[Triple, ...] = field(compare=False, default=())
    # What was at fault before its last change, how many claims were supported, and whether that left words out.
    faults: int = field(compare=False, default=0)
    supported: int = field(compare=False, default=0)
    cut: bool = field(compare=False, default=False)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence among others, and how many claims of these are at fault."""

    before: str
    after: str
    tools: Tools
    faults: tuple[Counter[int], Counter[int]]

    @classmethod
    def of(cls, text: str, start: int, end: int, *, report: Report, tools: Tools) -> Scene:
        """The sentence at a place of a text that was checked."""
        scene = cls(text[:start], text[end:], tools, (Counter(), Counter()))
        return replace(scene, faults=scene._others(report, end))

    def judged(self, sentence: str) -> tuple[Verdict, ...] | None:
        """The verdicts on a sentence in that place, offsets in it; None if it makes another sentence worse."""
        report = self.tools.check(self.before + sentence + self.after)
        end = len(self.before) + len(sentence)
        others = self._others(report, end)
        if any(now[i] > then[i] for now, then in zip(others, self.faults, strict=True) for i in now):
            return None
        return own(report.verdicts, len(self.before), end)

    def _others(self, report: Report, end: int) -> tuple[Counter[int], Counter[int]]:
        """How many claims are at fault of each sentence before and after."""
        wrong = [verdict for verdict in report.verdicts if verdict.status != "supported"]
        before = [verdict.start for verdict in wrong if verdict.start < len(self.before)]
        after = [verdict.start - end for verdict in wrong if verdict.start >= max(end, len(self.before))]
        return self._counted(self.before, before), self._counted(self.after, after)

    def _counted(self, text: str, places: Iterable[int]) -> Counter[int]:
        starts = [start for start, _ in self.tools.sentences(text)]
        return Counter(bisect_right(starts, place) for place in places)


def own(verdicts: Iterable[Verdict], start: int, end: int) -> tuple[Verdict, ...]:
    """The verdicts that begin in a stretch of a text, with offsets in it."""
    return tuple(
        replace(
            verdict,
            start=verdict.start - start,
            end=verdict.end - start,
            focus=verdict.focus and (verdict.focus[0] - start, verdict.focus[1] - start),
        )
        for verdict in verdicts
        if start <= verdict.start < end
    )


def least_change(sentence: str, verdicts: Iterable[Verdict], scene: Scene) -> Found | None:
    """The least change after which nothing in a sentence lacks support; None if there is none.

    Args:
        sentence: the sentence.
        verdicts: on its claims, offsets in it.
        scene: where it stands.
    """
    serial, seen = count(), {sentence}
    queue: list[_State] = []
    root = _State(0, 0, 0, 0, next(serial), sentence)
    _push(queue, _next(root, tuple(verdicts), scene, sentence, serial), seen)
    for _ in range(CHECKS - 1):
        if not queue:
            break
        state = heappop(queue)
        judged = scene.judged(state.sentence)
        if judged is None:
            continue
        wrong, right = _split(judged)
        if not wrong and right:
            return Found(state.sentence, tuple(dict.fromkeys(state.triples)), bool(state.left_out))
        if len(wrong) < state.faults and (state.cut or len(right) > state.supported):
            _push(queue, _next(state, judged, scene, sentence, serial), seen)
    return Found("", (), True) if scene.judged("") is not None else None


def _split(verdicts: Iterable[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """What is at fault, what the graph speaks of before the rest, and what is supported."""
    judged = list(verdicts)
    wrong = [verdict for verdict in judged if verdict.status != "supported"]
    wrong.sort(key=lambda verdict: (verdict.status != "contradicted", not verdict.support))
    return wrong, [verdict for verdict in judged if verdict.status == "supported"]


def _push(queue: list[_State], states: Iterable[_State], seen: set[str]) -> None:
    for state in states:
        if state.sentence not in seen and not repeats(state.sentence):
            seen.add(state.sentence)
            heappush(queue, state)


def _next(
    state: _State, verdicts: tuple[Verdict, ...], scene: Scene, origin: str, serial: Iterator[int]
) -> Iterator[_State]:
    """The sentence with one more change, for the first claim that is at fault."""
    wrong, right = _split(verdicts)
    if not wrong:
        return
    shift = len(scene.before)
    whole = scene.tools.link(scene.before + state.sentence + scene.after).mentions
    mentions = tuple(
        replace(m, start=m.start - shift, end=m.end - shift)
        for m in whole
        if shift <= m.start and m.end <= shift + len(state.sentence)
    )
    said = tuple(triple for verdict in right for triple in verdict.support)
    claim = Claim(state.sentence, wrong[0], mentions, scene.tools.told, said)
    changed = replace(state, faults=len(wrong), supported=len(right))
    for step in mends(claim, scene.tools.graph):
        yield replace(
            changed,
            places=state.places + len(step.edits),
            order=state.order + step.order,
            serial=next(serial),
            sentence=(new := edited(state.sentence, step.edits)),
            distance=Levenshtein.distance(origin, new),
            triples=(*state.triples, *step.triples),
            cut=False,
        )
    yield from _without(claim, changed, origin, serial)


def _without(claim: Claim, changed: _State, origin: str, serial: Iterator[int]) -> Iterator[_State]:
    """The sentence without the words of a claim, the shortest cuts first."""
    start, end = claim.verdict.focus or (claim.verdict.start, claim.verdict.end)
    subject = _PRONOUN.match(claim.sentence)
    head = claim.head.end if claim.head else subject.end() if subject else 0
    found = {edited(claim.sentence, [cut]) for cut in cuts(claim.sentence, start, end, head=head)}
    good = [new for new in found if is_whole(new) and has_verb(new)]
    for new in sorted(good, key=lambda text: (-len(text), text))[:_CUTS]:
        yield replace(
            changed,
            left_out=changed.left_out + 1,
            places=changed.places + 1,
            serial=next(serial),
            sentence=new,
            distance=Levenshtein.distance(origin, new),
            cut=True,
        )
