# Two commands do everything: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
SCALE ?= 100
export PORT SCALE DETACH AT
PY := .venv/bin/python
# The lock names everything, so pip need not look for what more is wanted; what is never imported need not be compiled.
PIP := --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes
.DEFAULT_GOAL := help

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | column -t -s $$'\t'

demo: assets relay ## the whole service with synthetic data; PORT=8000 SCALE=100 DETACH=1 AT="2026-12-31 23:50"
	@$(PY) -m web.demo start

stop: ## stop the demo; the data stays
	@test ! -x $(PY) || $(PY) -m web.demo stop

psql: install ## open the demo's database
	@$(PY) -m web.demo psql

test: install-dev assets chromium relay ## every test, browser included
	@$(PY) -m tests

axe: install-dev assets chromium ## accessibility of every page, state, width and written form
	@$(PY) -m pytest -p no:randomly tests/browser/axe_matrix.py

check: install-dev assets ## format, lint, types, directions, migrations, API snapshot
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy tolkeregister booking qualification web tests benchmarks
	@.venv/bin/djlint --quiet --lint web/templates
	@$(PY) -m pytest -q -p no:randomly tests/architecture tests/migrations tests/web/test_openapi.py

bench: install-dev assets ## hot paths as ratios against limits of the same run
	@$(PY) -m benchmarks

figures: install ## every printed figure of the sources beside what a database of the synthetic nation says; SCALE=100
	@$(PY) -m web.figures --scale $(SCALE)

install: .venv/.runtime ## the locked environment for running
install-dev: .venv/.development ## and for testing

.venv/bin/python:
	@$(PYTHON) -m venv .venv || { echo "Python cannot make environments here: apt-get install python3-venv"; exit 1; }

.venv/.runtime: requirements.txt | .venv/bin/python
	@echo "Installerer (hasher kontrolleres) …"
	@$(PY) -m pip install $(PIP) -r requirements.txt
	@touch $@

.venv/.development: requirements-dev.txt requirements.txt | .venv/bin/python
	@echo "Installerer med verktøy for test …"
	@$(PY) -m pip install $(PIP) -r requirements-dev.txt
	@touch .venv/.runtime $@

assets: install ## third-party styles, fonts and icons from their packages, and ours, with hashed names
	@$(PY) -m web.assets

chromium: ## the browser of the tests; installed where that is allowed
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	 { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update -qq; apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; } || true

relay: ## the relay of the screen room (coturn); installed where that is allowed, and not left running as a service
	@command -v turnserver >/dev/null || \
	 { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update -qq; \
	   RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends coturn; \
	   systemctl disable --now coturn; }; } >/dev/null 2>&1 || true

lock: ## write the lock files anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade requirements-dev.in -o requirements-dev.txt

format: install-dev ## format the code
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

clean: stop ## remove what make made, also the databases
	@test ! -x $(PY) || $(PY) -m web.demo forget
	@rm -rf .venv node_modules web/static/built .run .postgres .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help demo stop psql test axe check bench figures install install-dev assets chromium relay lock format clean
