.PHONY: install demo desk desk-assets test check requirements

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
STAMP := .venv/.installed

install: $(STAMP)

# What setup.py names is compiled, so what is installed is older than its sources once they change.
COMPILED := $(wildcard src/hudna/text/*.py src/hudna/rules/*.py src/hudna/extract/*.py src/hudna/identify/*.py) \
    src/hudna/clean/asides.py src/hudna/pipeline.py

$(STAMP): pyproject.toml setup.py requirements-dev.txt $(COMPILED)
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: install
	rm -rf build/demo && mkdir -p build/demo
	$(BIN)/hudna read demo/reports/assi-2020-10-21-morek-relay.json demo/reports/masar-2020-10-29-ankara-reacts.json
	$(BIN)/hudna --ledger build/demo/hudna.db add demo/reports
	$(BIN)/hudna --ledger build/demo/hudna.db list
	$(BIN)/hudna --ledger build/demo/hudna.db commitments

# LEDGER=FILE names another ledger; where there is none, the reports of the demo are added to one.
LEDGER ?= build/desk/hudna.db

desk: install desk-assets
	[ -e $(LEDGER) ] || { mkdir -p $(dir $(LEDGER)) && $(BIN)/hudna --ledger $(LEDGER) add demo/reports; }
	$(BIN)/hudna --ledger $(LEDGER) desk

# The libraries, fonts and borders that the desk serves, from the npm registry: pinned, hashed, and never in the repository.
desk-assets:
	$(PYTHON) scripts/desk_assets.py

# The fonts of the brief's PDF, made of the desk's.
.PHONY: brief-fonts
brief-fonts: install desk-assets
	$(BIN)/python scripts/brief_fonts.py

test: install
	scripts/test-tools.sh
	-$(PYTHON) scripts/axe.py
	-$(PYTHON) scripts/desk_assets.py && $(BIN)/python scripts/brief_fonts.py
	$(CHECKS)

# The same on the plain sources, for while they are being written; `make install` compiles them again.
check:
	find src -name '*.so' -delete
	[ -x $(BIN)/hudna ] || HUDNA_PLAIN=1 $(MAKE) install
	rm -f $(STAMP)
	$(CHECKS)

define CHECKS
$(BIN)/ruff format --check src tests
$(BIN)/ruff check src tests
$(BIN)/mypy
$(BIN)/lint-imports
$(BIN)/pytest
endef

# The long form of the tests of what must not go wrong (kills, damaged bytes, full disks); ten minutes on a quiet machine.
.PHONY: torture
torture: install
	$(BIN)/pytest -m torture

# Pins what pyproject.toml asks for, with hashes; no registry is named in the files.  `full` has every extra that users may add.
PIN := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-header
EXTRAS := --extra brief --extra capture --extra desk --extra parquet --extra postgresql
requirements: install
	$(PIN) --output-file requirements.txt pyproject.toml
	$(PIN) $(EXTRAS) --output-file requirements-full.txt pyproject.toml
	$(PIN) $(EXTRAS) --allow-unsafe --extra dev --output-file requirements-dev.txt pyproject.toml

# The peers have a virtual environment of their own; BENCH="--runs 1 --json bench.json" passes options on.
.PHONY: bench
bench: install
	[ .bench/.installed -nt bench/requirements.txt ] || { $(PYTHON) -m venv .bench && \
	    .bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.txt && \
	    touch .bench/.installed; }
	$(BIN)/python bench/run.py --peers .bench/bin/python $(BENCH)
