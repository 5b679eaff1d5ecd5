"""Made-up facts with rare predicates, so that the generator learns to say a predicate that it never saw by its words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from kgaigc.generation.delexicalise import SLOT_LIMIT, Source, delexicalise, slot_index, slot_token
from kgaigc.training.corpora import Example
from kgaigc.values import XSD, Entity, Term, Triple, Value, named

PATTERNS = (
    ("the {words} of {s} is {o} .",),
    ("the {words} of {s} is {o} .",),
    ("{s} 's {words} is {o} .",),
    ("the {words} of {s} is {o} ", "and the {words} is {o} ."),
    ("the {words} of {s} is {o} ", "and its {words} is {o} ."),
    ("the {words} of {s} is {o} , ", "the {words} is {o} ", "and the {words} is {o} ."),
)
VALUES: tuple[Term, ...] = (
    Value("12", XSD + "integer"),
    Value("1.5", XSD + "decimal"),
    Value("1900-01-01", XSD + "date"),
    Value("1900", XSD + "gYear"),
    Value("12", "http://dbpedia.org/datatype/kilometre"),
    Value("a string"),
)


def rare_words(examples: Sequence[Example]) -> list[str]:
    """Lower-case words of the targets that occur once or twice: the vocabulary leaves most of them out."""
    counts = Counter(token for example in examples for token in example.target)
    return sorted(
        w for w, n in counts.items() if n <= 2 and 3 <= len(w) <= 14 and w.isalpha() and w.islower() and slot_index(w) is None
    )


def with_class(examples: Sequence[Example], *, count: int, seed: int) -> Iterator[Example]:
    """``count`` real sentences that also say what their subject is: "S0, a S2, was born in S1.", or that alone."""
    draw = random.Random(seed)
    usable = [e for e in examples if _extendable(e) and e.target[0] == slot_token(0) and e.target[1] in VERBS]
    for number in range(count if usable else 0):
        subject, noun = named("subject"), named("class")
        fact = Triple(subject, Entity("x:type", "type"), noun)
        alone = delexicalise([[fact]])
        if number % 4 == 0:
            yield Example(alone, (slot_token(0), "is", "a", slot_token(1), "."))
            continue
        example = draw.choice(usable)
        last = slot_token(len(example.source.slots))
        source = Source(
            ("<c:>", *(last if token == slot_token(1) else token for token in alone.tokens[1:]), *example.source.tokens[1:]),
            alone.roles + example.source.roles[1:],
            (*example.source.slots, noun),
        )
        target = (slot_token(0), ",", "a", last, ",", *example.target[1:])
        yield Example(_renumbered(source), tuple(_swap(t, len(example.source.slots)) for t in target))


VERBS = frozenset({"is", "was", "has", "are", "were", "had"})


def _swap(token: str, last: int) -> str:
    """Slots in order of first use: the class comes right after the subject."""
    index = slot_index(token)
    if index is None or index == 0:
        return token
    moved = 1 if index == last else index + 1
    return slot_token(moved) + token.removeprefix(slot_token(index))


def _renumbered(source: Source) -> Source:
    last = len(source.slots) - 1
    tokens = tuple(_swap(token, last) for token in source.tokens)
    return Source(tokens, source.roles, (source.slots[0], source.slots[last], *source.slots[1:last]))


def synthetic(examples: Sequence[Example], *, count: int, seed: int) -> Iterator[Example]:
    """``count`` made-up examples: half on their own, half as a further fact of a real sentence."""
    draw = random.Random(seed)
    words = rare_words(examples)
    open_ended = [e for e in examples if _extendable(e)]
    for _ in range(count if words else 0):
        if open_ended and draw.random() < 0.5:
            yield _extended(draw.choice(open_ended), words, draw)
        else:
            yield _alone(words, draw)


def _predicate(words: Sequence[str], draw: random.Random) -> str:
    return " ".join(draw.choice(words) for _ in range(draw.choice((1, 2, 2, 3))))


def _object(number: int, draw: random.Random) -> Term:
    return named(f"object {number}") if draw.random() < 0.5 else draw.choice(VALUES)


def _alone(words: Sequence[str], draw: random.Random) -> Example:
    subject = named("subject")
    pattern = draw.choice(PATTERNS)
    facts, text = [], ""
    for number, part in enumerate(pattern):
        label = _predicate(words, draw)
        thing = _object(number, draw)
        while any(fact.object == thing for fact in facts):
            thing = _object(number, draw)
        facts.append(Triple(subject, Entity(f"x:{label}", label), thing))
        text += part.format(words=label, s=slot_token(0), o=slot_token(number + 1))
    return Example(delexicalise([facts]), tuple(text.split()))


def _extendable(example: Example) -> bool:
    source = example.source
    return (
        len(source.slots) < min(5, SLOT_LIMIT)
        and "break" not in source.roles
        and example.target[-1] == "."
        and {t for t, r in zip(source.tokens, source.roles, strict=True) if r.startswith("subject")} == {slot_token(0)}
    )


def _extended(example: Example, words: Sequence[str], draw: random.Random) -> Example:
    label = _predicate(words, draw)
    fact = Triple(named("subject"), Entity(f"x:{label}", label), _object(0, draw))
    added = delexicalise([[fact]])
    last = slot_token(len(example.source.slots))
    source = Source(
        example.source.tokens + tuple(last if token == slot_token(1) else token for token in added.tokens[1:]),
        example.source.roles + added.roles[1:],
        (*example.source.slots, fact.object),
    )
    tail = f", and the {label} is {last} ." if draw.random() < 0.7 else f"and has {last} as its {label} ."
    return Example(source, example.target[:-1] + tuple(tail.split()))
