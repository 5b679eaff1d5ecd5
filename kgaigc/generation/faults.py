"""What may be wrong with a wording, told from its words and slots alone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from kgaigc.generation.delexicalise import SENTENCE_BREAK, Source, slot_index, slot_token
from kgaigc.generation.realise import is_class
from kgaigc.values import Entity, Term, Triple

NO_NOUN = frozenset(["", ",", "and", "who", "which", "was", "is", "that", "in", "on", "with", ")"])
NO_COUNTRY = frozenset([",", "is", "was", "a", "an", "and", "as"])
LISTING = frozenset((",", "and", "the"))


def stammers(tokens: Sequence[str], source: Source) -> bool:
    """Whether decoder output is more than a sentence, says a word twice over, or names an object more than once."""
    body = tokens[:-1] if tokens and tokens[-1] == "." else tokens
    if SENTENCE_BREAK in body or "." in body or body.count("(") != body.count(")"):
        return True
    if repeats(body):
        return True
    if any(_names_a_kind(body, i, source) or _is_a_country(body, i, source) for i in range(len(body))):
        return True
    if any(_are_kinds(a, b, source) for a, b in pairwise(body)):
        return True
    return any(_said(body, i) > 1 for i in range(len(source.slots)) if not _is_subject(i, source))


def confuses(tokens: Sequence[str], source: Source) -> bool:
    """Whether several subjects of one object, which is named once, are not named side by side.

    "S1 was built by S0 and S2" and "the builder of S1 is S2" say something else than that S0 built both.
    """
    slots = [
        slot_index(token) for token, role in zip(source.tokens, source.roles, strict=True) if ":" in role
    ]
    told: dict[int | None, set[int | None]] = {}
    for subject, thing in zip(slots[::2], slots[1::2], strict=True):
        told.setdefault(thing, set()).add(subject)
    said = [slot_index(token) for token in tokens]
    for thing, subjects in told.items():
        apart = subjects - told.keys()  # "S0 is in S1, S2" says that both are in S2
        if (
            len(apart) > 1
            and said.count(thing) == 1
            and apart <= set(said)
            and not _are_listed(apart, tokens)
        ):
            return True
    return False


def _are_listed(slots: set[int | None], tokens: Sequence[str]) -> bool:
    """Whether slots stand side by side: "S1, S2 and the S3"."""
    found: set[int | None] = set()
    for token in tokens:
        index = slot_index(token)
        if index in slots:
            found.add(index)
        elif index is not None or token not in LISTING:
            found.clear()
        if found == slots:
            return True
    return False


def repeats(tokens: Sequence[str]) -> bool:
    """Whether up to three words in a row stand twice side by side: "north north", "the title of the title of"."""
    if any(a == b and slot_index(a) is None for a, b in pairwise(tokens)):
        return True
    return any(
        tokens[i : i + n] == tokens[i + n : i + 2 * n] for n in (2, 3) for i in range(len(tokens) - 2 * n + 1)
    )


def _names_a_kind(tokens: Sequence[str], place: int, source: Source) -> bool:
    """Whether a name or an adjective stands where a noun should: "a United States, was ...", "is a British."."""
    index = slot_index(tokens[place + 1]) if place + 1 < len(tokens) else None
    if tokens[place] not in {"a", "an"} or index is None:
        return False
    following = tokens[place + 2] if place + 2 < len(tokens) else ""
    term = source.slots[index]
    named = isinstance(term, Entity) and term.label[:1].isupper()
    return named and (following in NO_NOUN or slot_index(following) is not None)


def _are_kinds(first: str, second: str, source: Source) -> bool:
    """Whether two words for what something is stand side by side: "a painter architect"."""
    slots = slot_index(first), slot_index(second)
    return all(slot is not None and is_class(slot, source) for slot in slots)


def _is_a_country(tokens: Sequence[str], place: int, source: Source) -> bool:
    """Whether someone is called a country: "was the United Kingdom", "the United Kingdom Ada", and not British."""
    index = slot_index(tokens[place])
    if index is None or "~" in tokens[place]:
        return False
    at = [i for i, token in enumerate(source.tokens) if token == slot_token(index)]
    if not any(source.tokens[i - 1] == "nationality" for i in at):
        return False
    beside = slot_index(tokens[place + 1]) if place + 1 < len(tokens) else None
    return beside is not None or (place > 0 and tokens[place - 1] in NO_COUNTRY)


def _said(tokens: Sequence[str], slot: int) -> int:
    return sum(slot_index(token) == slot for token in tokens)


def _is_subject(slot: int, source: Source) -> bool:
    return any(
        role.startswith("subject") and slot_index(token) == slot
        for token, role in zip(source.tokens, source.roles, strict=True)
    )


def unlike_lists(
    tokens: Sequence[str], slots: Sequence[Term], facts: Iterable[Triple], unknown: Container[str]
) -> int:
    """How often a wording lists objects of different predicates side by side: "is located in Italy, Olive oil".

    A network that knows one of them no better than by its words lets it pass for the one beside it.

    Args:
        tokens: the wording.
        slots: what its slots stand for.
        facts: what it tells.
        unknown: labels of the predicates that the network has not learnt.
    """
    told: dict[Term, set[str]] = {}
    for fact in facts:
        told.setdefault(fact.object, set()).add(fact.predicate.label)
    count, before = 0, frozenset[str]()
    for token in tokens:
        index = slot_index(token)
        if index is not None:
            labels = frozenset(told.get(slots[index], ()))
            apart = bool(before and labels) and before.isdisjoint(labels)
            count += apart and any(label in unknown for label in before | labels)
            before = labels
        elif token not in LISTING:
            before = frozenset()
    return count


def said_again(tokens: Sequence[str]) -> int:
    """How often two words of a wording follow one another that did so before in it, its slots left out."""
    words = [token for token in tokens if slot_index(token) is None]
    return max(0, len(words) - 1) - len(set(pairwise(words)))
