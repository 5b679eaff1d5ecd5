"""The words of an answer: sentences that say the facts behind it, with the checker's report on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kgaigc.values import Report, Triple

Phrase = Callable[[tuple[Triple, ...]], tuple[str, Report]]

_AT_ONCE = 3
_AT_MOST = 12


def say(triples: tuple[Triple, ...], phrase: Phrase, *, lead: str = "") -> tuple[str, Report]:
    """Sentences for the facts after an optional lead, and one report whose offsets count in all of it.

    At most a dozen facts are said: an answer with more is read from its results.
    """
    said = triples[:_AT_MOST]
    groups = [said[place : place + _AT_ONCE] for place in range(0, len(said), _AT_ONCE)]
    text, reports = lead, []
    for group in groups:
        words, report = phrase(group)
        text = f"{text} {words}" if text else words
        reports.append(_shifted(report, len(text) - len(words)))
    return text, _joined(text, reports, [len(group) for group in groups])


def _shifted(report: Report, places: int) -> Report:
    verdicts = (replace(v, start=v.start + places, end=v.end + places) for v in report.verdicts)
    return replace(report, verdicts=tuple(verdicts))


def _joined(text: str, reports: list[Report], sizes: list[int]) -> Report:
    verdicts = tuple(verdict for report in reports for verdict in report.verdicts)
    supported = sum(verdict.status == "supported" for verdict in verdicts)
    covered = sum((report.coverage or 0.0) * size for report, size in zip(reports, sizes, strict=True))
    return Report(
        verdicts,
        supported / len(verdicts) if verdicts else None,
        covered / sum(sizes) if sizes else None,
        min((report.score for report in reports), default=1.0),
        text,
    )
