"""The generator: a loaded network that writes texts for facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgaigc.generation.checkpoint import Checkpoint, load, save
from kgaigc.generation.choosing import Candidate, Taste, by_fluency
from kgaigc.generation.delexicalise import (
    SLOT_LIMIT,
    Source,
    delexicalise,
    predicate_token,
    slot_token,
)
from kgaigc.generation.faults import confuses, repeats, said_again, stammers, unlike_lists
from kgaigc.generation.inference import Inference
from kgaigc.generation.names import demonyms
from kgaigc.generation.realise import from_corpus, sentences_of, spans_of, write_sentences
from kgaigc.generation.search import Hypothesis, Search, beam_search
from kgaigc.values import Entity, Generated, Profile, Sentence, Term, Triple

Sentences = tuple[tuple[Triple, ...], ...]
BATCH = 64
PREFERENCE = 0.02  # (nats a token) of a pronoun over the name once more
POSSESSIVE = {"he": "his", "she": "her", "it": "its"}
REMEMBERED = 1_000  # sets of facts of which it is kept which names are their own
FAMILY = 5  # letters that words of one family begin with
VAGUE = frozenset(  # what a label need not lose by: "birth date" is said by "born on"
    "date place name number year time title type code of in is was has the a an by for to from at on as and".split()
)
GENDERS = frozenset(("@gender", "@sex", "@sex-or-gender"))  # predicates that tell "he" from "she"
WORD = re.compile(r"\w+")
GENDERED = frozenset("he she his her him hers himself herself He She His Her".split())


@dataclass(frozen=True, slots=True)
class Request:
    """What one sentence is to say.

    Attributes:
        triples: its facts, in order.
        profiles: of the entities in them.
        topic: what the article is about; pronouns may stand for it once it was named.
        pronoun: "he", "she" or "it" for the topic; "" where the graph does not tell.
        continues: the sentence before speaks of the topic too, so that one that begins with its name may begin with
            the pronoun.
    """

    triples: tuple[Triple, ...]
    profiles: tuple[Profile, ...] = ()
    topic: Entity | None = None
    pronoun: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Several plans for one text, with the planner's log probability of each, best first."""

    plans: tuple[tuple[Sentences, float], ...]
    category: str = ""


