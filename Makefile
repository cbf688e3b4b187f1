# A thin face of packaging/bootstrap.py, which does the same on Windows and macOS. Pass words on with ARGS="…".
PYTHON ?= python3

.DEFAULT_GOAL := run
.PHONY: run test lint faults bench screenshots lock clean

run test lint faults bench screenshots lock clean:
	@$(PYTHON) packaging/bootstrap.py $@ $(ARGS)
