# Every target sets itself up: Python 3.11 or newer, make and git are all it takes.
#
#   VENV=dir                  another virtual environment than .venv
#   PYTHON=python3.12         the interpreter to make it with
#   ANSIBLE_CORE='~=2.18.0'   another ansible-core than the newest that suits the interpreter
#   JOBS=1                    how many checks of `make test` run side by side (default 3)

VENV ?= .venv
PY := $(VENV)/bin/python
PORT ?= 8887
RELEASE ?= 22.3
PYTEST_ARGS ?=
ONLY ?=
VERSION ?=
DOCUMENT ?=
OUTPUT ?= call-flow.html
ACTUAL ?=
ELSEWHERE ?=
CORE ?= 2.19
# Cores up to 2.19 run with Python 3.11, newer ones need 3.12.
PARITY_PYTHON := $(if $(filter 2.17 2.18 2.19,$(CORE)),3.11,3.12)
PARITY_VENV := .cache/parity/$(CORE)

CHECKS := lint-python lint-ansible docs sanity build integration molecule unit suites lives long

export PYTHON ANSIBLE_CORE VENV PYTEST_ARGS
.DEFAULT_GOAL := help
.PHONY: help release cores parity awx-collection reliability generate generate-check operations venv venv-demo test demo simulator call-flow benchmarks site lint format clean $(CHECKS)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

venv: ## make the virtual environment with all tools, or bring it up to date
	@sh tools/venv.sh requirements-dev.txt

venv-demo:
	@sh tools/venv.sh requirements-demo.txt

demo: venv-demo ## provision a customer on a simulated PBX, twice, and show the result on one screen
	@$(PY) tools/demo.py

simulator: venv-demo ## run a simulated PBX in the foreground, and print its credentials (PORT=8887 RELEASE=22.3)
	@PYTHONPATH=tests $(PY) -m simulator --port $(PORT) --release $(RELEASE)

call-flow: venv-demo ## write the pictures of a document as a page (DOCUMENT=file OUTPUT=call-flow.html ACTUAL=file ELSEWHERE=7000-7099)
	@$(PY) tools/call_flow.py '$(DOCUMENT)' --output '$(OUTPUT)' $(if $(ACTUAL),--actual '$(ACTUAL)') --elsewhere '$(ELSEWHERE)'

benchmarks: ## measure, and write benchmarks/RESULTS.md; downloads the community bundle once (ONLY=loop,rules FULL=1)
	@VENV=.cache/benchmarks/venv sh tools/venv.sh requirements-benchmarks.txt
	@.cache/benchmarks/venv/bin/python -m benchmarks --only '$(ONLY)' $(if $(FULL),--full)

site: ## build the documentation site in .cache/site/html, without a network; a warning is a failure
	@VENV=.cache/site/venv sh tools/venv.sh requirements-site.txt
	@.cache/site/venv/bin/python tools/make_site.py

test: venv ## run every check below; what has to pass before a change goes in
	@$(PY) tools/check.py --all

lint: venv ## lint-python and lint-ansible
	@$(PY) tools/check.py lint-python lint-ansible

lint-python: venv ## ruff and mypy
	@$(PY) tools/check.py $@

lint-ansible: venv ## yamllint and ansible-lint, production profile
	@$(PY) tools/check.py $@

docs: venv ## changelog fragments and plugin documentation
	@$(PY) tools/check.py $@

sanity: venv ## ansible-test sanity, without ignores
	@$(PY) tools/check.py $@

build: venv ## build the tarball, install it elsewhere, read its documentation, import it as Galaxy does
	@$(PY) tools/check.py $@

integration: venv ## ansible-test integration against the simulated PBX
	@$(PY) tools/check.py $@

molecule: venv ## the molecule scenarios
	@$(PY) tools/check.py $@

unit: venv ## pytest over the fast suites, in a minute (PYTEST_ARGS='tests/contract -k ivr')
	@$(PY) tools/check.py $@

suites: venv ## pytest over all suites in tests/, as make test runs it
	@$(PY) tools/check.py $@

lives: venv ## the life of each kind of object: every behaviour of a PBX, both ways of running, each operation
	@$(PY) tools/check.py $@

long: venv ## pytest over all suites, also the tests that make test leaves out
	@$(PY) tools/check.py $@

awx-collection: venv ## fetch awx.awx, with which make long tries the role awx; downloads the community bundle once (50 MB)
	@$(PY) tools/fetch_awx_collection.py

parity: ## compare both ways of running modules on one ansible-core, in an environment of its own (CORE=2.18)
	@VENV=$(PARITY_VENV) PYTHON_MIN=$(PARITY_PYTHON) ANSIBLE_CORE='~=$(CORE).0' sh tools/venv.sh requirements-parity.txt
	@$(PARITY_VENV)/bin/python -m pytest -q -m '' tests/parity $(PYTEST_ARGS)

reliability: venv ## faults, kills, races, hostile answers and options, secrets: the long run (ONLY=faults,kills STEP=5)
	@PYTHONPATH=tests $(PY) -m reliability --jobs $(or $(JOBS),2) --only '$(ONLY)' --step $(or $(STEP),1)

operations: venv ## write the table of the API's operations (docs/operations.md)
	@PORTSIP_WRITE_OPERATIONS=1 $(PY) -m pytest -q -m '' tests/operations

generate: venv ## write what follows from the descriptions of resources: modules, action plugins, JSON Schema, role specifications
	@$(PY) tools/generate.py

generate-check: venv ## tell which generated files are out of date
	@$(PY) tools/generate.py --check

format: venv ## format the Python files and apply ruff's safe repairs
	@$(PY) -m ruff check --fix --exit-zero --quiet .
	@$(PY) -m ruff format .

cores: venv ## install the tarball on each ansible-core, and run the first playbook from it (ONLY='2.17 2.21')
	@$(PY) tools/check_cores.py $(ONLY)

release: venv site ## make a release: changelog from the fragments, tarball checked on each ansible-core, commit and tag (VERSION=0.2.0)
	@$(PY) tools/release.py $(VERSION)

clean: ## remove all that these targets made
	rm -rf .venv .cache .ansible .mypy_cache .pytest_cache .ruff_cache tests/output importer_result.json portsip-pbx-*.tar.gz
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
