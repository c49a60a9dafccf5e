# Everything from a fresh checkout: Python 3.11 or newer with pip and venv, git and make are all that has to be there. What
# else a target runs, `scripts/need` sees to: it installs what is missing, or says in one sentence what to install.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
FRONTEND_PORT ?= 4321
MANAGE := $(BIN)/python manage.py
NEED := PYTHON=$(PYTHON) VENV=$(VENV) scripts/need
FRONTEND := example_site/frontend
FRONTEND_NEXT := example_site/frontend-next
export ASTRO_TELEMETRY_DISABLED := 1
export NEXT_TELEMETRY_DISABLED := 1
# Images for containers tell Python to keep no bytecode. Each run would then rewrite the assertions of all tests anew.
export PYTHONDONTWRITEBYTECODE :=
# Where `node` below puts a Node.js that is new enough.
export PATH := $(CURDIR)/.node/node_modules/.bin:$(PATH)
# How many processes run the tests; 0: the one that collects them.
WORKERS ?= 2
TESTS := -m pytest -p no:cacheprovider
SIDE_BY_SIDE := -n $(WORKERS) --dist loadfile
# COVERAGE=1 counts which lines the tests reach. Before Python 3.12 that takes half as long again.
COVERAGE ?=
COUNTING := $(if $(COVERAGE),--cov --cov-report=term:skip-covered)
SUITE := $(TESTS) --ignore=tests/browser --ignore=tests/frontend --ignore=tests/frontend_next $(SIDE_BY_SIDE) -rsfE $(COUNTING)
# PART=framework, PART=shape, PART=languages, PART=smoke: only the tests whose result depends on that; PART=rest: what none of
# these has (docs/how-to/test-the-package.md).
# Without it a run other than the first leaves out what is the same there.
PART ?=
MARKED = $(if $(PART),--part $(PART),$(SAME))
# With the same packages, and with others.
SAME := --part framework
test-oldest test-newest test-lowest: SAME := --ignore=tests/bench --ignore=tests/words --ignore=tests/html
test-oldest test-newest test-lowest: SAME += --ignore=tests/core/test_types.py
# HALF=sites: what starts sites of its own, which takes as long as all the rest, HALF=rest. `.ci/run` has a step for each.
HALF ?=
SITES := tests/projects tests/docs tests/example_site tests/bench
# PART=rest is what has no step of its own in `.ci/run`; this has.
REST := $(if $(filter rest,$(PART)),--ignore=tests/contract)
PYTEST := $(BIN)/python $(TESTS)

.PHONY: help fix shell lint-javascript demo demo-data demo-deployed frontend frontend-next demo-answers frontend-packages frontend-next-packages check-embed-types npm node test test-fast lighthouse test-frontend test-frontend-next test-browser test-postgresql test-mariadb test-deployment test-faults \
	test-project test-projects test-oldest test-newest test-lowest test-package test-html html-checker \
	test-schemathesis test-clients client-makers test-fuzz nginx sheets openapi types check-types bench lint lock messages gettext install install-deploy install-test install-databases chromium services mariadb-headers looked-at needs-of-test java-and-npm

help:
	@awk -F ':.*## ' '/^## / { print "\n" substr($$0, 4) } /^[a-z -]+:.*## / { printf "  make %-19s %s\n", $$1, $$2 }' Makefile

# Looked at each time, and left as it is when it is whole.
$(VENV)/made: looked-at
	@scripts/venv $(VENV) $(PYTHON)

# A stamp for each set of packages, so that a second `make` starts at once.
$(VENV)/demo.stamp: pyproject.toml $(VENV)/made
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[demo]'
	@touch $@

$(VENV)/test.stamp: pyproject.toml locks/test.txt $(VENV)/made
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[test]' -c locks/test.txt
	@touch $@

$(VENV)/deploy.stamp: pyproject.toml $(VENV)/made
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[deploy]'
	@touch $@

$(VENV)/databases.stamp: pyproject.toml locks/test.txt $(VENV)/made | mariadb-headers
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[test,databases]' -c locks/test.txt
	@touch $@

$(VENV)/docs.stamp: pyproject.toml locks/test.txt $(VENV)/made
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[docs]' -c locks/test.txt
	@touch $@

install: $(VENV)/demo.stamp
install-deploy: $(VENV)/deploy.stamp
install-test: $(VENV)/test.stamp
install-databases: $(VENV)/databases.stamp
install-docs: $(VENV)/docs.stamp

