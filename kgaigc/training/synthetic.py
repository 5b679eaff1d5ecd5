"""Made-up facts with rare predicates, so that the generator learns to say a predicate that it never saw by its words.

The words come from the corpus itself: those that occur once or twice there are outside the vocabulary, and have to be
copied. ``PLURAL`` after a word asks the realiser for its plural.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kgaigc.generation.delexicalise import (
    PLURAL,
    SLOT_LIMIT,
    Source,
    delexicalise,
    slot_index,
    slot_token,
)
from kgaigc.training.corpora import Example
from kgaigc.training.phrasebook import Relation
from kgaigc.values import XSD, Entity, Term, Triple, Value, named

VALUES: tuple[Term, ...] = (
    Value("12", XSD + "integer"),
    Value("1.5", XSD + "decimal"),
    Value("1900-01-01", XSD + "date"),
    Value("1900", XSD + "gYear"),
    Value("12", "http://dbpedia.org/datatype/kilometre"),
    Value("a string"),
)
SUBJECT, CLASS = named("subject"), named("class")
IS_A = Entity("x:type", "type")
SAID = re.compile(r"'s\b|[\w-]+|[^\w\s]")
VERBS = frozenset({"is", "was", "has", "are", "were", "had"})


def rare_words(examples: Sequence[Example]) -> list[str]:
    """Lower-case words of the targets that occur once or twice: the vocabulary leaves most of them out."""
    counts = Counter(token for example in examples for token in example.target)
    return sorted(
        w
        for w, n in counts.items()
        if n <= 2 and 3 <= len(w) <= 14 and w.isalpha() and w.islower() and slot_index(w) is None
    )


def synthetic(examples: Sequence[Example], *, count: int, seed: int) -> Iterator[Example]:
    """``count`` made-up examples: facts alone, in lists, in chains, with a class, and added to real sentences."""
    draw = random.Random(seed)
    words = rare_words(examples)
    open_ended = [e for e in examples if _extendable(e)]
    made = (_single, _list, _several, _chain, _with_type)
    for _ in range(count if words else 0):
        if open_ended and draw.random() < 0.35:
            yield _extended(draw.choice(open_ended), words, draw)
        else:
            yield draw.choice(made)(words, draw)


def _label(words: Sequence[str], draw: random.Random) -> str:
    if draw.random() < 0.2:
        return f"{draw.choice(words)} of {draw.choice(words)}"
    return " ".join(draw.choice(words) for _ in range(draw.choice((1, 2, 2, 3))))


def _fact(subject: Entity, label: str, thing: Term) -> Triple:
    return Triple(subject, Entity(f"x:{label}", label), thing)


def _thing(number: int, draw: random.Random) -> Term:
    """An object; ``number`` keeps the objects of one example apart."""
    return named(f"object {number}") if draw.random() < 0.5 else VALUES[(draw.randrange(2) * 3 + number) % 6]


def _example(facts: Sequence[Triple], text: str, *, mentioned: bool = False) -> Example:
    return Example(delexicalise([facts], mentioned=mentioned), tuple(text.split()))


def _single(words: Sequence[str], draw: random.Random) -> Example:
    label = _label(words, draw)
    mentioned = draw.random() < 0.4
    of_it = (
        ("its {w} is S1 .",)
        if mentioned
        else ("the {w} of S0 is S1 .", "the {w} of S0 is S1 .", "S0 's {w} is S1 .")
    )
    return _example(
        [_fact(SUBJECT, label, _thing(0, draw))], draw.choice(of_it).format(w=label), mentioned=mentioned
    )


def _list(words: Sequence[str], draw: random.Random) -> Example:
    label = _label(words, draw)
    size = draw.choice((2, 2, 3, 4))
    facts = [_fact(SUBJECT, label, named(f"object {i}")) for i in range(size)]
    head, of, rest = label.partition(" of ")
    slots = [slot_token(i + 1) for i in range(size)]
    listed = f"{' , '.join(slots[:-1])} and {slots[-1]}"
    mentioned = draw.random() < 0.4
    what = f"its {head} {PLURAL}{of}{rest}" if mentioned else f"the {head} {PLURAL}{of}{rest} of S0"
    return _example(facts, f"{what} are {listed} .", mentioned=mentioned)


def _several(words: Sequence[str], draw: random.Random) -> Example:
    labels = [_label(words, draw) for _ in range(draw.choice((2, 2, 3)))]
    facts = [_fact(SUBJECT, label, _thing(i, draw)) for i, label in enumerate(labels)]
    mentioned = draw.random() < 0.4
    parts = [f"{'its' if mentioned else 'the'} {labels[0]} {'' if mentioned else 'of S0'} is S1"]
    owner = draw.choice(("the", "its"))
    parts += [f"{owner} {label} is S{i + 2}" for i, label in enumerate(labels[1:])]
    text = " , ".join(parts[:-1]) + f" and {parts[-1]} ."
    return _example(facts, text, mentioned=mentioned)


def _chain(words: Sequence[str], draw: random.Random) -> Example:
    first, second = _label(words, draw), _label(words, draw)
    middle = named("object 0")
    facts = [_fact(SUBJECT, first, middle), _fact(middle, second, _thing(1, draw))]
    return _example(facts, f"the {first} of S0 is S1 , whose {second} is S2 .")


def _with_type(words: Sequence[str], draw: random.Random) -> Example:
    label = _label(words, draw)
    facts = [Triple(SUBJECT, IS_A, CLASS), _fact(SUBJECT, label, _thing(0, draw))]
    return _example(
        facts, draw.choice((f"S0 is a S1 whose {label} is S2 .", f"S0 is a S1 with the {label} S2 ."))
    )


def _extendable(example: Example) -> bool:
    source = example.source
    return (
        len(source.slots) < min(5, SLOT_LIMIT)
        and "break" not in source.roles
        and example.target[-1] == "."
        and {t for t, r in zip(source.tokens, source.roles, strict=True) if r.startswith("subject")}
        == {slot_token(0)}
    )


def _extended(example: Example, words: Sequence[str], draw: random.Random) -> Example:
    label = _label(words, draw)
    fact = _fact(SUBJECT, label, _thing(0, draw))
    added = delexicalise([[fact]])
    last = slot_token(len(example.source.slots))
    source = Source(
        example.source.tokens
        + tuple(last if token == slot_token(1) else token for token in added.tokens[1:]),
        example.source.roles + added.roles[1:],
        (*example.source.slots, fact.object),
    )
    tail = f", and the {label} is {last} ." if draw.random() < 0.7 else f"and has {last} as its {label} ."
    return Example(source, example.target[:-1] + tuple(tail.split()))


def worded(relations: Sequence[Relation], *, times: int, seed: int) -> Iterator[Example]:
    """``times`` texts for each relation of the phrase book, as it plainly says it, alone or with others."""
    draw = random.Random(seed)
    by_subject: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        by_subject[relation.subject_type].append(relation)
    for relation in relations:
        for _ in range(times):
            beside = [one for one in by_subject[relation.subject_type] if one.id != relation.id]
            more = draw.sample(beside, min(len(beside), draw.choice((0, 0, 0, 1, 1, 2))))
            yield _worded((relation, *more), draw)


def _worded(relations: Sequence[Relation], draw: random.Random) -> Example:
    facts: list[Triple] = []
    target: tuple[str, ...] = ()
    for number, relation in enumerate(relations, start=1):
        facts.append(_fact(SUBJECT, draw.choice(relation.labels), _object(relation, number, draw)))
        said = draw.choice(relation.says).format(s=slot_token(0), o=slot_token(number))
        words = tuple(SAID.findall(said.removesuffix(".")))
        if slot_index(words[0]) is None:
            words = (words[0].lower(), *words[1:])
        goes_on = target[:1] == words[:1] == (slot_token(0),) and "'s" not in (target[1], words[1])
        last = number == len(relations)
        joint = () if not target else ("and",) if goes_on and last else (",",) if goes_on else (",", "and")
        target = (*target, *joint, *(words[1:] if goes_on else words))
    return Example(delexicalise([facts]), (*target, "."))


def _object(relation: Relation, number: int, draw: random.Random) -> Term:
    """An object of the relation's kind; ``number`` keeps the objects of one example apart."""
    if relation.object == "entity":
        return named(f"object {number}")
    if relation.object == "date":
        year = draw.random() < 0.5 or relation.object_type == "year"
        return Value(f"190{number}", XSD + "gYear") if year else Value(f"190{number}-01-01", XSD + "date")
    if relation.object == "number":
        whole = draw.random() < 0.7
        return Value(f"12{number}", XSD + "integer") if whole else Value(f"1.{number}", XSD + "decimal")
    return Value(f"string {number}")


def with_class(examples: Sequence[Example], *, count: int, seed: int) -> Iterator[Example]:
    """``count`` real sentences that also say what their subject is: "S0, a S1, was born in S2.", or that alone."""
    draw = random.Random(seed)
    alone = delexicalise([[Triple(SUBJECT, IS_A, CLASS)]])
    usable = [e for e in examples if _extendable(e) and e.target[0] == slot_token(0) and e.target[1] in VERBS]
    for number in range(count if usable else 0):
        if number % 4 == 0:
            yield Example(alone, (slot_token(0), "is", "a", slot_token(1), "."))
            continue
        example = draw.choice(usable)
        rest = tuple(_later(token) for token in example.source.tokens[1:])
        slots = (example.source.slots[0], CLASS, *example.source.slots[1:])
        source = Source(alone.tokens + rest, alone.roles + example.source.roles[1:], slots)
        target = tuple(_later(token) for token in example.target[1:])
        yield Example(source, (slot_token(0), ",", "a", slot_token(1), ",", *target))


def _later(token: str) -> str:
    """The class takes slot 1: the other slots but the subject's move up."""
    index = slot_index(token)
    return slot_token(index + 1) + token.removeprefix(slot_token(index)) if index else token
