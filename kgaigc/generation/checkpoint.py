"""A generator's folder: ``model.safetensors`` (half precision), ``config.json`` and ``names.json``.

``fluency.safetensors`` and ``reader.safetensors``, language models of the training texts, may be beside them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file
from safetensors.torch import save as packed

from kgaigc.errors import CheckpointError, ConfigError
from kgaigc.generation.fluency import FILE as FLUENCY
from kgaigc.generation.fluency import LanguageModel
from kgaigc.generation.model import Hyperparameters, Network
from kgaigc.generation.names import Names
from kgaigc.generation.reader import FILE as READER
from kgaigc.generation.reader import Reader
from kgaigc.generation.vocabulary import Vocabulary

FORMAT = "kgaigc-generator"
VERSION = 1
WEIGHTS, CONFIG, NAMES = "model.safetensors", "config.json", "names.json"


@dataclass(slots=True)
class Checkpoint:
    """A network with all that is needed to use it.

    Attributes:
        network: in evaluation mode.
        vocabulary: its tokens, roles and names.
        names: written forms of terms.
        sizes: of the network.
        about: data, licence, recipe, seed and scores, for the manifest and the model card.
        hash: SHA-256 of the stored files; "" for a network that was never stored.
        names_in_vocabulary: words that look like names or numbers.
        fluency: how the training texts word things; None where the folder has no language model.
        reader: the same by a network, for those who have the time; None where the folder has none.
    """

    network: Network
    vocabulary: Vocabulary
    names: Names
    sizes: Hyperparameters
    about: dict[str, Any] = field(default_factory=dict)
    hash: str = ""
    names_in_vocabulary: frozenset[str] = frozenset()
    fluency: LanguageModel | None = None
    reader: Reader | None = None

    @property
    def parameters(self) -> int:
        """How many learnt numbers the networks have."""
        networks = [self.network, *([self.reader.network] if self.reader else [])]
        return sum(weight.numel() for network in networks for weight in network.parameters())


def shipped() -> Path:
    """The folder of the model that comes with the package."""
    return Path(__file__).parent.parent / "models" / "default"


def save(checkpoint: Checkpoint, directory: Path) -> None:
    """Write a checkpoint; every file under a temporary name first.

    Raises:
        ConfigError: the folder can't be written.
    """
    config = {
        "format": FORMAT,
        "version": VERSION,
        "sizes": asdict(checkpoint.sizes),
        "tokens": checkpoint.vocabulary.tokens,
        "roles": checkpoint.vocabulary.roles,
        "names": checkpoint.vocabulary.names,
        "meant": checkpoint.vocabulary.meant,
        "about": checkpoint.about,
    }
    weights = {
        name: w.detach().cpu().half().contiguous() for name, w in checkpoint.network.state_dict().items()
    }
    try:
        directory.mkdir(parents=True, exist_ok=True)
        (directory / (WEIGHTS + ".part")).write_bytes(packed(weights))
        _dump(directory / (CONFIG + ".part"), config)
        _dump(directory / (NAMES + ".part"), checkpoint.names.to_dict())
        for model, name in ((checkpoint.fluency, FLUENCY), (checkpoint.reader, READER)):
            if model is None:
                (directory / name).unlink(missing_ok=True)
            else:
                model.save(directory)
        for name in (WEIGHTS, NAMES, CONFIG):
            (directory / (name + ".part")).replace(directory / name)
    except OSError as error:
        raise ConfigError(
            f"{directory}: can't be written ({error.strerror}); choose another folder"
        ) from error


def _dump(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def load(directory: Path | None = None) -> Checkpoint:
    """Read a checkpoint, or the shipped one.

    Raises:
        CheckpointError: it is missing, damaged, of another kind or of a newer version.
    """
    directory = shipped() if directory is None else Path(directory)
    config = _config(directory)
    try:
        sizes = Hyperparameters(**config["sizes"])
        vocabulary = Vocabulary(
            config["tokens"], config["roles"], config.get("names", ()), config.get("meant", ())
        )
        names = Names.from_dict(json.loads((directory / NAMES).read_text(encoding="utf-8")))
        weights = load_file(directory / WEIGHTS)
        network = Network(
            sizes,
            vocabulary=len(vocabulary),
            roles=len(vocabulary.roles),
            names=len(vocabulary.names),
            meant=len(vocabulary.meant),
        )
        network.load_state_dict({name: weight.float() for name, weight in weights.items()})
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise CheckpointError(
            f"{directory}: a damaged generator ({error}); fetch it again, or save it again with save_pretrained"
        ) from error
    network.eval()
    return Checkpoint(
        network,
        vocabulary,
        names,
        sizes,
        config.get("about", {}),
        _digest(directory),
        _names_in(vocabulary.tokens),
        LanguageModel.load(directory),
        Reader.load(directory),
    )


def _config(directory: Path) -> dict[str, Any]:
    path = directory / CONFIG
    if not path.is_file():
        raise CheckpointError(
            f"{directory}: no generator here ({CONFIG} is missing); give the folder that kgaigc train wrote"
        )
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{path}: damaged ({error}); fetch or save the model again") from error
    if not isinstance(config, dict) or config.get("format") != FORMAT:
        raise CheckpointError(f"{path}: not a generator of kgaigc; give a folder that kgaigc train wrote")
    if config.get("version") != VERSION:
        raise CheckpointError(
            f"{path}: version {config.get('version')}, this kgaigc reads {VERSION}; train again or use another release"
        )
    return config


def _digest(directory: Path) -> str:
    digest = hashlib.sha256()
    for name in (WEIGHTS, CONFIG, NAMES, FLUENCY, READER):
        if name not in {FLUENCY, READER} or (directory / name).is_file():
            digest.update((directory / name).read_bytes())
    return digest.hexdigest()


def _names_in(tokens: tuple[str, ...]) -> frozenset[str]:
    words = (t for t in tokens if t[:1] not in "<@" and not (t[:1] == "S" and t[1:2].isdigit()))
    return frozenset(t for t in words if any(c.isupper() or c.isdigit() for c in t))
