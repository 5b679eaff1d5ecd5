"""Proposes, for each sentence that the graph does not support, the least change that makes it true.

Nothing is proposed that the checker, reading the text with the change, does not find supported, and nothing that
makes another sentence worse. No file is ever changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kgaigc.documents import Document, passages
from kgaigc.documents.passages import Passage
from kgaigc.findings import Suggestion, Suggestions
from kgaigc.suggestion.placing import Change, ways
from kgaigc.suggestion.search import Found, Scene, Tools, least_change, own
from kgaigc.values import Entity, Report, Verdict

__all__ = ["Tools", "suggest"]

_WHOLE = 1500  # Characters up to which a text is checked again as a whole for each change.
_BEFORE, _AFTER = 5, 2  # Sentences that are checked with one of a longer text.
_LONGEST = 2000  # Characters of a sentence that is still mended.
_MOST = 500  # Sentences of a passage that are mended at most.
_TOO_LONG = "the sentence is too long to mend"
_TOO_MANY = f"more than {_MOST} sentences before it are not supported"
_NO_CHANGE = "no change was found that the graph supports and that leaves the other sentences as they are"
_MARKUP = "the change can't be made without touching the markup around it"

Named = Callable[[str], Entity | None]


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What was found for a sentence of a passage, and what had been wrong with it."""

    start: int
    end: int
    verdicts: tuple[Verdict, ...]
    found: Found | None
    reason: str = ""


def suggest(
    source: str,
    *,
    read: Callable[[str], Document],
    tools: Callable[[Entity | None], Tools],
    named: Named,
    report: Report,
    name: str = "",
) -> Suggestions:
    """What would make a text true.

    Args:
        source: the text, or the characters of a file.
        read: reads such a text.
        tools: what reads a text on a topic.
        named: what a heading names.
        report: on the text as it stands, offsets in it.
        name: of the file; "" if it is none.
    """
    told = list(passages(read(source), named))
    suggestions: list[Suggestion] = []
    sentences: list[tuple[int, int]] = []
    texts = [place.text for _, place in told]
    for i, (topic, place) in enumerate(told):
        means = tools(topic)
        sentences += [place.place(*span) for span in means.sentences(place.text)]
        for proposal in _proposals(place.text, means):
            fits = _reader(read, named, source, texts, i)
            suggestions.append(_suggestion(source, place, proposal, fits))
    suggestions.sort(key=lambda one: one.start)
    return Suggestions(source, tuple(_apart(suggestions)), report, name, tuple(sentences))


def _apart(suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions, each with characters of its own: blanks go with the sentence before."""
    end = 0
    for one in suggestions:
        if one.start < end and one.new is not None:
            blanks = min(end - one.start, len(one.old) - len(one.old.lstrip()))
            yield replace(one, old=one.old[blanks:], start=one.start + blanks, new=one.new.lstrip())
        else:
            yield one
        end = max(end, one.end)


def _proposals(text: str, tools: Tools) -> Iterator[_Proposal]:
    """What was found for each sentence of a text that is not supported; each is read among those mended before."""
    wrong = [verdict for verdict in tools.check(text).verdicts if verdict.status != "supported"]
    spans = [span for span in tools.sentences(text) if any(span[0] <= v.start < span[1] for v in wrong)]
    shift, now = 0, text
    for number, (start, end) in enumerate(spans):
        sentence = text[start:end]
        if sentence.endswith("?"):
            continue
        here = tuple(v for v in wrong if start <= v.start < end)
        if number >= _MOST or len(sentence) > _LONGEST:
            reason = _TOO_MANY if number >= _MOST else _TOO_LONG
            yield _Proposal(start, end, here, None, reason)
            continue
        at = start + shift
        first, last = _window(now, at, at + len(sentence), tools)
        report = tools.check(now[first:last])
        judged = own(report.verdicts, at - first, at - first + len(sentence))
        if all(verdict.status == "supported" for verdict in judged):
            continue  # a change before it has mended it too
        scene = Scene.of(now[first:last], at - first, at - first + len(sentence), report=report, tools=tools)
        found = least_change(sentence, judged, scene)
        yield _Proposal(start, end, judged, found, "" if found else _NO_CHANGE)
        if found:
            now = now[:at] + found.new + now[at + len(sentence) :]
            shift += len(found.new) - len(sentence)


def _window(text: str, start: int, end: int, tools: Tools) -> tuple[int, int]:
    """What is read together with a sentence: all of a short text, else some sentences around it."""
    if len(text) <= _WHOLE:
        return 0, len(text)
    around = text[max(start - _WHOLE, 0) : end + _WHOLE]
    shift = max(start - _WHOLE, 0)
    spans = [(a + shift, b + shift) for a, b in tools.sentences(around)]
    before = [a for a, b in spans if b <= start][-_BEFORE:]
    after = [b for a, b in spans if a >= end][:_AFTER]
    return (before[0] if before else start), (after[-1] if after else end)


def _reader(
    read: Callable[[str], Document], named: Named, source: str, texts: Sequence[str], index: int
) -> Callable[[tuple[int, int, str], Change], bool]:
    """Whether a file with some characters changed reads as its passages do with a sentence changed."""

    def fits(way: tuple[int, int, str], change: Change) -> bool:
        expected = list(texts)
        expected[index] = texts[index][: change.start] + change.new + texts[index][change.end :]
        changed = source[: way[0]] + way[2] + source[way[1] :]
        found = [place.text for _, place in passages(read(changed), named)]
        return _words(found) == _words(expected)

    return fits


def _words(texts: Sequence[str]) -> list[list[str]]:
    return [words for words in (text.split() for text in texts) if words]


def _suggestion(
    source: str,
    place: Passage,
    proposal: _Proposal,
    fits: Callable[[tuple[int, int, str], Change], bool],
) -> Suggestion:
    """A proposal as characters of the file."""
    start, end = place.place(proposal.start, proposal.end)
    found, wrong = proposal.found, [v for v in proposal.verdicts if v.status != "supported"]
    silent = found is not None and found.cut and all(v.status == "unverifiable" for v in wrong)
    reasons = [*dict.fromkeys(verdict.reason for verdict in wrong)]
    why = "; ".join(
        [*(["the graph is silent"] if silent else []), *reasons, *filter(None, [proposal.reason])]
    )
    if found is None:
        return Suggestion(source[start:end], None, start, end, why)
    change = Change(proposal.start, proposal.end, found.new)
    way = next((way for way in ways(source, place, change) if fits(way, change)), None)
    if way is None:
        return Suggestion(source[start:end], None, start, end, f"{why}; {_MARKUP}")
    return Suggestion(source[way[0] : way[1]], way[2], way[0], way[1], why, found.triples, silent)
