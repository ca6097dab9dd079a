# Two commands do all: `make demo` starts the portal with sample data, `make test` checks it.
# The first run prepares everything; PYTHON says with which interpreter.
PYTHON ?= python3
BIN := .venv/bin
# what goes to pytest: make test ARGS="-k quota"
ARGS ?=
UPGRADE ?=
# what make privacy-audit counts: files of `portal release --export`, with their k: make privacy-audit CARDS="--k 7 a.csv"
CARDS ?=

.PHONY: demo test privacy-audit bench lint format lock assets check setup

demo: setup
	@$(BIN)/python -m portal demo --serve

test: setup lint
	@$(PYTHON) tools/setup.py --browser
	@$(BIN)/python -m tools.privacy_audit --prepare
	@$(BIN)/pytest -n logical --dist loadgroup $(ARGS)

# programs that are not ours check a release: those of CARDS, or 2,000 generated cards
privacy-audit: setup
	@$(BIN)/python -m tools.privacy_audit $(CARDS)

bench: setup
	@$(BIN)/python -m benchmarks

lint: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates

format: setup
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

# after a change of pyproject.toml or package.json; UPGRADE=--upgrade takes the newest versions they allow
lock: setup
	@$(BIN)/python -m tools.lock $(UPGRADE)
	@$(BIN)/python -m tools.build_assets --lock

assets: setup
	@$(BIN)/python -m tools.build_assets --force

check: setup
	@$(BIN)/python -m portal check

setup:
	@$(PYTHON) tools/setup.py
