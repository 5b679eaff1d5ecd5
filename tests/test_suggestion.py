"""What is proposed for sentences that the graph does not support, and how it stands in the file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kgaigc import ContentGenerator
from kgaigc.documents import from_markdown, from_text
from kgaigc.findings import FileResult, FileResults, Suggestions
from kgaigc.rendering import render, terminal
from kgaigc.suggestion.clauses import cuts
from kgaigc.suggestion.edits import Edit, edited, is_whole
from kgaigc.suggestion.search import CHECKS, Scene, Tools
from kgaigc.suggestion.wording import wordings
from kgaigc.values import XSD, Entity, Report, Value, Verdict

from .checking.worlds import graph

METRE = "http://dbpedia.org/datatype/metre"
DAY = Value("1901-04-17", XSD + "date")


@pytest.fixture(scope="module")
def checker() -> ContentGenerator:
    return ContentGenerator(graph())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hedda Brandt was born in Oslo.", "Hedda Brandt was born in Turku."),
        ("Hedda Brandt was born in 1902.", "Hedda Brandt was born in 1901."),
        ("Hedda Brandt was born on 18 April 1901.", "Hedda Brandt was born on 17 April 1901."),
        ("Miro Tower has a height of 60 m.", "Miro Tower has a height of 90 m."),
        ("Norland's capital is Oslo.", "Norland's capital is Turku."),
        ("Hedda Brandt was never married to Miro Falk.", "Hedda Brandt was married to Miro Falk."),
        ("Hedda Brandt was not born in Turku.", "Hedda Brandt was born in Turku."),
        ("Hedda Brandt was born in Oslo in 1902.", "Hedda Brandt was born in Turku in 1901."),
        (
            "Hedda Brandt was born in Turku and died in Turku.",
            "Hedda Brandt was born in Turku and died in Oslo.",
        ),
    ],
    ids=lambda text: text[:40],
)
def test_a_false_sentence_is_mended_where_it_is_false(checker: ContentGenerator, old: str, new: str) -> None:
    (found,) = checker.suggest(old).suggestions
    assert (found.old, found.new, found.silent) == (old, new, False)
    assert found.triples
    assert checker.check(new).precision == 1


def test_what_the_graph_is_silent_on_is_left_out_and_marked(checker: ContentGenerator) -> None:
    text = "Hedda Brandt was born in Turku and she met Ida Storm."
    (found,) = checker.suggest(text).suggestions
    assert (found.new, found.silent) == ("Hedda Brandt was born in Turku.", True)
    assert "the graph is silent" in found.why


def test_what_a_sentence_says_already_is_not_put_in_place_of_something_else(
    checker: ContentGenerator,
) -> None:
    found = checker.suggest("Hedda Brandt, who knew Ida Storm, died in Oslo.")
    assert found.mended.count("Oslo") == 1
    assert "Ida Storm" not in found.mended


def test_a_sentence_with_nothing_true_in_it_is_left_out_with_its_blank(checker: ContentGenerator) -> None:
    found = checker.suggest(
        "Hedda Brandt was born in Turku. Ida Storm loved tea. Miro Falk was born in Oslo."
    )
    assert found.mended == "Hedda Brandt was born in Turku. Miro Falk was born in Oslo."
    assert found.text.splitlines()[2:] == [
        "@@ -1,3 +1,2 @@",
        " Hedda Brandt was born in Turku.",
        "-Ida Storm loved tea.",
        " Miro Falk was born in Oslo.",
    ]


@pytest.mark.parametrize("text", ["", "Hedda Brandt was born in Turku.", "Was Hedda Brandt born in Oslo?"])
def test_a_text_without_fault_has_no_suggestions(checker: ContentGenerator, text: str) -> None:
    found = checker.suggest(text)
    assert (found.suggestions, found.text, found.mended) == ((), "", text)


def test_a_change_that_makes_another_sentence_worse_is_none(checker: ContentGenerator) -> None:
    def check(text: str) -> Report:
        """An "x" is at fault where a "y" stands anywhere in the text."""
        wrong = [i for i, letter in enumerate(text) if letter == "x" and "y" in text]
        return Report(tuple(Verdict("", i, i + 1, "contradicted", (), "") for i in wrong), 0, None, 0, text)

    text = "This is it. That is x."
    tools = Tools(check, checker.link, checker.linker.sentences, graph())
    scene = Scene.of(text, 0, 11, report=check(text), tools=tools)
    assert scene.judged("This is not it.") == ()
    assert scene.judged("This is y.") is None


def test_a_sentence_costs_a_bounded_number_of_checks(
    checker: ContentGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, texts = checker._check, []

    def counted(text: str, *args: object, **options: object) -> Report:
        texts.append(text)
        return check(text, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(checker, "_check", counted)
    many = " and ".join(f"X{i} Storm, who met Y{i} Reed (in Z{i} Town)," for i in range(20))
    checker.suggest(f"Hedda Brandt saw {many} and died.")
    assert len(texts) <= CHECKS + 3


def test_triples_can_be_what_a_text_is_held_against(checker: ContentGenerator) -> None:
    rows = [["Eva_Horn", "birthPlace", "Graz"], ["Eva_Horn", "birthDate", "1901-04-17"]]
    found = checker.suggest("Eva Horn was born in Linz.", triples=rows)
    assert isinstance(found, Suggestions)
    assert found.mended == "Eva Horn was born in Graz."
    assert checker.check(found.mended, triples=rows).precision == 1


MARKDOWN = """# Hedda Brandt

