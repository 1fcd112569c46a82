# The commands of Outpace. A machine needs Python 3.11 with venv, and make; the rest is brought here, pinned and hashed.
PYTHON ?= $(shell command -v python3.11 >/dev/null 2>&1 && python3.11 -c '' 2>/dev/null && echo python3.11 || echo python3)
VENV := .venv/bin
TOOL := $(PYTHON) -B tools
SIZE ?= small

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long check bench peers web lock

help:  ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' Makefile

setup:  ## install Outpace into .venv, quick when nothing changed
	@$(TOOL)/install.py run

web: setup  ## build the page once for each state of web/
	@$(TOOL)/web.py build

demo: web  ## a fictional outbreak on http://127.0.0.1:8000; Ctrl-C stops all
	@$(VENV)/outpace demo

test: installed-for-tests  ## the everyday suite, page and all
	@$(TOOL)/suite.py everyday

test-long: installed-for-tests  ## what the everyday suite has no time for
	@$(TOOL)/suite.py long

check: installed-for-tests  ## lint, format, types, direction of imports
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/mypy
	@$(VENV)/mypy tools/*.py benchmarks tests/repository tests/plugins tests/unit/words
	@$(VENV)/lint-imports --no-cache
	@$(TOOL)/web.py check

bench: installed-for-tests  ## all benchmarks; SIZE=full for the long ones
	@$(VENV)/python -m benchmarks --size $(SIZE)

peers: installed-for-tests  ## install the simulators that benchmarks compare with; never needed otherwise
	@$(TOOL)/install.py bench

lock:  ## resolve pyproject.toml again into requirements/; UPGRADE=1 moves the pins
	@$(TOOL)/install.py test
	@$(TOOL)/lock.py $(if $(UPGRADE),--upgrade)
	@$(TOOL)/install.py test
	@$(VENV)/python tools/third_party.py

.PHONY: installed-for-tests
installed-for-tests:
	@$(TOOL)/install.py test
