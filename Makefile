# Everything one does with the project. `make` alone lists it. Steps that were done already are not done again.
PORT ?= 5000
export PORT

BIN := .venv/bin
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready
ASSETS_READY := hfi/static/vendor/.ready
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard hfi/translations/*/LC_MESSAGES/*.po))

# Installs a lock with uv where it is at hand (quicker), otherwise with pip; both refuse a file with another hash.
install = if command -v uv >/dev/null && uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); then :; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi

.DELETE_ON_ERROR:
.PHONY: help run setup dev system-run system-test assets test test-sqlite test-postgres test-browser lint format \
	locks translations docs bench burden clean

help: ## List what can be done
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  make %-15s %s\n' "$$name" "$$text"; done

run: system-run setup ## Start the site on http://localhost:5000 (PORT=…), with fictional families the first time
	@$(BIN)/flask hfi prepare
	@exec $(BIN)/gunicorn -c gunicorn.conf.py app:app

setup: $(RUN_READY) assets $(CATALOGUES) ## Install what running needs, from the locks

dev: $(DEV_READY) assets $(CATALOGUES)

system-run system-test: system-%:
	@.ci/system-packages $*

.venv/bin/python:
	@echo "Making the Python environment in .venv"
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	@python3 -m venv .venv

$(RUN_READY): requirements.txt | .venv/bin/python
	@echo "Installing requirements.txt"
	@$(call install,requirements.txt)
	@touch $@

$(DEV_READY): requirements-dev.txt $(RUN_READY)
	@echo "Installing requirements-dev.txt"
	@$(call install,requirements-dev.txt)
	@touch $@

assets: $(ASSETS_READY)

$(ASSETS_READY): requirements-assets.txt hfi/assets.py $(RUN_READY)
	@echo "Fetching the files that browsers load"
	@rm -rf build/assets
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		--target build/assets -r requirements-assets.txt
	@$(BIN)/python -m hfi.assets
	@rm -rf build/assets
	@touch $@

%.mo: %.po | $(RUN_READY)
	@$(BIN)/pybabel --quiet compile -d hfi/translations

# Two at a time; whoever is done first takes of what the other has left.
TOGETHER := -n 2 --dist worksteal

test: test-sqlite test-postgres test-browser ## Run every test: on SQLite, on PostgreSQL, in a browser

test-sqlite: system-test dev ## Run the tests on SQLite
	env -u HFI_TEST_DATABASE_URL $(BIN)/pytest -m "not browser" $(TOGETHER)

test-postgres: system-test dev ## Run the tests on a throw-away PostgreSQL
	.ci/with-postgres $(BIN)/pytest -m "not browser and not pure" $(TOGETHER)

test-browser: system-test dev ## Run the tests that need a browser
	env -u HFI_TEST_DATABASE_URL $(BIN)/pytest -m browser $(TOGETHER)

lint: dev ## Check style, types, layers and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint hfi --lint --quiet

format: dev ## Put the Python in its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

locks: dev ## Lock the newest versions that requirements*.in allow
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -c requirements.txt -o requirements-dev.txt

LANGUAGES := da

translations: dev ## Bring the translation files up to date with the texts in the code
	@mkdir -p build
	$(BIN)/pybabel --quiet extract -F pyproject.toml -k _l -k lazy_gettext --no-location --sort-output \
		--project HFI --copyright-holder "The HFI contributors" -o build/messages.pot hfi
	@for language in $(LANGUAGES); do $(BIN)/pybabel --quiet update --init-missing -l $$language -i build/messages.pot \
		-d hfi/translations --no-fuzzy-matching --ignore-pot-creation-date || exit 1; done

docs: setup ## Write docs/rights.md anew: the table of addresses and roles
	@mkdir -p build
	$(BIN)/flask hfi rights --markdown > build/rights.md
	mv build/rights.md docs/rights.md

bench: dev ## Measure how fast pages are read and saved
	$(BIN)/python -m benchmarks

burden: system-test dev ## Count what four ordinary tasks cost at the screen, and write it into the README
	env -u DATABASE_URL $(BIN)/python -m benchmarks.burden

clean: ## Remove what was made, except the database and the secrets in instance/
	rm -rf .venv build hfi/static/vendor htmlcov test-results .coverage* .pytest_cache .mypy_cache .ruff_cache \
		.hypothesis .import_linter_cache
	find hfi tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +
	find hfi -name '*.mo' -delete
