"""What several triples support together: paths, inverses, classes above, properties above."""

from __future__ import annotations

from .worlds import named, verdict


def test_a_thing_may_be_named_by_its_relation() -> None:
    found = verdict("Hedda Brandt was born in the capital of Norland.")
    assert found.status == "supported", found
    assert {t.predicate.label for t in found.support} == {"birth place", "capital"}


def test_the_subject_may_be_named_so() -> None:
    found = verdict("The father of Hedda Brandt was born in Turku.")
    assert found.status == "supported", found
    assert {t.subject for t in found.support} == {named("Hedda"), named("Jon")}
    assert verdict("The father of Hedda Brandt was born in Oslo.").status == "contradicted"
    assert verdict("Hedda Brandt's father was born in Turku.").status == "supported"


def test_what_identifies_is_no_path() -> None:
    assert verdict("The capital of Norland is Turku.").status == "supported"
    assert verdict("The capital of Norland is Oslo.").status == "contradicted"
    assert verdict("Turku is the capital of Norland.").status == "supported"


def test_a_relation_may_be_said_from_its_other_end() -> None:
    assert verdict("Jon Brandt was the father of Hedda Brandt.").status == "supported"
    assert verdict("Miro Falk was the father of Hedda Brandt.").status == "contradicted"


def test_a_class_above_is_said_too() -> None:
    assert verdict("Hedda Brandt was a person.").status == "supported"


def test_a_property_above_is_said_when_asked() -> None:
    text = "The mentor of Hedda Brandt was Lena Fox."
    assert verdict(text).status == "unverifiable"
    found = verdict(text, entailment=True)
    assert found.status == "supported"
    assert [t.predicate.label for t in found.support] == ["doctoral advisor"]


def test_another_name_of_a_predicate_says_it() -> None:
    assert verdict("Hedda Brandt was buried in Oslo.").status == "supported"
