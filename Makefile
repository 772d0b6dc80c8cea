# A fresh machine needs Python 3.11 or newer and network access to the Python package index; nothing else to judge.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SPIN = src/sysmobench/systems/spin

.PHONY: demo test lint bench docs driver install clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml src/sysmobench/__init__.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# Judges two specifications of a real lock: one that is right, and one that a textbook would write.
demo: install
	@$(BIN)/sysmobench check --reference --system spin
	@echo
	@$(BIN)/sysmobench check $(SPIN)/textbook/failed_try_returns --output $(VENV)/demo.json
	@echo
	@$(BIN)/sysmobench explain $(VENV)/demo.json

test: install
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install
	$(BIN)/python benchmarks/run.py

# The documentation as a site, in build/site. What a link or a page lacks is an error.
docs: install
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "wrote build/site/index.html"

# Compiles the Java driver into the package; needs a JDK.
driver: install
	$(BIN)/python driver/build.py

clean:
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis
