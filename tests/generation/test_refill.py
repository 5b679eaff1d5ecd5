"""One slot of a refused sentence gets another filler, and the rest stays as it was."""

from __future__ import annotations

from kgaigc.generation import Request, refilled
from kgaigc.values import XSD, Entity, Profile, Report, Sentence, Span, Status, Triple, Value, Verdict

ADA, BOB = Entity("urn:ada", "Ada Brook"), Entity("urn:bob", "Bob Hill")
LONDON, PARIS = Entity("urn:london", "London"), Entity("urn:paris", "Paris")
DANES, SWISS = Entity("urn:dk", "Denmark"), Entity("urn:ch", "Switzerland")
DAY, YEAR = Value("1901-05-06", XSD + "date"), Value("1950", XSD + "gYear")
BORN, DIED = (
    Triple(ADA, Entity("urn:b", "birth place"), LONDON),
    Triple(ADA, Entity("urn:d", "death place"), PARIS),
)
BIRTH = Triple(ADA, Entity("urn:bd", "birth date"), DAY)
PUPIL = Triple(ADA, Entity("urn:p", "pupil"), BOB)
FROM = Triple(ADA, Entity("urn:n", "nationality"), DANES)
PROFILES = (
    Profile(ADA, ("person",), ("Brook",), "female"),
    Profile(BOB, ("person",)),
    Profile(LONDON, ("city",)),
    Profile(PARIS, ("city",)),
    Profile(DANES, ("country",)),
)


def request(*triples: Triple, topic: Entity | None = ADA) -> Request:
    return Request(triples, PROFILES, topic)


def report(
    text: str, *wrong: str, supported: tuple[Triple, ...] = (), focus: tuple[int, int] | None = None
) -> Report:
    """A report that refuses the claims ``wrong`` (parts of the text) and supports some triples."""

    def verdict(part: str, status: Status, support: tuple[Triple, ...]) -> Verdict:
        start = text.index(part)
        return Verdict(part, start, start + len(part), status, support, "why", focus=focus)

    verdicts = [verdict(part, "unverifiable", ()) for part in wrong]
    return Report((*verdicts, *(verdict(text, "supported", (t,)) for t in supported)), 0.5, 0.5, 0.0, text)


def texts(
    text: str,
    asked: Request,
    *wrong: str,
    supported: tuple[Triple, ...] = (),
    focus: tuple[int, int] | None = None,
) -> list[str]:
    sentence = Sentence(text, asked.triples, (), "neural")
    found = refilled(sentence, asked, report(text, *wrong, supported=supported, focus=focus))
    return [one.text for one in found]


def test_a_short_name_is_written_in_full() -> None:
    assert texts("Brook was born in London.", request(BORN), "Brook")[0] == "Ada Brook was born in London."


def test_a_pronoun_gives_way_to_the_name() -> None:
    assert "Ada Brook was born in London." in texts("She was born in London.", request(BORN), "was born")
    assert "Ada Brook's pupil is Bob Hill." in texts("Her pupil is Bob Hill.", request(PUPIL), "Her pupil")


def test_a_pronoun_stays_beside_the_name() -> None:
    text = "Ada Brook was born in London and her pupil is Bob Hill."
    assert not any("and Ada" in one for one in texts(text, request(BORN, PUPIL), "her pupil is Bob Hill"))


def test_a_date_is_written_in_full_with_the_word_that_it_asks_for() -> None:
    found = texts("Ada Brook was born in 1901.", request(BIRTH), "was born in 1901")
    assert found == ["Ada Brook was born on May 6, 1901."]


def test_a_wrong_number_is_put_right() -> None:
    found = texts("Ada Brook was born on May 7, 1901.", request(BIRTH), "born on May 7, 1901")
    assert found == ["Ada Brook was born on May 6, 1901."]


def test_a_name_that_is_said_twice_gives_way_to_the_one_that_is_missing() -> None:
    text = "Ada Brook was born in London and died in London."
    found = texts(text, request(BORN, DIED), "and died in London", supported=(BORN,))
    assert "Ada Brook was born in London and died in Paris." in found