@dataclass(slots=True)
class Generator:
    """Writes sentences and texts by beam search.

    Attributes:
        checkpoint: network, vocabulary and names.
        search: default settings of the search.
        plan_weight: how much the planner's log probability counts beside the text's score where there is no taste: no
            language model, or names that are not of its corpus.
        taste: what makes the best text, where the checkpoint has a language model.
        least: score (mean nats a token) below which a sentence of an article is not proposed.
    """

    checkpoint: Checkpoint
    search: Search = field(default_factory=Search)
    plan_weight: float = 0.15
    taste: Taste = field(default_factory=Taste)
    least: float = -1.0
    _reader: Inference | None = field(default=None, init=False, repr=False, compare=False)
    _own: dict[tuple[frozenset[Term], frozenset[str]], set[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def from_pretrained(cls, directory: Path | None = None) -> Generator:
        """The generator of a checkpoint's folder, or the shipped one.

        Raises:
            CheckpointError: the folder is missing, damaged or not a generator of kgaigc.
        """
        return cls(load(directory))

    def save_pretrained(self, directory: Path) -> None:
        """Write the checkpoint into a folder."""
        save(self.checkpoint, directory)

    @property
    def hash(self) -> str:
        """SHA-256 of weights and vocabulary."""
        return self.checkpoint.hash

    @property
    def checked(self) -> bool:
        """Whether a checker may have a say in which text of given triples is taken; a protocol may forbid it."""
        return bool(self.checkpoint.about.get("checked", True))

    def knows(self, predicate: Entity) -> bool:
        """Whether the training had a predicate of this label; others are worded as those that are like them."""
        return predicate_token(predicate) in self.checkpoint.vocabulary

    def propose(self, requests: Sequence[Request], *, num_beams: int = 5) -> tuple[tuple[Sentence, ...], ...]:
        """For each request candidate sentences, best first; those that leave a name or value out come last.

        Candidates that are no single sentence, that say a word or an object twice over, that lose a word of a
        predicate which the training lacked, or that take one of several subjects for another's object, are left out.

        Raises:
            ValueError: a request has more names and values than can be encoded.
        """
        search = Search(num_beams=num_beams, max_tokens=60)
        sources = [delexicalise([r.triples], mentioned=_goes_on(r)) for r in requests]
        found = self._run(sources, search, [wrong_pronouns(request) for request in requests])
        return tuple(
            _ranked(self._candidates(*given)) for given in zip(requests, sources, found, strict=True)
        )

    def _candidates(
        self, request: Request, source: Source, hypotheses: Sequence[Hypothesis]
    ) -> Iterator[tuple[int, float, Sentence]]:
        for hypothesis in hypotheses:
            tokens = hypothesis.tokens
            if hypothesis.score < self.least or stammers(tokens, source) or confuses(tokens, source):
                continue
            if self._lost(tokens, source):
                continue
            referring = with_pronoun(hypothesis.tokens, request, source)
            if referring:
                yield (
                    hypothesis.missing,
                    hypothesis.score + PREFERENCE,
                    self._sentence(request, source, referring),
                )
            yield hypothesis.missing, hypothesis.score, self._sentence(request, source, hypothesis.tokens)

    def _lost(self, tokens: Sequence[str], source: Source) -> int:
        """How many words of predicates that the training lacked are not said, nor others that begin like them."""
        said = {token[:FAMILY].lower() for token in tokens}
        words: set[str] = set()
        known = True
        for token, role in zip(source.tokens, source.roles, strict=True):
            if role == "predicate":
                known = token in self.checkpoint.vocabulary
            elif role == "word" and not known and token not in VAGUE and token.isalpha():
                words.add(token[:FAMILY])
        return len(words - said)

    def _sentence(self, request: Request, source: Source, tokens: Sequence[str]) -> Sentence:
        profiles = {profile.entity.iri: profile for profile in request.profiles}
        names = self.checkpoint.names
        (written,) = write_sentences(tokens, source, names=names, profiles=profiles, topic=request.topic)
        return Sentence(written.text, request.triples, spans_of(written, source, request.triples), "neural")

    def compose(
        self, items: Sequence[Alternatives], *, search: Search | None = None
    ) -> tuple[Generated, ...]:
        """A text for each item: the best that ``rank`` has."""
        return tuple(next(texts) for texts in self.rank(items, count=1, search=search))

    def rank(
        self, items: Sequence[Alternatives], *, count: int, search: Search | None = None
    ) -> tuple[Iterator[Generated], ...]:
        """Texts for each item, best first: every plan is written, and a text goes by its own and its plan's score.

        There is at least one for each; they are put into words when they are asked for.

        A checkpoint's language model has its say in which is the best, and in the forms of names of a batch. Where
        the search draws by lot, the texts come in the order of their plans, those that leave out a slot last.

        Args:
            items: what to say, in which plans.
            count: so many different texts of an item at most.
            search: settings other than the generator's own.

        Raises:
            ValueError: an item has more names and values than can be encoded.
        """
        flat = [(i, plan, prior) for i, item in enumerate(items) for plan, prior in item.plans]
        sources = [delexicalise(plan, category=items[i].category) for i, plan, _ in flat]
        search = search or self.search
        unfit = [frozenset() if self._may_have_gender(source) else GENDERED for source in sources]
        found = self._run(sources, search, unfit)
        candidates: list[list[Candidate]] = [[] for _ in items]
        for (i, plan, prior), source, hypotheses in zip(flat, sources, found, strict=True):
            facts = [fact for sentence in plan for fact in sentence]
            unknown = {fact.predicate.label for fact in facts if not self._knows(fact.predicate)}
            for hypothesis in hypotheses:
                tokens, lost, unlike = hypothesis.tokens, 0, 0
                if unknown:
                    lost = self._lost(tokens, source)
                    unlike = unlike_lists(tokens, source.slots, facts, unknown)
                missing = hypothesis.missing + (lost if self.checked else 0)
                faults = missing, unlike, lost, said_again(tokens)
                candidates[i].append(Candidate(source, tokens, plan, hypothesis.score, prior, *faults))
        fit = ([one for one in written if not repeats(one.tokens)] or written for written in candidates)
        by_lot = search.temperature > 0
        return tuple(self._different(self._ordered(written, by_lot=by_lot), count) for written in fit)

    def _may_have_gender(self, source: Source) -> bool:
        """Whether "he" or "she" may be known: of things that the corpus speaks of often, or by a triple on gender."""
        told = any(
            role == "predicate" and token in GENDERS
            for token, role in zip(source.tokens, source.roles, strict=True)
        )
        return told or self.checkpoint.vocabulary.knows_a_subject(source)

    def _ordered(self, candidates: Sequence[Candidate], *, by_lot: bool) -> Sequence[Candidate]:
        if by_lot:
            return sorted(candidates, key=lambda candidate: candidate.missing)
        fluency, names = self.checkpoint.fluency, self.checkpoint.names
        if fluency is None or not from_corpus(candidates[0].source):
            return sorted(candidates, key=lambda candidate: -candidate.by_plan(self.plan_weight))
        reader = self.checkpoint.reader
        taste = self.taste.where_known(self._known(candidates[0].source))
        return by_fluency(candidates, fluency=fluency, names=names, taste=taste, reader=reader)

    def _known(self, source: Source) -> float:
        """The share of the facts whose predicates the network has learnt."""
        told = [t for t, role in zip(source.tokens, source.roles, strict=True) if role == "predicate"]
        return sum(token in self.checkpoint.vocabulary for token in told) / max(1, len(told))

    def _knows(self, predicate: Entity) -> bool:
        """Whether the network has learnt a predicate."""
        return predicate_token(predicate) in self.checkpoint.vocabulary

    def _different(self, candidates: Sequence[Candidate], count: int) -> Iterator[Generated]:
        texts: set[str] = set()
        for candidate in candidates:
            if len(texts) == count:
                return
            generated = self._generated(candidate)
            if generated.text not in texts:
                texts.add(generated.text)
                yield generated

    def _generated(self, chosen: Candidate) -> Generated:
        facts = [triple for facts in chosen.plan for triple in facts]
        sentences = sentences_of(chosen.written(self.checkpoint.names), chosen.source, facts)
        return Generated(" ".join(sentence.text for sentence in sentences), sentences)

    def _run(
        self, sources: Sequence[Source], search: Search, unfit: Sequence[frozenset[str]]
    ) -> list[list[Hypothesis]]:
        order = sorted(range(len(sources)), key=lambda i: len(sources[i].tokens))
        found: list[list[Hypothesis]] = [[] for _ in sources]
        for first in range(0, len(order), BATCH):
            chosen = order[first : first + BATCH]
            batch = [sources[i] for i in chosen]
            banned = [self._banned(sources[i]) | unfit[i] for i in chosen]
            results = beam_search(
                self._inference(), self.checkpoint.vocabulary, batch, search=search, banned=banned
            )
            for i, hypotheses in zip(chosen, results, strict=True):
                found[i] = hypotheses
        return found

    def _inference(self) -> Inference:
        """The network as it is used, made when first needed."""
        if self._reader is None:
            self._reader = Inference(self.checkpoint.network)
        return self._reader

    def _banned(self, source: Source) -> frozenset[str]:
        """Tokens that would say what the facts do not: names, numbers, demonyms and short names that are not there."""
        banned = set(self.checkpoint.names_in_vocabulary) - self._own_words(source)
        for i in range(SLOT_LIMIT):
            term = source.slots[i] if i < len(source.slots) else None
            if not isinstance(term, Entity) or term.label not in demonyms():
                banned.add(f"S{i}~adj")
            if not isinstance(term, Entity) or not from_corpus(source):
                banned.add(f"S{i}~short")
        return frozenset(banned)

    def _own_words(self, source: Source) -> set[str]:
        """The names and numbers of the vocabulary that are words of a term's written forms, or of a predicate."""
        if not from_corpus(source):
            return set()
        said = frozenset(t for t, role in zip(source.tokens, source.roles, strict=True) if role == "word")
        key = frozenset(source.slots), said  # the plans of a text have the same
        if key not in self._own:
            if len(self._own) >= REMEMBERED:
                self._own.clear()
            self._own[key] = self._own_among(*key)
        return self._own[key]

    def _own_among(self, slots: Iterable[Term], predicates: Iterable[str]) -> set[str]:
        names = self.checkpoint.names
        forms = [form for term in slots for form in (_text(term), *names.usual(term))]
        words = {word for form in forms for word in WORD.findall(form)}
        said = " ".join(predicates)
        # Predicates run words together ("libraryof congress"), so that a long one may stand within another.
        own = set(WORD.findall(said))
        return {
            name
            for name in self.checkpoint.names_in_vocabulary
            if name in words
            or name.lower() in own
            or (len(name) > 3 and name.isalpha() and name.lower() in said)
        }


def _text(term: Term) -> str:
    return term.label if isinstance(term, Entity) else term.text


def wrong_pronouns(request: Request) -> frozenset[str]:
    """Pronouns that the graph does not bear out: its gender is the only source of "he" and "she"."""
    genders = {profile.gender for profile in request.profiles if profile.gender}
    topic = {p.gender for p in request.profiles if request.topic and p.entity == request.topic}
    if len(genders) == 1 and genders == topic:
        return frozenset()
    return GENDERED


def _goes_on(request: Request) -> bool:
    """Whether a pronoun may stand for the first subject."""
    return bool(request.continues and request.pronoun) and request.triples[0].subject == request.topic


def with_pronoun(tokens: Sequence[str], request: Request, source: Source) -> tuple[str, ...]:
    """A sentence that begins with the topic's name with its pronoun in its place; () where that may not be."""
    begins = tuple(tokens[:1]) == (slot_token(0),) and source.slots[0] == request.topic
    if not (begins and request.pronoun and request.continues):
        return ()
    if tuple(tokens[1:2]) == ("'s",):
        return (POSSESSIVE[request.pronoun], *tokens[2:])
    return (request.pronoun, *tokens[1:])


def _ranked(options: Iterable[tuple[int, float, Sentence]]) -> tuple[Sentence, ...]:
    ordered = sorted(options, key=lambda option: (option[0], -option[1], option[2].text))
    return tuple({sentence.text: sentence for _, _, sentence in ordered}.values())


__all__ = ["Alternatives", "Generator", "Request"]
