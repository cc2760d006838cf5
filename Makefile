# One command each; what they do stands in README.md.
SHELL := /bin/bash
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
BENCHES ?= read pdf documents import lists reminders surveys matching
export PYTHON HOST PORT

.DEFAULT_GOAL := help
.PHONY: help setup runtime run demo serve test check lint slow faults bench pictures lock

help:
	@echo "make run       the demo with invented people at http://$(HOST):$(PORT)"
	@echo "make serve     the school: no debugging, first set-up at a one-time address"
	@echo "make demo      the invented people alone, without starting anything"
	@echo "make test      all tests on PostgreSQL and on SQLite"
	@echo "make check     lint, import order, tests of the touched apps"
	@echo "make setup     .venv and system packages; make slow, faults, bench, pictures, lock: see the Makefile"

setup:
	@scripts/setup

runtime:
	@scripts/setup runtime

run: runtime
	@scripts/start run

demo: runtime
	@scripts/start demo

serve: runtime
	@scripts/start serve

test: setup
	@scripts/test

lint: setup
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --check --quiet --output-format concise . || { echo "Run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/lint-imports --no-logo >var/imports.log || { cat var/imports.log; exit 1; }

check: lint
	@scripts/touched | xargs --no-run-if-empty $(BIN)/pytest

# pytest's 5 means that no test is marked so yet.
slow: setup
	@$(BIN)/pytest -m slow --timeout 1800 || [ $$? = 5 ]

faults: setup
	@for engine in postgresql sqlite; do TEST_ENGINE=$$engine $(BIN)/pytest -m faults --timeout 900 || exit 1; done

bench: setup
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements-bench.txt
	@for name in $(BENCHES); do $(BIN)/python manage.py bench $$name --json || exit 1; done

pictures: setup
	@$(BIN)/python -m tests.pictures $(WHAT)

# Needs `uv`; the locks hold for every Python from 3.11 on.
lock:
	@for name in requirements requirements-dev; do \
	  UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate $$name.in -o $$name.txt || exit 1; done
