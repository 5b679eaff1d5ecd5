import pytest

from kgaigc.graph.terms import read_terms
from kgaigc.training.annotated import align_annotated
from kgaigc.training.corpora import build
from kgaigc.training.targets import target_tokens

TOWER = ["Zorb_Tower", "location", "Quell"]
MAKER = ["Zorb_Tower", "architect", "Ida_Fenn"]
COUNTRY = ["Zorb_Tower", "country", "Italy"]


def reference(tag, entity, text, how="name"):
    return {"tag": tag, "entity": entity, "type": how, "text": text}


def annotated(text, template, references, order, sentences=None):
    return {
        "text": text,
        "template": template,
        "references": [reference(*r) for r in references],
        "order": order,
        "sentences": sentences or [list(range(len(order)))],
    }


def aligned(triples, text, known=None):
    return align_annotated({"triples": triples}, read_terms(triples), text, known or {})


def tokens(triples, text, known=None):
    found = aligned(triples, text, known)
    slots = list(dict.fromkeys(t for f in read_terms(triples) for t in (f.subject, f.object)))
    return [" ".join(target_tokens(pieces, slots)) for pieces in found.pieces]


def labels(found):
    return [[fact.predicate.label for fact in facts] for facts in found.sentences]


def test_a_name_like_nothing_in_the_label_is_a_slot():
    text = annotated(
        "The Needle stands in Quell.",
        "AGENT-1 stands in PATIENT-1 .",
        [("AGENT-1", "Zorb_Tower", "The Needle"), ("PATIENT-1", "Quell", "Quell")],
        [TOWER],
    )
    assert tokens([TOWER], text) == ["S0 stands in S1 ."]


def test_a_pronoun_stays_a_word_and_facts_go_to_the_annotated_sentences():
    text = annotated(
        "Zorb Tower is in Quell. It was built by Ida Fenn.",
        "AGENT-1 is in PATIENT-1 . AGENT-1 was built by PATIENT-2 .",
        [
            ("AGENT-1", "Zorb_Tower", "Zorb Tower"),
            ("AGENT-1", "Zorb_Tower", "It", "pronoun"),
            ("PATIENT-1", "Quell", "Quell"),
            ("PATIENT-2", "Ida_Fenn", "Ida Fenn"),
        ],
        [TOWER, MAKER],
        [[0], [1]],
    )
    assert tokens([MAKER, TOWER], text) == ["S0 is in S2 .", "it was built by S1 ."]
    assert labels(aligned([MAKER, TOWER], text)) == [["location"], ["architect"]]


def test_facts_go_where_both_terms_are_named_if_the_groups_do_not_fit():
    text = annotated(
        "Ida Fenn built a lot. Zorb Tower is hers. It is in Quell.",
        "PATIENT-2 built a lot . AGENT-1 is hers . AGENT-1 is in PATIENT-1 .",
        [
            ("PATIENT-2", "Ida_Fenn", "Ida Fenn"),
            ("AGENT-1", "Zorb_Tower", "Zorb Tower"),
            ("AGENT-1", "Zorb_Tower", "It", "pronoun"),
            ("PATIENT-1", "Quell", "Quell"),
        ],
        [MAKER, TOWER],
        [[0, 1]],
    )
    assert labels(aligned([MAKER, TOWER], text)) == [[], ["architect"], ["location"]]


def test_a_description_without_the_name_stays_words():
    text = annotated(
        "Zorb Tower, the big building, is in Quell.",
        "AGENT-1 , AGENT-1 , is in PATIENT-1 .",
        [
            ("AGENT-1", "Zorb_Tower", "Zorb Tower"),
            ("AGENT-1", "Zorb_Tower", "the big building", "description"),
            ("PATIENT-1", "Quell", "Quell"),
        ],
        [TOWER],
    )
    assert tokens([TOWER], text) == ["S0 , the big building , is in S1 ."]


def test_the_name_within_a_description_is_a_slot():
    text = annotated(
        "The steel Zorb Tower is in Quell.",
        "AGENT-1 is in PATIENT-1 .",
        [("AGENT-1", "Zorb_Tower", "The steel Zorb Tower", "description"), ("PATIENT-1", "Quell", "Quell")],
        [TOWER],
    )
    assert tokens([TOWER], text) == ["the steel S0 is in S1 ."]


