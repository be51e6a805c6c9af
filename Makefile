# Every habit of the house; `make help` lists them.
.DEFAULT_GOAL := help
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.ready
YEARS   ?=
LANGS   ?=
CHAPTERS ?=

export PYTHONHASHSEED := 0
export OPENBLAS_NUM_THREADS := 1

.PHONY: help setup data reports test test-all check golden lab lock notebooks clean

help: ## list these habits
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## the virtual environment, from pinned and hashed requirements

# Bytecode is compiled at install, so that no process pays for it later; the project itself comes last,
# without dependencies or build isolation, because its build backend is in the lock too.
$(READY): requirements/requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null \
		|| { echo "There is no $(PYTHON) here: install Python 3.11 or newer, or call make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, $(PYTHON) is older: call make PYTHON=python3.12."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --require-hashes -r requirements/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $(READY)

data: $(READY) ## the panel in data/processed, with codebook and data package
	$(BIN)/analysis data build

reports: $(READY) ## the reports; YEARS=2018 LANGS=az CHAPTERS=infrastructure narrow it
	$(BIN)/analysis report $(foreach y,$(YEARS),--year $(y)) $(foreach l,$(LANGS),--lang $(l)) $(foreach c,$(CHAPTERS),--chapter $(c))

test: $(READY) ## what CI runs, at most 15 minutes on two cores
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not every_edition"

test-all: $(READY) ## the same, with every edition of every chapter in both languages
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(READY) ## lint, types and the quick tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not every_edition"

golden: $(READY) ## rewrite the golden tables after a change made on purpose; then read the difference
	$(BIN)/python -m pytest tests/golden --rewrite-golden
	git --no-pager diff --stat tests/golden

lab: $(READY) ## JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir=notebooks

lock: ## resolve requirements/*.in anew into pinned, hashed files (needs uv)
	for name in requirements spark; do \
		uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-header --no-annotate --upgrade \
			-o requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

notebooks: $(READY) ## re-run every notebook's check cells and strip all other outputs
	$(BIN)/python -m analysis notebooks refresh

clean: ## remove what was built, keep the environment
	rm -rf reports data/processed/*.parquet data/processed/datapackage.json .pytest_cache .mypy_cache .ruff_cache
