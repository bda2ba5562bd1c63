# kplan: every target works from a bare Python 3.11
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
RUNS := $(VENV)/.runs
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
UNLOCKED := echo "잠금 파일의 판을 구할 수 없어 다른 판으로 설치합니다. · The locked versions are not to be had; others are installed."

LOCK := $(BIN)/uv pip compile -q pyproject.toml -c $(VENV)/versions.txt --universal --generate-hashes --no-header \
	--no-annotate --python-version 3.11.7

.DEFAULT_GOAL := help

.PHONY: help setup python-is-new test lint types check docs lock golden demo bench-hwp bench-pdf bench-batch bench-load bench-generality bench-audit bench-teaching hostile mutants twins

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

setup: $(STAMP) ## create .venv with everything that tests and checks need

$(STAMP): pyproject.toml
	@$(MAKE) --no-print-directory python-is-new
	@echo "kplan과 시험 도구를 $(VENV)에 설치합니다. 몇 분 걸립니다. · Installing kplan and its test tools; some minutes."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements-dev.lock || $(UNLOCKED)
	@$(PIP) -e '.[dev]'
	@touch $@ $(RUNS)

$(RUNS): pyproject.toml
	@$(MAKE) --no-print-directory python-is-new
	@echo "kplan을 $(VENV)에 설치합니다. 처음 한 번, 1~2분 걸립니다. · Installing kplan, once; a minute or two."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements.lock || $(UNLOCKED)
	@$(PIP) -e '.[xlsx]'
	@touch $@

python-is-new:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "Python 3.11 이상이 필요합니다. make PYTHON=python3.11 처럼 알려 주세요. · Python 3.11 or newer is needed: make PYTHON=python3.11"; \
	exit 1; }

test: setup ## run every test, on every core
	$(BIN)/pytest -n auto --dist worksteal

lint: setup ## formatting and lint rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup ## static types
	$(BIN)/mypy

check: lint types ## lint and types; CI runs it, the tests and the wheel test

docs: setup ## write the generated pages of docs/ anew
	$(BIN)/kplan schema --format markdown > docs/data-dictionary.md
	$(BIN)/python -m pipeline.checks.catalogue > docs/findings.md
	$(BIN)/python docs/build/console.py

lock: setup ## write the lock files anew: the versions of this .venv with their hashes
	$(PIP) uv
	$(BIN)/pip freeze --exclude-editable > $(VENV)/versions.txt
	$(LOCK) --extra xlsx -o requirements.lock
	$(LOCK) --extra dev -o requirements-dev.lock

golden: setup ## write the expected rows of the samples anew
	$(BIN)/python samples/build/golden.py

demo: $(RUNS) ## convert the samples and ask the result one question
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

bench-audit: setup ## the audit page on 100,000 rows: median and 95th percentile of each screen
	$(BIN)/python benchmarks/audit.py

bench-teaching: setup ## five invented forms in 300 documents, taught by the page in a real browser: steps, time, core before and after
	$(BIN)/python benchmarks/teaching.py

hostile: setup ## every hostile input under 10 s CPU and 2 GB: outcomes by reason, cost, processes left
	$(BIN)/python benchmarks/hostile_inputs.py

bench-generality: setup ## rows of invented documents in the field's forms against the rows the contract expects
	$(BIN)/python benchmarks/generality.py

mutants: setup ## take out rules and words one at a time: which of them no test misses
	$(BIN)/python benchmarks/mutants.py

twins: setup ## texts beside the checkout against their twins as HWPX, PDF and HTML: rows that differ
	$(BIN)/python benchmarks/twins.py
