"""The linker: text in, mentions of entities, values and unknown names out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kgaigc.errors import LinkError
from kgaigc.graph import KnowledgeGraph
from kgaigc.linking.folding import Folded, fold, fold_name
from kgaigc.linking.misspelt import misspelt
from kgaigc.linking.names import Name, NameIndex
from kgaigc.linking.nouns import without_unlinked_nouns
from kgaigc.linking.sentences import openings, split_sentences
from kgaigc.linking.similar import Similar
from kgaigc.linking.spans import Span, best, fit, longest, opens, words_around
from kgaigc.linking.strangers import compounds, followers, is_concept, without_plain_words
from kgaigc.linking.surfaces import surfaces
from kgaigc.linking.taken import Taken, without_overlap
from kgaigc.linking.unknown import find_names, find_titles
from kgaigc.linking.vouching import Voucher
from kgaigc.linking.weighing import Weigher
from kgaigc.linking.wordforms import Words, read_words
from kgaigc.quantities import find_values
from kgaigc.values import XSD, Candidate, Entity, Links, Mention

if TYPE_CHECKING:
    from spacy.language import Language

_SAMPLE = 1_000  # names that are looked at to know whether names have capitals
_FAR_SAMPLE = 100  # the same where they can't be listed
THRESHOLD = 0.5  # of the share; below it a candidate is wrong more often than right
_NEAR = 0.8  # of the quality of a name that is spelled otherwise, at best


class Linker:
    """Finds what a text talks of in a graph.

    Names are found by the graph's labels and aliases in any language, whatever the case, accents, possessives and
    plurals; the longest wins. A homonym is decided by what else the text and the context talk of, by the classes
    that are named beside it and by salience; the losing candidates are kept with their scores. Capitalised words
    and quoted titles that the graph lacks are mentions too, without a target, or near misses of a known name.

    Where a graph has too many names to list, those are looked up that a text has to the letter, but for case and a
    plural: no misspellings, and no shortened forms of names that the text does not have in full.

    A person's surname stands for the person; the first or last word of any name for its entity once it has been
    mentioned, or is in the context.

    Args:
        graph: what may be mentioned.
        threshold: the least share of the best candidate among those of a name, in [0, 1], with which a mention is
            linked; below it the mention is unknown, and its candidates are left to the reader.
    """

    def __init__(self, graph: KnowledgeGraph, *, threshold: float = THRESHOLD) -> None:
        self.graph = graph
        self.threshold = threshold
        self._index = NameIndex(graph.names() if graph.lists_names else ())
        self._similar = Similar(self._index)
        self._has_capitals = self._writes_capitals()
        self._weigher = Weigher(graph)
        self._voucher = Voucher(self._weigher)

    @cached_property
    def nlp(self) -> Language:
        """A blank English spaCy pipeline whose component ``kgaigc_linker`` is this linker."""
        from kgaigc.linking.component import pipeline  # noqa: PLC0415  (spaCy takes a second or two)

        return pipeline(self)

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends."""
        return split_sentences(text)

    def link(self, text: str, *, context: Collection[str] = (), doubtful: bool = False) -> Links:
        """The mentions of a text, in its order, none overlapping.

        Args:
            text: the text.
            context: IRIs of entities that are known to be talked of, such as the topic.
            doubtful: keep what may be meant, too: the best candidate below the threshold, and common nouns that the
                graph does not link with what else is named. Who checks or answers a text needs them.
        """
        mentions = self._knowing(text, context)._link(text, context)
        if not doubtful:
            mentions = [kept for mention in mentions if (kept := self._decided(mention))]
            if self._has_capitals:
                mentions = without_unlinked_nouns(text, mentions, context, self._voucher.is_linked)
        return Links(tuple(mentions), text)

    def _decided(self, mention: Mention) -> Mention | None:
        """A mention without its target where that is too doubtful; nothing if it does not look like a name."""
        shares = sum(candidate.score for candidate in mention.candidates)
        if mention.kind != "entity" or mention.score >= self.threshold * shares:
            return mention
        return replace(mention, target=None, score=0.0) if any(map(str.isupper, mention.text)) else None

    def _knowing(self, text: str, iris: Collection[str] = ()) -> Linker:
        """A linker that knows the names that a text may have, and those of some things: this one, if it knows all."""
        if self.graph.lists_names:
            return self
        found = copy(self)
        found._index = NameIndex(self.graph.names({*self.graph.written(surfaces(text)), *iris}))
        found._similar = Similar(found._index)
        return found

    def _link(self, text: str, context: Collection[str]) -> list[Mention]:
        spans, values = self._found(text, set(context))
        spans.sort(key=lambda span: span.start)
        unknown = self._strangers(text, spans, values, context)
        taken = Taken(len(text), unknown)
        known = [span for span in spans if not taken.overlaps(span.start, span.end)]
        mentions = self._resolved(text, known, context)
        talked_of = {*context, *(mention.entity.iri for mention in mentions if mention.entity)}
        mentions += [value for value in values if not taken.overlaps(value.start, value.end)]
        mentions += [self._unknown(text, start, end, spans, talked_of) for start, end in unknown]
        mentions.sort(key=lambda mention: mention.start)
        if self._has_capitals and not context:
            mentions = without_plain_words(text, mentions)
        return mentions

    def _strangers(
        self, text: str, spans: list[Span], values: list[Mention], context: Collection[str]
    ) -> list[tuple[int, int]]:
        """What looks like a name, and is not in the graph; none overlapping."""
        bare = [
            (v.start, v.end)
            for v in values
            if v.value and v.value.datatype == XSD + "integer" and v.score == 1
        ]
        joined = compounds(text, spans, self._voucher.is_linked)
        names = find_names(
            text,
            split_sentences(text),
            entities=[(span.start, span.end) for span in spans if not is_concept(span, text)],
            values=[(value.start, value.end) for value in values],
            numbers=bare,
        )
        exact = {(span.start, span.end) for span in spans}
        unknown = [stretch for stretch in (*find_titles(text), *names, *joined) if stretch not in exact]
        unknown = without_overlap(len(text), unknown)
        talked = {*context, *(span.names[0][0].entity.iri for span in spans if len(span.names) == 1)}
        later = [
            (span.start, span.end)
            for span in followers(text, unknown, spans)
            if not any(self._voucher.is_linked(n.entity.iri, talked - {n.entity.iri}) for n, _ in span.names)
            and not any(name.entity.iri in context for name, _ in span.names)
        ]
        return without_overlap(len(text), [*unknown, *later])

    def _writes_capitals(self) -> bool:
        """Whether most names of the graph have capitals, so that words in lower case are seldom names."""
        shown = self._index.shown
        if not self.graph.lists_names:
            shown = [entity.label for entity in self.graph.some_entities(_FAR_SAMPLE)]
        sample = shown[:: max(1, len(shown) // _SAMPLE)]
        return 2 * sum(any(map(str.isupper, name)) for name in sample) > len(sample)

    def _found(self, text: str, context: Collection[str]) -> tuple[list[Span], list[Mention]]:
        """Names and values that do not overlap, the longest first; what is only part of a name comes last."""
        folded = fold(text)
        words = read_words(folded.text)
        spans, doubtful = self._spans(folded, words)
        values = list(find_values(text))
        found: list[Span | Mention] = [*spans, *values]
        kept = longest(found, len(text))
        errors = misspelt(folded, words, self._similar, [span for span in kept if isinstance(span, Span)])
        kept = self._voucher.with_misspelt(text, errors, kept, context)
        named = [span for span in kept if isinstance(span, Span)]
        named += self._voucher.vouched(text, doubtful, kept, context)
        clear = {span.names[0][0].entity.iri: span.start for span in reversed(named) if len(span.names) == 1}
        taken = Taken(len(text), ((item.start, item.end) for item in (*kept, *named)))
        parts = [
            self._meant(span, context, clear)
            for span in self._parts(folded, words, taken, {*context, *clear})
        ]
        named += longest([span for span in parts if span], len(text))
        return named, [value for value in kept if isinstance(value, Mention)]

    def _spans(self, folded: Folded, words: Words) -> tuple[list[Span], list[Span]]:
        """Every stretch that is a name in the right case, and every one that is a common word too."""
        found: dict[tuple[int, int], dict[str, tuple[Name, float]]] = {}
        doubtful: dict[tuple[int, int], dict[str, tuple[Name, float]]] = {}
        lower = not any(map(str.isupper, folded.source))
        starts = openings(folded.source)
        for match in self._index.matches(folded, words):
            surface = folded.source[match.start : match.end]
            opening = opens(folded.source, match.start, match.end, starts)
            for name in match.names:
                fits, doubt = fit(name, surface, lower=lower, opens=opening)
                known = (doubtful if doubt else found).setdefault((match.start, match.end), {})
                if fits > known.get(name.entity.iri, (name, 0.0))[1]:
                    known[name.entity.iri] = (name, fits)
        return _as_spans(found), _as_spans(doubtful)

    def _parts(self, folded: Folded, words: Words, taken: Taken, talked: Collection[str]) -> Iterator[Span]:
        """Every word that belongs to no name and is the first or last one of some."""
        lower = not any(map(str.isupper, folded.source))
        for word, first, last in zip(words.words, words.starts, words.ends, strict=True):
            start, end = folded.span(first, last)
            if not taken.overlaps(start, end):
                names = (
                    (name, fit(name, folded.source[start:end], lower=lower)[0])
                    for name in self._index.parts(word, talked)
                )
                if fitting := best(names):
                    yield Span(start, end, fitting)

    def _meant(self, span: Span, context: Collection[str], clear: dict[str, int]) -> Span | None:
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

    def _resolved(self, text: str, spans: list[Span], context: Collection[str]) -> list[Mention]:
        """Decides homonyms: the clear mentions first, each then helps with the others."""
        anchors = {*context, *(span.names[0][0].entity.iri for span in spans if len(span.names) == 1)}
        mentions = []
        for span in spans:
            words = words_around(text, span) if len(span.names) > 1 else frozenset()
            candidates = self._weigher.weigh(span.names, context=anchors, words=words)
            first = candidates[0]
            anchors.add(first.entity.iri)
            mentions.append(
                Mention(
                    span.start, span.end, text[span.start : span.end], first.entity, first.score, candidates
                )
            )
        return mentions

    def _unknown(
        self, text: str, start: int, end: int, spans: list[Span], context: Collection[str]
    ) -> Mention:
        """A name that the graph lacks; entities inside it are candidates.

        The spans come in the order of the text, none overlapping.
        """
        surface = text[start:end]
        first, last = (bisect_left(spans, place, key=lambda span: span.start) for place in (start, end))
        inside = [pair for span in spans[first:last] if span.end <= end for pair in span.names]
        weaker = [(name, fits * (len(name.shown) / len(surface)) / 2) for name, fits in best(inside)]
        candidates = self._weigher.weigh(weaker, context=context) if weaker else ()
        return Mention(start, end, surface, None, 0.0, candidates)

    def _near(self, name: str, *, top_k: int = 5) -> tuple[Candidate, ...]:
        if len(name) < 5:
            return ()
        return tuple(
            Candidate(near.entity, _NEAR * like) for near, like in self._similar.near(name, top_k=top_k)
        )

    def candidates(self, name: str, *, top_k: int = 5) -> tuple[Candidate, ...]:
        """The entities that a name may stand for, best first; near misses score at most 0.8."""
        return self._knowing(name.replace("_", " "))._candidates(name, top_k=top_k)

    def _candidates(self, name: str, *, top_k: int) -> tuple[Candidate, ...]:
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
        if not self.graph.lists_names and ":" in iri and self.graph.is_stated(iri):
            return self.graph.entity(iri)
        found = self.candidates(topic)
        if found:
            return found[0].entity
        mentioned = {
            mention.entity for mention in self.link(topic, doubtful=True).mentions if mention.kind != "value"
        }
        if len(mentioned) == 1 and None not in mentioned:
            return mentioned.pop() or Entity("", "")
        raise self._not_found(topic, iri)

    def _not_found(self, topic: str, iri: str) -> LinkError:
        words = re.split(r"[/#:]", unquote(iri))[-1].replace("_", " ") if "://" in iri else topic
        nearest = tuple(dict.fromkeys(entity.label for entity in self._similar.nearest(words)))
        hint = f"; the nearest are: {', '.join(nearest)}" if nearest else ""
        if not self.graph.lists_names:
            hint = "; it has too many names to list: give one as it is written there, or the IRI"
        where = f" in {self.graph.name}" if self.graph.name else " in the graph"
        return LinkError(f"nothing{where} is called {topic!r}{hint}", nearest=nearest)


def _as_spans(found: dict[tuple[int, int], dict[str, tuple[Name, float]]]) -> list[Span]:
    spans = (Span(start, end, best(names.values())) for (start, end), names in found.items())
    return sorted((span for span in spans if span.names), key=lambda span: (span.start, span.end))
