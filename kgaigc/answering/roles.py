"""What a thing does in a question: it acts, something is done to it, or something of it is asked for."""

from __future__ import annotations

from typing import Literal

from kgaigc.answering.stems import words

Role = Literal["agent", "passive", "object", "by", "of", "whose", "either"]

BE = words("is was were are be been")
DO = words("did do does")
HAVE = words("has have had")
ARTICLES = words("the a an")
ASKING = words("what which who whom whose where when how")
_PREPOSITIONS = words("in at on with under near around through after during into onto as")
_ANYBODY = words("i you we one they")
_LINKS: dict[str, Role] = {"of": "of", "by": "by", "to": "either", "for": "either", "from": "either"}


def role(before: list[str], after: list[str]) -> Role:
    """The role of a thing from the words before it (articles left out) and after it.

    >>> role(["who", "designed"], []), role(["what", "did"], ["design"]), role(["where", "was"], ["born"])
    ('object', 'agent', 'passive')
    """
    if after[:1] in (["'s"], ["\u2019s"]):
        return "of"
    if "whose" in before or (_dangles(after) and not DO & set(before)):
        return "whose"
    last = before[-1] if before else ""
    if last in _LINKS:
        return _LINKS[last]
    if last in _PREPOSITIONS or after[:1] == ["as"]:
        return "object"
    return _clause(before, after, last)


def _dangles(after: list[str]) -> bool:
    """Whether an "of" after the thing waits for the answer: what is Paris the capital of?"""
    waits = [number for number, word in enumerate(after) if word == "of"]
    if not waits or not ARTICLES & set(after[: waits[-1]]):
        return False
    return waits[-1] == len(after) - 1 or after[waits[-1] + 1] in ASKING


def _clause(before: list[str], after: list[str], last: str) -> Role:
    # "Where can I see X": who sees it is nobody, so X is what it is about.
    if _ANYBODY & set(before):
        return "passive"
    auxiliary = max((number for number, word in enumerate(before) if word in BE | DO), default=None)
    if last in BE or (after[:1] and after[0] in BE and auxiliary is None):
        return "passive"
    if last in DO | HAVE | {"that"} or not before or (last in ASKING and len(before) > 1):
        return "agent"
    # A word of its own kind may stand between: "when did the planet X ...". More than one, and it is a verb.
    if auxiliary is not None and after and len(before) - auxiliary <= 2:
        return "agent" if before[auxiliary] in DO else "passive"
    return "object"
