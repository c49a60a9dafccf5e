# Everything from a fresh checkout: Python 3.11 or newer with pip and venv, git and make are all that has to be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest -p no:cacheprovider

.PHONY: help demo demo-data test test-fast test-browser lint install install-test chromium

help:
	@echo "make demo       a running demo site on http://localhost:$(PORT)/ with content and three sign-ins"
	@echo "make demo-data  the same without serving it"
	@echo "make test       the whole test suite on SQLite, in a real browser too"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade pip

# A stamp for each set of packages, so that a second `make` starts at once.
$(VENV)/demo.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[demo]'
	@touch $@

$(VENV)/test.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[test]'
	@touch $@

install: $(VENV)/demo.stamp
install-test: $(VENV)/test.stamp

demo-data: install
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo

demo: demo-data
	@echo
	@echo "Open http://localhost:$(PORT)/ in your browser. Press Ctrl+C to stop."
	@$(BIN)/python -m gunicorn example_site.wsgi --bind 0.0.0.0:$(PORT) --threads 4 --log-level warning

# Debian and Ubuntu: Chromium is installed if it is missing and we may. Elsewhere the browser tests say what they lack.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| echo "No Chromium found and none could be installed: the browser tests will be skipped and say so."

lint: install-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

test: lint test-fast test-browser

test-fast: install-test
	$(PYTEST) --ignore=tests/browser -n 2 --dist loadfile --cov --cov-report=term:skip-covered

# A run of its own: Playwright's loop forbids what other tests need (tests/browser/conftest.py).
test-browser: install-test chromium
	$(PYTEST) tests/browser