## See it

# What the demo and `make frontend` know of one another. Everybody can read these: for trying things out only.
demo demo-data: export WAGTAILADMIN_BASE_URL ?= http://localhost:$(PORT)
frontend-next: FRONTEND_PORT := 3000
demo demo-data: export COPROD_ALLOWED_ORIGINS ?= http://localhost:$(FRONTEND_PORT)
demo demo-data: export COPROD_FRONTEND_SECRETS ?= kettle-lane-front-end-for-trying-out-only
demo demo-data: export COPROD_WEBHOOK_NETWORKS ?= 127.0.0.0/8,::1/128
frontend frontend-next: export CMS ?= http://localhost:$(PORT)
frontend frontend-next: export FRONTEND_SECRET ?= kettle-lane-front-end-for-trying-out-only
frontend frontend-next: export WEBHOOK_SECRET ?= whsec_a2V0dGxlLWxhbmUtd2ViaG9vay1mb3ItdHJ5aW5nLW91dC1vbmx5

demo-data: install ## everything for the demo, without serving it
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo

demo: demo-data ## a running demo site on http://localhost:8000/ (PORT), with content and four sign-ins
	@echo
	@echo "Open http://localhost:$(PORT)/ in your browser. Press Ctrl+C to stop."
	@PORT=$(PORT) $(BIN)/python scripts/demo.py

# The same pages from another program, which knows the demo's JSON API only (example_site/frontend).
frontend: demo-answers frontend-packages ## a front end of its own for it, on http://localhost:4321/ (FRONTEND_PORT)
	@$(MANAGE) demo_webhook http://localhost:$(FRONTEND_PORT)/webhook
	@cd $(FRONTEND) && npm run --silent build -- --silent
	@# While it runs, it is where people read: canonical addresses, feeds and webhooks name it.
	@$(MANAGE) demo_site_address http://localhost:$(FRONTEND_PORT)
	@trap : INT TERM; (cd $(FRONTEND) && PORT=$(FRONTEND_PORT) npm run --silent start); ended=$$?; \
	$(MANAGE) demo_site_address "$(CMS)"; exit $$ended

# Its pages are drawn when it is built, so that they tell of its address from the start; a webhook is not led on to the slash.
frontend-next: demo-answers frontend-next-packages ## another one in Next.js, with pages that are kept, on http://localhost:3000/
	@$(MANAGE) demo_webhook http://localhost:$(FRONTEND_PORT)/webhook/
	@$(MANAGE) demo_site_address http://localhost:$(FRONTEND_PORT)
	@trap : INT TERM; (cd $(FRONTEND_NEXT) && npm run --silent build && PORT=$(FRONTEND_PORT) npm run --silent start); \
	ended=$$?; $(MANAGE) demo_site_address "$(CMS)"; exit $$ended

demo-answers:
	@$(PYTHON) -c 'import os, urllib.request; urllib.request.urlopen(os.environ["CMS"], timeout=10)' 2>/dev/null \
	|| { echo "The demo does not answer at $(CMS)/. Start it in another terminal, and then try again: make demo"; exit 1; }

frontend-packages: $(FRONTEND)/node_modules/made

$(FRONTEND)/node_modules/made: $(FRONTEND)/package-lock.json | node
	@echo "Fetching the packages of the front end …"
	@cd $(FRONTEND) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/made

frontend-next-packages: $(FRONTEND_NEXT)/node_modules/made

$(FRONTEND_NEXT)/node_modules/made: $(FRONTEND_NEXT)/package-lock.json | node
	@echo "Fetching the packages of the front end in Next.js …"
	@cd $(FRONTEND_NEXT) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/made

# PostgreSQL, Redis, two web processes and one for tasks. The environment says where (docs/how-to/several-processes.md).
demo-deployed: install-deploy ## the demo on PostgreSQL and Redis, in several processes
	@scripts/services postgresql redis
	@PORT=$(PORT) $(BIN)/python scripts/demo_deployed.py

# Programs that are no part of Python's packages.
gettext npm mariadb-headers nginx:
	@$(NEED) $@

# What the browser tests run in.
chromium: install-test
	@$(NEED) libatomic chromium

## Change it

lint: install-test gettext ## what a machine can see: style, types, arrows between modules, templates, the catalogue of words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint coprod_wagtail example_site --lint --quiet
	$(BIN)/python scripts/make_messages.py --check
	$(BIN)/python scripts/check_catalogues.py

