"""Plain statements cut out of a long sentence: who or what is spoken of, the words, and one thing that is said.

"Ada, who was born in London, died in Marylebone" has "Ada was born in London" and "Ada died in Marylebone". The
cuts follow the words between the things alone: relative pronouns, conjunctions and commas; there is no parse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgaigc.checking.contexts import COPULAS, IMPLIED, Words
from kgaigc.checking.things import Reading, excerpt
from kgaigc.checking.words import CONNECTIVES, FUNCTION_WORDS, PRONOUNS

RELATIVES = frozenset(("who", "which", "that", "where", "whose", "whom"))
_CONJUNCTIONS = frozenset(("and", "but", ";", "while", "or"))
_PREPOSITIONS = frozenset(
    ("in", "on", "at", "of", "by", "for", "to", "from", "with", "into", "as", "near", "under")
)
_GOING_ON = CONNECTIVES | frozenset(("but",))
_FINITE = COPULAS | frozenset(
    ("has", "had", "have", "wrote", "won", "became", "built", "went", "made", "took")
)
LISTING = frozenset((",", "and", "or", "&", "both", "the", "a", "an", "either"))
_SINGULAR = {"were": "was", "are": "is", "have": "has"}
_OPENING = frozenset((",", ";", ":", "and", "but", "while", "when", "whose", "where", "."))
_MORE = frozenset(("in", "at", "by", "for", "from", "with", "on"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement of a sentence.

    Attributes:
        subject: the place of what it is about, ``IMPLIED`` if that is not named.
        obj: the place of what it says of it.
        words: the numbers of the tokens between them, and of those that go with a number ("tall").
    """

    subject: int
    obj: int
    words: tuple[int, ...]

    def texts(self, reading: Reading) -> Words:
        """Its words."""
        return tuple(reading.words[i].text for i in self.words)


def clauses(reading: Reading, obj: int) -> list[Clause]:
    """The statements that may end with a thing of the sentence, the likeliest first."""
    key = "clauses", obj
    if key not in reading.memory:
        reading.memory[key] = _found(reading, obj)
    return list(reading.memory[key])


def _found(reading: Reading, obj: int) -> list[Clause]:
    after = after_number(reading, obj)
    found = [
        replace(clause, words=clause.words + after)
        for clause in _clauses(reading, obj)
        if clause.subject == IMPLIED or reading.things[clause.subject].kind != "value"
    ]
    pairs = respective(reading)
    if obj in pairs:
        found = [replace(clause, subject=pairs[obj]) for clause in found]
    return list(dict.fromkeys(found)) or [Clause(IMPLIED, obj, ())]


def shared_clause(reading: Reading, place: int) -> Clause | None:
    """The statement that a thing shares with those after it ("A and B were born in C": A was born in C)."""
    last = place
    while last + 1 < len(reading.things) and LISTING.issuperset(reading.gaps[last + 1]):
        last += 1
    listed = last > place or (place > 0 and LISTING.issuperset(reading.gaps[place]))
    if not listed or last + 1 >= len(reading.things) or _tells(reading.gaps[place]):
        return None
    if any(thing.kind == "value" for thing in reading.things[place : last + 1]):
        return None
    clause = clauses(reading, last + 1)[0]
    named = place <= clause.subject <= last
    return (
        replace(clause, subject=place)
        if named and not (set(_gap(reading, last + 1)) - set(clause.words))
        else None
    )


def as_sentence(reading: Reading, clause: Clause) -> Reading:
    """A clause as a sentence of its own; its subject, if named, is its first thing."""
    key = "sentence", clause
    if key not in reading.memory:
        reading.memory[key] = _cut_out(reading, clause)
    found: Reading = reading.memory[key]
    return found


def _cut_out(reading: Reading, clause: Clause) -> Reading:
    places = [clause.obj] if clause.subject == IMPLIED else [clause.subject, clause.obj]
    inside = [i for place in places for i in range(reading.things[place].first, reading.things[place].last)]
    single = {i: _SINGULAR[reading.words[i].text] for i in clause.words if reading.words[i].text in _SINGULAR}
    return excerpt(reading, sorted({*inside, *clause.words}), places, changes=single)


