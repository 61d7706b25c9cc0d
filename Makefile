# The commands of this project; `make help` lists them. Each sets up what it needs first.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT
VENV := .venv/bin/python

.PHONY: help run test check bench setup messages docs format lock screenshots clean

help: ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# Every recipe line is one plain command, so that make passes a signal on to it and not to a shell in between.
setup: python ## set up everything that `make run` and `make check` need
	@$(PYTHON) -m bin.setup

run: python ## set up and serve the whole site on HOST:PORT (127.0.0.1:8000); Ctrl-C ends it
	@$(PYTHON) -m bin.setup --port
	@$(VENV) -m bin.run

test: setup ## run the whole test suite, in a browser too
	@$(VENV) -m bin.suite

check: setup ## formatting, lint, types, import contracts, migrations, translations, templates, documentation
	@$(VENV) -m bin.check

bench: setup ## measure speed and growth; prints a table and writes var/bench.json
	@$(VENV) -m bin.bench

screenshots: setup ## write pictures of the main pages to var/screenshots (the site must run: make run)
	@$(VENV) -m bin.screenshots

messages: setup ## bring locale/ up to date with the sources
	@$(VENV) -m bin.messages extract

docs: setup ## write the generated tables in docs/
	@$(VENV) -m bin.environment write

format: setup ## format Python and templates
	@$(VENV) -m bin.check --fix

lock: setup ## lock the newest allowed packages in requirements/
	@$(VENV) -m bin.lock

clean: ## remove everything the commands above made
	@$(PYTHON) -m bin.clean

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "error: $(PYTHON) is not installed; Python 3.11 or newer is needed" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: Python 3.11 or newer is needed; choose one with make PYTHON=/path/to/python3" >&2; exit 1; }
