"""Reading a question: its form, what it expects, the things it names and the words that say the relation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Literal

from kgaigc.answering.lexicon import SILENT
from kgaigc.answering.roles import ARTICLES, BE, DO, HAVE, Role, role
from kgaigc.answering.stems import singular, stem, stems, words
from kgaigc.values import Links, Mention

Form = Literal["fact", "yes_no", "count"]
Expected = Literal["person", "place", "date", "number", "cause", "any"]

_MEASURES = stems(
    "tall high long far wide broad big large heavy massive hot cold warm fast quick deep dense "
    "old much bright expensive"
)
_HEADS = words("which what who many list name")
_PREPOSITIONS = words("to on at through from with under around by in into")
_STOPS = BE | DO | HAVE | _PREPOSITIONS | words("that who of")
_COMPOUNDS = {"birthplace": "birth place", "birthday": "birth date", "birthdate": "birth date"}
_WORD = re.compile(r"['’]s\b|[^\W_]+(?:['’](?!s\b)[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the question, or a whole mention of an entity or of an unknown name."""

    word: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read."""

    text: str
    tokens: tuple[Token, ...]
    form: Form
    expected: Expected

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions, in order; values are among them."""
        return tuple(token.mention for token in self.tokens if token.mention is not None)

    def cues(self, topic: Mention) -> tuple[str, ...]:
        """Stems of the words that say something, without those of the topic and of values."""
        said: list[str] = []
        for token in self.tokens:
            if token.mention is None and token.word not in SILENT:
                said.append(token.word)
            elif token.mention is not None and token.mention is not topic and token.mention.value is None:
                said += [word for word in _words(token.mention.text) if word not in SILENT]
        return tuple(dict.fromkeys(stem(word) for word in said))

    def nouns(self) -> tuple[str, ...]:
        """Stems of the words that say what is asked for: after "which", "what is the", "how many"."""
        return tuple(stem(word) for word in self._asked() if word not in SILENT)

    def kinds(self) -> frozenset[str]:
        """The same words as nouns in the singular, to be compared with the names of classes."""
        return frozenset(singular(word) for word in self._asked())

    def _asked(self) -> list[str]:
        heads = [number for number, token in enumerate(self.tokens) if token.word in _HEADS]
        phrase, end = self._phrase(heads[0]) if heads else ([], "")
        # "Which moons orbit Mars", "what belongs to it": before a name or preposition stands the verb.
        if (end in _PREPOSITIONS and len(phrase) > 1 and phrase[0] != "the") or end == "name":
            phrase = phrase[:-1]
        return phrase

    def _phrase(self, head: int) -> tuple[list[str], str]:
        """The words after an interrogative, and what ends them: a word that is no noun, or "name"."""
        followers = self.tokens[head + 1 :]
        defined = followers[:2] and followers[0].word in BE and followers[1:2] and followers[1].word == "the"
        if self.tokens[head].word == "who" and not defined:
            return [], ""
        found: list[str] = []
        for token in followers[1:] if defined else followers:
            if token.word in _STOPS:
                return found, token.word
            # A thing called by a common noun ("astronomers") is what is asked for.
            if token.mention and token.mention.entity and not token.mention.text.islower():
                return found, "" if defined else "name"
            found += _words(token.word)
        return found, ""

    def role(self, topic: Mention) -> Role:
        """What the topic does in the question."""
        place = next(n for n, token in enumerate(self.tokens) if token.mention is topic)
        before = [token.word for token in self.tokens[:place] if token.word not in ARTICLES]
        after = [token.word for token in self.tokens[place + 1 :]]
        return role(before, after)


def read(text: str, links: Links) -> Question:
    """The question with its mentions in place of the words that they cover."""
    tokens = _tokens(text, links.mentions)
    said = [token.word for token in tokens]
    return Question(text, tokens, _form(said), _expected(said))


def _tokens(text: str, mentions: tuple[Mention, ...]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    place = 0
    for mention in mentions:
        tokens += [Token(word) for word in _words(text[place : mention.start])]
        tokens.append(Token(mention.text.casefold(), mention))
        if re.search(r"['’]s?$", mention.text):
            tokens.append(Token("'s"))
        place = mention.end
    tokens += [Token(word) for word in _words(text[place:])]
    return tuple(_idiom(token, after) for token, after in zip_longest(tokens, tokens[1:]))


def _idiom(token: Token, after: Token | None) -> Token:
    """What is made of something has a material, not a maker."""
    of = after is not None and after.word in {"of", "from", "out"}
    return Token("material") if of and token.word in {"made", "built", "constructed"} else token


def _words(text: str) -> list[str]:
    found = [word.casefold() for word in _WORD.findall(text)]
    return [part for word in found for part in _COMPOUNDS.get(word, word).split()]


def _form(said: list[str]) -> Form:
    if said and said[0] in BE | DO | HAVE:
        return "yes_no"
    return "count" if ("how", "many") in pairwise(said) else "fact"


def _expected(said: list[str]) -> Expected:
    pairs = set(pairwise(said))
    if "when" in said or pairs & {("which", "year"), ("what", "year"), ("what", "date"), ("which", "date")}:
        return "date"
    if "where" in said:
        return "place"
    if stem("die") in map(stem, said) and (said[0] == "how" or said[-1] == "of"):
        return "cause"
    if {"who", "whom"} & set(said[:2]):
        return "person"
    measured = any(
        first == "how" and (stem(second) in _MEASURES or second == "many") for first, second in pairs
    )
    return "number" if measured else "any"
