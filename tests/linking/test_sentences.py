"""Where sentences end."""

import pytest

from kgaigc.linking.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["She was born in London.", "He was not."],
        ["Dr. J. R. R. Lee lived in St. Ives.", "It is 3.5 km away."],
        ["He worked for Acme Inc. in the U.S. Army.", "Then he left."],
        ["He lived in the U.S.", "He liked it."],
        ["It was built c. 1815 by A. Smith Jr. and others.", "Nobody knows why!", "Really?"],
        ["“It works.”", "So he said (twice).", "1815 was the year."],
        ["他来了。", "她走了！"],
        ["See No. 5 of vol. 2.", "Dec. 10, 1815 it was."],
        ["It has an exclamation, e.g. Yahoo! or so."],
        ["One section", "Another section."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    glue = "\n\n" if sentences[0] == "One section" else "" if sentences[0][0] == "他" else " "
    text = glue.join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_no_text_has_no_sentences() -> None:
    assert split_sentences(" \n ") == ()
