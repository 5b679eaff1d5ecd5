"""The words with which people ask for relations, where they are not the words of a predicate's label.

Each line reads: words of a question = words of a label that they may mean. A label's word stands in ``_WHO``
if the thing that the predicate names does what the verb says (a designer designs), in ``_WHAT`` if the thing
that has it does (who has an alma mater studied there). A number after a word is how well it fits, in percent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kgaigc.answering.stems import stem, stems, words

Polarity = Literal["who", "what", "noun", "of"]

_WHO = """
write pen = author writer
make produce manufacture build construct assemble = manufacturer builder producer maker
make produce build construct = creator:80 developer:80 architect:70 designer:60
invent devise come = inventor creator:90 designer:80 developer:70 discoverer:60
design plan architect = designer architect:90 creator:60 developer:50
create make draw = creator author:70 designer:70 developer:70 artist:80 founder:60
paint draw = painter artist:90 creator:80 author:60
sculpt carve cast = sculptor artist:80 creator:80
compose = composer author:70
develop program = developer creator:80 designer:70 author:60
find detect spot identify = discoverer
found = discoverer:80
found establish start set = founder founded:100 creator:50
lead head govern rule chair manage = leader head director president chairman manager
lead head govern rule run = commander:70 key:60 mayor chancellor
command captain = commander
fly crew board aboard astronaut cosmonaut = crew commander:60 pilot
own possess = owner
run operate = operator leader:60 director:60
teach supervise advise mentor tutor train = advisor teacher:90 mentor supervisor
influence inspire shape = influenced inspired
succeed follow replace = successor followed
precede before = predecessor preceded
after = successor:60 followed:60
employ hire = employer
contain include comprise = part
publish print issue = publisher
commission order pay fund sponsor = patron commissioned client
orbit circle revolve = moon satellite
launch carry = launcher:80 operator:70 rocket:90
"""

_WHAT = """
born birth bear = birth
die death dead pass = death
bury buried grave = burial resting buried grave
study educate attend graduate school university college education = alma mater education
marry wife husband spouse partner wed = spouse
famous known notable achieve discover invent = notable:60 achievement known
write work famous known notable create design build paint book painting = notable:60 work:60 known
win receive award awarded honour honor prize get = award prize
work job profession career living = occupation profession employer:90 workplace:90 field:70
employer company = employer
discipline research field subject = field discipline
teach supervise advise mentor student = student
advisor supervise study = advisor:70
influence inspire = influenced:40
succeed follow replace = predecessor
precede = successor
orbit circle revolve = orbits orbit:90 parent body primary
made make consist build = material
complete finish build built construct = completion construction built
establish found start create set begin open = founding foundation established inception
establish found start form begin open = opening founded:60 formation
open inaugurate start = inauguration opening
introduce release announce appear publish come = introduction introduced release
release appear publish come = publication launch:60 first:50
invent create design develop = introduction:70 invention designed:60 release:60
launch lift = launch
rocket vehicle launcher = vehicle rocket
design build construct architect = significant:80 building project
land touch arrive = landing
end finish stop retire = end retirement
live reside home dwell = residence
person inhabitant live resident = population
nationality citizen citizenship country national from = nationality citizenship country:90 origin
come originate from = origin nationality:80 country:70
language speak spoken = language
locate situated lie stand find house display exhibit hang keep hold see = location museum collection
headquarter base seat office = headquarter location:70
go travel fly visit explore reach destination target = destination target visited explored mission:50
belong part member = part affiliation member movement:90 group:90
stand abbreviation acronym short full = full name:80 expansion
nickname alias also called = nickname alternative name:50
name eponym honour after = named eponym namesake
tall high height = height elevation
long last take duration = length duration period
far distant away = distance axis
wide broad across = width diameter:90 beam
big large size = diameter area size radius:90 volume:60
heavy weigh weight massive = mass weight
hot cold warm = temperature
fast quick speed = speed velocity frequency clock
deep = depth
dense = density
memory = memory storage:70
expensive cost price = cost price
fly serve take mission = mission
rotate spin turn day = rotation
escape leave = escape
father mother parent = parent
son daughter child kid = child
fall occur happen take place = location place date:50
flow river stand = river
flow empty end run = mouth
inhabitant person call = demonym
flow empty end run = mouth
inhabitant person call = demonym
use purpose do role = function purpose
begin start commence = start beginning:90
construct build = building:80
money pay coin = currency
movement style = movement style
depict show portray subject = depicts subject
found discover see = discovery discovered
"""

# What an interrogative says of the predicate that it asks for.
EXPECTED: Mapping[str, Mapping[str, float]] = {
    "place": {
        "place": 1,
        "location": 1,
        "site": 1,
        "city": 0.9,
        "headquarter": 0.8,
        "part": 0.7,
        "country": 0.7,
    },
    "date": {"date": 1, "year": 1, "time": 0.8, "day": 0.8, "epoch": 0.5},
    "number": {"number": 1, "count": 1, "total": 1, "population": 0.5},
    "person": {"person": 0.8, "name": 0.3},
    "cause": {"cause": 1, "manner": 0.9},
    "any": {},
}

# Said in passing: a relation needs more than these.
LIGHT = stems(
    "use show have get give take become go come make call serve hold play person thing kind type "
    "sort year time date place name day number first known famous living great do "
    "happen work"
)
SILENT = words(
    "the a an up of in at on under through during to for from by with into about as "
    "is was were are be been being am did do does has have had can could will would "
    "should may what which who whom whose where "
    "when how many much that this these those it its his her their he she they there me us you "
    "i please tell give list name all any some and or also ever exactly s say know does't "
    "don't didn't isn't wasn't"
) - {"name"}
_NOT_AGENTS = words(
    "mater river number member order diameter water power tower computer center sister brother "
    "daughter mother father letter layer color floor error matter register processor vector "
    "motor character paper"
)
_AGENTS = words("author architect artist head patron key crew teacher pilot moon satellite")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word of a question may mean in a label: how well, and which end of the triple acts."""

    weight: float
    polarity: Polarity


@cache
def senses() -> Mapping[str, Mapping[str, tuple[Sense, ...]]]:
    """Stem of a question's word -> stem of a label's word -> senses."""
    table: dict[str, dict[str, tuple[Sense, ...]]] = {}
    for lines, polarity in ((_WHO, "who"), (_WHAT, "what")):
        for line in lines.strip().splitlines():
            asked, _, meant = line.partition("=")
            for word in asked.split():
                for entry in meant.split():
                    label, _, percent = entry.partition(":")
                    sense = Sense(int(percent or 100) / 100, polarity)  # type: ignore[arg-type]
                    row = table.setdefault(stem(word), {})
                    row[stem(label)] = (*row.get(stem(label), ()), sense)
    return table


def polarity(label: tuple[str, ...]) -> Polarity:
    """Which end of a predicate does what its label says: a designer designs, who was born has a birth place.

    A label that ends in "of" wants its object after it: "is part of".

    >>> polarity(("designer",)), polarity(("influenced", "by")), polarity(("launch", "site"))
    ('who', 'who', 'what')
    """
    if not label:
        return "what"
    if label[-1] == "of":
        return "of"
    last = label[-1].removesuffix("s") if label[-1].endswith(("ers", "ors")) else label[-1]
    agentive = last.endswith(("er", "or")) and last not in _NOT_AGENTS
    return "who" if agentive or last == "by" or set(label) & _AGENTS else "what"
