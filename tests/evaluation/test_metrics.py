import pytest

from kgaigc.evaluation.metrics import bleu, chrf, normalise


def test_the_challenges_tokens():
    assert normalise("Jalapeño’s 5.5") == "jalapeno ' s 5 . 5"


def test_a_text_equal_to_a_reference_has_full_marks():
    assert bleu(
        ["The cat sat on the mat."], [["Other words here now.", "the cat sat on the mat."]]
    ) == pytest.approx(100)
    assert chrf(["A b c."], [["a b c."]]) == pytest.approx(100)


def test_only_the_first_references_count_for_bleu():
    references = [["no such words at all", "nor are there here", "nor in this", "the cat sat on the mat"]]
    assert bleu(["the cat sat on the mat"], references) < 20
    assert bleu(["the cat sat on the mat"], references, limit=4) == pytest.approx(100)


def test_texts_with_fewer_references_are_scored_beside_others():
    both = bleu(
        ["the cat sat on the mat", "a dog ran in the park"],
        [["the cat sat on the mat"], ["x", "a dog ran in the park"]],
    )
    assert both == pytest.approx(100)
