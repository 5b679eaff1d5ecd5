"""The linker: text in, mentions of entities, values and unknown names out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

from kgaigc.errors import LinkError
from kgaigc.graph import KnowledgeGraph
from kgaigc.linking.folding import fold, fold_name
from kgaigc.linking.names import Match, Name, NameIndex
from kgaigc.linking.sentences import split_sentences
from kgaigc.linking.taken import Taken, without_overlap
from kgaigc.linking.unknown import find_names, find_titles
from kgaigc.linking.weighing import Weigher
from kgaigc.linking.words import is_common, is_stop_word
from kgaigc.quantities import find_values
from kgaigc.values import XSD, Candidate, Entity, Links, Mention

if TYPE_CHECKING:
    from spacy.language import Language

_NEAR, _NEAR_ENOUGH = 0.8, 0.88
_PLURAL, _OTHER_CASE = 0.9, 0.95


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch that names something, before it is decided what."""

    start: int
    end: int
    names: tuple[tuple[Name, float], ...]

    @property
    def part(self) -> bool:
        """Whether it is only the first or last word of names."""
        return all(name.part for name, _ in self.names)


_Placed = TypeVar("_Placed", bound=_Span | Mention)


class Linker:
    """Finds what a text talks of in a graph.

    Names are found by the graph's labels and aliases in any language, whatever the case, accents, possessives and
    plurals; the longest wins. A homonym is decided by what else the text and the context talk of, by the classes
    that are named beside it and by salience; the losing candidates are kept with their scores. Capitalised words
    and quoted titles that the graph lacks are mentions too, without a target, or near misses of a known name.

    A person's surname stands for the person; the first or last word of any name for its entity once it has been
    mentioned, or is in the context.

    Args:
        graph: what may be mentioned.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self._index = NameIndex(graph.names())
        self._weigher = Weigher(graph)

    @cached_property
    def nlp(self) -> Language:
        """A blank English spaCy pipeline whose component ``kgaigc_linker`` is this linker."""
        from kgaigc.linking.component import pipeline  # noqa: PLC0415  (spaCy takes a second or two)

        return pipeline(self)

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends."""
        return split_sentences(text)

    def link(self, text: str, *, context: Collection[str] = ()) -> Links:
        """The mentions of a text, in its order, none overlapping.

        Args:
            text: the text.
            context: IRIs of entities that are known to be talked of, such as the topic.
        """
        spans, values = self._found(text, set(context))
        bare = [
            (v.start, v.end)
            for v in values
            if v.value and v.value.datatype == XSD + "integer" and v.score == 1
        ]
        names = find_names(
            text,
            split_sentences(text),
            entities=[(span.start, span.end) for span in spans],
            values=[(value.start, value.end) for value in values],
            numbers=bare,
        )
        exact = {(span.start, span.end) for span in spans}
        titles = [span for span in find_titles(text) if span not in exact]
        unknown = without_overlap(len(text), [*titles, *names])
        taken = Taken(len(text), unknown)
        known = [span for span in spans if not taken.overlaps(span.start, span.end)]
        mentions = self._resolved(text, known, context)
        talked_of = {*context, *(mention.entity.iri for mention in mentions if mention.entity)}
        mentions += [value for value in values if not taken.overlaps(value.start, value.end)]
        spans = sorted(spans, key=lambda span: span.start)
        mentions += [self._unknown(text, start, end, spans, talked_of) for start, end in unknown]
        return Links(tuple(sorted(mentions, key=lambda mention: mention.start)), text)

    def _found(self, text: str, context: Collection[str]) -> tuple[list[_Span], list[Mention]]:
        """Names and values that do not overlap, the longest first; what is only part of a name comes last."""
        spans = self._spans(text)
        values = list(find_values(text))
        whole: list[_Span | Mention] = [span for span in spans if not span.part]
        kept = _longest([*whole, *values], len(text))
        named = [span for span in kept if isinstance(span, _Span)]
        clear = {span.names[0][0].entity.iri: span.start for span in reversed(named) if len(span.names) == 1}
        taken = Taken(len(text), ((item.start, item.end) for item in kept))
        free = (span for span in spans if span.part and not taken.overlaps(span.start, span.end))
        parts = [self._meant(span, context, clear) for span in free]
        named += _longest([span for span in parts if span], len(text))
        return named, [value for value in kept if isinstance(value, Mention)]

    def _spans(self, text: str) -> list[_Span]:
        """Every stretch that is a name in the right case; those of one place as one."""
        found: dict[tuple[int, int], dict[str, tuple[Name, float]]] = {}
        lower = not any(map(str.isupper, text))
        for match in self._index.matches(fold(text)):
            surface = text[match.start : match.end]
            for name in match.names:
                fit = _fit(name, surface, match, lower=lower)
                known = found.setdefault((match.start, match.end), {})
                if fit > known.get(name.entity.iri, (name, 0.0))[1]:
                    known[name.entity.iri] = (name, fit)
        spans = (
            _Span(start, end, _best(names.values()))
            for (start, end), names in found.items()
            if _best(names.values())
        )
        return sorted(spans, key=lambda span: (span.start, span.end))

    def _meant(self, span: _Span, context: Collection[str], clear: dict[str, int]) -> _Span | None:
        """The entities that a part of a name can mean here: those talked of, else the one person so named."""
        talked = tuple(
            pair
            for pair in span.names
            if pair[0].entity.iri in context or clear.get(pair[0].entity.iri, span.start) < span.start
        )
        if talked:
            return replace(span, names=talked)
        persons = tuple(pair for pair in span.names if self._is_surname(pair[0]))
        return replace(span, names=persons) if persons else None

    def _is_surname(self, name: Name) -> bool:
        last = fold_name(name.entity.label).endswith(" " + fold_name(name.shown))
        return last and self.graph.is_person(name.entity.iri)

    def _resolved(self, text: str, spans: list[_Span], context: Collection[str]) -> list[Mention]:
        """Decides homonyms: the clear mentions first, each then helps with the others."""
        anchors = {*context, *(span.names[0][0].entity.iri for span in spans if len(span.names) == 1)}
        mentions = []
        for span in spans:
            words = _words_around(text, span) if len(span.names) > 1 else frozenset()
            candidates = self._weigher.weigh(span.names, context=anchors, words=words)
            best = candidates[0]
            anchors.add(best.entity.iri)
            mentions.append(
                Mention(
                    span.start, span.end, text[span.start : span.end], best.entity, best.score, candidates
                )
            )
        return mentions

    def _unknown(
        self, text: str, start: int, end: int, spans: list[_Span], context: Collection[str]
    ) -> Mention:
        """A name that the graph lacks, or a near miss of one that it has; entities inside it are candidates.

        The spans come in the order of the text, none overlapping.
        """
        surface = text[start:end]
        near = self._near(surface)
        if near and near[0].score >= _NEAR * _NEAR_ENOUGH:
            return Mention(start, end, surface, near[0].entity, near[0].score, near)
        first, last = (bisect_left(spans, place, key=lambda span: span.start) for place in (start, end))
        inside = [pair for span in spans[first:last] if span.end <= end for pair in span.names]
        weaker = [(name, fit * (len(name.shown) / len(surface)) / 2) for name, fit in _best(inside)]
        candidates = self._weigher.weigh(weaker, context=context) if weaker else ()
        return Mention(start, end, surface, None, 0.0, candidates)

    def _near(self, name: str, *, top_k: int = 5) -> tuple[Candidate, ...]:
        if len(name) < 5:
            return ()
        return tuple(
            Candidate(near.entity, _NEAR * like) for near, like in self._index.near(name, top_k=top_k)
        )

    def candidates(self, name: str, *, top_k: int = 5) -> tuple[Candidate, ...]:
        """The entities that a name may stand for, best first; near misses score at most 0.8."""
        exact = [(entry, entry.quality) for entry in self._index.exact(name.replace("_", " "))]
        found = list(self._weigher.weigh(exact, context=())) if exact else []
        known = {candidate.entity.iri for candidate in found}
        found += [
            candidate for candidate in self._near(name, top_k=top_k) if candidate.entity.iri not in known
        ]
        return tuple(found[:top_k])

    def resolve(self, topic: str) -> Entity:
        """The entity that a topic names: by IRI, label, alias, a misspelling, or a sentence that mentions just one.

        Of homonyms the most salient is taken.

        Raises:
            LinkError: it names nothing in the graph; ``nearest`` has the labels that come nearest.
        """
        topic = topic.strip()
        if not topic:
            raise LinkError("the topic is empty: give the name or the IRI of something in the graph")
        iri = topic.removeprefix("<").removesuffix(">")
        if iri in self._index.entities:
            return self._index.entities[iri]
        found = self.candidates(topic)
        if found:
            return found[0].entity
        mentioned = {mention.entity for mention in self.link(topic).mentions if mention.kind != "value"}
        if len(mentioned) == 1 and None not in mentioned:
            return mentioned.pop() or Entity("", "")
        raise self._not_found(topic, iri)

    def _not_found(self, topic: str, iri: str) -> LinkError:
        words = re.split(r"[/#:]", unquote(iri))[-1].replace("_", " ") if "://" in iri else topic
        nearest = tuple(dict.fromkeys(entity.label for entity in self._index.nearest(words)))
        hint = f"; the nearest are: {', '.join(nearest)}" if nearest else ""
        where = f" in {self.graph.name}" if self.graph.name else " in the graph"
        return LinkError(f"nothing{where} is called {topic!r}{hint}", nearest=nearest)


