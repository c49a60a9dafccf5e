# Everything from a fresh checkout: Python 3.11 or newer with pip and venv, git and make are all that has to be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest -p no:cacheprovider

.PHONY: help demo demo-data demo-deployed test test-fast test-browser test-postgresql test-mariadb test-deployment \
	bench lint install install-deploy install-test install-databases chromium services mariadb-headers

help:
	@echo "make demo       a running demo site on http://localhost:$(PORT)/ with content and three sign-ins"
	@echo "make demo-data  the same without serving it"
	@echo "make test       the whole test suite on SQLite, in a real browser too"
	@echo "make bench      how long pages take, as multiples of a plain Wagtail page (docs/explanation/speed.md)"
	@echo "make demo-deployed    the demo on PostgreSQL and Redis, in several processes"
	@echo "make test-postgresql  the suite on PostgreSQL with Redis; test-mariadb: on MariaDB; test-deployment: of demo-deployed"

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

$(VENV)/deploy.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[deploy]'
	@touch $@

$(VENV)/databases.stamp: pyproject.toml | $(BIN)/python mariadb-headers
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[test,databases]'
	@touch $@

install: $(VENV)/demo.stamp
install-deploy: $(VENV)/deploy.stamp
install-test: $(VENV)/test.stamp
install-databases: $(VENV)/databases.stamp

demo-data: install
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo

demo: demo-data
	@echo
	@echo "Open http://localhost:$(PORT)/ in your browser. Press Ctrl+C to stop."
	@$(BIN)/python -m gunicorn example_site.wsgi --bind 0.0.0.0:$(PORT) --threads 4 --log-level warning

# PostgreSQL, Redis, two web processes and one for tasks. The environment says where (docs/how-to/several-processes.md).
demo-deployed: install-deploy
	@scripts/services postgresql redis
	@PORT=$(PORT) $(BIN)/python scripts/demo_deployed.py

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

# The databases of a site that has outgrown SQLite, with the cache that goes with them. `services` starts them if they do
# not answer, and on Debian and Ubuntu installs them if they are missing and we may.
services:
	@scripts/services

test-postgresql: install-databases
	@scripts/services postgresql redis
	TEST_DATABASE=postgresql $(PYTEST) --ignore=tests/browser -n 2 --dist loadfile

test-mariadb: install-databases
	@scripts/services mariadb redis
	TEST_DATABASE=mariadb $(PYTEST) --ignore=tests/browser -n 2 --dist loadfile

# Starts what demo-deployed starts, so it has a run of its own.
test-deployment: install-test
	@scripts/services postgresql redis
	$(PYTEST) tests/deployment

# How long pages take. For a short run: make bench BENCH_DATABASES=sqlite BENCH_COMMENTS="0 100 10000"
BENCH_DATABASES ?= sqlite postgresql
bench: install-deploy
	@case "$(BENCH_DATABASES)" in *postgresql*) scripts/services postgresql redis ;; esac
	@BENCH_DATABASES="$(BENCH_DATABASES)" $(BIN)/python -m bench

# What the Python package for MariaDB is built with.
mariadb-headers:
	@pkg-config --exists libmariadb 2>/dev/null || pkg-config --exists mysqlclient 2>/dev/null \
	|| { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq \
	&& apt-get install -y -qq default-libmysqlclient-dev pkg-config gcc python3-dev >/dev/null; } \
	|| echo "The client library of MariaDB or MySQL and pkg-config are missing and could not be installed."
