"""Mentions of entities, values and unknown names."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc.errors import LinkError
from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker
from kgaigc.values import Entity, Triple, Value, named


def linked(linker: Linker, text: str, *context: str) -> list[tuple[str, str]]:
    """(words, what they stand for): the IRI's last part, a lexical form, or "?"."""
    links = linker.link(text, context=["http://example.org/" + name for name in context])
    shown = []
    for mention in links.mentions:
        assert text[mention.start : mention.end] == mention.text
        target = mention.target
        name = (
            "?"
            if target is None
            else target.text
            if isinstance(target, Value)
            else target.iri.rpartition("/")[2]
        )
        shown.append((mention.text, name))
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lovelace was born in London.", [("Ada Lovelace", "Ada"), ("London", "London")]),
        (
            "who worked with charles babbage in london?",
            [("charles babbage", "Babbage"), ("london", "London")],
        ),
        ("KURT GÖDEL met nobody.", [("KURT GÖDEL", "Godel")]),
        ("Kurt Godel met nobody.", [("Kurt Godel", "Godel")]),
        ("Kurt Go\u0308del met nobody.", [("Kurt Go\u0308del", "Godel")]),
        ("It was Charles Babbage's machine.", [("Charles Babbage", "Babbage")]),
        ("It was Charles  Babbage’s machine.", [("Charles  Babbage", "Babbage")]),
        ("Two Analytical Engines were planned.", [("Two", "2"), ("Analytical Engines", "Engine")]),
        ("They crossed London Bridge.", [("London Bridge", "Bridge")]),
        ("The Countess of Lovelace wrote.", [("Countess of Lovelace", "Ada")]),
        ("She was a British writer.", [("British", "UK")]),
        ("Apollo 11 flew in 1969.", [("Apollo 11", "Apollo11"), ("1969", "1969")]),
        ("The Z3 was built in 1941.", [("Z3", "Z3"), ("1941", "1941")]),
        ("It is in the U.S., not the UK.", [("U.S.", "US"), ("UK", "UK")]),
        ("They moved us to the US.", [("US", "US")]),
        ("It was cold. It rained.", []),
        ("An adaptation of Londoners", [("Londoners", "?")]),
    ],
)
def test_names_are_found_as_people_write_them(
    linker: Linker, text: str, expected: list[tuple[str, str]]
) -> None:
    assert linked(linker, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("エイダはロンドンで生まれた。", [("ロンドン", "London")]),
        ("她出生于伦敦。", [("伦敦", "London")]),
        (
            "チャールズ・バベッジはロンドンの人。",
            [("チャールズ・バベッジ", "Babbage"), ("ロンドン", "London")],
        ),
        ("ロンドンデリーの町", []),
        ("Родилась Ада Лавлейс.", [("Ада Лавлейс", "Ada")]),
        ("ולדת עדה לאבלייס", [("עדה לאבלייס", "Ada")]),
        ("ولدت في لندن", [("لندن", "London")]),
        ("ولدت بلندن", [("لندن", "London")]),
    ],
)
def test_labels_in_other_scripts_are_found(
    linker: Linker, text: str, expected: list[tuple[str, str]]
) -> None:
    found = linked(linker, text)
    assert [pair for pair in found if pair[1] != "?"] == expected


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("Mercury orbits the Sun.", (), "Mercury"),
        ("The chemical element Mercury is liquid.", (), "Hg"),
        ("The planet Mercury is small.", (), "Mercury"),
        ("Cambridge is near Harvard University.", (), "CambridgeUS"),
        ("Cambridge is a city of the United Kingdom.", (), "CambridgeUK"),
        ("Cambridge is a city.", ("Harvard",), "CambridgeUS"),
        ("Cambridge is a city.", ("CambridgeUK",), "CambridgeUK"),
    ],
)
def test_homonyms_are_resolved_by_context(
    linker: Linker, text: str, context: tuple[str, ...], expected: str
) -> None:
    assert expected in [target for _, target in linked(linker, text, *context)]


