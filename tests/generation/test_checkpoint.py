import json

import pytest

from kgaigc.errors import CheckpointError, ConfigError
from kgaigc.generation.checkpoint import CONFIG, WEIGHTS, Checkpoint, load, save
from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.generator import Alternatives, Generator, Request
from kgaigc.generation.model import Network
from kgaigc.generation.names import Names
from kgaigc.generation.vocabulary import Vocabulary
from kgaigc.graph.terms import read_terms

from .conftest import TINY


def test_saved_equals_loaded(checkpoint, tmp_path, ada):
    checkpoint.network.half().float()
    save(checkpoint, tmp_path)
    loaded = load(tmp_path)
    request = Request((ada,))
    assert Generator(loaded).propose([request]) == Generator(checkpoint).propose([request])
    for name, weight in checkpoint.network.state_dict().items():
        assert (weight.half().float() == loaded.network.state_dict()[name]).all()
    assert loaded.vocabulary.tokens == checkpoint.vocabulary.tokens
    assert len(loaded.hash) == 64


def test_names_are_saved_and_loaded_with_their_weights(tmp_path):
    facts = read_terms([["Ida_Fenn", "birthPlace", "Quell"]])
    vocabulary = Vocabulary.count([delexicalise([facts])], [("S0", "of", "S1")], least=1, least_named=1)
    network = Network(TINY, vocabulary=len(vocabulary), roles=len(vocabulary.roles), names=2)
    network.half().float().eval()
    checkpoint = Checkpoint(network, vocabulary, Names(), TINY)
    save(checkpoint, tmp_path)
    loaded = load(tmp_path)
    assert loaded.vocabulary.names == ("Ida Fenn", "Quell")
    assert (loaded.network.embed_name.weight == network.embed_name.weight).all()
    item = Alternatives((((facts,), 0.0),))
    assert Generator(loaded).compose([item]) == Generator(checkpoint).compose([item])


def test_a_folder_from_before_there_were_names_loads(checkpoint, tmp_path, ada):
    checkpoint.network.half().float()
    save(checkpoint, tmp_path)
    config = json.loads((tmp_path / CONFIG).read_text())
    del config["names"]
    (tmp_path / CONFIG).write_text(json.dumps(config))
    loaded = load(tmp_path)
    assert loaded.vocabulary.names == ()
    assert Generator(loaded).propose([Request((ada,))]) == Generator(checkpoint).propose([Request((ada,))])


def test_names_without_weights_are_named(checkpoint, tmp_path):
    save(checkpoint, tmp_path)
    config = json.loads((tmp_path / CONFIG).read_text())
    (tmp_path / CONFIG).write_text(json.dumps(config | {"names": ["Ida Fenn"]}))
    with pytest.raises(CheckpointError, match="damaged generator"):
        load(tmp_path)


def test_nothing_half_written_stays(checkpoint, tmp_path):
    save(checkpoint, tmp_path)
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(CheckpointError, match=r"no generator here.*config\.json is missing"):
        load(tmp_path)


def test_damaged_weights_are_named(checkpoint, tmp_path):
    save(checkpoint, tmp_path)
    (tmp_path / WEIGHTS).write_bytes((tmp_path / WEIGHTS).read_bytes()[:100])
    with pytest.raises(CheckpointError, match="damaged generator"):
        load(tmp_path)


def test_weights_of_another_network_are_named(checkpoint, tmp_path):
    save(checkpoint, tmp_path)
    config = json.loads((tmp_path / CONFIG).read_text())
    config["sizes"]["hidden"] = 16
    (tmp_path / CONFIG).write_text(json.dumps(config))
    with pytest.raises(CheckpointError, match="damaged generator"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("config", "message"),
    [('{"format": "other"}', "not a generator of kgaigc"), ("{", "damaged"), ("[]", "not a generator")],
)
def test_a_foreign_config_is_named(tmp_path, config, message):
    (tmp_path / CONFIG).write_text(config)
    with pytest.raises(CheckpointError, match=message):
        load(tmp_path)


def test_a_newer_version_is_named(tmp_path):
    (tmp_path / CONFIG).write_text('{"format": "kgaigc-generator", "version": 99}')
    with pytest.raises(CheckpointError, match="version 99"):
        load(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(checkpoint, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="can't be written"):
        save(checkpoint, tmp_path / "file")
