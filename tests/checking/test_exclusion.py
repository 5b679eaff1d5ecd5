"""Relations of a group, of which the words beside a name say one and no other."""

import numpy as np
import pytest

from kgaigc.checking.exclusion import is_another_relation

from .worlds import verdict


def said_otherwise(text: str, predicate: str) -> bool:
    """Names are in capitals: S the subject, O the object, N another, B of both."""
    words = text.split()
    obj = np.asarray([float(word in {"O", "B"}) for word in words], np.float32)
    names = np.asarray([float(word in {"S", "N", "B"}) for word in words], np.float32)
    return is_another_relation([word.lower() for word in words], obj, names, predicate)


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        ("S was married to O .", "father", True),
        ("S was married to O .", "mother", True),
        ("S was married to O .", "has child", True),
        ("S was married to O .", "spouse", False),
        ("S , whose mother is O ,", "father", True),
        ("S , whose mother is O ,", "mother", False),
        ("S is a daughter of O .", "father", False),
        ("S is a daughter of O .", "spouse", True),
        ("O was her father .", "spouse", True),
        ("O was her father .", "father", False),
        ("S is a brother of O", "sibling", False),
        ("S is a brother of O", "child", True),
        ("S is a child of N and his wife O .", "mother", False),
        ("S is the son of N and was married to O .", "mother", True),
        ("S was born to O .", "mother", False),
        ("S was married to O B , N B of Rome", "mother", True),
        ("S was married to O .", "birth place", False),
        ("S was succeeded by O .", "predecessor", True),
        ("S was succeeded by the O .", "predecessor", True),
        ("S was succeeded by O .", "successor", False),
        ("by O .", "predecessor", False),
        ("S was preceded by O .", "successor", True),
        ("S was preceded by O .", "preceded by", False),
        ("O was succeeded by S .", "predecessor", False),
        ("S succeeded O .", "predecessor", False),
        ("S was married to O .", "number of children", False),
        ("S was married .", "father", False),
        ("S was married to O . O was her father .", "father", False),
    ],
)
def test_words_of_a_group_exclude_each_other(text: str, predicate: str, *, expected: bool) -> None:
    assert said_otherwise(text, predicate) is expected


def test_nobody_is_married_to_a_child() -> None:
    assert verdict("Hedda Brandt was married to Tom Reed.").status == "unverifiable"
    assert verdict("Hedda Brandt was married to Miro Falk.").status == "supported"
    assert verdict("Tom Reed is the child of Hedda Brandt.").status == "supported"
    assert verdict("Hedda Brandt was the mother of Tom Reed.").status == "supported"
