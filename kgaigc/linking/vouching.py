"""Names that stand only if something else speaks for them: misspelt ones, and those that are common words too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from kgaigc.linking.sentences import split_sentences
from kgaigc.linking.spans import Span, longest
from kgaigc.linking.taken import Taken
from kgaigc.linking.unknown import find_names
from kgaigc.linking.weighing import Weigher
from kgaigc.values import Mention

_CLEAR_ERROR, _LONE_ERROR = (
    0.7,
    0.4,
)  # how well a misspelt name must fit in any text, and where nothing else is named
_WELL = 0.93  # how well a name fits that is no shortened form
_DOUBTFUL = 0.85  # the share of its quality that a common word keeps where something else speaks for the name
_ANCHORS = 12  # mentions that are asked whether the graph links them with a name

Found = Span | Mention


class Voucher:
    """Decides by the graph, and by whether a text names anything else.

    Args:
        weigher: knows what the graph links.
    """

    def __init__(self, weigher: Weigher) -> None:
        self._weigher = weigher

    def with_misspelt(
        self, text: str, misspelt: Sequence[Span], kept: Sequence[Found], context: Collection[str]
    ) -> list[Found]:
        """What was found, with misspelt names in place of what is shorter in them.

        Args:
            text: the text.
            misspelt: what would be names but for an error.
            kept: what was found as it is written, none overlapping.
            context: IRIs of what is known to be talked of.
        """
        kept = list(kept)
        for span in sorted(misspelt, key=lambda span: (span.start - span.end, -span.names[0][1], span.start)):
            inside = [item for item in kept if item.start < span.end and span.start < item.end]
            if all(_gives_way(item, span, text) for item in inside):
                rest = [item for item in kept if item not in inside]
                if self._is_error(span, rest, context, text):
                    kept = [*rest, span]
        return sorted(kept, key=lambda item: item.start)

    def vouched(
        self, text: str, doubtful: Sequence[Span], kept: Sequence[Found], context: Collection[str]
    ) -> list[Span]:
        """The doubtful names that stand: the graph links them with what is talked of, or nothing else is named.

        Args:
            text: the text.
            doubtful: common words that are names too, and heads of names.
            kept: what was found for sure.
            context: IRIs of what is known to be talked of.
        """
        taken = Taken(len(text), ((item.start, item.end) for item in kept))
        alone = not _anchors(kept, context, text)
        opening = {start for start, _ in split_sentences(text)}
        vouched = []
        for span in doubtful:
            if taken.overlaps(span.start, span.end):
                continue
            names = tuple(pair for pair in span.names if self._is_linked(pair[0].entity.iri, kept, context))
            if names or (alone and text[span.start].isupper() and span.start not in opening):
                fitting = tuple((name, fits * _DOUBTFUL) for name, fits in names or span.names)
                vouched.append(replace(span, names=fitting))
        return longest(vouched, len(text))

    def _is_error(self, span: Span, rest: Sequence[Found], context: Collection[str], text: str) -> bool:
        """Whether a stretch is likely to be a misspelt name: it is long, or all that is named, or fits the graph."""
        name, fits = span.names[0]
        if " " in name.shown and (fits >= _CLEAR_ERROR or fits < _LONE_ERROR):
            return fits >= _CLEAR_ERROR
        if fits >= _LONE_ERROR and not _anchors(rest, context, text) and _is_all(span, text):
            return True
        return fits >= _LONE_ERROR and any(
            self._is_linked(name.entity.iri, rest, context) for name, _ in span.names
        )

    def _is_linked(self, iri: str, kept: Sequence[Found], context: Collection[str]) -> bool:
        return self.is_linked(iri, dict.fromkeys((*sorted(context), *_clear(kept))))

    def is_linked(self, iri: str, others: Iterable[str]) -> bool:
        """Whether the graph links a thing with one of others, of which a dozen are looked at."""
        return any(self._weigher.linked(iri, other) for other in islice(others, _ANCHORS))


def _is_all(span: Span, text: str) -> bool:
    """Whether a text names nothing else; what else looks like a name tells that its names may well be unknown."""
    found = find_names(text, split_sentences(text), entities=(), values=(), numbers=())
    return all(start < span.end and span.start < end for start, end in found)


def _clear(kept: Sequence[Found]) -> list[str]:
    """What the names that mean one thing mean."""
    return [span.names[0][0].entity.iri for span in kept if isinstance(span, Span) and len(span.names) == 1]


def _anchors(kept: Sequence[Found], context: Collection[str], text: str) -> set[str]:
    """What is surely talked of: names with a capital, and the context."""
    capitals = [item for item in kept if any(map(str.isupper, text[item.start : item.end]))]
    return {*context, *_clear(capitals)}


def _gives_way(item: Found, span: Span, text: str) -> bool:
    """Whether a name or value is part of a longer stretch that may be a misspelt name.

    A name with a capital is not, where all that the longer one adds is in lower case: "Diana" in "in Diana".
    """
    within = (
        span.start <= item.start and item.end <= span.end and item.end - item.start < span.end - span.start
    )
    whole = isinstance(item, Span) and text[item.start].isupper() and item.names[0][1] >= _WELL
    added = text[span.start : item.start] + text[item.end : span.end]
    return within and not (whole and added.islower())
