from dataclasses import replace

import pytest

from kgaigc.generation import Alternatives, Generator
from kgaigc.generation.choosing import Candidate, Taste, by_fluency
from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.faults import said_again, unlike_lists
from kgaigc.generation.fluency import LanguageModel, estranged, words_of
from kgaigc.generation.names import Names
from kgaigc.generation.search import Hypothesis
from kgaigc.values import Entity, Triple, named

FACT = Triple(named("Ada"), Entity("https://x.example/born", "birth place"), named("United_Kingdom"))
NAMES = Names(
    {
        "United Kingdom": {"United Kingdom": 5, "the United Kingdom": 4, "Britain": 1},
        "Ada": {"Ada": 9, "Ada Byron": 2},
    }
)
TEXTS = [
    "Ada was born in the United Kingdom.",
    "Bob was born in the United Kingdom.",
    "The United Kingdom is where Cleo comes from.",
]


@pytest.fixture
def fluency():
    return LanguageModel.learn(TEXTS)


def candidate(text, score=-0.5, **changes):
    source = delexicalise([[FACT]])
    return Candidate(source, tuple(text.split()), ((FACT,),), score, -1.0, **changes)


def best(model, *candidates, **taste):
    return by_fluency(candidates, fluency=model, names=NAMES, taste=Taste(**taste))[0]


def text_of(chosen):
    return " ".join(sentence.text for sentence in chosen.written(NAMES))


def test_names_that_no_text_has_are_read_as_strangers():
    told = ["Ada was born in Rome.", "Bob was born in Oslo."]
    masked = [estranged(text, [(0, 3, "entity"), (16, 20, "entity")]) for text in told]
    assert [words_of(text)[1:4] for text in masked] == [["was", "born", "in"]] * 2
    assert len({tuple(words_of(text)) for text in masked}) == 1
    model = LanguageModel.learn([*told, *masked])
    fact = Triple(named("Zora Quent Vey"), FACT.predicate, named("Turku"))
    source = delexicalise([[fact]])
    odd, usual = (
        Candidate(source, tuple(text.split()), ((fact,),), -0.5, -1.0)
        for text in ("Ada was born in Rome . Bob was born in Oslo . S0 S1 .", "S0 was born in S1 .")
    )
    assert best(model, odd, usual).tokens == usual.tokens


def test_of_two_wordings_the_network_likes_alike_the_texts_decide(fluency):
    odd, usual = candidate("S0 born was in S1 ."), candidate("S0 was born in S1 .")
    assert best(fluency, odd, usual).tokens == usual.tokens
    assert best(fluency, odd, usual, fluency=0.0, tried=1).tokens == odd.tokens


def test_what_the_network_likes_far_better_is_kept(fluency):
    odd, usual = candidate("S0 hails from S1 .", -0.1), candidate("S0 was born in S1 .", -9.0)
    assert best(fluency, odd, usual).tokens == odd.tokens


def test_what_network_and_planner_like_least_is_not_read(fluency):
    odd, usual = candidate("S0 born was in S1 ."), candidate("S0 was born in S1 .", -0.6)
    assert best(fluency, usual, odd).tokens == usual.tokens
    assert best(fluency, usual, odd, read=1).tokens == odd.tokens


@pytest.mark.parametrize("limits", [{"read": 0}, {"tried": 0}])
def test_something_must_be_read(limits):
    with pytest.raises(ValueError, match="at least 1"):
        Taste(**limits)


def test_the_likelier_plan_counts(fluency):
    first, second = candidate("S0 was born in S1 ."), candidate("S0 was born in S1 .")
    assert best(fluency, replace(first, prior=-8.0), second).prior == -1.0


def test_no_wording_that_leaves_more_out_is_taken(fluency):
    short, whole = candidate("S1 is .", 5.0, missing=1), candidate("S0 was born in S1 .", -3.0)
    assert best(fluency, short, whole).missing == 0


def test_a_name_is_written_in_the_form_that_fits(fluency):
    plain = candidate("S0 was born in S1 .")
    assert text_of(plain) == "Ada was born in United Kingdom."
    assert text_of(best(fluency, plain)) == "Ada was born in the United Kingdom."


