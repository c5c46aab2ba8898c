# The commands of the project; `make help` lists them. The work is done by scripts/kt.

# Any python3 that works will do to begin with. (One that a version manager puts in the way may
# refuse in this folder, so the system's own is tried too.)
BOOT := $(shell for each in python3 /usr/bin/python3 python; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null && \
	{ echo "$$each"; break; }; done)
KT = $(if $(BOOT),$(BOOT) -m scripts.kt,@echo "python3 (3.9 or newer) is needed" >&2; false)
PY = .venv/bin/python
RASA_PY = rasa/.venv/bin/python
TYPED = $(wildcard catalog actions dutch evaluation gateway practice safety) scripts

# The steps of a target use the same folders and both cores: one after the other.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help install start chat train teach test unit conversations test-web test-teams teams-package webchat screenshots bench-web lint format bench bench-nlu lock clean test-practice test-services start-services bench-load soak test-faults fuzz sbom audit test-soak

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Fetch what is needed into .venv and rasa/.venv (seconds when nothing changed)
	@$(KT) install

start: ## Install, load, train and serve everything on loopback; opens the web chat
	@$(KT) start

chat: ## Talk to the assistant that `make start` serves, in the terminal
	@$(KT) chat

train: ## Train the assistant into models/ when its inputs changed
	@$(KT) train

# On one thread each: threads of small matrices wait for each other.
teach: export OPENBLAS_NUM_THREADS = 1
teach: export OMP_NUM_THREADS = 1
teach: install ## Learn the shipped weights: danger in unforeseen words; what trainees ask and write
	@PYTHONPATH=rasa:. $(RASA_PY) -m assistant.teaching.danger
	@$(PY) -m practice.questions.learning --when-changed
	@$(PY) -m practice.motivation.learning --when-changed

test: lint unit conversations test-services test-web test-teams test-faults test-soak ## Everything, from a fresh clone

unit: install ## Tests that need no running assistant
	@$(KT) services
	@$(PY) -m pytest --ignore tests/conversations --ignore tests/services --ignore tests/web --ignore tests/teams/whole --ignore tests/faults/whole
	@$(RASA_PY) -m pytest -c rasa/pyproject.toml --rootdir .

conversations: train ## Conversations with the trained assistant (servers on free ports)
	@$(PY) -m pytest tests/conversations

test-web: train ## The web chat in a real browser, with the trained assistant
	@$(KT) webtools
	@$(PY) -m pytest tests/web

test-teams: train ## Microsoft Teams against a fake Microsoft, with the trained assistant
	@$(PY) -m pytest tests/teams

test-faults: train ## Kill each part while people talk, and 500 strange messages through the whole
	@$(KT) services
	@$(PY) -m pytest tests/faults tests/attacks

fuzz: install ## Fuzz every input in one process (CASES=110000), with counts
	@$(PY) -W ignore -m tests.attacks.fuzz $(if $(CASES),--cases $(CASES))

sbom: install ## List what is installed in both environments as CycloneDX, in results/sbom
	@mkdir -p results/sbom
	@.venv/bin/cyclonedx-py environment --output-reproducible -o results/sbom/main.json .venv
	@.venv/bin/cyclonedx-py environment --output-reproducible -o results/sbom/rasa.json rasa/.venv

audit: install ## Ask PyPI about known weaknesses in both lock files (needs the net)
	@.venv/bin/pip-audit --disable-pip -r requirements.lock
	@.venv/bin/pip-audit --disable-pip -r rasa/requirements.lock

teams-package: install ## Make the app package for Teams in results/teams (docs/teams.md)
	@$(PY) -m gateway.teams.package

test-practice: train ## Practising: cases, forms, progress, whole conversations in all four forms
	@$(PY) -m pytest tests/practice tests/actions/test_oefenen.py tests/conversations/test_practice.py

test-services: train ## Conversations on PostgreSQL and Redis, and over two of everything
	@$(KT) services
	@$(PY) -m pytest tests/services
	@KT_TEST_SERVICES=1 $(PY) -m pytest tests/conversations -k "test_gateway or happy_path or corrections or danger"

start-services: ## As `make start`, on PostgreSQL and Redis that are started with it
	@$(KT) start-services

bench-load: train ## Measure the whole chain under load beside Rasa as it comes (long; QUICK=1)
	@$(KT) services
	@$(PY) -m evaluation.bench.load $(if $(QUICK),--quick)

soak: train ## Half load for MINUTES=30: nothing may grow
	@$(KT) services
	@$(PY) -m evaluation.bench.load.soak --minutes $(or $(MINUTES),30)

test-soak: train ## Three minutes of half load: nothing may grow
	@$(KT) services
	@$(PY) -m evaluation.bench.load.soak --minutes 3

webchat: ## Build the web chat into gateway/webchat/dist
	@$(KT) webchat

screenshots: train ## Make a picture of each state of the web chat in results/screenshots
	@$(KT) webtools
	@$(PY) -m tests.web.screenshots results/screenshots

bench-web: train ## Measure the web chat beside other chat widgets (fetches them)
	@$(KT) webtools
	@$(PY) -m tests.web.bench $(if $(RASA_WIDGET),--rasa-widget $(RASA_WIDGET))

lint: install ## Style, format and types of the code, faults in the catalogue and the cases
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m mypy --no-error-summary $(TYPED)
	@cd rasa && MYPYPATH=.:.. .venv/bin/python -m mypy --no-error-summary -p assistant
	@$(PY) -m catalog lint
	@$(PY) -m practice check

format: install ## Put the code in the project's style
	@$(PY) -m ruff check --quiet --fix
	@$(PY) -m ruff format --quiet

bench: install ## Measure advice and loading, as a table
	@$(PY) -m evaluation.bench

bench-nlu: install ## Measure understanding beside Rasa's default pipeline and keywords (long)
	@$(PY) -m evaluation.bench.nlu

lock: ## Make the lock files again from the pyproject files
	@$(KT) lock

clean: ## Remove what was made: environments, models, logs
	@rm -rf .venv rasa/.venv .tools .run .rasa models
