"""The one thing that pyproject.toml can't say: the graphs stand beside the package and ship inside it."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["kgaigc", "kgaigc.*"]), "kgaigc.graphs"],
    package_dir={"kgaigc.graphs": "graphs"},
)
