"""The linker as a spaCy pipeline component, ``kgaigc_linker``."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kgaigc.errors import ConfigError
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Candidate, Entity, Mention, Value

if TYPE_CHECKING:
    from kgaigc.linking.linker import Linker


NAME = "kgaigc_linker"
_GRAPH, _LANGUAGE = "graph.nq", "language"
_MENTIONS = "kgaigc_mentions"  # where a doc keeps them


class LinkerComponent:
    """Sets ``doc.ents`` with ``kb_id_``, sentence starts, and ``doc._.kgaigc_mentions``.

    Entities and unknown names are labelled ENTITY and UNKNOWN, values VALUE; ``kb_id_`` is an entity's IRI. The
    mentions, whose offsets are exact also where they end within a token, are in ``doc._.kgaigc_mentions``, and
    those of one span with its candidates in ``span._.kgaigc_mention``.

    After another component that finds entities, those stay that overlap nothing in the graph, and where it found the
    same stretch its label stays too. Sentence starts that are there already stay.
    """

    def __init__(self, linker: Linker | None, *, threshold: float | None = None) -> None:
        self.linker = linker
        self.missing = ""  # the graph that was to be opened and is not there
        self._threshold = threshold

    def open(self, graph: str | Path, language: str) -> None:
        """Link to a graph from now on.

        Raises:
            GraphError: it can't be read.
        """
        from kgaigc.linking.linker import THRESHOLD, Linker  # noqa: PLC0415  (they need one another)

        threshold = THRESHOLD if self._threshold is None else self._threshold
        self.linker = Linker(KnowledgeGraph.open(graph, language=language), threshold=threshold)

    def __call__(self, doc: Doc) -> Doc:
        """Link a doc.

        Raises:
            ConfigError: the component was added without a graph, or with a file that is not there.
        """
        if self.linker is None and self.missing:
            raise ConfigError(f"kgaigc_linker has no graph: there is no {self.missing}; give the path of one")
        if self.linker is None:
            raise ConfigError(
                'kgaigc_linker has no graph: nlp.add_pipe("kgaigc_linker", config={"graph": "FILE"})'
            )
        mentions = self.linker.link(doc.text).mentions
        doc.user_data[_MENTIONS] = list(map(_packed, mentions))
        found = [span for mention in mentions if (span := _span(doc, mention)) is not None]
        known = [span for span in found if span.kb_id_]
        others = [span for span in found if not span.kb_id_]
        # The first of two that overlap stays, so names of the graph come before what was found elsewhere.
        kept: list[Span] = []
        for span in (*_longest(known), *doc.ents, *_longest(others)):
            if all(span.end <= one.start or one.end <= span.start for one in kept):
                kept.append(span)
        doc.ents = tuple(sorted(kept, key=lambda span: span.start))
        if not doc.has_annotation("SENT_START"):
            _set_sentences(doc, {start for start, _ in self.linker.sentences(doc.text)})
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Link docs as they come, one at a time."""
        yield from map(self, stream)

    def to_bytes(self, *, exclude: Collection[str] = ()) -> bytes:
        """The graph's facts and language; the linker is built of them again."""
        return spacy.util.to_bytes(self._writers(), exclude)

    def from_bytes(self, data: bytes, *, exclude: Collection[str] = ()) -> LinkerComponent:
        """Take over what ``to_bytes`` wrote."""
        told: dict[str, bytes] = {}
        readers = {name: partial(told.__setitem__, name) for name in (_GRAPH, _LANGUAGE)}
        spacy.util.from_bytes(data, readers, exclude)
        if told.get(_GRAPH):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / _GRAPH
                path.write_bytes(told[_GRAPH])
                self.open(path, told[_LANGUAGE].decode())
        return self

    def to_disk(self, path: str | Path, *, exclude: Collection[str] = ()) -> None:
        """Write the same into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self._writers().items():
            if name not in exclude:
                (folder / name).write_bytes(content())

    def from_disk(self, path: str | Path, *, exclude: Collection[str] = ()) -> LinkerComponent:
        """Take over what ``to_disk`` wrote."""
        graph, language = Path(path) / _GRAPH, Path(path) / _LANGUAGE
        if _GRAPH not in exclude and graph.stat().st_size:
            self.open(graph, language.read_text(encoding="utf-8"))
        return self

    def _writers(self) -> dict[str, Callable[[], bytes]]:
        """What is written under which name; no facts for a component without a graph, or with one at an endpoint."""
        graph = self.linker.graph if self.linker else None
        here = graph is not None and "://" not in graph.name
        return {
            _GRAPH: lambda: _facts(graph) if graph is not None and here else b"",
            _LANGUAGE: (graph.language if graph is not None else "").encode,
        }


def _facts(graph: KnowledgeGraph) -> bytes:
    stream = io.BytesIO()
    graph.write(stream, form="nquads")
    return stream.getvalue()


def _span(doc: Doc, mention: Mention) -> Span | None:
    """A mention as a span of whole tokens, with the label that another component gave the same span."""
    iri = mention.entity.iri if mention.entity else ""
    span = doc.char_span(
        mention.start, mention.end, label=mention.kind.upper(), kb_id=iri, alignment_mode="expand"
    )
    if span is None:
        return None
    label = next((ent.label_ for ent in doc.ents if (ent.start, ent.end) == (span.start, span.end)), "")
    return Span(doc, span.start, span.end, label=label or span.label_, kb_id=iri)


def _longest(spans: list[Span]) -> list[Span]:
    return list(spacy.util.filter_spans(spans))


def _set_sentences(doc: Doc, starts: set[int]) -> None:
    for token in doc:
        token.is_sent_start = token.idx in starts or token.i == 0


def create_linker(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    *,
    graph: str | None,
    language: str,
    threshold: float | None,
) -> LinkerComponent:
    """The component over the graph in a file or a store, or at an endpoint; spaCy calls it.

    Raises:
        GraphError: the graph can't be read.
    """
    component = LinkerComponent(None, threshold=threshold)
    if graph and "://" not in graph and not Path(graph).exists():
        component.missing = graph  # a saved pipeline brings the facts along: ``from_disk`` comes next
    elif graph:
        component.open(graph, language)
    return component


Language.factory(
    NAME,
    assigns=["doc.ents", "token.ent_type", "token.ent_kb_id", "token.is_sent_start", "doc._.kgaigc_mentions"],
    default_config={"graph": None, "language": "en", "threshold": None},
    func=create_linker,
)


def pipeline(linker: Linker) -> Language:
    """A blank English pipeline with a linker that is already there."""
    nlp = spacy.blank("en")
    component = nlp.add_pipe(NAME)
    if isinstance(component, LinkerComponent):
        component.linker = linker
    return nlp


def _packed(mention: Mention) -> list[Any]:
    """A mention as plain data, which a doc can be written with: to bytes, to another process, into a DocBin."""
    target = mention.target
    plain = None if target is None else [type(target) is Entity, *astuple(target)]
    candidates = [[one.entity.iri, one.entity.label, one.score] for one in mention.candidates]
    return [mention.start, mention.end, mention.text, plain, mention.score, candidates]


def _unpacked(packed: list[Any]) -> Mention:
    start, end, text, plain, score, candidates = packed
    target = None if plain is None else (Entity if plain[0] else Value)(*plain[1:])
    found = tuple(Candidate(Entity(iri, label), share) for iri, label, share in candidates)
    return Mention(start, end, text, target, score, found)


def _mentions(doc: Doc) -> tuple[Mention, ...]:
    """All that was found in a doc, in its order."""
    return tuple(map(_unpacked, doc.user_data.get(_MENTIONS, ())))


def _mention(span: Span) -> Mention | None:
    """The mention of a span of whole tokens; None of a span that the linker has not set."""
    for mention in _mentions(span.doc):
        place = span.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        iri = mention.entity.iri if mention.entity else ""
        if place is not None and (place.start, place.end, iri) == (span.start, span.end, span.kb_id_):
            return mention
    return None


if not Doc.has_extension("kgaigc_mentions"):
    Doc.set_extension("kgaigc_mentions", getter=_mentions)
    Span.set_extension("kgaigc_mention", getter=_mention)
