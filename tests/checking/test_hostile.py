"""Texts made to be hard: the work grows with their length, memory stays bounded, and nothing is passed over."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from kgaigc import ConfigError, ContentGenerator
from kgaigc.checking.inference import Inference
from kgaigc.checking.scorer import Batch, Scorer
from kgaigc.documents import from_markdown, from_text
from kgaigc.documents.limits import LONGEST

from .worlds import graph

SAID = "Hedda Brandt was born in Turku. "
GIVEN = [("Hedda_Brandt", f"keeper{number}", f"Vault_{number}") for number in range(800)]

# Each is said over and over; a sentence of a text may have a thousand of them.
UNITS = {
    "names": "Hedda Brandt ",
    "names and nothing else": "Hedda Brandt and ",
    "strangers": "Zora Quent, ",
    "titles": '"The Quent" ',
    "homonyms": "Brandt, of the harbour town, ",
    "numbers": "17 ",
    "years": "in 1815, ",
    "measures": "5 ft 3 in ",
    "sentences": SAID,
    "questions": "Was it? ",
    "initials": "Q. ",
    "capitals": "British ",
    "pronouns": "she ",
    "brackets": "([{",
    "marks": "Hedda\u0301\u0301 ",
    "right to left": "\u0622\u062f\u0627 \u0644\u0648 ",
}


@pytest.fixture(scope="module")
def checker() -> ContentGenerator:
    return ContentGenerator(graph())


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python some work runs through, each turn of a loop counted."""
    count = 0

    def line(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
@pytest.mark.parametrize("given", [False, True], ids=["graph", "triples"])
def test_the_work_grows_with_the_length_of_the_text(
    checker: ContentGenerator, unit: str, given: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Scorer, "_answers", lambda self, asked: dict.fromkeys(asked, 0.1))
    triples = [("Hedda_Brandt", "birthPlace", "Turku"), ("Tom_Reed", "height", "17")] if given else ()
    size = 2400 // len(unit)
    texts = [unit * size * times for times in (1, 2)]
    for text in texts:
        checker.check(text, triples=triples)  # What is kept for all texts is no work of this one's.
    short, long = (steps(lambda text=text: checker.check(text, triples=triples)) for text in texts)  # type: ignore[misc]
    assert long < 2.5 * short, f"{short} steps, for twice the text {long}"


# What is slow inside a regular expression takes no steps: minutes of the processor, if it takes them.
RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (240, 240))
from kgaigc import ContentGenerator
checker, size = ContentGenerator(), 60_000
units = ["a", "A", "7", "1,", "1.", "1-", "a-", ".", " ", '"', "'", "(", "[", "\u2026)", "\u0301"]
units += ["\\n", "\\0", "\\x07", "\\r\\n", "\\n "]
for unit in units:
    text = "It " + unit * (size // len(unit)) + " is."
    report = checker.check(text)
    assert all(0 <= v.start < v.end <= len(text) for v in report.verdicts), repr(unit)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
assert peak < 2 << 30, f"{peak >> 20} MiB"
print("done")
"""


def test_long_runs_of_one_character_are_answered_within_bounds() -> None:
    pytest.importorskip("resource")
    ran = subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "done", ran.stderr[-800:]


def test_the_scorer_reads_some_hundred_questions_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    answer = Inference.logits

    def counted(self: Inference, batch: Batch) -> object:
        sizes.append(len(batch.words))
        return answer(self, batch)

    monkeypatch.setattr(Inference, "logits", counted)
    ContentGenerator().check(SAID * 3, triples=GIVEN)
    assert sum(sizes) >= len(GIVEN)
    assert max(sizes) <= 256


def test_of_many_triples_the_likeliest_are_asked_of_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    answers = Scorer._answers
    monkeypatch.setattr(Scorer, "_answers", lambda self, new: asked.extend(new) or answers(self, new))
    said = [("Miro_Falk", "birthPlace", "Oslo"), ("Port_Tower", "architect", "Lena_Fox")]
    other = "The harbour of the town had seen many a ship in those years, number {}. "
    text = "".join(other.format(number) for number in range(300))
    text += "Miro Falk was born in Oslo. The architect of Port Tower is Lena Fox. " + text
    report = ContentGenerator().check(text, triples=[*GIVEN, *said])
    assert report.coverage == pytest.approx(len(said) / len([*GIVEN, *said]))
    assert len(asked) < 20_000


def test_of_a_thing_with_very_many_facts_those_that_are_spoken_of_are_looked_at() -> None:
    many = [("Hedda_Brandt", f"shade{chr(97 + n // 26)}{chr(97 + n % 26)}", str(n)) for n in range(500)]
    said = ("Hedda_Brandt", "birthPlace", "Turku")
    right = ContentGenerator().check(SAID, triples=[*many, said])
    wrong = ContentGenerator().check("Hedda Brandt was born in Oslo.", triples=[*many, said])
    assert "supported" in [verdict.status for verdict in right.verdicts]
    assert "supported" not in [verdict.status for verdict in wrong.verdicts]


def test_no_name_of_an_endless_sentence_is_passed_over(checker: ContentGenerator) -> None:
    strangers = [f"Zora {chr(65 + n // 26)}{chr(97 + n % 26)}nt" for n in range(500)]
    text = f"Hedda Brandt knew {', '.join(strangers)}."
    verdicts = checker.check(text).verdicts
    for name in strangers:
        start = text.index(name)
        assert any(v.start <= start and start + len(name) <= v.end for v in verdicts), name


@pytest.mark.parametrize(
    "text", ["\0", "\x07\x1b[2J", "\u0301" * 9, "\U0001f469\u200d\U0001f4bb", "\u202eabc", "[" * 99]
)
def test_what_says_nothing_is_answered_and_nothing_in_it_supported(
    checker: ContentGenerator, text: str
) -> None:
    for given in ((), GIVEN[:3]):
        report = checker.check(text, triples=given)
        assert all(verdict.status == "unverifiable" for verdict in report.verdicts)


@pytest.mark.parametrize("read", ["check", "suggest", "markdown", "text"])
def test_a_text_that_is_too_long_is_refused_and_says_what_to_do(read: str) -> None:
    checker = ContentGenerator()
    reads: dict[str, Callable[[str], object]] = {
        "check": checker.check,
        "suggest": checker.suggest,
        "markdown": from_markdown,
        "text": from_text,
    }
    with pytest.raises(ConfigError, match=r"500,001 characters.*500,000.*cut it"):
        reads[read]("a" * (LONGEST + 1))


def test_the_longest_text_is_read(checker: ContentGenerator) -> None:
    text = "Hedda Brandt was born in Oslo." + " " * (LONGEST - 30)
    assert [verdict.status for verdict in checker.check(text).verdicts] == ["contradicted"]


def test_a_file_that_is_too_long_is_named(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Was it? " * 300_000, encoding="utf-8")
    command = [sys.executable, "-m", "kgaigc", "check", str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "long.txt" in ran.stderr
    assert "at most 500,000" in ran.stderr
