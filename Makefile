# Two commands do everything, on a machine with nothing but Python 3.11 and make: `make run` and `make test`.
PYTHON ?= python3
export PORT ARGS

.PHONY: run test coverage manage lock lint

run:  ## Start Oxle with its own database and the demo county; PORT=8123 moves it. Ctrl-C stops it.
test:  ## Run every test on a database of its own; ARGS="tests/cases -x" goes to pytest.
coverage:  ## Run the tests and say which lines none reached; below the floor in pyproject.toml it fails. Slower.
manage:  ## Run a management command: make manage ARGS="sweep --dry-run"
lock:  ## Write the lock files anew from pyproject.toml and package.json.
lint:  ## Style, types, and generated documents that have gone stale.

# exec, so that a signal to make reaches the launcher itself and not a shell around it.
run test coverage manage lock lint:
	@exec $(PYTHON) oxle/launch/__main__.py $@
