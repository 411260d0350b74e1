# Start with `make run`, change something, then `make test`. `make help` lists the rest.

PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
VAR := $(or $(HANDBOOK_VAR),var)
MANAGE := HANDBOOK_BASE_URL=http://127.0.0.1:$(PORT) $(PY) manage.py
MIGRATIONS := $(wildcard cms/migrations/*.py handbook/migrations/*.py)
STATIC := $(shell find cms handbook -path '*/static/*' -type f 2>/dev/null)
CARDS := $(shell find cms handbook search templates locale -name '*.py' -o -name '*.html' -o -name '*.mo' 2>/dev/null)
STARTER := $(wildcard cms/starter/*.py cms/starter/data/*)

# A database that was deleted or is named from outside is prepared anew.
ifneq ($(DATABASE_URL),)
$(shell rm -f $(VAR)/.migrated $(VAR)/.loaded)
else ifeq ($(wildcard $(VAR)/db.sqlite3),)
$(shell rm -f $(VAR)/.migrated $(VAR)/.loaded)
endif

.PHONY: help run test bench scale lock messages screenshots clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/.runtime $(VAR)/.migrated $(VAR)/.loaded $(VAR)/.static $(VAR)/.composed ## serve the starter handbook on 127.0.0.1:8000 (PORT=)
	@$(PY) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2> /dev/null || \
		{ echo "Port $(PORT) is in use or not allowed. Choose another one: make run PORT=$$(( ($(PORT) + 1) % 65536 ))"; exit 1; }
	@printf '\n  Readers   http://127.0.0.1:%s/\n  Staff     http://127.0.0.1:%s/admin/\n\n' $(PORT) $(PORT)
	@cat $(VAR)/demo_logins.txt
	@printf '\n  Ctrl+C stops. Everything is kept under %s/.\n\n' $(VAR)
	@printf 'http://127.0.0.1:%s' $(PORT) > $(VAR)/base_url
	@$(MANAGE) release_due --every 20 & trap "kill $$!" EXIT INT TERM; \
		HANDBOOK_BASE_URL=http://127.0.0.1:$(PORT) DJANGO_SETTINGS_MODULE=cms.settings.local \
		$(PY) -m gunicorn cms.wsgi --bind 127.0.0.1:$(PORT) --threads 8 --no-control-socket --log-level warning

test: .venv/.dev ## check the machine, then everything on SQLite, PostgreSQL and Chromium
	@$(PY) -m tests.machine
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	DJANGO_SETTINGS_MODULE=cms.settings.test $(PY) manage.py makemigrations --check --dry-run
	env -u DATABASE_URL .venv/bin/pytest -q -n 3 --dist loadfile --no-loadscope-reorder
	$(PY) -m tests.postgres .venv/bin/pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not browser"
	@echo "All tests passed: SQLite, PostgreSQL and Chromium."

bench: .venv/.dev ## measure speed and size against the limits
	$(PY) -m tests.bench

scale: .venv/.dev ## the same for 1,741 cities on one national edition (half an hour)
	$(PY) -m tests.bench scale

lock: .venv/.dev ## choose the newest versions that pyproject.toml allows
	.venv/bin/uv pip compile --quiet --upgrade $(LOCKING) pyproject.toml -o requirements.lock
	.venv/bin/uv pip compile --quiet --upgrade $(LOCKING) -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock
LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

messages: .venv/.dev ## collect and compile the Japanese texts (needs gettext)
	$(MANAGE) makemessages --locale ja --no-location --no-obsolete --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	$(MANAGE) compilemessages --locale ja --ignore .venv

screenshots: .venv/.dev ## make the pictures of the README anew
	$(PY) -m tests.browser.screenshots

clean: ## remove the environment and what tests left; the handbook in var/ stays
	rm -rf .venv var/test-cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; install it or name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/.runtime: requirements.lock | .venv/bin/python
	@echo "Installing the locked packages (about half a minute) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/bin/python
	@echo "Installing the locked packages, those of the tests too (about a minute) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch .venv/.runtime $@

$(VAR)/.migrated: .venv/.runtime $(MIGRATIONS)
	@echo "Making the database ..."
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) update_index --verbosity 0
	@touch $@

$(VAR)/.loaded: $(VAR)/.migrated $(STARTER)
	@echo "Loading the starter handbook ..."
	@$(MANAGE) load_starter
	@$(MANAGE) demo_accounts > /dev/null
	@touch $@

# A Release holds finished cards, so new templates need new Releases.
$(VAR)/.composed: $(VAR)/.loaded $(CARDS)
	@echo "Composing the Releases ..."
	@if $(MANAGE) compose 2> $(VAR)/compose.log; then touch $@; else echo "The Releases before stay; see $(VAR)/compose.log."; fi

$(VAR)/.static: .venv/.runtime $(STATIC)
	@echo "Compressing styles and scripts ..."
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@