# After any change of a word that people read: the catalogue a translator starts from. `make lint` says if it is forgotten.
messages: install-test gettext ## the catalogue for translators, written anew from the words in the code
	$(BIN)/python scripts/make_messages.py

.PHONY: install-docs docs pictures

# A page that stayed as it was would keep quiet the second time: the whole site is read anew.
SITE := -m sphinx --fail-on-warning --keep-going --fresh-env --quiet --conf-dir docs

docs: install-docs ## the documentation as a site, in build/docs; fails for a broken link, a lost table row, an open code fence
	@rm -rf build/docs
	$(BIN)/python $(SITE) --doctree-dir build/docs/.doctrees docs build/docs
	@echo "Open build/docs/index.html, or: python3 -m http.server --directory build/docs"

# From the demo, made from nothing on a day that is always the same. `make pictures PICTURES="post queue"`: only these.
pictures: install-test chromium sheets ## the pictures of README.md and the documentation, taken anew (PICTURES: only these)
	$(BIN)/python -m scripts.make_pictures $(PICTURES)

# What we promise to front ends: docs/reference/openapi.json. What breaks them is refused, unless BREAKING=1 says so.
openapi: install-test ## the document of the JSON API, written anew (BREAKING=1 where it breaks front ends)
	$(BIN)/python -m scripts.make_openapi $(if $(BREAKING),--breaking)

# The same as types for TypeScript, made by a tool that comes through npm.
TYPES := npx --yes --package openapi-typescript@7.13.0 --package typescript@5.9.3 openapi-typescript \
	docs/reference/openapi.json --output example_site/frontend/src/coprod-api.d.ts \
	--root-types --root-types-no-schema-prefix

types: node ## the types that front ends take from it
	@$(TYPES)

check-types: node ## whether they are what the document says
	@$(TYPES) --check || { echo "The types are not what docs/reference/openapi.json says. Run make types." >&2; exit 1; }

fix: install-test ## sorts imports, and formats what can be formatted
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

shell: demo-data ## Python with the demo's site in it
	@$(MANAGE) shell

# ESLint with the rules in tests/javascript, from npm.
lint-javascript: tests/javascript/node_modules/made ## the scripts that the package brings, through ESLint
	tests/javascript/node_modules/.bin/eslint --config tests/javascript/eslint.config.mjs $$(git ls-files 'coprod_wagtail/*.js' 'example_site/static/*.js')

tests/javascript/node_modules/made: tests/javascript/package-lock.json | node
	@cd tests/javascript && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/made

# A page without a framework, one of React 19 and one of Vue 3, under strict TypeScript.
EMBED := tests/javascript/embed
check-embed-types: $(EMBED)/node_modules/made ## the types of the embed, in TypeScript, React and Vue
	cd $(EMBED) && for kind in plain react; do node_modules/.bin/tsc -p tsconfig.$$kind.json || exit 1; done
	cd $(EMBED) && node_modules/.bin/vue-tsc -p tsconfig.vue.json

$(EMBED)/node_modules/made: $(EMBED)/package-lock.json | node
	@cd $(EMBED) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/made

# The versions that the tests run with, looked up anew. `locks/*.in` say what is older or newer there than in locks/test.txt;
# lowest.txt has the lowest of what pyproject.toml lists for a site and for a deployment, and the newest of all else.
LOCK := .venv-lock/bin/uv pip compile --quiet --upgrade --no-annotate --no-emit-index-url --no-header pyproject.toml
LOCK_TEST := $(LOCK) --extra test --extra databases

lock: .venv-lock/bin/uv ## the versions of everything that the tests install, looked up anew
	$(LOCK_TEST) --universal --python-version 3.11 --output-file locks/test.txt
	$(LOCK_TEST) --universal --python-version 3.12 locks/newest.in --output-file locks/newest.txt
	$(LOCK_TEST) --python-version 3.11 locks/oldest.in --output-file locks/oldest.txt
	$(LOCK) --python-version 3.11 --resolution lowest-direct --extra deploy --output-file .venv-lock/lowest.txt
	$(LOCK_TEST) --python-version 3.11 --constraints .venv-lock/lowest.txt --output-file locks/lowest.txt

.venv-lock/bin/uv:
	@scripts/venv .venv-lock $(PYTHON)
	.venv-lock/bin/python -m pip install -qq --disable-pip-version-check uv

## Test it

