# kplan: every target works from a bare Python 3.11
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup test lint types check docs golden demo bench-hwp bench-pdf bench-batch bench-load bench-generality hostile

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

setup: $(STAMP) ## create .venv with everything that tests and checks need

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

test: setup ## run every test
	$(BIN)/pytest

lint: setup ## formatting and lint rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup ## static types
	$(BIN)/mypy

check: lint types ## lint and types; CI runs it, the tests and the wheel test

docs: setup ## write the generated pages of docs/ anew
	$(BIN)/kplan schema --format markdown > docs/data-dictionary.md
	$(BIN)/python -m pipeline.checks.catalogue > docs/findings.md

golden: setup ## write the expected rows of the samples anew
	$(BIN)/python samples/build/golden.py

demo: setup ## convert the samples and ask the result one question
	@$(BIN)/kplan convert samples/plans --out out/demo --force
	@$(BIN)/python -c "import duckdb; print(duckdb.connect('out/demo/kplan.duckdb', read_only=True).sql(open('samples/question.sql').read()))"

bench-pdf: setup ## PDF tables and CPU against pdfplumber, camelot, pymupdf and pdfium's bare text
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/pdf.py

bench-hwp: setup ## HWP 5 text and tables against unhwp and rhwp, and against the agreed tables
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/hwp.py

bench-batch: setup ## batch engine: overhead of the guard, two workers, journal, memory, rerun
	$(BIN)/python benchmarks/batch.py

bench-load: setup ## warehouse load against dlt: first, identical, five in a hundred changed (DuckDB, PostgreSQL)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/load.py

hostile: setup ## every hostile input under 10 s CPU and 2 GB: outcomes by reason, cost, processes left
	$(BIN)/python benchmarks/hostile.py

bench-generality: setup ## rows of invented documents in the field's forms against the rows the contract expects
	$(BIN)/python benchmarks/generality.py
