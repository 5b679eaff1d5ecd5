"""The linker as a spaCy pipeline component, ``kgaigc_linker``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kgaigc.errors import ConfigError
from kgaigc.graph import KnowledgeGraph

if TYPE_CHECKING:
    from kgaigc.linking.linker import Linker


NAME = "kgaigc_linker"


class LinkerComponent:
    """Sets ``doc.ents`` with ``kb_id_``, sentence starts, and ``doc._.kgaigc_mentions``.

    Entities and unknown names are labelled ENTITY and UNKNOWN, values VALUE; ``kb_id_`` is an entity's IRI. The
    mentions, whose offsets are exact also where they end within a token, are in ``doc._.kgaigc_mentions``, and
    those of one span with its candidates in ``span._.kgaigc_mention``.
    """

    def __init__(self, linker: Linker | None) -> None:
        self.linker = linker

    def __call__(self, doc: Doc) -> Doc:
        """Link a doc.

        Raises:
            ConfigError: the component was added without a graph.
        """
        if self.linker is None:
            raise ConfigError(
                'kgaigc_linker has no graph: nlp.add_pipe("kgaigc_linker", config={"graph": "FILE"})'
            )
        mentions = self.linker.link(doc.text).mentions
        doc._.kgaigc_mentions = mentions
        spans: list[Span] = []
        for mention in mentions:
            label, iri = mention.kind.upper(), mention.entity.iri if mention.entity else ""
            span = doc.char_span(mention.start, mention.end, label=label, kb_id=iri, alignment_mode="expand")
            if span is not None:
                span._.kgaigc_mention = mention
                spans.append(span)
        doc.ents = tuple(spacy.util.filter_spans(spans))
        _set_sentences(doc, {start for start, _ in self.linker.sentences(doc.text)})
        return doc


def _set_sentences(doc: Doc, starts: set[int]) -> None:
    for token in doc:
        token.is_sent_start = token.idx in starts or token.i == 0


def create_linker(nlp: Language, name: str, graph: str | None, language: str) -> LinkerComponent:  # noqa: ARG001
    """The component over the graph in a file; spaCy calls it.

    Raises:
        GraphError: the graph can't be read.
    """
    from kgaigc.linking.linker import Linker  # noqa: PLC0415  (they need one another)

    opened = KnowledgeGraph.open(Path(graph), language=language) if graph else None
    return LinkerComponent(Linker(opened) if opened else None)


Language.factory(
    NAME,
    assigns=["doc.ents", "token.ent_type", "token.ent_kb_id", "token.is_sent_start", "doc._.kgaigc_mentions"],
    default_config={"graph": None, "language": "en"},
    func=create_linker,
)


def pipeline(linker: Linker) -> Language:
    """A blank English pipeline with a linker that is already there."""
    nlp = spacy.blank("en")
    component = nlp.add_pipe(NAME)
    if isinstance(component, LinkerComponent):
        component.linker = linker
    return nlp


if not Doc.has_extension("kgaigc_mentions"):
    Doc.set_extension("kgaigc_mentions", default=())
    Span.set_extension("kgaigc_mention", default=None)