# All that is missing is said at once, and before anything else.
test: needs-of-test chromium lint test-fast test-browser ## everything below on SQLite: lint, all tests, and those in a real browser

needs-of-test:
	@$(NEED) python gettext libatomic chromium

test-fast: install-test ## the tests that need no browser
	$(BIN)/python $(SUITE) $(if $(PART),--part $(PART)) $(REST) $(if $(HALF),$(if $(filter sites,$(HALF)),$(SITES),$(SITES:%=--ignore=%)))

# A run of its own: Playwright's loop forbids what other tests need (tests/browser/conftest.py).
test-browser: install-test chromium ## the tests in a real browser
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory sheets; fi
	$(PYTEST) tests/browser $(SIDE_BY_SIDE)

# The style sheets of other people in which the pages are looked at, from npm. Without npm those tests are left out.
sheets: tests/browser/sheets/node_modules/made

tests/browser/sheets/node_modules/made: tests/browser/sheets/package-lock.json | npm
	@cd tests/browser/sheets && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/made

# Every page that readers see, in every state, through the Nu HTML checker.
test-html: install-test html-checker ## every page that readers see, in every state, through the Nu HTML checker
	$(PYTEST) tests/html -rsfE

# Many more cases than in `make test`, and others each time: SEED=N repeats a run, which says its own in the end.
SEED ?= $(shell $(PYTHON) -c 'import random; print(random.randrange(10**9))')
CASES ?= 20000
test-schemathesis: install-test ## the JSON API against its document, with many thousand cases (SEED repeats a run)
	SCHEMATHESIS_EXAMPLES=$$(($(CASES) / 25)) SCHEMATHESIS_CASES=$(CASES) SCHEMATHESIS_SEED=$(SEED) SCHEMATHESIS_OPTIONS= \
		$(PYTEST) tests/contract -s

# Programs that make clients from the document, and two that look for mistakes in it: each of exactly one version.
test-clients: install-test client-makers ## clients made from the JSON API's document, by seven programs of other people
	$(PYTEST) tests/clients -rsfE

client-makers: tests/clients/node_modules/made .venv-clients/requirements.stamp

tests/clients/node_modules/made: tests/clients/package-lock.json | node
	@cd tests/clients && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/made

.venv-clients/requirements.stamp: tests/clients/requirements.txt
	@scripts/venv .venv-clients $(PYTHON)
	.venv-clients/bin/python -m pip install -qq --disable-pip-version-check -r tests/clients/requirements.txt
	@touch $@

# Hostile headers, parameters, cookies, paths and bodies, for pages and the JSON API; `make test` has some hundred of them.
REQUESTS ?= 50000
test-fuzz: install-test ## 50,000 hostile requests (REQUESTS), none of which may raise (SEED repeats a run)
	FUZZ_CASES=$(REQUESTS) FUZZ_SEED=$(SEED) $(PYTEST) tests/gateway/test_hostile_requests.py -n $(WORKERS) --dist load -rP

# It comes through npm, into a folder of its own.
html-checker: java-and-npm tests/html/node_modules/made

java-and-npm:
	@$(NEED) java npm

# Debian 12 has an older Node.js than Astro and what makes clients need; npm has newer ones.
node: npm
	@node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' \
	|| { rm -rf .node && npm install --prefix .node --no-package-lock --no-audit --no-fund --loglevel=error node@20 >/dev/null; }

tests/html/node_modules/made: tests/html/package.json | java-and-npm
	@cd tests/html && npm install --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/made

# The front end against the demo, both as they are started in earnest: a run of its own.
test-frontend: install-test chromium frontend-packages ## the front end in a real browser, and its page in the documentation
	$(PYTEST) tests/frontend -rsfE

test-frontend-next: install-test chromium frontend-next-packages ## the second front end, built, in a real browser
	$(PYTEST) tests/frontend_next -rsfE

# No part of the tests: what it measures depends on the machine, and its newest versions want a newer Node.js.
lighthouse: export CMS ?= http://localhost:$(PORT)
lighthouse: install-test chromium npm demo-answers ## what Lighthouse says of the demo's six kinds of page (needs make demo beside it)
	@$(BIN)/python -m scripts.lighthouse "$(CMS)" npx --yes --package node@22.23.3 --package lighthouse@13.5.0 lighthouse

# The databases of a site that has outgrown SQLite, with the cache that goes with them. `services` starts them if they do
# not answer, and on Debian and Ubuntu installs them if they are missing and we may.
services:
	@scripts/services

