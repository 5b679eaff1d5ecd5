"""Files: what they say is told from how they are marked up, and every character is where the file has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc.documents import Document, check, from_markdown, from_text
from kgaigc.documents.passages import passage
from kgaigc.values import Entity, Report, Verdict

EVA = Entity("http://example.org/Eva", "Eva Horn")
MAX = Entity("http://example.org/Max", "Max Lind")
NAMES = {entity.label: entity for entity in (EVA, MAX)}


def said(document: Document) -> str:
    return "".join(passage(part.pieces).text for part in document.parts).strip()


def checked(document: Document) -> tuple[Report, list[tuple[str, Entity | None]]]:
    """A report with a verdict on each word "false", and what was handed to the checker."""
    seen: list[tuple[str, Entity | None]] = []

    def checker(text: str, topic: Entity | None) -> Report:
        seen.append((text.strip(), topic))
        places = [i for i in range(len(text)) if text.startswith("false", i)]
        verdicts = (Verdict("c", i, i + 5, "contradicted", (), "", focus=(i, i + 1)) for i in places)
        return Report(tuple(verdicts), 0.0, None, 0.5, text)

    return check(document, check=checker, named=NAMES.get), seen


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Eva *was* **born** in `Linz`.", "Eva was born in Linz."),
        ("See [Eva Horn](http://linz.example/ 'Linz') now.", "See Eva Horn now."),
        ("See <http://linz.example> and http://graz.example/a.", "See  and ."),
        ("![Linz](linz.png) Eva", "Eva"),
        ("Eva.[1] Max.[^2]\\[3\\]", "Eva. Max."),
        ("~~Linz~~ Eva", "Eva"),
        ("Eva<!-- Linz --> Horn<br>Max", "Eva Horn\nMax"),
        ("A &amp; B\\*", "A & B*"),
        ("# Eva\n\nLinz\n====\n\nMax", "Max"),
        ("```\nLinz\n```\n\n    Graz\n\nMax", "Max"),
        ("---\ntitle: Linz\n---\nMax", "Max"),
        ("<!-- Linz -->\n\nMax", "Max"),
        ("<div class='Linz'>\nEva <b>Horn</b>\n<script>Graz</script></div>", "Eva Horn"),
        ("[eva]: http://linz.example\n\n[Eva][eva]", "Eva"),
        ("| Name | born |\n|---|:-:|\n| Eva | Linz |\n| Max | |", "Eva; born: Linz.\n\nMax."),
        ("> Eva\n> Horn", "Eva Horn"),
        ("- Eva\n- Max", "Eva\n\nMax"),
        ("Eva.\n\n*2 claims: 2 supported; score 0.90. Sentences: 1 by the LSTM, 0 by template.*", "Eva."),
    ],
)  # fmt: skip
def test_markup_is_no_text(source: str, text: str) -> None:
    assert said(from_markdown(source)) == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_word_stands_where_the_file_has_it(end: str) -> None:
    source = (
        "\ufeff# Eva Horn\n\nIt *is* [false](http://false.example) &amp; **fal**se\\* `false`.\n> 1. false\n"
        "lazy false\n>\n> | a | b |\n> |---|---|\n> | x\\|false | false |\n\n<p>&lt;false\n</p>\n"
    ).replace("\n", end)
    report, _ = checked(from_markdown(source))
    found = [source[verdict.start : verdict.end].replace("**", "") for verdict in report.verdicts]
    assert found == ["false"] * 8
    assert [source[a:b] for a, b in (v.focus or (0, 0) for v in report.verdicts)] == ["f"] * 8
    assert report.source == source


@given(st.text(st.sampled_from("ab *_`[]()<>!&;#|-:~\\\n\r\t>1.é\0\"'=/")))
def test_every_piece_of_markdown_is_in_its_place(source: str) -> None:
    for part in from_markdown(source).parts:
        for piece in part.pieces:
            shown = (
                source[piece.start : piece.end].replace("\0", "\ufffd").replace("\n", " ").replace("\r", " ")
            )
            if piece.start >= 0 and len(shown) == len(piece.text) and "&" not in shown:
                assert shown == piece.text.replace("\0", "\ufffd").replace("\n", " ").replace("\r", " ")


def test_a_heading_that_names_something_sets_the_topic_down_to_the_next_of_its_depth() -> None:
    source = "# Eva Horn\n\nOne.\n\n## Life\n\nTwo.\n\n## Max Lind\n\nThree.\n\n"
    source += "### Life\n\nFour.\n\n## Death\n\nFive.\n"
    _, seen = checked(from_markdown(source))
    assert seen == [("One.\n\nTwo.", EVA), ("Three.\n\nFour.", MAX), ("Five.", EVA)]


def test_parts_of_one_topic_are_checked_together_and_their_scores_multiply() -> None:
    report, seen = checked(from_markdown("# Eva Horn\n\nA false.\n\n# Max Lind\n\nA false."))
    assert len(seen) == 2
    assert (len(report.verdicts), report.precision, report.score) == (2, 0.0, 0.25)


def test_a_file_that_says_nothing_makes_no_claims() -> None:
    report, _ = checked(from_markdown("# Eva Horn\n"))
    assert (report.verdicts, report.precision) == ((), None)


def test_plain_text_is_all_read() -> None:
    source = "\ufeffA *star* is # no markup.\r\n\r\n    Nor is this.\n"
    assert said(from_text(source)) == source.removeprefix("\ufeff").strip()


def test_in_plain_text_a_name_alone_between_blank_lines_is_a_heading() -> None:
    source = "Eva Horn\n\nA false.[1]\n\nNobody\n\nMore false.\n\nMax Lind\n\nEnd."
    report, seen = checked(from_text(source))
    assert seen == [("A false.\n\nNobody\n\nMore false.", EVA), ("End.", MAX)]
    assert [source[verdict.start : verdict.end] for verdict in report.verdicts] == ["false"] * 2


def test_a_plain_text_that_is_one_line_is_no_heading() -> None:
    _, seen = checked(from_text("Eva Horn\n"))
    assert seen == [("Eva Horn", None)]


def test_the_parts_of_front_matter_that_never_ends_are_read() -> None:
    assert "Eva" in said(from_markdown("---\nEva is here\n"))


def test_what_kgaigc_writes_below_an_article_is_no_claim_of_it() -> None:
    source = "Eva is here. [1] So is Max.\n\n[1] Eva · place · here\n[2] Eva · name · Eva Horn (en)\n"
    assert said(from_text(source)) == "Eva is here. So is Max."
