"""What loads when, and which package may know which."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "spacy", "rdflib", "pyoxigraph", "networkx", "numpy", "matplotlib")
REPOSITORY = Path(__file__).parent.parent


def loaded(code: str) -> set[str]:
    """The heavy modules that a fresh interpreter has after running the code."""
    script = f"{code}\nimport sys\nprint('LOADED', *(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    return set(done.stdout.rpartition("LOADED")[2].split())


def command(*arguments: str) -> str:
    return (
        "import sys\n"
        f"sys.argv = {['kgaigc', *arguments]!r}\n"
        "from kgaigc.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code, done.code"
    )


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded("import kgaigc") == set()


def test_importing_the_pipeline_loads_nothing_heavy() -> None:
    assert loaded("from kgaigc import ContentGenerator") == set()


@pytest.mark.parametrize("arguments", [["--help"], ["article", "--help"], ["--version"]], ids=" ".join)
def test_asking_for_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(command(*arguments)) == set()


def test_linking_loads_neither_torch_nor_spacy() -> None:
    graph = "graphs/computing.ttl"
    there = loaded(command("link", "Ada Lovelace was born in London.", "--graph", graph))
    assert there.isdisjoint({"torch", "spacy"})


def test_every_public_name_is_there() -> None:
    import kgaigc

    assert all(getattr(kgaigc, name) is not None for name in kgaigc.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        kgaigc.nonsense  # noqa: B018


def test_layers_hold() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert done.returncode == 0, done.stdout
