# make article TOPIC="Ada Lovelace"   an article from graphs/computing.ttl by the shipped model
# make test                           every check and test
# Both install what they need into .venv first; make PYTHON=... chooses the interpreter (3.11 or later).

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar off
SETTINGS := pyproject.toml setup.py

export TOPIC ?= Ada Lovelace
export OMP_NUM_THREADS := 1

.DELETE_ON_ERROR:
.PHONY: article test check format docs notebooks bench-latency bench-articles bench-generation bench-generation-speed bench-quality bench-samples bench-checker bench-wild bench-corruptions bench-judgement bench-graphs bench-linking clean

article: .venv/installed
	@$(BIN)/kgaigc article -- "$$TOPIC"

test: check
	$(BIN)/python -m pytest --nbmake --nbmake-timeout=600 -W default notebooks
	$(BIN)/python -m pytest -n auto

check: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/installed-dev
	$(BIN)/typer kgaigc.cli utils docs --name kgaigc --title "The command line" --output docs/cli.md

bench-latency: .venv/installed
	$(BIN)/python benchmarks/latency.py

bench-articles: .venv/installed
	$(BIN)/python benchmarks/articles.py

# make bench-generation DATA=DIR, with webnlg2017/ and webnlg2020/ in DIR
bench-generation: .venv/installed-dev
	$(BIN)/python benchmarks/generation.py "$(DATA)"

# make bench-generation-speed DATA=DIR; without DATA on facts of the shipped graphs
bench-generation-speed: .venv/installed-dev
	$(PIP) --editable '.[benchmark]'
	$(BIN)/python benchmarks/generation_speed.py "$(DATA)"

# make bench-quality DATA=DIR WORK=FOLDER; trains for a quarter of an hour and more for each variant
bench-quality: .venv/installed-dev
	$(PIP) --editable '.[train]'
	$(BIN)/python benchmarks/quality.py "$(DATA)" --work "$(WORK)"

# make bench-samples DATA=DIR WORK=FOLDER, after bench-quality with the same folder
bench-samples: .venv/installed-dev
	$(BIN)/python benchmarks/samples.py "$(DATA)" "$(WORK)/as-it-is-Astronaut-Food-Monument-1"

bench-checker: .venv/installed-dev
	$(BIN)/python benchmarks/checker.py "$(DATA)"

# make bench-wild ERRORS=1 also lists the claims that the checker gets wrong
bench-wild: .venv/installed
	$(BIN)/python benchmarks/wild.py $(if $(ERRORS),--errors)

# make bench-corruptions DATA=DIR ERRORS=name also lists what is missed of a kind, SET=tuning takes other texts
bench-corruptions: .venv/installed-dev
	$(BIN)/python benchmarks/corruptions.py "$(DATA)" $(if $(SET),--set $(SET)) $(if $(ERRORS),--errors $(ERRORS))

# make bench-judgement DATA=DIR, with checker/ and webnlg2020/ in DIR
bench-judgement: .venv/installed-dev
	$(BIN)/python benchmarks/judgement.py "$(DATA)"

# make bench-linking DATA=DIR, with webnlg2017/, metaqa/ and graphs/ in DIR
bench-linking: .venv/installed-dev
	$(BIN)/python benchmarks/linking.py "$(DATA)"

# make bench-graphs SIZES="1e5 1e6" leaves out the largest
bench-graphs: .venv/installed
	$(BIN)/python benchmarks/graphs.py $(SIZES)

# Stamps: made again when the settings change, so that a second run starts at once.
.venv/installed: $(SETTINGS) | .venv/bin/python
	@echo "installing kgaigc into .venv (once, a minute or two)" >&2
	$(PIP) --editable .
	@touch $@

.venv/installed-dev: $(SETTINGS) | .venv/bin/python
	@echo "installing kgaigc and its tools into .venv (once, some minutes)" >&2
	$(PIP) --editable '.[dev]'
	@touch .venv/installed $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "kgaigc needs Python 3.11 or later: install it, or say make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
