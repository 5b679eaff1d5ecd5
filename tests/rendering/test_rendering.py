"""The renderers: what a graph holds comes through unharmed, and every sentence leads to its facts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kgaigc.errors import ConfigError
from kgaigc.rendering import FORMATS, html, jsonld, markdown, page, render, text
from kgaigc.values import (
    XSD,
    Answer,
    Article,
    Candidate,
    Entity,
    Evidence,
    Facts,
    Generated,
    Links,
    Manifest,
    Mention,
    Report,
    Result,
    Section,
    Sentence,
    Span,
    Triple,
    Value,
    Verdict,
)

E = "https://kgaigc.example/"
ADA = Entity(E + "Ada", "Ada Lovelace")
LONDON = Entity(E + "London", "London")
BORN = Entity(E + "birthPlace", "birth place")
DATE = Entity(E + "birthDate", "birth date")
MOTTO = Entity(E + "motto", "motto")
PLACE = Triple(ADA, BORN, LONDON)
DAY = Triple(ADA, DATE, Value("1815-12-10", XSD + "date"))
MANIFEST = Manifest("g" * 64, "m" * 64, "0.1.0", 0, (("num_beams", "5"),))
STRANGE = (
    '<script>alert("1")</script>',
    "He said \"yes\" & 'no'",
    "first\nsecond\n\n    fourth",
    "שלום, עולם! مرحبا",
    "*not* _this_ `code` [link](javascript:x) | # ~~x~~ $y$ \\",
    "1. one\n- two\n# three\n===\n> four",
    "tab\there\u202eleft",
)


def article(first: str = "Ada Lovelace was born in London.", *extra: Triple) -> Article:
    second = "She was born on December 10, 1815."
    one = Sentence(first, (PLACE, *extra), (Span(0, len(first), tuple(range(1 + len(extra)))),), "neural")
    two = Sentence(second, (DAY, PLACE), (Span(16, 33, (0,)),), "template")
    start = len(first) + 2
    verdicts = (
        Verdict("Ada Lovelace birth place London", 0, len(first), "supported", (PLACE,), "in the graph"),
        Verdict(
            "Ada Lovelace birth date 1816", start, start + len(second), "contradicted", (DAY,), "it is 1815"
        ),
    )
    sections = (Section("", (one,)), Section("Life", (two,)))
    return Article("Ada Lovelace", sections, Report(verdicts, 0.5, 1.0, 0.4), MANIFEST)


def answer(shown: str = "Ada Lovelace was born in London.") -> Answer:
    query = f"SELECT ?answer WHERE {{ <{ADA.iri}> <{BORN.iri}> ?answer }}"
    return Answer(
        shown, (LONDON,), query, (Evidence(PLACE, 1.0, "birth place"),), 0.9, Report((), None, None, 1.0)
    )


class _Reader(HTMLParser):
    """The text, tags and attributes of a page, as a browser has them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.titles: list[str] = []
        self.links: list[str] = []
        self.pieces: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.titles += [value or "" for name, value in attrs if name == "title"]
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def seen(source: str) -> str:
    return "".join(_Reader(source).pieces)


def test_text_numbers_the_facts_that_the_sentences_cite() -> None:
    shown = text(article())
    assert "born in London. [1]\n" in shown
    assert "1815. [1][2]\n" in shown
    assert "[1] Ada Lovelace · birth place · London\n" in shown
    assert "[2] Ada Lovelace · birth date · 1815-12-10 (date)\n" in shown


def test_markdown_has_headings_citations_and_a_list_of_facts() -> None:
    shown = markdown(article())
    assert shown.startswith("# Ada Lovelace\n")
    assert "\n## Life\n" in shown
    assert f"1. [Ada Lovelace](<{ADA.iri}>) · [birth place](<{BORN.iri}>) · [London](<{LONDON.iri}>)" in shown


def test_html_shows_facts_on_hover_and_colours_each_verdict() -> None:
    shown = html(article())
    titles = _Reader(shown).titles
    assert any("[1] Ada Lovelace · birth place · London" in title for title in titles)
    assert any("contradicted: Ada Lovelace birth date 1816 (it is 1815)" in title for title in titles)
    assert 'class="kgaigc-supported' in shown
    assert 'class="kgaigc-contradicted' in shown


def test_verdicts_of_later_sections_colour_their_own_sentence() -> None:
    shown = html(article())
    coloured = shown.index('class="kgaigc-contradicted')
    assert shown.index("<h3>Life</h3>") < coloured < shown.index("She was born")


def test_html_loads_nothing_and_runs_nothing() -> None:
    tags = set(_Reader(page(article())).tags)
    assert not tags & {"script", "link", "img", "iframe", "object"}
    assert "url(" not in html(article())