def respective(reading: Reading) -> dict[int, int]:
    """The subject of each object where "A and B ... C and D respectively" lists as many of both."""
    if not any(word.text == "respectively" for word in reading.words):
        return {}
    things = list(range(len(reading.things)))
    telling = [place for place in things if _tells(reading.gaps[place])]
    if not telling:
        return {}
    subjects, objects = things[: telling[0]], things[telling[0] :]
    return dict(zip(objects, subjects, strict=True)) if len(subjects) == len(objects) else {}


def main_subject(reading: Reading) -> int:
    """The place of what the sentence is about, ``IMPLIED`` if it does not name it."""
    first = next((i for i, thing in enumerate(reading.things) if thing.kind != "value"), IMPLIED)
    return first + 1 if first != IMPLIED and _owns_the_next(reading, first) else first


def _owns_the_next(reading: Reading, place: int) -> bool:
    """Whether a thing is the owner of the next, which stands in apposition ("Saturn's largest moon, Titan, ...")."""
    after = reading.gaps[place + 1 : place + 3]
    named = len(after) == 2 and place + 1 < len(reading.things)
    return named and after[0][:1] == ("'s",) and after[0][-1:] == after[1][:1] == (",",)


def _clauses(reading: Reading, obj: int) -> Iterator[Clause]:
    head = _head(reading, obj)
    words = _gap(reading, head)
    if head != obj:
        words = _with_preposition(reading, words, _gap(reading, obj))
    texts = [reading.words[i].text for i in words]
    relative = max((i for i, text in enumerate(texts) if text in RELATIVES), default=-1)
    cut = max((i for i, text in enumerate(texts) if text in _CONJUNCTIONS), default=-1)
    main = main_subject(reading) if main_subject(reading) < head else IMPLIED
    if relative > cut and head:
        subjects, rest = _subjects_of_relative(reading, head, main, joined=cut == relative - 1 >= 0), relative
    elif cut >= 0:
        subjects, rest = (main, *_opener(reading, head)), cut
    elif texts[:1] == [","] and head:
        # "A, a friend of poets, wrote B" closes what it puts in by a second comma.
        closed = max((i for i, text in enumerate(texts) if text == ","), default=0)
        subjects, rest = (main,) if resumes(reading, head) else (head - 1, main), closed
    else:
        subjects, rest = (
            (head - 1, main) if head and main != IMPLIED else (head - 1 if head else IMPLIED,),
            -1,
        )
    said = words[rest + 1 :]
    if cut >= 0 and rest == cut:
        said = _copula(reading, head, said) + [i for i in said if not _stands_for_subject(reading, i)]
    yield from (Clause(place, obj, tuple(said)) for place in subjects)


def _subjects_of_relative(reading: Reading, head: int, main: int, *, joined: bool) -> tuple[int, ...]:
    """What a relative clause may be about: what stands before it, or what the one that it is joined to is about."""
    if not joined:
        return head - 1, main
    # "who was born in A and who died in B"
    earlier = [place for place in range(1, head) if not RELATIVES.isdisjoint(reading.gaps[place])]
    return (earlier[-1] - 1 if earlier else main,)


def _copula(reading: Reading, head: int, said: Sequence[int]) -> list[int]:
    """The "is" that a second number shares with the first ("is 3 metres tall and 7 metres wide")."""
    if not head or reading.things[head - 1].kind != "value" or _tells([reading.words[i].text for i in said]):
        return []
    return [i for i in _gap(reading, head - 1) if reading.words[i].text in COPULAS][-1:]


def antecedent(reading: Reading, obj: int) -> int | None:
    """The place of what a relative clause is about ("A met B, who was born in C": B for C); None without one."""
    head = _head(reading, obj)
    gap = reading.gaps[head]
    opens = gap[1:] if gap[:1] == (",",) else gap
    if not head or not opens or reading.things[head - 1].kind == "value":
        return None
    return head - 1 if opens[0] in RELATIVES or _is_reduced(reading, head) else None


