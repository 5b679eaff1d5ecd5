"""The table of contents: ``ContentGenerator`` composes the stages.

    topic -> linking -> retrieval -> planning -> generation -> checking -> rendering
                                         ^                        |
                                         +------- repair ---------+

Stages get one another here, as callables. Their modules load when first needed: a check needs no LSTM.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kgaigc import __version__, assembly, completion, documents, evidence, repair, verification
from kgaigc.errors import ConfigError, LinkError
from kgaigc.findings import Suggestions, Verification
from kgaigc.shipped import default_graph
from kgaigc.values import (
    Answer,
    Article,
    Entity,
    Facts,
    Generated,
    Links,
    Manifest,
    Plan,
    Report,
    Sentence,
    Triple,
    ntriples,
    running_text,
    sentence_places,
)

if TYPE_CHECKING:
    from kgaigc.generation import Generator, Request
    from kgaigc.generation.search import Search
    from kgaigc.graph import KnowledgeGraph
    from kgaigc.linking import Linker
    from kgaigc.planning.order import OrderModel

Drafts = tuple[repair.Draft, ...]

_PLANS = 6  # plans that are tried for a set of triples
_TEXTS = 8  # texts of a set of triples that the checker may choose from
_PASSAGES = 256  # checked texts that are kept while changes are sought


class ContentGenerator:
    """Writes what a graph knows, answers from it, and checks texts against it.

    Args:
        graph: what is known; the shipped graph if left out.
        linker: finds the graph's entities in text; built on first use if left out.
        generator: writes sentences; the shipped model, loaded on first use, if left out.
        planner: orders given triples; the shipped one, loaded on first use, if left out.
    """

    def __init__(
        self,
        graph: KnowledgeGraph | None = None,
        linker: Linker | None = None,
        generator: Generator | None = None,
        planner: OrderModel | None = None,
    ) -> None:
        self._graph, self._linker, self._generator, self._planner = graph, linker, generator, planner

    @classmethod
    def from_pretrained(
        cls, directory: str | Path | None = None, *, graph: KnowledgeGraph | str | Path | None = None
    ) -> ContentGenerator:
        """Load a model (the shipped one by default) to write about a graph (the shipped one by default).

        Raises:
            CheckpointError: the directory is missing, damaged or not one of kgaigc.
            GraphError: the graph can't be read.
        """
        opened = None if graph is None else _opened(graph)
        return cls(opened, None, *_loaded(None if directory is None else Path(directory)))

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """What is known."""
        return self._graph if self._graph is not None else _opened(default_graph())

    @cached_property
    def linker(self) -> Linker:
        """Finds the graph's entities in text."""
        from kgaigc.linking import Linker  # noqa: PLC0415

        return self._linker if self._linker is not None else Linker(self.graph)

    @cached_property
    def generator(self) -> Generator:
        """Writes sentences."""
        return self._generator if self._generator is not None else self._shipped[0]

    @cached_property
    def planner(self) -> OrderModel:
        """Orders given triples, and cuts them into sentences."""
        return self._planner if self._planner is not None else self._shipped[1]

    @cached_property
    def _shipped(self) -> tuple[Generator, OrderModel]:
        return _loaded()

    def save_pretrained(self, directory: str | Path) -> None:
        """Write the model to a directory, from which ``from_pretrained`` loads it."""
        self.generator.save_pretrained(Path(directory))
        self.planner.save(Path(directory))

    def link(self, text: str, *, doubtful: bool = False) -> Links:
        """The mentions of entities and values in a text; if ``doubtful``, also those that may be meant."""
        return self.linker.link(text, doubtful=doubtful)

    def facts(self, topic: str, *, max_facts: int = 12) -> Facts:
        """The facts that bear on a topic, the most telling first, each with the reason.

        Raises:
            LinkError: the topic is not in the graph, or the graph tells nothing of it.
        """
        _positive(max_facts=max_facts)
        return self._retrieve(self.linker.resolve(topic), max_facts)

    def article(self, topic: str, *, max_facts: int = 12, seed: int = 0, num_beams: int = 5) -> Article:
        """An article on a topic (a label, an alias or an IRI), every sentence with its triples, checked.

        Its report says how often each repair step was needed, its manifest also which facts were left out.

        Raises:
            LinkError: the topic is not in the graph, or the graph tells nothing of it.
        """
        _positive(max_facts=max_facts, num_beams=num_beams)
        entity = self.linker.resolve(topic)
        facts = self._retrieve(entity, max_facts)
        plan = self._plan(entity, facts)
        drafts = self._write(plan, entity, num_beams)
        sections = assembly.sections(plan, drafts)
        report = self._check(running_text(sections), plan.triples, entity)
        options = (("topic", entity.iri), ("max_facts", str(max_facts)), ("num_beams", str(num_beams)))
        manifest = self._manifest(seed, options, drafts)
        return Article(entity.label, sections, report, manifest, repair.tally(drafts))

    def ask(self, question: str, *, num_beams: int = 5) -> Answer:
        """The answer of the graph to a question, or why there is none.

        Raises:
            QueryError: the question is empty.
        """
        from kgaigc.answering import answer  # noqa: PLC0415

        phrase = partial(self._phrase, num_beams=num_beams)
        return answer(
            question, graph=self.graph, link=partial(self.linker.link, doubtful=True), phrase=phrase
        )

    def check(
        self,
        text: str,
        *,
        triples: evidence.Triples = (),
        with_graph: bool = False,
        entailment: bool = False,
    ) -> Report:
        """What the graph says of each claim of a text.

        Args:
            text: any text.
            triples: check against these instead, and report the share of them that the text says.
            with_graph: check against the graph too where ``triples`` are given.
            entailment: take what is stated of a property for stated of those above it too (RDFS).

        Raises:
            ConfigError: a row of ``triples`` can't be read, or the text is too long.
        """
        checker, known = self._against(text, triples, with_graph=with_graph)
        alone = bool(known) and not with_graph
        return checker._check(text, known, entailment=entailment, alone=alone)

    def check_document(self, document: documents.Document, *, entailment: bool = False) -> Report:
        """What the graph says of each claim of a file's text; ``kgaigc.documents`` reads Markdown and text.

        Headings that name something of the graph say what is spoken of. Offsets count in the file.
        """
        check = partial(self._check, entailment=entailment)
        return documents.check(
            document, check=lambda text, topic: check(text, topic=topic), named=self._named
        )

    def suggest(
        self,
        text: str,
        *,
        triples: evidence.Triples = (),
        with_graph: bool = False,
        entailment: bool = False,
    ) -> Suggestions:
        """The least change of each sentence after which the graph supports all that it says.

        Args:
            text: any text.
            triples: hold it against these instead, as ``check`` does.
            with_graph: hold it against the graph too where ``triples`` are given.
            entailment: take what is stated of a property for stated of those above it too (RDFS).

        Raises:
            ConfigError: a row of ``triples`` can't be read, or the text is too long.
        """
        checker, known = self._against(text, triples, with_graph=with_graph)
        alone = bool(known) and not with_graph
        check = lru_cache(maxsize=_PASSAGES)(
            partial(checker._check, triples=known, entailment=entailment, alone=alone)
        )
        report = check(text, topic=None)
        return checker._suggest(text, documents.as_it_stands, check, report, told=known)

    def suggest_document(
        self, document: documents.Document, *, name: str = "", entailment: bool = False
    ) -> Suggestions:
        """The same for a file's text, as changes of the file's own characters; nothing is written to it.

        Args:
            document: the file.
            name: its path, for the diff.
            entailment: take what is stated of a property for stated of those above it too (RDFS).
        """
        check = lru_cache(maxsize=_PASSAGES)(partial(self._check, entailment=entailment))
        report = documents.check(
            document, check=lambda text, topic: check(text, topic=topic), named=self._named
        )
        return self._suggest(document.source, document.read, check, report, name=name)

    def verify(self, article: Article | str | Path) -> Verification:
        """What the graph says now of an article written earlier: which sentences have lost their support.

        Args:
            article: an article, or the path of one as JSON-LD.

        Raises:
            ConfigError: the file can't be read, or is no article of kgaigc.
        """
        if isinstance(article, Article):
            recorded = verification.recorded_in(article)
        else:
            recorded = verification.read(Path(article))
        return verification.verify(
            recorded, graph=self.graph, check=lambda text, topic: self._check(text, topic=topic)
        )

    def generate(
        self, triples: evidence.Triples, *, category: str = "", num_beams: int = 5, **drawing: float
    ) -> Generated:
        """One text that says the triples.

        Args:
            triples: what to say.
            category: the kind of thing that they are about; "" if that is not known.
            num_beams: width of the beam search.
            drawing: ``temperature``, ``top_p`` and ``seed`` of words and plans that are drawn by lot, for variety; see
                ``generate_many``.

        Raises:
            ConfigError: there are none, one can't be read or said, or a number is out of its bounds.
        """
        return self.generate_many([triples], categories=[category], num_beams=num_beams, **drawing)[0]

    def generate_many(
        self,
        batch: Sequence[evidence.Triples],
        *,
        categories: Sequence[str] = (),
        num_beams: int = 5,
        temperature: float = 0.0,
        top_p: float = 1.0,
        seed: float = 0,
    ) -> tuple[Generated, ...]:
        """A text for each set of triples, as ``generate`` gives it; many at a time are quicker.

        Args:
            batch: the sets.
            categories: of each; none if not known.
            num_beams: width of the beam search.
            temperature: above 0, words are drawn by lot instead, and plans too; about 1 is as the texts were written.
            top_p: only the likeliest words that have this probability together are drawn.
            seed: another one draws another text; the same one the same.

        Raises:
            ConfigError: a set is empty, a triple can't be read or said, or a number is out of its bounds.
        """
        _positive(num_beams=num_beams)
        try:
            search = replace(
                self.generator.search,
                num_beams=1 if temperature else num_beams,
                temperature=temperature,
                top_p=top_p,
                seed=int(seed),
            )
        except ValueError as error:
            raise ConfigError(str(error)) from error
        given = [assembly.portions(evidence.to_say(triples)) for triples in batch]
        kinds = categories or [""] * len(given)
        asked = [
            (portion, category)
            for portions, category in zip(given, kinds, strict=True)
            for portion in portions
        ]
        propose = partial(self._propose, search=search)
        if self.generator.checked:
            texts = iter(completion.write(asked, completion.Means(propose, _plain, self._untold)))
        else:
            texts = (next(proposed) for proposed in propose(asked))
        return tuple(assembly.merged([next(texts) for _ in portions]) for portions in given)

    def _propose(
        self, asked: Sequence[tuple[tuple[Triple, ...], str]], *, search: Search
    ) -> tuple[Iterator[Generated], ...]:
        """Texts for each set of facts and category, as network, planner and language model like them best."""
        from kgaigc.generation import Alternatives  # noqa: PLC0415  (loads torch)

        items = []
        for facts, category in asked:
            if search.temperature:
                from kgaigc.planning.order import shuffled  # noqa: PLC0415

                plans = self.planner.propose(facts, count=_PLANS, within=math.inf)
                plans = shuffled(plans, temperature=search.temperature, seed=search.seed)
            else:
                plans = self.planner.propose(facts, count=_PLANS)
            items.append(Alternatives(plans, category))
        return self.generator.rank(items, count=_TEXTS, search=search)

    def _untold(self, texts: Sequence[tuple[str, tuple[Triple, ...]]]) -> tuple[tuple[Triple, ...], ...]:
        """For each text the facts beside it that it does not say."""
        from kgaigc.checking import untold  # noqa: PLC0415
        from kgaigc.graph import KnowledgeGraph  # noqa: PLC0415  (loads the graph stores)

        said = {fact for _, facts in texts for fact in facts}
        strange = {fact for fact in said if not self.generator.knows(fact.predicate)}
        return untold(texts, graph=KnowledgeGraph.from_triples(said), doubted=strange)

    def _retrieve(self, topic: Entity, max_facts: int) -> Facts:
        from kgaigc.retrieval import retrieve  # noqa: PLC0415

        facts = retrieve(self.graph, topic, max_facts=max_facts)
        if not facts.evidence:
            raise LinkError(f"{topic.label} <{topic.iri}> is in the graph, but the graph tells nothing of it")
        return facts

    def _plan(self, topic: Entity, facts: Facts) -> Plan:
        from kgaigc.planning.articles import plan_article  # noqa: PLC0415

        return plan_article(self.graph, topic, facts)

    def _write(self, plan: Plan, topic: Entity, num_beams: int) -> Drafts:
        """The planned sentences, each repaired until it passes, alone and in its context."""
        requests = []
        pronoun = self._pronoun(topic)
        for section in plan.sections:
            before: Entity | None = None
            for triples in section.sentences:
                goes_on = before == topic == triples[0].subject
                request = self._request(triples, topic)
                requests.append(replace(request, pronoun=pronoun, continues=goes_on))
                before = triples[0].subject
        means = self._means(topic, num_beams)
        drafts = repair.write(requests, means)
        for stricter in (means, repair.templates_only(means)):
            wrong = self._wrong_in_context(plan, drafts, topic)
            drafts = repair.rewrite(drafts, wrong, stricter) if wrong else drafts
        return repair.leave_out(drafts, self._wrong_in_context(plan, drafts, topic))

    def _pronoun(self, topic: Entity) -> str:
        """What stands for the topic; "" for a person whose gender the graph does not give."""
        gender = self.graph.profile(topic.iri).gender
        neuter = "" if self.graph.is_person(topic.iri) else "it"
        return {"female": "she", "male": "he"}.get(gender, neuter)

    def _means(self, topic: Entity | None, num_beams: int) -> repair.Means:
        from kgaigc.generation import refilled, template  # noqa: PLC0415  (loads torch)

        return repair.Means(
            propose=partial(self.generator.propose, num_beams=num_beams),
            template=template,
            judge=lambda sentence, request: self._check(sentence.text, request.triples, topic),
            mend=refilled,
        )

    def _wrong_in_context(self, plan: Plan, drafts: Drafts, topic: Entity) -> frozenset[repair.Draft]:
        """The drafts that pass alone and fail where they stand, such as by a pronoun gone astray."""
        sections = assembly.sections(plan, drafts)
        text = running_text(sections)
        written = [draft for draft in drafts if draft.sentence is not None]
        report = self._check(text, [t for draft in written for t in draft.request.triples], topic)
        if repair.is_perfect(report):
            return frozenset()
        failed = [verdict for verdict in report.verdicts if verdict.status != "supported"]
        placed = zip(written, sentence_places(sections), strict=True)
        wrong = {
            draft for draft, (start, end) in placed if any(v.start < end and start < v.end for v in failed)
        }
        if report.coverage != 1:
            unsaid = (d for d in written if self._check(text, d.request.triples, topic).coverage != 1)
            wrong.update(unsaid)
        return frozenset(wrong)

    def _suggest(
        self,
        source: str,
        read: Callable[[str], documents.Document],
        check: Callable[..., Report],
        report: Report,
        *,
        name: str = "",
        told: tuple[Triple, ...] = (),
    ) -> Suggestions:
        from kgaigc.suggestion import Tools, suggest  # noqa: PLC0415

        def tools(topic: Entity | None) -> Tools:
            context = () if topic is None else (topic.iri,)
            link = partial(self.linker.link, context=context, doubtful=True)
            return Tools(partial(check, topic=topic), link, self.linker.sentences, self.graph, told)

        return suggest(source, read=read, tools=tools, named=self._named, report=report, name=name)

    def _named(self, title: str) -> Entity | None:
        """What a heading names: the entity that is called just that."""
        for candidate in self.linker.candidates(title, top_k=1):
            names = (candidate.entity.label, *self.graph.profile(candidate.entity.iri).aliases)
            if title.casefold() in {name.casefold() for name in names}:
                return candidate.entity
        return None

    def _against(
        self, text: str, triples: evidence.Triples, *, with_graph: bool
    ) -> tuple[ContentGenerator, tuple[Triple, ...]]:
        """What checks a text against the graph, or against given triples, and what of these it can say."""
        documents.readable(text)
        given = evidence.read(triples)
        if not given:
            return self, ()
        if not with_graph:
            return ContentGenerator(evidence.graph_of(given)), evidence.said(given)
        graph, known = evidence.joined(text, given, graph=self.graph, linker=self.linker)
        return ContentGenerator(graph), known

    def _check(
        self,
        text: str,
        triples: Sequence[Triple] = (),
        topic: Entity | None = None,
        *,
        entailment: bool = False,
        alone: bool = False,
    ) -> Report:
        from kgaigc.checking import check  # noqa: PLC0415

        link = partial(self.linker.link, context=() if topic is None else (topic.iri,), doubtful=True)
        sentences = self.linker.sentences
        return check(
            text,
            graph=self.graph,
            link=link,
            sentences=sentences,
            triples=triples,
            topic=topic,
            entailment=entailment,
            alone=alone,
        )

    def _request(self, triples: Sequence[Triple], topic: Entity | None = None) -> Request:
        from kgaigc.generation import Request  # noqa: PLC0415  (loads torch)

        profiles = tuple(self.graph.profile(entity.iri) for entity in repair.entities(triples))
        return Request(tuple(triples), profiles, topic)

    def _phrase(self, triples: tuple[Triple, ...], *, num_beams: int) -> tuple[str, Report]:
        """A sentence or more that says the triples, with the checker's report on it."""
        means = self._means(None, num_beams)
        drafts = repair.write([self._request(portion) for portion in assembly.portions(triples)], means)
        written = [draft.sentence or means.template(draft.request) for draft in drafts]
        text = " ".join(sentence.text for sentence in written)
        return text, self._check(text, triples)

    def _manifest(self, seed: int, options: tuple[tuple[str, str], ...], drafts: Drafts) -> Manifest:
        counts = tuple((step, str(number)) for step, number in repair.tally(drafts))
        lost = [_statement(t) for draft in drafts if draft.sentence is None for t in draft.request.triples]
        facts = (("facts left out", " ".join(lost)),) if lost else ()
        said = (triple for draft in drafts if draft.sentence for triple in draft.sentence.triples)
        graph = self.graph.fingerprint(said)
        if self.graph.reasoning:
            options += (("reasoning", self.graph.reasoning),)
        return Manifest(graph, self.generator.hash, __version__, seed, (*options, *counts, *facts))


