"""Checks and verifications: each claim with its evidence, told apart by more than colour."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from kgaigc.errors import ConfigError
from kgaigc.findings import FileResult, FileResults, RecordedFact, Verification, VerifiedSentence
from kgaigc.rendering import (
    CHECK_FORMATS,
    FORMATS,
    VERIFY_FORMATS,
    html,
    refchecker,
    render,
    renderer,
    terminal,
    text,
)
from kgaigc.values import XSD, Entity, Facts, Report, Triple, Value, Verdict

E = "https://example.org/"
EVA, LINZ, GRAZ = (Entity(E + name, name) for name in ("Eva", "Linz", "Graz"))
BORN, DIED = Entity(E + "born", "birth place"), Entity(E + "died", "death date")
PLACE, DAY = Triple(EVA, BORN, LINZ), Triple(EVA, DIED, Value("1900-01-02", XSD + "date"))
SOURCE = "Eva was born in Linz and died in 1899. She sang."
VERDICTS = (
    Verdict(
        "Eva · birth place · Linz", 0, 20, "supported", (PLACE,), "so it says", ("Eva", "birth place", "Linz")
    ),
    Verdict(
        "Eva · death date · 1899", 0, 37, "contradicted", (DAY,), "it is 1900", ("Eva", "death date", "1899")
    ),
    Verdict("She sang", 39, 47, "unverifiable", (), "nothing known"),
)
REPORT = Report(VERDICTS, 1 / 3, None, 0.1, SOURCE)
SUNG = VerifiedSentence("She sang.", 39, 48, (RecordedFact(PLACE, "supported", (PLACE,), "held"),), ())
FALSE = VerifiedSentence(
    SOURCE[:38], 0, 38, (RecordedFact(DAY, "contradicted", (DAY,), "now 1901"),), (VERDICTS[1],)
)
GONE = replace(SUNG, facts=(RecordedFact(PLACE, "missing", (), "no longer there"),))
VERIFIED = Verification("Eva <b>", (FALSE, GONE), "a" * 64, "b" * 64, REPORT)
FILES = FileResults((FileResult("a.md", REPORT), FileResult("b<b>.txt", None, "b is not UTF-8")))


def test_html_tells_a_verdict_by_a_sign_that_leads_to_the_claim() -> None:
    shown = html(REPORT)
    signs = re.findall(r'<a href="#(\S+)" aria-label="(\w+), number \d below">(.)\d</a>', shown)
    assert [(label, sign) for _, label, sign in signs] == [
        ("supported", "✓"),
        ("contradicted", "✗"),
        ("unverifiable", "?"),
    ]
    assert all(f'<li id="{place}">' in shown for place, _, _ in signs)


def test_html_colours_claims_that_overlap_by_the_worst() -> None:
    pieces = re.findall(r'<span class="kgaigc-(\w+)" title="[^"]*">([^<]*)</span>', html(REPORT))
    assert [piece for piece in pieces if piece[1][0] in "E aS"][:3] == [
        ("contradicted", "Eva was born in Linz"),
        ("contradicted", " and died in 1899"),
        ("unverifiable", "She sang"),
    ]


def test_html_has_claim_reason_and_triples_on_hover_and_below() -> None:
    shown = html(REPORT)
    assert (
        "contradicted: Eva · death date · 1899 (it is 1900)&#10;Eva · death date · 1900-01-02 (date)" in shown
    )
    assert "Eva · death date · 1899 (it is 1900)<ul><li>" in shown


def test_two_checks_on_one_page_have_places_of_their_own() -> None:
    other = html(replace(REPORT, source=SOURCE + " "))
    assert not set(re.findall(r'id="(\S+?)"', html(REPORT))) & set(re.findall(r'id="(\S+?)"', other))


def test_very_many_claims_in_one_place_stay_readable() -> None:
    many = tuple(replace(VERDICTS[0], claim=f"claim {i}", end=40 - i % 7) for i in range(2000))
    assert len(html(Report(many, 1.0, None, 1.0, SOURCE))) < 2_000_000


def plain(shown: str) -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", shown)


def test_a_terminal_shows_the_text_in_colour_and_the_evidence_below() -> None:
    shown = terminal(REPORT, width=100)
    assert "\x1b[32m✓ supported\x1b[0m Eva · birth place · Linz" in shown
    assert "Eva was born in Linz and died in 1899 ✗2. She sang ?3." in plain(shown)
    assert re.search(
        r"2 ✗ contradicted Eva · death date · 1899\s+it is 1900\s+Eva · death date · 1900-01-02", plain(shown)
    )


def test_a_text_cannot_drive_the_terminal() -> None:
    shown = terminal(replace(REPORT, source="Red \x1b[31m alert \x9b31m.", verdicts=()), width=80)
    assert "Red ␛[31m alert" in plain(shown)
    assert "\x9b" not in shown


def test_what_is_no_check_comes_to_a_terminal_as_plain_text() -> None:
    assert terminal(Facts(()), width=10) == text(Facts(()))


def test_refchecker_gets_its_own_terms() -> None:
    (item,) = json.loads(refchecker(REPORT))
    assert item["response"] == SOURCE
    assert item["claims"] == [["Eva", "birth place", "Linz"], ["Eva", "death date", "1899"], "She sang"]
    assert item["ys"] == ["Entailment", "Contradiction", "Neutral"]
    assert item["Y"] == {"Entailment": 1 / 3, "Neutral": 1 / 3, "Contradiction": 1 / 3, "Abstain": 0.0}
    assert item["counts"] == {"Entailment": 1, "Neutral": 1, "Contradiction": 1}
    assert item["reference"].splitlines() == [
        "Eva · birth place · Linz",
        "Eva · death date · 1900-01-02 (date)",
    ]


def test_a_text_without_claims_abstains() -> None:
    (item,) = json.loads(refchecker(Report((), None, None, 1.0, "Hm.")))
    assert (item["claims"], item["Y"]["Abstain"]) == ([], 1.0)


def test_refchecker_is_for_checks_alone() -> None:
    with pytest.raises(ConfigError, match="choose json"):
        refchecker(VERIFIED)


@pytest.mark.parametrize("form", CHECK_FORMATS)
def test_files_come_each_with_its_name_and_a_bad_one_with_its_error(form: str) -> None:
    shown = renderer(form, formats=CHECK_FORMATS)(FILES)
    for words in ("a.md", "b is not UTF-8", "death date"):
        assert words in shown
    assert "b<b>" not in renderer("html")(FILES)


def test_files_as_json_are_a_list() -> None:
    first, second = json.loads(render(FILES, "json"))
    assert first == {"file": "a.md"} | REPORT.to_dict()
    assert second == {"file": "b<b>.txt", "error": "b is not UTF-8"}


def test_files_are_counted_together() -> None:
    assert text(FILES).endswith(
        "\n2 files, 1 not read; 3 claims: 1 supported, 1 contradicted, 1 unverifiable.\n"
    )
    verified = FileResults((FileResult("a.jsonld", VERIFIED),))
    assert text(verified).endswith("\n1 file; 2 sentences changed.\n")


def test_files_come_to_a_terminal_too() -> None:
    shown = plain(terminal(FILES, width=80))
    assert shown.index("a.md") < shown.index("✗ contradicted") < shown.index("error: b is not UTF-8")


@pytest.mark.parametrize("form", VERIFY_FORMATS)
def test_a_verification_names_each_changed_sentence_and_its_facts(form: str) -> None:
    shown = render(VERIFIED, form)
    for words in ("contradicted", "missing", "now 1901", "no longer there", "She sang"):
        assert words in shown
    assert "Eva <b>" not in render(VERIFIED, "html")


def test_a_verification_comes_to_a_terminal_with_its_sentences_in_colour() -> None:
    shown = plain(terminal(VERIFIED, width=100))
    assert "died in 1899. ✗1 She sang. −2" in shown
    assert "the checker, now: ✗ contradicted Eva · death date · 1899 (it is 1900)" in shown


def test_a_verification_without_changes_says_so() -> None:
    same = replace(VERIFIED, sentences=(SUNG,), graph="a" * 64)
    assert text(same) == "Eva <b>\n1 sentence, the same graph: all as supported as when written.\n"


def test_a_sentence_is_doubtful_if_the_checker_supports_less_than_it_did() -> None:
    doubted = replace(SUNG, verdicts=(VERDICTS[2],))
    assert (doubted.status, replace(doubted, doubts=1).status) == ("doubtful", "supported")


def test_a_verification_has_no_jsonld() -> None:
    with pytest.raises(ConfigError, match="choose json"):
        render(VERIFIED, "jsonld")
    assert "jsonld" in FORMATS
    assert "jsonld" not in VERIFY_FORMATS