def _is_reduced(reading: Reading, head: int) -> bool:
    """Whether a participle goes on about what something of another's is said to be ("Her son is B, born in C")."""
    gap, before = reading.gaps[head], [word for word in reading.gaps[head - 1] if word.isalnum()]
    owned = head > 1 and (reading.gaps[head - 1][:1] == ("'s",) or reading.gaps[head - 2][-1:] == ("of",))
    return gap[:2] == (",", "born") and owned and before[-1:] != [] and before[-1] in COPULAS


def opens(reading: Reading, place: int) -> bool:
    """Whether a thing opens a clause, so that it is what is spoken of, not what is said of something."""
    gap = reading.gaps[place]
    cut = max((i for i, word in enumerate(gap) if word in _OPENING), default=-1)
    return place == main_subject(reading) or not _tells(gap[cut + 1 :])


def resumes(reading: Reading, place: int) -> bool:
    """Whether the words before a thing go on with what the sentence began with ("A, son of B, died in C")."""
    main, gap = main_subject(reading), reading.gaps[place]
    if main == IMPLIED or main + 1 >= place or reading.gaps[main + 1][:1] != (",",) or gap[:1] != (",",):
        return False
    verb = gap[1] if len(gap) > 1 else ""
    return verb in _FINITE or (verb.endswith("ed") and "by" not in gap)


def after_number(reading: Reading, obj: int) -> tuple[int, ...]:
    """The words of meaning right after a number ("tall" in "is 5 metres tall")."""
    if reading.things[obj].kind != "value":
        return ()
    after = []
    end = reading.things[obj + 1].first if obj + 1 < len(reading.things) else len(reading.words)
    first = reading.things[obj].last
    named = [word.text for word in reading.words[first : min(end, first + 2)]]
    if named[:1] == ["in"] and _tells(named[1:]):  # "in diameter"
        return first, first + 1
    for i in range(first, min(end, first + 2)):
        if not _tells((reading.words[i].text,)):
            break
        after.append(i)
    return tuple(after)


def _head(reading: Reading, obj: int) -> int:
    """The place whose gap holds the words that govern a thing: its own, or the head of its list.

    "wrote" for each of "wrote A, B and C", "was born" for the place in "was born on D in P".
    """
    place = obj
    while place > 0 and _GOING_ON.issuperset(reading.gaps[place]):
        place -= 1
    # What stands at the front of the sentence with nothing before it is no head.
    return obj if place == 0 and not _tells(reading.gaps[0]) else place


def _tells(words: Sequence[str]) -> bool:
    return any(word.isalpha() and word not in FUNCTION_WORDS for word in words)


def _gap(reading: Reading, place: int) -> list[int]:
    first = reading.things[place - 1].last if place else 0
    return list(range(first, reading.things[place].first))


def _with_preposition(reading: Reading, head: list[int], own: list[int]) -> list[int]:
    """The head of a list, with a further preposition in place of its own ("was born" + "in")."""
    more = [i for i in own if reading.words[i].text in _MORE]
    if not more:
        return head
    while head and reading.words[head[-1]].text in _PREPOSITIONS | {"the", "a", "an"}:
        head = head[:-1]
    return head + own[own.index(more[0]) :]


def _opener(reading: Reading, head: int) -> tuple[int, ...]:
    """The subject of the relative clause that is open before a thing, if there is one."""
    for place in range(head - 1, 0, -1):
        if not RELATIVES.isdisjoint(reading.gaps[place]) or reading.gaps[place][:1] == (",",):
            return (place - 1,)
    return ()


def _stands_for_subject(reading: Reading, token: int) -> bool:
    """Whether a word is the pronoun or comma at the front of a clause."""
    return reading.words[token].text in PRONOUNS or reading.words[token].text == ","
