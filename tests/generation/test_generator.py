import torch

from kgaigc.generation import Alternatives, Generator, Request, template
from kgaigc.values import XSD, Profile, Value

from .conftest import entity, fact


def test_every_request_gets_candidates_with_its_triples(checkpoint, ada):
    two = (ada, fact("Ada Lovelace", "father", "Lord Byron"))
    proposed = Generator(checkpoint).propose([Request((ada,)), Request(two)])
    assert len(proposed) == 2
    assert all(sentence.triples == (ada,) and sentence.origin == "neural" for sentence in proposed[0])
    assert all(sentence.triples == two for sentence in proposed[1])


def test_candidates_do_not_repeat(checkpoint, ada):
    (candidates,) = Generator(checkpoint).propose([Request((ada,), orders=((ada,),))])
    assert len({c.text for c in candidates}) == len(candidates)


def pronouns_offered(checkpoint, ada, gender):
    with torch.no_grad():
        checkpoint.network.bias[checkpoint.vocabulary.id("he")] = 2.0
    profile = Profile(entity("Ada Lovelace"), gender=gender)
    request = Request((ada,), profiles=(profile,), topic=entity("Ada Lovelace"))
    texts = [sentence.text for sentence in Generator(checkpoint).propose([request], num_beams=20)[0]]
    return {"he", "she", "his", "her"} & {word for text in texts for word in text.lower().split()}


def test_no_pronoun_of_gender_without_the_graphs_word(checkpoint, ada):
    assert pronouns_offered(checkpoint, ada, "") == set()
    offered = pronouns_offered(checkpoint, ada, "female")
    assert offered
    assert offered <= {"she", "her"}


def test_a_text_says_every_fact_in_one_of_its_sentences(checkpoint, ada):
    other = fact("London", "country", "England")
    (generated,) = Generator(checkpoint).compose(
        [Alternatives(((((ada,), (other,)), 0.0), (((ada, other),), -1.0)))]
    )
    assert sorted(str(t) for s in generated.sentences for t in s.triples) == sorted([str(ada), str(other)])
    assert generated.text == " ".join(s.text for s in generated.sentences)


def test_a_template_says_the_predicates_label():
    sentence = template(Request((fact("Ada Lovelace", "birth date", Value("1815-12-10", XSD + "date")),)))
    assert sentence.text == "The birth date of Ada Lovelace is December 10, 1815."
    assert sentence.origin == "template"
    (span,) = sentence.spans
    assert sentence.text[span.start : span.end] == "December 10, 1815"
