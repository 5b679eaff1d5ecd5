"""Each repair step works, and is told apart from the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kgaigc import repair
from kgaigc.values import Entity, Profile, Report, Sentence, Triple, named

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


def judge(written: Sentence, _: Request) -> Report:
    """What holds "right" says everything, surely; what holds "maybe" does so with little likelihood."""
    right = float("right" in written.text)
    return Report((), right, right, 0.1 if "maybe" in written.text else right, written.text)


def means(
    candidates: dict[tuple[Triple, ...], Sequence[str]],
    *,
    template: str = "right",
    mended: dict[str, Sequence[str]] | None = None,
) -> repair.Means:
    """Fakes: candidates for each set of triples; what holds "right" passes; what each text is mended to."""

    def mend(written: Sentence, request: Request, _: Report) -> Iterable[Sentence]:
        return (sentence(text, request) for text in (mended or {}).get(written.text, ()))

    return repair.Means(
        propose=lambda requests: [
            [sentence(text, one) for text in candidates.get(one.triples, ["wrong"])] for one in requests
        ],
        template=lambda request: replace(sentence(template, request), origin="template"),
        judge=judge,
        mend=mend,
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
    silent = repair.leave_out(plain, plain[1:2])
    assert [draft.step for draft in silent] == ["template", "left out", "first"]
    assert [draft.sentence is None for draft in silent] == [False, True, False]


def test_each_fact_of_a_sentence_that_is_taken_out_is_left_out_once() -> None:
    drafts = repair.write([Request((BORN, WORK)), Request((DIED,))], means({(BORN, WORK): ["right"]}))
    silent = repair.leave_out(repair.leave_out(drafts, drafts[:1]), drafts[:1])
    assert [(draft.request.triples, draft.step) for draft in silent] == [
        ((BORN,), "left out"),
        ((WORK,), "left out"),
        ((DIED,), "template"),
    ]
    assert sum(draft.attempts for draft in silent) == sum(draft.attempts for draft in drafts)


def test_a_likely_candidate_is_mended_when_none_passes() -> None:
    tools = means({(BORN, WORK): ["wrong 1", "wrong 2"]}, mended={"wrong 2": ["wrong 3", "right"]})
    drafts = repair.write([Request((BORN, WORK))], tools)
    assert written(drafts) == [("right", "mended")]


def test_a_candidate_that_passes_is_taken_before_any_is_mended() -> None:
    tools = means({(BORN,): ["wrong", "right 2"]}, mended={"wrong": ["right 1"]})
    assert written(repair.write([Request((BORN,))], tools)) == [("right 2", "reranked")]


def test_a_mended_part_of_a_split_counts_as_split() -> None:
    tools = means({(BORN,): ["right"], (WORK,): ["wrong 1"]}, mended={"wrong 1": ["right 2"]})
    drafts = repair.write([Request((BORN, WORK))], tools)
    assert written(drafts) == [("right", "split"), ("right 2", "split")]


def test_an_unlikely_sentence_is_not_taken_though_nothing_in_it_is_wrong() -> None:
    drafts = repair.write([Request((BORN,))], means({(BORN,): ["maybe right", "right"]}))
    assert written(drafts) == [("right", "reranked")]


def test_only_the_likeliest_candidates_are_mended_and_not_for_ever() -> None:
    texts = [f"wrong {number}" for number in range(20)]
    endless = {text: [f"{text}.{number}" for number in range(99)] for text in texts}
    (draft,) = repair.write([Request((BORN,))], means({(BORN,): texts}, mended=endless))
    assert draft.step == "template"
    assert draft.attempts == len(texts) + repair.MENDED * repair.MENDS + 1


def test_the_same_words_are_judged_once() -> None:
    tools = means({(BORN,): ["wrong", "wrong"]}, mended={"wrong": ["wrong", "wrong"]})
    (draft,) = repair.write([Request((BORN,))], tools)
    assert draft.attempts == 2


def test_attempts_are_counted_over_splits_and_rewriting() -> None:
    judged = []
    tools = means({(BORN,): ["wrong", "right"], (WORK,): ["wrong"], (BORN, WORK): ["wrong", "wrong 2"]})

    def counted(written: Sentence, request: Request) -> Report:
        judged.append(written.text)
        return judge(written, request)

    tools = replace(tools, judge=counted)
    drafts = repair.write([Request((BORN, WORK)), Request((BORN,))], tools)
    assert sum(draft.attempts for draft in drafts) == len(judged)
    drafts = repair.rewrite(drafts, drafts[:2], tools)
    assert dict(repair.tally(drafts))["attempts"] == len(judged)


def test_the_tally_names_every_step() -> None:
    drafts = repair.write([Request((BORN,)), Request((WORK,))], means({(BORN,): ["right"]}))
    assert dict(repair.tally(drafts)) == {
        "first": 1,
        "reranked": 0,
        "mended": 0,
        "split": 0,
        "template": 1,
        "left out": 0,
        "attempts": 3,
    }