def _fit(name: Name, surface: str, match: Match, *, lower: bool) -> float:
    """How well a stretch of text fits a name, in [0, 1]; 0 where its case says that it is another word."""
    quality = name.quality * (_PLURAL if match.plural else 1.0)
    shown = name.shown
    said = surface[: len(shown)] if match.plural else surface
    if " ".join(said.split()) == shown:
        acronym = len(shown) > 1 and shown.isupper()
        return 0.0 if is_stop_word(shown) and not acronym else quality
    if is_stop_word(said) or (len(shown) <= 3 and shown.isascii()):
        return 0.0
    if not any(map(str.isupper, shown)) or not said.islower():
        return quality * _OTHER_CASE
    word = " " not in said and (is_common(said) or name.part)
    return 0.0 if word and not lower else quality * _OTHER_CASE


def _best(names: Iterable[tuple[Name, float]]) -> tuple[tuple[Name, float], ...]:
    """The names with a fit above 0; mere parts of names only where there is nothing else."""
    fitting = [pair for pair in names if pair[1] > 0]
    whole = [pair for pair in fitting if not pair[0].part]
    return tuple(sorted(whole or fitting, key=lambda pair: (-pair[1], pair[0].entity.iri)))


def _longest(items: Iterable[_Placed], length: int) -> list[_Placed]:
    """Those that stay when the longest go first; of two as long, names before values."""
    kept: list[_Placed] = []
    taken = Taken(length)
    for item in sorted(
        items, key=lambda item: (item.start - item.end, item.start, isinstance(item, Mention))
    ):
        if not taken.overlaps(item.start, item.end):
            kept.append(item)
            taken.take(item.start, item.end)
    return sorted(kept, key=lambda item: item.start)


def _words_around(text: str, span: _Span) -> frozenset[str]:
    """The folded words of the sentence within some fifty characters."""
    sentences = split_sentences(text)
    number = bisect_right(sentences, span.start, key=lambda sentence: sentence[0]) - 1
    if number < 0 or span.start >= sentences[number][1]:
        return frozenset()
    start, end = sentences[number]
    before = text[max(start, span.start - 50) : span.start]
    after = text[span.end : min(end, span.end + 50)]
    return frozenset(re.findall(r"\w+", fold(f"{before} {after}").text))
