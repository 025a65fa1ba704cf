# Ulam: the few commands that a person types. `make help` lists them.

CARGO ?= cargo
PYTHON ?= python3
EXAMPLE ?= cash-flow
OUT ?= out
TARGET ?= $(shell $(CARGO) metadata --no-deps --format-version 1 | $(PYTHON) -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')

.PHONY: help run report web test check bench python fuzz docs setup fmt

help: ## List these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

run: web ## Build everything, start the server with a demonstration and open the browser
	$(CARGO) build --release --package ulam
	"$(TARGET)/release/ulam" serve --demo --open

report: ## Simulate an example workbook (EXAMPLE=cash-flow) and show its report
	$(CARGO) build --release --package ulam
	@mkdir -p $(OUT)
	"$(TARGET)/release/ulam" simulate examples/$(EXAMPLE)/$(EXAMPLE).xlsx --model examples/$(EXAMPLE)/$(EXAMPLE).yaml \
	  --report $(OUT)/$(EXAMPLE).html
	@scripts/open "$(OUT)/$(EXAMPLE).html"

web: ## Build the browser app, which the program embeds
	scripts/web build

setup: ## Install what the tests need (apt packages)
	scripts/setup

test: setup ## Run every test
	scripts/test

check: ## The fast loop: format, clippy and unit tests of what changed
	scripts/check

bench: web ## Measure Ulam beside other programs, in one run
	$(CARGO) run --release --manifest-path bench/Cargo.toml
	$(CARGO) build --release --package ulam
	$(CARGO) run --release --manifest-path bench/load/Cargo.toml -- --program "$(TARGET)/release/ulam"

python: ## Build the Python package's wheel into python/dist
	scripts/python wheel

fuzz: ## Fuzz what reads and calculates (SECONDS_EACH=60)
	scripts/fuzz $${SECONDS_EACH:-60}

docs: ## Write the references in docs/ from the function and distribution libraries
	$(CARGO) run --release --package ulam -- functions --markdown > docs/functions.md
	$(CARGO) run --release --package ulam -- check --markdown > docs/checks.md
	$(CARGO) run --release --package ulam -- distributions --markdown > docs/distributions.md
	$(CARGO) run --release --package ulam -- distributions --pictures docs/images/distributions
	$(CARGO) run --release --package ulam -- openapi > docs/openapi.json

fmt: ## Format the sources
	$(CARGO) fmt --all