def test_the_losing_candidates_are_kept_with_their_scores(linker: Linker) -> None:
    mention = linker.link("Mercury orbits the Sun.").mentions[0]
    assert [c.entity.iri.rpartition("/")[2] for c in mention.candidates] == ["Mercury", "Hg"]
    assert mention.score == mention.candidates[0].score > mention.candidates[1].score > 0


def test_near_misses_are_linked_with_a_lower_score(linker: Linker) -> None:
    (mention,) = linker.link("They met Charles Babage there.").mentions
    assert mention.entity
    assert mention.entity.label == "Charles Babbage"
    assert mention.text == "Charles Babage"
    assert 0.6 < mention.score <= 0.8


def test_a_name_with_another_number_is_no_near_miss(linker: Linker) -> None:
    (mention,) = linker.link("Then Apollo 12 flew.").mentions
    assert (mention.text, mention.kind) == ("Apollo 12", "unknown")
    assert [candidate.entity.label for candidate in mention.candidates] == ["Apollo"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She studied at the University of Padua.", [("University of Padua", "?")]),
        ("The Charles Babbage Institute is old.", [("Charles Babbage Institute", "?")]),
        ("He met John von Neumann and Grace Hopper.", [("John von Neumann", "?"), ("Grace Hopper", "?")]),
        ("J. R. R. Tolkien wrote it.", [("J. R. R. Tolkien", "?")]),
        ("Turing was there.", [("Turing", "?")]),
        ("Computers were rare.", []),
        ("She was an English mathematician on Monday in May.", [("May", "--05")]),
        ("Countess Ada Lovelace wrote.", [("Ada Lovelace", "Ada")]),
        ("Mathematician Ada Lovelace wrote.", [("Ada Lovelace", "Ada")]),
        ("She wrote “Sketch of the Analytical Engine”.", [("Sketch of the Analytical Engine", "?")]),
        ('He said "the Analytical Engine weaves" once.', [("Analytical Engine", "Engine")]),
        ("Windows 95 crashed.", [("Windows 95", "?")]),
    ],
)
def test_what_looks_like_a_name_is_reported_as_unknown(
    linker: Linker, text: str, expected: list[tuple[str, str]]
) -> None:
    assert linked(linker, text) == expected


def test_a_surname_stands_for_the_person_and_a_first_name_only_once_it_is_known(linker: Linker) -> None:
    assert linked(linker, "The machine of Babbage was large.") == [("Babbage", "Babbage")]
    assert linked(linker, "Then Ada wrote.") == [("Ada", "?")]
    assert linked(linker, "Ada Lovelace read. Then Ada wrote.")[-1] == ("Ada", "Ada")
    assert linked(linker, "Then Ada wrote.", "Ada") == [("Ada", "Ada")]
    assert linked(linker, "He met Robert Babbage.") == [("Robert Babbage", "?")]


@given(
    st.text(
        alphabet=st.sampled_from("Ada LovelceBbgCh rls'’s.,\"“”1815Z3 ö\u0308ロンドン伦لن\n-of "), max_size=60
    )
)
def test_mentions_have_exact_offsets_and_never_overlap(linker: Linker, text: str) -> None:
    mentions = linker.link(text).mentions
    assert all(text[m.start : m.end] == m.text and m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("Ada Lovelace", "Ada"),
        ("ada_lovelace", "Ada"),
        ("<http://example.org/Ada>", "Ada"),
        ("http://example.org/Ada", "Ada"),
        ("Countess of Lovelace", "Ada"),
        ("Ada Lovelance", "Ada"),
        ("Babbage", "Babbage"),
        ("Tell me about the Analytical Engine", "Engine"),
        ("ロンドン", "London"),
    ],
)
def test_topics_are_resolved(linker: Linker, topic: str, expected: str) -> None:
    assert linker.resolve(topic).iri == "http://example.org/" + expected


@pytest.mark.parametrize(
    "topic", ["Zaphod Beeblebrox", "Charles Babbage Institute", "http://example.org/Nobody", "Apollo 12"]
)
def test_a_topic_that_links_to_nothing_is_an_error(linker: Linker, topic: str) -> None:
    with pytest.raises(LinkError, match=r"people\.ttl"):
        linker.resolve(topic)