def test_two_slots_of_one_kind_and_role_change_places() -> None:
    text = "Ada Brook was born in Paris and died in London."
    found = texts(text, request(BORN, DIED), "born in Paris", "died in London")
    assert "Ada Brook was born in London and died in Paris." in found


def test_subjects_and_objects_never_change_places() -> None:
    assert not any(
        one.startswith("Bob")
        for one in texts("Ada Brook taught Bob Hill.", request(PUPIL), "taught Bob Hill")
    )


def test_things_of_different_classes_never_change_places() -> None:
    text = "Ada Brook was born in Bob Hill and taught London."
    assert texts(text, request(BORN, PUPIL), "born in Bob Hill", "taught London") == []


def test_a_name_of_nothing_that_is_asked_for_gives_way_to_what_is_missing() -> None:
    text = "Ada Brook was born in Atlantis."
    start = text.index("Atlantis")
    found = texts(text, request(BORN), "born in Atlantis", focus=(start, start + len("Atlantis")))
    assert "Ada Brook was born in London." in found


def test_the_adjective_of_a_country_is_no_place_for_a_name() -> None:
    text = "Ada Brook was a Danish painter."
    sentence = Sentence(text, (FROM,), (Span(16, 22, (0,)),), "neural")
    assert text[16:22] == "Danish"
    assert list(refilled(sentence, request(FROM), report(text, "a Danish painter"))) == []


def test_what_someone_is_keeps_its_article() -> None:
    painter, poet = Entity("urn:painter", "painter"), Entity("urn:poet", "poet")
    one, two = (Triple(ADA, Entity("urn:o", "occupation"), term) for term in (painter, poet))
    text = "Ada Brook was a painter and was an painter."
    spans = (Span(14, 23, (0,)), Span(32, 42, (0,)))
    assert [text[span.start : span.end] for span in spans] == ["a painter", "an painter"]
    found = refilled(
        Sentence(text, (one, two), spans, "neural"), request(one, two), report(text, "was an painter")
    )
    assert {mended.text for mended in found} == {"Ada Brook was a poet and was an painter."}


def test_a_sentence_with_faults_all_over_is_not_mended() -> None:
    text = "Brook was born in Paris, died in London and taught Brook."
    assert texts(text, request(BORN, DIED, PUPIL), "Brook", "born in Paris", "died in London") == []


def test_spans_stay_with_their_words_and_triples() -> None:
    text = "Brook was born in Paris on May 6, 1901 and died in London."
    asked = request(BORN, BIRTH, DIED)
    places = {"Paris": 2, "May 6, 1901": 1, "London": 0}
    spans = tuple(Span(text.index(w), text.index(w) + len(w), (i,)) for w, i in places.items())
    sentence = Sentence(text, asked.triples, spans, "neural")
    for mended in refilled(sentence, asked, report(text, "born in Paris", "died in London")):
        said = {mended.text[s.start : s.end]: s.triples for s in mended.spans}
        assert said == {"London": (0,), "May 6, 1901": (1,), "Paris": (2,)}
        assert (mended.triples, mended.origin) == (asked.triples, "neural")


def test_an_article_before_a_name_fits_the_name() -> None:
    empire, river = Entity("urn:e", "Ottoman Empire"), Entity("urn:r", "Rhine")
    in_empire, at_river = (
        Triple(ADA, Entity("urn:1", "home"), empire),
        Triple(ADA, Entity("urn:2", "grave"), river),
    )
    text = "Ada Brook lived in the Rhine and lies in the Ottoman Empire."
    asked = Request((in_empire, at_river), (Profile(river, ("river",)),), ADA)
    found = texts(text, asked, "lived in the Rhine", "lies in the Ottoman Empire")
    assert set(found) == {"Ada Brook lived in the Ottoman Empire and lies in the Rhine."}
