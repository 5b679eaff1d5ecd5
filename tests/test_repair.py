"""Each repair step works, and is told apart from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgaigc import repair
from kgaigc.values import Entity, Profile, Sentence, Triple, named

ADA, LONDON, POET = named("Ada"), named("London"), named("Poet")
BORN = Triple(ADA, named("birthPlace"), LONDON)
WORK = Triple(ADA, named("occupation"), POET)
DIED = Triple(ADA, named("deathPlace"), LONDON)


@dataclass(frozen=True)
class Request:
    triples: tuple[Triple, ...]
    profiles: tuple[Profile, ...] = ()
    topic: Entity | None = None
    continues: bool = False


def sentence(text: str, request: Request) -> Sentence:
    return Sentence(text, request.triples, (), "neural")


def means(candidates: dict[tuple[Triple, ...], Sequence[str]], *, template: str = "right") -> repair.Means:
    """Fakes: candidates for each set of triples; what holds "right" passes."""
    return repair.Means(
        propose=lambda requests: [
            [sentence(text, one) for text in candidates.get(one.triples, ["wrong"])] for one in requests
        ],
        template=lambda request: replace(sentence(template, request), origin="template"),
        passes=lambda written, _: "right" in written.text,
    )


def written(drafts: Sequence[repair.Draft]) -> list[tuple[str | None, str]]:
    return [(draft.sentence.text if draft.sentence else None, draft.step) for draft in drafts]


def test_the_first_candidate_is_taken_when_it_passes() -> None:
    drafts = repair.write([Request((BORN,))], means({(BORN,): ["right 1", "right 2"]}))
    assert written(drafts) == [("right 1", "first")]


def test_a_later_candidate_is_taken_when_the_first_fails() -> None:
    drafts = repair.write([Request((BORN,))], means({(BORN,): ["wrong", "right 2"]}))
    assert written(drafts) == [("right 2", "reranked")]


def test_facts_are_split_when_no_candidate_passes() -> None:
    candidates = {(BORN, WORK): ["wrong"], (BORN,): ["right born"], (WORK,): ["right work"]}
    drafts = repair.write([Request((BORN, WORK))], means(candidates))
    assert written(drafts) == [("right born", "split"), ("right work", "split")]


def test_the_second_half_of_a_split_goes_on_about_the_topic() -> None:
    profiles = (Profile(ADA), Profile(LONDON), Profile(POET))
    candidates = {(BORN,): ["right"], (WORK,): ["right"]}
    drafts = repair.write([Request((BORN, WORK), profiles, ADA)], means(candidates))
    assert not drafts[0].request.continues
    assert drafts[1].request.continues
    assert drafts[1].request.profiles == (Profile(ADA), Profile(POET))


def test_a_single_fact_that_fails_is_said_by_a_template() -> None:
    drafts = repair.write([Request((BORN,))], means({}))
    assert written(drafts) == [("right", "template")]
    assert drafts[0].sentence is not None
    assert drafts[0].sentence.origin == "template"


def test_a_fact_is_left_out_when_its_template_fails_too() -> None:
    drafts = repair.write([Request((BORN,))], means({}, template="wrong"))
    assert written(drafts) == [(None, "left out")]


def test_no_candidates_at_all_are_repaired_like_wrong_ones() -> None:
    drafts = repair.write([Request((BORN,))], means({(BORN,): []}))
    assert written(drafts) == [("right", "template")]


def test_drafts_keep_the_order_of_the_plan_whatever_was_repaired() -> None:
    candidates = {
        (BORN, WORK, DIED): ["wrong"],
        (BORN, WORK): ["right 1"],
        (DIED,): ["wrong"],
        (WORK,): ["right 2"],
    }
    requests = [Request((BORN, WORK, DIED)), Request((WORK,))]
    drafts = repair.write(requests, means(candidates, template="right template"))
    assert written(drafts) == [("right 1", "split"), ("right template", "template"), ("right 2", "first")]


def test_each_round_asks_for_all_open_sentences_at_once() -> None:
    sizes = []
    plain = means({(BORN,): ["right"], (WORK,): ["right"], (DIED,): ["right"]})

    def propose(requests: Sequence[Request]) -> Sequence[Sequence[Sentence]]:
        sizes.append(len(requests))
        return plain.propose(requests)

    repair.write(
        [Request((BORN, WORK)), Request((DIED,)), Request((WORK, BORN))], replace(plain, propose=propose)
    )
    assert sizes == [3, 4]


def test_a_sentence_that_is_wrong_in_its_context_is_written_again_with_names() -> None:
    def propose(requests: Sequence[Request]) -> Sequence[Sequence[Sentence]]:
        return [[sentence("right: she" if one.continues else "right: Ada", one)] for one in requests]

    tools = replace(means({}), propose=propose)
    requests = [Request((BORN,)), Request((WORK,), continues=True)]
    drafts = repair.write(requests, tools)
    assert written(drafts) == [("right: Ada", "first"), ("right: she", "first")]
    mended = repair.rewrite(drafts, drafts[1:], tools)
    assert written(mended) == [("right: Ada", "first"), ("right: Ada", "reranked")]


def test_facts_left_out_stay_left_out_when_others_are_mended() -> None:
    tools = means({(BORN,): ["right"]}, template="wrong")
    drafts = repair.write([Request((WORK,)), Request((BORN,))], tools)
    assert written(repair.rewrite(drafts, drafts[1:], tools)) == [
        (None, "left out"),
        ("right", "reranked"),
    ]


def test_a_sentence_that_stays_wrong_is_said_by_templates_and_then_left_out() -> None:
    tools = means({(BORN, WORK): ["right"]})
    drafts = repair.write([Request((BORN, WORK)), Request((BORN, WORK))], tools)
    plain = repair.rewrite(drafts, drafts[:1], repair.templates_only(tools))
    assert [draft.step for draft in plain] == ["template", "template", "first"]
    assert [draft.place for draft in plain] == [(0, 0), (0, 1), (1,)]
    silent = repair.rewrite(plain, plain[1:2], repair.nothing(tools))
    assert [draft.step for draft in silent] == ["template", "left out", "first"]