@pytest.mark.parametrize("topic", ["", " \n"])
def test_an_empty_topic_is_named_as_such(linker: Linker, topic: str) -> None:
    with pytest.raises(LinkError, match="empty"):
        linker.resolve(topic)


def test_the_error_names_what_comes_nearest(linker: Linker) -> None:
    with pytest.raises(LinkError) as error:
        linker.resolve("Lovelace Machine Ada")
    assert "Ada Lovelace" in error.value.nearest
    assert "Ada Lovelace" in str(error.value)


def test_homonyms_are_all_candidates_and_a_misspelling_scores_less(linker: Linker) -> None:
    assert len(linker.candidates("Cambridge")) == 2
    assert linker.candidates("Kurt Gödl")[0].score < linker.candidates("Kurt Gödel")[0].score


def test_a_graph_of_bare_names_is_enough() -> None:
    graph = KnowledgeGraph.from_triples(
        [
            Triple(named("Alan_Bean"), named("mission"), named("Apollo_12")),
            Triple(named("Alan_Bean"), named("birthDate"), Value("1932")),
        ]
    )
    mentions = Linker(graph).link("Alan Bean flew on Apollo 12. Bean was born in 1932.").mentions
    assert [(m.text, m.kind) for m in mentions] == [
        ("Alan Bean", "entity"), ("Apollo 12", "entity"), ("Bean", "entity"), ("1932", "value"),
    ]  # fmt: skip


def test_the_pipeline_is_a_spacy_component_with_exact_mentions(linker: Linker) -> None:
    doc = linker.nlp("Ada Lovelace met Dr. J. R. Lee. She was born in 1815 in London.")
    assert [(ent.text, ent.kb_id_, ent.label_) for ent in doc.ents] == [
        ("Ada Lovelace", "http://example.org/Ada", "ENTITY"),
        ("Dr. J. R. Lee", "", "UNKNOWN"),
        ("1815", "", "VALUE"),
        ("London", "http://example.org/London", "ENTITY"),
    ]
    assert len(list(doc.sents)) == 2
    assert doc.ents[0]._.kgaigc_mention.entity == Entity("http://example.org/Ada", "Ada Lovelace")


def test_the_component_is_added_by_name_over_a_graph_file(tmp_path) -> None:
    import spacy

    import kgaigc.linking.component
    from kgaigc.errors import ConfigError

    path = tmp_path / "one.ttl"
    path.write_text(
        '<http://e.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "Ada"@en ; <http://e.org/p> 1 .'
    )
    nlp = spacy.blank("en")
    nlp.add_pipe(kgaigc.linking.component.NAME, config={"graph": str(path)})
    assert [ent.kb_id_ for ent in nlp("I met Ada.").ents] == ["http://e.org/a"]
    empty = spacy.blank("en")
    empty.add_pipe("kgaigc_linker")
    with pytest.raises(ConfigError, match="no graph"):
        empty("I met Ada.")


def test_linking_a_text_does_not_load_spacy() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from kgaigc.graph import KnowledgeGraph; from kgaigc.linking import Linker; "
        "from kgaigc.values import Triple, named; t = Triple(named('Ada'), named('met'), named('Bob')); "
        "Linker(KnowledgeGraph.from_triples([t])).link('Ada met Zuse Lee.'); "
        "sys.exit('spacy' in sys.modules or 'torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_words_of_a_homonym_s_facts_decide_where_nothing_else_is_named() -> None:
    rows = [
        ("Marlow_(town)", "river port", "Teal_Bridge"),
        ("Marlow_(film)", "director", "Ines_Roth"),
        ("Marlow_(film)", "film producer", "Otto_Lund"),
    ]
    graph = KnowledgeGraph.from_triples(Triple(*map(named, row)) for row in rows)
    chosen = Linker(graph).link("Its producer shot Marlow with a small crew.").mentions[0]
    other = Linker(graph).link("The port of Marlow lies upstream.").mentions[0]
    assert chosen.entity
    assert other.entity
    assert (chosen.entity.label, other.entity.label) == ("Marlow (film)", "Marlow (town)")
    assert chosen.score < 0.92