def test_a_page_says_its_encoding_and_title() -> None:
    shown = page(article())
    assert '<meta charset="utf-8"><title>Ada Lovelace</title>' in shown


def test_only_web_addresses_become_links() -> None:
    script = Entity("javascript:alert(1)", "Eve")
    facts = Facts((Evidence(Triple(script, BORN, LONDON), 1.0, "own"),))
    assert all(link.startswith("https://") for link in _Reader(html(facts)).links)
    assert "](<javascript" not in markdown(facts)


@pytest.mark.parametrize("strange", STRANGE)
def test_html_shows_a_strange_literal_as_it_is(strange: str) -> None:
    fact = Triple(ADA, MOTTO, Value(strange))
    shown = html(article(f"Her motto is {strange}.", fact))
    assert seen(shown).count(strange) == 2
    assert "script" not in _Reader(shown).tags


@pytest.mark.parametrize("strange", STRANGE)
def test_markdown_shows_a_strange_literal_as_it_is(strange: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(
        markdown(article(f"Her motto is {strange}.", Triple(ADA, MOTTO, Value(strange))))
    )
    flat = seen(rendered.replace("<br />\n", "\n"))
    assert strange in flat
    assert set(_Reader(rendered).tags) <= {"h1", "h2", "p", "ol", "li", "a", "em", "br"}


@pytest.mark.parametrize("strange", STRANGE)
def test_text_keeps_a_strange_literal(strange: str) -> None:
    assert f"Her motto is {strange}." in text(article(f"Her motto is {strange}."))


@pytest.mark.parametrize("strange", STRANGE)
def test_json_keeps_a_strange_literal(strange: str) -> None:
    shown = json.loads(render(article(f"Her motto is {strange}."), "json"))
    assert shown["sections"][0]["sentences"][0]["text"] == f"Her motto is {strange}."


def test_a_reference_stays_on_one_line_whatever_the_literal() -> None:
    shown = text(article("It is so.", Triple(ADA, MOTTO, Value("one\ntwo"))))
    assert "[2] Ada Lovelace · motto · one\\ntwo\n" in shown


def test_right_to_left_text_is_isolated() -> None:
    fact = Triple(ADA, MOTTO, Value("שלום", language="he"))
    shown = article("Her motto is שלום.", fact)
    assert "\u2068שלום\u2069 (he)" in text(shown)
    assert "motto is <bdi>שלום</bdi>." in html(shown)
    assert '<bdi lang="he">' in html(shown)


def test_a_literal_cannot_drive_the_terminal() -> None:
    assert "\x1b" not in text(article("Red \x1b[31m alert."))
    assert "␛[31m" in text(article("Red \x1b[31m alert."))


def without_signs(shown: str) -> str:
    """The first paragraph without the signs of the verdicts."""
    return re.sub("<sup.*?</sup>", "", shown.split("<p>", 1)[1].split("</p>", 1)[0])


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
        | st.sampled_from("*_`[]<>#&\\\n 1.-+=|~!"),
        min_size=1,
    )
)
def test_any_text_comes_through_markdown(strange: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(
        markdown(Generated(strange, (Sentence(strange, (), (), "neural"),)))
    )
    paragraph, _, rest = rendered.removeprefix("<p>").partition("</p>")
    assert seen(paragraph.replace("<br />\n", "\n")) == strange
    assert rest.strip() == ""


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_comes_through_html(strange: str) -> None:
    verdict = Verdict("claim", 0, len(strange), "supported", (), strange)
    report = Report((verdict,), 1.0, None, 1.0, strange)
    assert seen(without_signs(html(report))) == strange


@given(st.lists(st.tuples(st.integers(-3, 12), st.integers(-3, 12)), max_size=6))
def test_marks_that_overlap_lose_no_character(spans: list[tuple[int, int]]) -> None:
    verdicts = tuple(Verdict("c", *sorted(span), "supported", (), "") for span in spans)
    shown = html(Report(verdicts, 1.0, None, 1.0, "ten & more"))
    assert seen(without_signs(shown)) == "ten & more"


def _statements(document: str) -> dict[str, set[tuple[str, str, str]]]:
    """Sentence text -> the statements that it was derived from, as an RDF reader finds them."""
    store = pyoxigraph.Store()
    store.load(document, pyoxigraph.RdfFormat.JSON_LD)
    rows = store.query("""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
        SELECT ?text ?s ?p ?o { ?article a schema:Article, prov:Entity ; schema:hasPart ?part .
        ?part schema:text ?text ; prov:wasDerivedFrom ?fact .
        ?fact a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }""")
    found: dict[str, set[tuple[str, str, str]]] = {}
    for row in rows:
        found.setdefault(row["text"].value, set()).add((str(row["s"]), str(row["p"]), str(row["o"])))
    return found


@pytest.mark.parametrize("strange", STRANGE)
def test_jsonld_gives_back_the_triples_of_each_sentence(strange: str) -> None:
    shown = article(
        "It is so.", Triple(ADA, MOTTO, Value(strange, language="en")), Triple(ADA, MOTTO, Value(strange))
    )
    expected = {
        sentence.text: {tuple(triple.to_dict()) for triple in sentence.triples}
        for sentence in shown.sentences
    }
    found = _statements(render(shown, "jsonld"))
    parsed = {
        said: {tuple(str(pyoxigraph_term(term)) for term in triple) for triple in triples}
        for said, triples in expected.items()
    }
    assert found == parsed


def pyoxigraph_term(term: str) -> object:
    quad = next(pyoxigraph.parse(f"<x:s> <x:p> {term} .", pyoxigraph.RdfFormat.N_TRIPLES))
    return quad.object


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_jsonld_loads_in_rdflib() -> None:
    import rdflib

    loaded = rdflib.Graph().parse(data=render(article(), "jsonld"), format="json-ld")
    statements = set(loaded.subjects(rdflib.RDF.type, rdflib.RDF.Statement))
    found = {
        tuple(loaded.value(s, term) for term in (rdflib.RDF.subject, rdflib.RDF.predicate, rdflib.RDF.object))
        for s in statements
    }
    assert (rdflib.URIRef(ADA.iri), rdflib.URIRef(BORN.iri), rdflib.URIRef(LONDON.iri)) in found
    assert len(found) == 2


def test_jsonld_names_equal_articles_alike_and_others_not() -> None:
    assert jsonld(article())["@id"] == jsonld(article())["@id"]
    assert jsonld(article())["@id"] != jsonld(replace(article(), title="Ada"))["@id"]


def test_a_report_shows_each_verdict_with_its_support() -> None:
    report = replace(article().report, source=article().text)
    assert "contradicted: Ada Lovelace birth date 1816 (it is 1815)\n    Ada Lovelace · birth date" in text(
        report
    )
    assert "2 claims: 1 supported, 1 contradicted; precision 50.0%; coverage 100%; score 0.40." in text(
        report
    )
    assert "- **contradicted**: Ada Lovelace birth date 1816" in markdown(report)


def test_a_report_on_a_text_without_claims_says_so() -> None:
    assert text(Report((), None, None, 1.0)) == "The text makes no claims.\n"


@pytest.mark.parametrize("form", FORMATS)
def test_an_answer_shows_its_query_in_every_format(form: str) -> None:
    assert "SELECT" in render(answer(), form)


def test_a_refusal_is_shown_with_its_reason() -> None:
    refusal = Answer("The graph does not know Eve.", (), None, (), 0.0, None)
    assert all("does not know Eve" in render(refusal, form) for form in FORMATS)


def test_links_show_mentions_with_their_candidates() -> None:
    candidates = (Candidate(LONDON, 0.9), Candidate(Entity(E + "London_Ontario", "London"), 0.1))
    known = Mention(0, 6, "London", LONDON, 0.9, candidates)
    links = Links((known, Mention(11, 14, "Eve", None, 0.5)), "London and Eve.")
    assert "London_Ontario" in text(links)
    assert "London\\_Ontario" in markdown(links) or "London_Ontario" in markdown(links)
    assert 'class="kgaigc-unknown"' in html(links)


def test_facts_show_scores_and_reasons() -> None:
    facts = Facts((Evidence(PLACE, 0.75, "about the topic"),))
    for form in (text, markdown, html):
        assert "0.750" in form(facts)
        assert "about the topic" in form(facts)


def test_a_result_without_a_form_of_its_own_is_shown_by_its_fields() -> None:
    class Info(Result):
        text = "3 triples"

        def to_dict(self) -> dict[str, object]:
            return {"triples": 3, "classes": [{"label": "a <b>"}]}

    assert text(Info()) == "3 triples\n"
    assert "**triples**: 3" in markdown(Info())
    assert "<dt>triples</dt><dd>3</dd>" in html(Info())
    assert "a &lt;b&gt;" in html(Info())


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="'pdf': choose one of text, markdown, html, json, jsonld"):
        render(article(), "pdf")


def test_jsonld_of_links_is_refused() -> None:
    with pytest.raises(ConfigError, match="choose json"):
        render(Links(()), "jsonld")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_an_empty_article(form: str) -> None:
    empty = Article("Nothing", (Section("", ()),), Report((), None, 0.0, 0.0), MANIFEST)
    assert render(empty, form).endswith("\n")