She was born in **Oslo** in *1902* and died
in Oslo.

- Her father was Jon Brandt.
- Ida Storm loved tea.
- She, who knew [Ida Storm](http://x.y/z), died in Oslo.

```
Hedda Brandt was born in Oslo.
```
"""
MENDED = """# Hedda Brandt

She was born in **Turku** in *1901* and died
in Oslo.

- Her father was Jon Brandt.
- She died in Oslo.

```
Hedda Brandt was born in Oslo.
```
"""


def test_markdown_is_mended_in_its_own_characters(checker: ContentGenerator) -> None:
    found = checker.suggest_document(from_markdown(MARKDOWN), name="a.md")
    assert found.mended == MENDED
    for one in found.suggestions:
        assert MARKDOWN[one.start : one.end] == one.old


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch here")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", MARKDOWN),
        ("two words.md", MARKDOWN),
        ("crlf.txt", "Hedda Brandt was born in Oslo.\r\nMiro Falk was born in Oslo.\r\n"),
        ("no end.txt", "Miro Falk was born in Oslo.\nHedda Brandt was born in Oslo."),
        (
            "gone.txt",
            "Miro Falk was born in Oslo.\n\nIda Storm loved tea.\n\nJon Brandt was born in Turku.\n",
        ),
        ("tab.txt", "\tHedda Brandt was born\tin Oslo.\n"),
    ],
)
def test_the_diff_applies_to_the_file_as_it_is(
    checker: ContentGenerator, tmp_path: Path, name: str, content: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode())
    read = from_markdown if name.endswith(".md") else from_text
    found = checker.suggest_document(read(content), name=name)
    assert found.mended != content
    diff = render(found, "text").encode()
    subprocess.run(["patch", "-p0", "--binary"], input=diff, cwd=tmp_path, check=True, capture_output=True)
    assert path.read_bytes() == found.mended.encode()
    assert checker.check_document(read(found.mended)).precision == 1


def test_every_format_shows_the_change_and_why(checker: ContentGenerator) -> None:
    found = checker.suggest("Hedda Brandt <b> was born in Oslo. Hedda Brandt was born in Oslo.")
    for form in ("markdown", "html", "json"):
        shown = render(found, form)
        assert "born in Turku" in shown
        assert "another birth place" in shown
    assert "Brandt <b>" not in render(found, "html")
    coloured = terminal(found)
    assert "\x1b[31m-Hedda Brandt was born in Oslo." in coloured
    assert "\x1b[32m+Hedda Brandt was born in Turku." in coloured


def test_the_diffs_of_several_files_follow_one_another(checker: ContentGenerator) -> None:
    results = [
        FileResult(name, checker.suggest_document(from_text("Hedda Brandt was born in Oslo.\n"), name=name))
        for name in ("a.txt", "b.txt")
    ]
    lines = render(FileResults(tuple(results)), "text").splitlines()
    assert [line for line in lines if line.startswith("---")] == ["--- a.txt", "--- b.txt"]
    assert len(lines) == 10


@pytest.mark.parametrize(
    ("term", "instead", "shown"),
    [
        (DAY, "1902", "1901"),
        (DAY, "May 3, 1902", "April 17, 1901"),
        (DAY, "3rd of May, 1902", "17th of April, 1901"),
        (DAY, "3 Feb. 1902", "17 Apr. 1901"),
        (DAY, "1902-04-17", "1901-04-17"),
        (DAY, "1910s", "1900s"),
        (DAY, "19th century", "20th century"),
        (Value("1901", XSD + "gYear"), "May 3, 1902", "1901"),
        (Value("90", METRE), "60-metre", "90-metre"),
        (Value("90", METRE), "200 feet", "295 feet"),
        (Value("1790658", XSD + "integer"), "1.5 million", "1.8 million"),
        (Value("1790658", XSD + "integer"), "1,500,000", "1,790,658"),
        (Value("3", XSD + "integer"), "five", "three"),
        (Value("42", XSD + "integer"), "forty", "forty-two"),
        (Value("3", XSD + "integer"), "second", "third"),
        (Entity("x:a", "Mercury (planet)"), "Venus", "Mercury"),
    ],
    ids=str,
)
def test_a_term_is_written_the_way_the_text_writes(term: Entity | Value, instead: str, shown: str) -> None:
    assert wordings(term, instead=instead)[0] == shown


def test_nothing_that_drives_a_terminal_is_written() -> None:
    assert wordings(Entity("x:a", "Lin\x1b[31mz"), instead="Graz") == ()


@pytest.mark.parametrize(
    ("sentence", "edit", "new"),
    [
        ("He was a painter.", Edit(9, 16, "architect"), "He was an architect."),
        ("An old man.", Edit(3, 7, ""), "A man."),
        ("Born on May 3, 1902.", Edit(8, 19, "1901"), "Born in 1901."),
        ("In Rome, he died.", Edit(0, 9, ""), "He died."),
    ],
)
def test_the_words_around_a_change_fit_it(sentence: str, edit: Edit, new: str) -> None:
    assert edited(sentence, [edit]) == new


@pytest.mark.parametrize(
    ("sentence", "words", "new"),
    [
        ("Eva was born in Graz and died in Linz.", "Linz", "Eva was born in Graz."),
        ("Eva was born in Graz and died in Linz.", "Graz", "Eva died in Linz."),
        ("Eva, who met Max, died in Linz.", "Max", "Eva died in Linz."),
        ("Eva, a Styrian potter, died in Linz.", "Styrian", "Eva, a potter, died in Linz."),
        ("Eva (a friend of Max) died in Linz.", "Max", "Eva died in Linz."),
        ("Eva wrote Ash, Bark and Clay.", "Clay", "Eva wrote Ash and Bark."),
        ("Eva wrote Ash, Bark and Clay.", "Bark", "Eva wrote Ash and Clay."),
        ("Eva was a potter and sculptor.", "potter", "Eva was a sculptor."),
        ("In Graz, she met Max.", "Graz", "She met Max."),
    ],
)
def test_what_is_left_of_a_sentence_is_one(sentence: str, words: str, new: str) -> None:
    start = sentence.index(words)
    found = {edited(sentence, [cut]) for cut in cuts(sentence, start, start + len(words), head=len("Eva"))}
    assert new in found
    assert is_whole(new)