test-postgresql: install-databases ## on PostgreSQL with Redis
	@scripts/services postgresql redis
	TEST_DATABASE=postgresql $(BIN)/python $(SUITE) $(MARKED)

test-mariadb: install-databases ## on MariaDB with Redis
	@scripts/services mariadb redis
	TEST_DATABASE=mariadb $(BIN)/python $(SUITE) $(MARKED)

# The kinds of site that the package is installed into (tests/projects/shapes.py). `make test` is about `regular`.
test-project: install-test ## on one kind of site (PROJECT)
	DJANGO_SETTINGS_MODULE="$$($(BIN)/python -m tests.projects.shapes '$(PROJECT)')" && export DJANGO_SETTINGS_MODULE \
	&& $(BIN)/python $(SUITE) $(MARKED)

# All of them, and then which of them failed.
test-projects: install-test ## on every kind of site
	@failed=; for name in $$($(BIN)/python -m tests.projects.shapes); do \
		[ "$$name" = regular ] || $(MAKE) test-project PROJECT="$$name" || failed="$$failed $$name"; \
	done; [ -z "$$failed" ] || { echo "Failed:$$failed" >&2; exit 1; }

# Both ends of what is supported, and the lowest of everything that the package itself asks for; each in an environment
# of its own, of exactly what its file in locks/ says.
.venv-%/test.stamp: pyproject.toml locks/%.txt .venv-%/made
	.venv-$*/bin/python -m pip install -qq --disable-pip-version-check -e '.[test]' -c locks/$*.txt
	@touch $@

.venv-%/databases.stamp: pyproject.toml locks/%.txt .venv-%/made | mariadb-headers
	.venv-$*/bin/python -m pip install -qq --disable-pip-version-check -e '.[test,databases]' -c locks/$*.txt
	@touch $@

.venv-oldest/made .venv-lowest/made: OF = 3.11
.venv-newest/made: OF = newest
.venv-%/made: looked-at
	@python="$$(scripts/find_python $(OF))" && scripts/venv .venv-$* "$$python"

.PRECIOUS: .venv-%/made .venv-%/test.stamp .venv-%/databases.stamp

test-lowest: SAME += --ignore=tests/docs --ignore=tests/example_site --ignore=tests/projects/test_shapes.py

# DATABASE=postgresql, DATABASE=mariadb: on that one, in place of SQLite.
DATABASE ?=
test-oldest test-newest test-lowest: test-%: .venv-%/$(if $(DATABASE),databases,test).stamp ## on both ends of what is supported, and the lowest of what we depend on
	@$(if $(DATABASE),scripts/services $(DATABASE) redis)
	@.venv-$*/bin/python -c 'import sys, django, wagtail; \
		print("Python", sys.version.split()[0], "Django", django.__version__, "Wagtail", wagtail.__version__)'
	$(if $(DATABASE),TEST_DATABASE=$(DATABASE)) COVERAGE_CORE=sysmon .venv-$*/bin/python $(SUITE) $(MARKED)

# Installs what it builds into a new environment, from the index: a run of its own.
test-package: install-test ## builds the wheel, and follows the tutorial with it in a fresh environment
	$(PYTEST) tests/packaging

# Starts what demo-deployed starts, so it has a run of its own.
test-deployment: install-test ## of demo-deployed
	@scripts/services postgresql redis
	@$(NEED) caches-in-front || echo "What they keep of it is left out." >&2
	@$(NEED) pgbouncer || echo "The demo behind a pooler is left out." >&2
	$(PYTEST) tests/deployment

# With servers of its own, which are killed, stopped and filled. FAULT_READERS and FAULT_COMMENTS say how many write how much.
test-faults: install-test ## what readers send while it breaks: nothing lost, doubled or miscounted
	@scripts/services postgresql redis
	FAULTS=1 $(PYTEST) tests/deployment/test_faults.py -p no:randomly

# How long pages take. For a short run: make bench BENCH_DATABASES=sqlite BENCH_COMMENTS="0 100 10000"
BENCH_DATABASES ?= sqlite postgresql
bench: install-deploy ## how long pages take, as multiples of a plain Wagtail page
	@case "$(BENCH_DATABASES)" in *postgresql*) scripts/services postgresql redis ;; esac
	@BENCH_DATABASES="$(BENCH_DATABASES)" $(BIN)/python -m bench
