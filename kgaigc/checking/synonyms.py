"""Other names of predicates that many graphs share: the scorer knows a relation by its words.

The names are such as Wikidata lists for its properties; "<" stands before one that goes from the object to the subject,
"?" before one that other predicates share; lines with "=" are of several predicates.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgaigc.checking.words import label_words

_NAMES = """
namesake: named after; named for; name comes from
alma mater: educated at; studied at; trained at; attended; graduate of; <alumni; <graduates
headquarter = headquarters: based in; seat; headquartered in
location: located in; seen in; on show in; kept in; hangs in; found in; housed in; <houses; <location of; <home to
city: located in; based in; <location of; <home to
destination: flew to; target; went to; visited; reached; explored
father: ?child of; ?son of; ?daughter of
mother: ?child of; ?son of; ?daughter of
child: son; daughter; parent of; mother of; father of; <son of; <daughter of; <child of
spouse: married; wife; husband; married to; wed; tied the knot
teacher: tutor; taught by; pupil of; student of; trained by; studied under; learned craft; apprenticed to; workshop of
pupil = student: teacher of; taught; trained
doctoral advisor: supervised by; guided by; <guided; <supervisor of; doctorate under
designer: inventor; maker; brain behind; designed by; work of; brainchild of; conceived by; made by
creator: painter; inventor; author; work of; written by; made by; painted by; artist; created by; invented by
sculptor: maker; artist; work of; made by; carved by; sculpted by; created by
author: writer; written by; wrote; penned; authored; work of; from the pen of; <wrote
architect: designed by; work of; built by; drew the plans
developer: made by; developed by; came from; produced by; origin; created at; developed at
builder: built by; made by; constructed by
manufacturer: made by; built by; produced by; came from
programmer: programmed by; wrote programs for; <programmed
operator: run by; used by; operated by; flown by; mission of
commander: commanded by; led by; captain
crew members: flown by; crew; carried; flew; astronauts; aboard
mission: flew on; flew; crew of; went aboard
discoverer: finder; found by; discovered by; spotted by; first seen by; observed by; identified by; <discovery of
discovery site: discovered at; found at; spotted at; first seen from
discovered: date found; found; spotted; first seen
influenced by: inspired by; modelled on; followed; <inspired; <influence on
notable work: wrote; painted; made; known for; best known work; masterpiece; <work of
notable achievement: known for; famous for; remembered for; made; invented
significant building: designed; built; architect of
significant project: worked on; designed
predecessor: preceded by; came after; followed
successor: followed by; succeeded by; replaced by; gave way to
collaborator: worked with; colleague; worked together with; partner
employer: worked for; worked at; spent career in; professor at; joined; employed by; taught at; staff of; <employed
affiliation: member of; fellow of; belonged to; elected to
award: won; received; honour; was given; was made; holder of; honoured with; decorated with; bestowed on; recipient of
military branch: served in; enlisted in; joined
military rank: rank
nationality: citizen of; from; native of
country = country origin: from; comes from; made in; located in; <location of; <home to
occupation: worked as; profession; was a; trade; career as; by profession; by trade
residence: lived in; resident of; home
birth place: born in; native of; came into the world; birthplace
death place: died in; passed away in; end came in
burial place: buried in; laid to rest; grave; rests in; remains lie in
birth date: born; came into the world; lived from
death date: died; passed away; lived until; life ended
death cause: died of; killed by
founding date = established: founded in; set up in; established in; opened in; dates from; goes back to; created in
inauguration date: threw open doors; opened in; unveiled; put into service; dedicated in; first shown
completion date: completed in; finished in; made in; painted in; built in; dates from; ran for the first time
introduction date: introduced in; presented; unveiled; came out in; dates from; released in; appeared in
building start date: begun in; started in; work began; construction started; foundation stone
date of first description: described in; proposed in; came out in; appeared in; first described
first publication year: published in; came out in; appeared in; dates from; printed in
launch date: went into orbit; rode into space; launched in; took off; set off; left; sent up; lifted off
landing date: landed in; touched down; came down; returned in; back on earth
arrival date: arrived in; entered orbit; got there; reached; met; flew past
end of mission: ended in; came back; contact lost; splashed down; mission over; returned in; return to earth
maiden flight: first flew; first launched; first flight
final flight: last flew; last flight; retired in
launch site: launched from; took off from; started from; lifted off from; blasted off from; departure from; left from
landing site: landed in; touched down in; came down in
launch vehicle: aboard; launched by; carried by; flew on; on top of; aboard rocket
total launches: launched times; flew times; number of flights
rocket stages: stages
selected by NASA: chosen by NASA; picked by NASA; joined NASA; became astronaut
time in space: in space for; flight lasted; flew for
date of retirement: retired in; left service in
founder: founded by; set up by; started by; established by; <founded
mass: weighs; weight; weighed; heavy; tips the scales
diameter: across; wide; width; measures
height: tall; high; stands; measures; rises; reaches; towers; altitude
width: wide; across; by; measures
length: long; measures; runs for; stretches
orbital period: visit every; goes round in; year; takes to go round; circles in; period; revolution; comes round every
rotation period: turns once in; day; spins in; turn; day length
escape velocity: escape speed; to get away needs
average speed: speed; moves at
mean temperature = surface temperature: temperature; hot; cold
parent body: orbits; goes round; circles; moon of; satellite of
number of moons: moons; satellites
largest moon: biggest moon
main atmospheric gas: air is mostly; atmosphere of; made up of
is part of: part of; belongs to; lies in; among; member of; one of; <has part; <includes; <contains; <location of
input medium: uses; used; read; fed by; took
numeral system: uses; counted in; calculates in; worked in; operated on; worked with; based on
word length: words of; bits
power consumption: power; drew; consumes
clock frequency: ran at; clocked at; speed
number of vacuum tubes: valves; tubes; contained
power type: driven by; powered by; runs on
material: made of; clad in; carved from; cast in; stone
medium: painted in; done in; painted on; technique
subject: shows; depicts; portrays; sitter; <posed for; about
main subject: about; deals with; describes; topic
owner: owned by; belongs to; property of
commissioner: commissioned by; ordered by; made for; paid by
art movement: belongs to; movement; style; school; member of
architectural style: style; built in style
origin = stylistic origin: came from; began in; arose in; grew out of
former name: once called; formerly known as; previously named
nickname: called; known as; dubbed
full name: stands for; short for; name
birth name: born; born as; real name; christened
motto: motto; words
title: title; styled; was
river: lies on; on the banks of; flows through
capital: capital city; seat of government
mouth: flows into; ends in; empties into
dedicated to: devoted to; honours; about
field of work: worked in; expert in; subject; studied
translator: translated by; <translated
presenter: given by; awarded by; presented by
structural engineer: engineered by; engineer
language: written in; in language
associated rocket: used by; launches; home of
"""


def other_names(label: str, *, vague: bool = True) -> Iterator[tuple[str, bool]]:
    """What else a predicate is called, and whether that goes from its object to its subject.

    Args:
        label: the predicate's.
        vague: take names that other predicates share, too ("child of" for father and mother).

    >>> list(other_names("successor"))[0]
    ('followed by', False)
    """
    for name in _TABLE.get(label_words(label), ()):
        if vague or not name.startswith("?"):
            yield name.lstrip("<?"), name.startswith("<")


def _table() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in _NAMES.strip().splitlines():
        labels, _, names = line.partition(": ")
        for label in labels.split(" = "):
            table[label_words(label)] = tuple(names.split("; "))
    return table


_TABLE = _table()
NAMED = frozenset(_TABLE)  # The words of the labels that have other names.