def _opened(graph: KnowledgeGraph | str | Path) -> KnowledgeGraph:
    from kgaigc.graph import KnowledgeGraph  # noqa: PLC0415  (loads the graph stores)

    return graph if isinstance(graph, KnowledgeGraph) else KnowledgeGraph.open(graph)


def _loaded(directory: Path | None = None) -> tuple[Generator, OrderModel]:
    """The model in a directory, or the shipped one."""
    from kgaigc.generation import Generator  # noqa: PLC0415  (loads torch)
    from kgaigc.generation.checkpoint import shipped  # noqa: PLC0415
    from kgaigc.planning.order import OrderModel  # noqa: PLC0415

    place = shipped() if directory is None else directory
    return Generator.from_pretrained(place), OrderModel.load(place)


def _plain(facts: tuple[Triple, ...]) -> Sentence:
    """A sentence that says facts by the words of their predicates."""
    from kgaigc.generation import Request, template  # noqa: PLC0415  (loads torch)

    return template(Request(facts))


def _statement(triple: Triple) -> str:
    return " ".join((ntriples(triple.subject), ntriples(triple.predicate), ntriples(triple.object), "."))


def _positive(**options: int) -> None:
    for name, number in options.items():
        if number < 1:
            raise ConfigError(f"{name} is {number}: it must be 1 or more")