def test_a_description_with_a_capitalised_word_of_the_name_is_a_slot():
    text = annotated(
        "Old Fenn of Moravia built Zorb Tower.",
        "PATIENT-1 built AGENT-1 .",
        [
            ("PATIENT-1", "Ida_Fenn", "Old Fenn of Moravia", "description"),
            ("AGENT-1", "Zorb_Tower", "Zorb Tower"),
        ],
        [MAKER],
    )
    assert tokens([MAKER], text) == ["S1 built S0 ."]


def test_an_article_before_a_name_is_taken_into_it():
    text = annotated(
        "In Quell is the Zorb Tower.",
        "In PATIENT-1 is the AGENT-1 .",
        [("PATIENT-1", "Quell", "Quell"), ("AGENT-1", "Zorb_Tower", "Zorb Tower")],
        [TOWER],
    )
    assert tokens([TOWER], text) == ["in S1 is S0 ."]
    row = {"triples": [TOWER], "texts": [text]}
    assert build([row], {}, by_sentence=False).mentions["Zorb Tower", "is", "the Zorb Tower"] == 1


def test_a_demonym_is_a_slot_of_its_own_form():
    text = annotated(
        "Zorb Tower is an Italian tower.",
        "AGENT-1 is an PATIENT-1 tower .",
        [("AGENT-1", "Zorb_Tower", "Zorb Tower"), ("PATIENT-1", "Italy", "Italian")],
        [COUNTRY],
    )
    assert tokens([COUNTRY], text) == ["S0 is an S1~adj tower ."]


def test_a_tokenised_reference_is_found_in_the_text():
    opened = ["Zorb_Tower", "opened", '"1990-05-01"']
    text = annotated(
        "Zorb-Tower's doors opened on 1990-05-01.",
        "AGENT-1 's doors opened on PATIENT-1 .",
        [("AGENT-1", "Zorb_Tower", "Zorb - Tower"), ("PATIENT-1", '"1990-05-01"', "1990 - 05 - 01")],
        [opened],
    )
    assert tokens([opened], text) == ["S0 's doors opened on S1 ."]
    (pieces,) = aligned([opened], text).pieces
    assert [text["text"][p.start : p.end] for p in pieces if not isinstance(p, str)] == [
        "Zorb-Tower",
        "1990-05-01",
    ]


GOOD = {
    "text": "Zorb Tower is in Quell.",
    "template": "AGENT-1 is in PATIENT-1 .",
    "references": [
        reference("AGENT-1", "Zorb_Tower", "Zorb Tower"),
        reference("PATIENT-1", "Quell", "Quell"),
    ],
    "order": [TOWER],
    "sentences": [[0]],
}


@pytest.mark.parametrize(
    "change",
    [
        {"references": GOOD["references"][:1]},
        {"references": [GOOD["references"][0], reference("PATIENT-1", "Quell", "Brell")]},
        {"references": [GOOD["references"][0], reference("PATIENT-1", "Quell", "")]},
        {"references": [GOOD["references"][0], reference("PATIENT-1", "Brell", "Quell")]},
        {"order": []},
        {"order": [TOWER, TOWER]},
        {"order": [MAKER]},
        {"template": ""},
        {"template": "AGENT-1 is here ."},
    ],
)
def test_annotations_that_do_not_hold_together_give_nothing(change):
    assert aligned([TOWER], GOOD) is not None
    assert aligned([TOWER], GOOD | change) is None


def test_a_text_whose_annotations_fail_is_aligned_by_rules():
    row = {"triples": [TOWER], "texts": [GOOD | {"order": []}]}
    (example,) = build([row], {}, by_sentence=False).examples
    assert example.target == ("S0", "is", "in", "S1", ".")


def test_a_text_is_aligned_by_its_annotations_where_rules_would_fail():
    text = GOOD | {"text": "The Needle is in Quell."}
    text["references"] = [reference("AGENT-1", "Zorb_Tower", "The Needle"), GOOD["references"][1]]
    assert build([{"triples": [TOWER], "texts": [text]}], {}, by_sentence=False).aligned == 1
    assert build([{"triples": [TOWER], "texts": [text["text"]]}], {}, by_sentence=False).aligned == 0