def test_every_form_is_one_of_the_terms_own(fluency):
    chosen = best(fluency, candidate("S0 was born in S1 . S1 is where S0 comes from ."))
    for sentence in chosen.written(NAMES):
        for start, end, slot in sentence.places:
            written = sentence.text[start:end]
            label = chosen.source.slots[slot].label
            assert written[0].lower() + written[1:] in {f[0].lower() + f[1:] for f in NAMES.forms[label]}


@pytest.mark.parametrize("form", ["London", "Ada", "Britain"])
def test_a_form_that_is_not_the_terms_is_refused(form):
    # "Britain" was seen once, which may have been a mistake.
    with pytest.raises(ValueError, match=f"'{form}' is no written form"):
        candidate("S0 was born in S1 .", forms={4: form}).written(NAMES)


def test_the_article_fits_the_chosen_form(fluency):
    names = Names({"Ada": {"Ada": 5, "Engineer": 5}})
    written = replace(candidate("a S0 was born ."), forms={1: "Engineer"}).written(names)
    assert written[0].text == "An Engineer was born."


@pytest.fixture
def generator(checkpoint, monkeypatch):
    """A generator whose network finds two wordings, the odd one a little better."""
    found = [Hypothesis(tuple(text.split()), score, 0) for text, score in
             [("S0 born was in S1 .", -0.4), ("S0 was born in S1 .", -0.5)]]  # fmt: skip
    checkpoint.names = NAMES
    made = Generator(checkpoint)
    monkeypatch.setattr(Generator, "_run", lambda _, sources, *__: [found for _ in sources])
    return made


def test_a_text_is_composed_by_the_language_model(generator, fluency):
    item = Alternatives(((((FACT,),), 0.0),))
    assert generator.compose([item])[0].text == "Ada born was in United Kingdom."
    generator.checkpoint.fluency = fluency
    (composed,) = generator.compose([item])
    assert composed.text == "Ada was born in the United Kingdom."
    assert composed.sentences[0].triples == (FACT,)


def test_names_of_a_graph_are_not_left_to_the_language_model(generator, fluency):
    graph = Triple(
        Entity("https://x.example/a", "Ada"), FACT.predicate, Entity("https://x.example/u", "Utopia")
    )
    generator.checkpoint.fluency = fluency
    (composed,) = generator.compose([Alternatives(((((graph,),), 0.0),))])
    assert composed.text == "Ada born was in Utopia."


def test_the_texts_say_less_where_predicates_are_unknown():
    taste = Taste(fluency=0.8, both=(0.4, 0.6))
    assert taste.where_known(1) == taste
    half = taste.where_known(0.5)
    assert (half.fluency, *half.both) == pytest.approx((0.2, 0.1, 0.15))
    assert taste.where_known(0).fluency == 0


def test_unlike_things_in_a_list_count_where_a_predicate_is_unknown():
    place, ingredient = (Entity(f"https://x.example/{name}", name) for name in ("country", "ingredient"))
    dish, italy, oil = named("Dish"), named("Italy"), named("Oil")
    facts = [Triple(dish, place, italy), Triple(dish, ingredient, oil)]
    slots = (dish, italy, oil)

    def count(text, unknown):
        return unlike_lists(text.split(), slots, facts, unknown)

    assert count("S0 is in S1 , S2 .", {"ingredient"}) == 1
    assert count("S0 is in S1 , S2 .", set()) == 0
    assert count("S0 is in S1 and has S2 .", {"ingredient"}) == 0
    assert count("S0 , S1 .", {"country"}) == 0
    same = [Triple(dish, ingredient, italy), Triple(dish, ingredient, oil)]
    assert unlike_lists("S0 has S1 and the S2 .".split(), slots, same, {"ingredient"}) == 0


def test_two_words_that_are_said_again_count_each_time():
    assert said_again("S0 was born in S1 .".split()) == 0
    assert said_again("the leader of S0 is S1 and the leader of S2 is S3 .".split()) == 3
    assert said_again(["S0"]) == 0


@pytest.mark.parametrize("fault", ["unlike", "lost", "again"])
def test_of_two_wordings_the_one_with_less_of_a_fault_is_liked_more(fault):
    plain = candidate("S0 was born in S1 .")
    more, less = (replace(plain, **{fault: number}).by_plan(0) for number in (2, 1))
    assert more < less < plain.by_plan(0)
