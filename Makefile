# Two commands: `make booklet` builds the handouts, `make test` runs the tests. Both first prepare what is not ready:
# the Python environment in .venv, from requirements.lock, and the system's Pango. What is ready is left alone, offline.
# For GNU Make 3.81 or newer and any POSIX shell.

PYTHON =
UPGRADE =
VENV = .venv
UV = uv==0.13.8

# Linux's own first: a distribution compiles it with profiles, which pyenv does not, and a build takes a seventh less.
SYSTEM = $(and $(wildcard /proc/version),$(wildcard /usr/bin/python3))
CANDIDATES = $(or $(PYTHON),$(SYSTEM) python3 python3.13 python3.12 python3.11 python)
IS_NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
BIN = bin
ifeq ($(OS),Windows_NT)
BIN = Scripts
endif

# Homebrew's libraries lie where a Python from elsewhere does not look. The variable stands in front of each command,
# since macOS takes it away from the children of its own shell. Other systems do not know it.
RUN = DYLD_FALLBACK_LIBRARY_PATH="$${DYLD_FALLBACK_LIBRARY_PATH:-/opt/homebrew/lib:/usr/local/lib:/usr/lib}" \
	$(VENV)/$(BIN)/python

.PHONY: booklet test check bench lock clean help ready tools

booklet: ready  ## build the editions of every day into dist/ (what plain `make` does)
	@$(RUN) build.py

test: check tools  ## run the whole test suite
	@$(RUN) -m pytest

check: ready  ## look for faults in the code without running it: ruff and mypy, in seconds
	@$(RUN) -m ruff check --quiet booklet tests build.py
	@$(RUN) -m mypy --no-error-summary

bench: ready  ## measure what README.md promises about speed
	@$(RUN) -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
		-r tests/bench/requirements.lock
	@$(RUN) -m tests.bench

lock:  ## write requirements.lock from pyproject.toml; UPGRADE=--upgrade takes the newest versions
	@$(SHELL) -c "$$WRITE_LOCK"

clean:  ## remove dist/ and the caches, but not .venv
	rm -rf dist .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find booklet tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# The environment, then what is lost from it, and what no Python package can bring: see booklet/cli/machine.py.
ready:
	@$(SHELL) -c "$$PREPARE_VENV"
	@$(RUN) build.py doctor --install

tools: ready
	@$(RUN) -m tests.tools

define SHELL_WORDS
set -eu

# One that can make an environment, or else one that may learn to.
find_python() {
  for parts in "sys, ensurepip" "sys"; do
    for python in $(CANDIDATES); do
      if "$$python" -c "import $$parts; $(IS_NEW_ENOUGH)" 2>/dev/null; then return; fi
    done
  done
  return 1
}

is_here() { command -v "$$1" >/dev/null 2>&1; }

is_root() { [ "$$(id -u)" = 0 ]; }

# Root on Debian or Ubuntu installs; whoever has named a Python is taken at their word.
install_if_ours() {
  if [ -n "$(PYTHON)" ] || ! is_root || ! [ -e /etc/debian_version ] || ! is_here apt-get; then return 1; fi
  export DEBIAN_FRONTEND=noninteractive
  if ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
    if apt-get install -y --no-install-recommends "$$@"; then return; fi
  fi
  apt-get update -q && apt-get install -y --no-install-recommends "$$@"
}

give_up() {
  printf '%s\n' "$$@" >&2
  exit 1
}

if is_root; then sudo=; else sudo="sudo "; fi

# The newest Python that apt-get has, as packages; the plain one where its lists are not here yet. Debian 11 has none
# that is new enough.
python_packages() {
  if ! is_here python3; then echo "python3 python3-venv"; return; fi
  for version in 3.13 3.12 3.11; do
    if apt-cache show "python$$version-venv" >/dev/null 2>&1; then echo "python$$version python$$version-venv"; return; fi
  done
}

# What installs a Python where the system has none that is new enough.
name_a_python() {
  if is_here apt-get; then packages=$$(python_packages); how="$${packages:+$${sudo}apt-get install -y $$packages}"
  elif is_here dnf; then how="$${sudo}dnf install -y python3.12"
  elif is_here brew; then how="brew install python"
  else how="see https://www.python.org/downloads/"
  fi
  set --
  if [ -n "$$how" ]; then set -- "Install one:  $$how"; fi
  if [ -z "$$how" ] && is_root; then set -- "Bring pip:    apt-get update && apt-get install -y python3-pip"; fi
  if [ -z "$$how" ] && ! is_root; then set -- "Bring pip:    sudo apt-get install -y python3-pip"; fi
  give_up "booklet needs Python 3.11 or newer and finds none among $(CANDIDATES)" "$$@" \
    "or fetch one: python3 -m pip install --user uv && python3 -m uv python install 3.12" \
    "and name it:  make PYTHON=\"\$$(python3 -m uv python find 3.12)\""
}

make_venv() {
  if ! find_python; then
    if [ -n "$(PYTHON)" ]; then give_up "booklet needs Python 3.11 or newer, and this is none: $(PYTHON)"; fi
    packages=
    if is_here apt-get; then
      packages=$$(python_packages)
      if [ -z "$$packages" ] && is_root; then apt-get update -q && packages=$$(python_packages); fi
    fi
    { [ -n "$$packages" ] && install_if_ours $$packages && find_python; } || name_a_python
  fi

  # Debian keeps a part of Python's own library in a package of its own.
  if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    install_if_ours "$$package" || give_up \
      "booklet keeps its libraries in $(VENV), and this Python cannot make such a folder: $$python" \
      "Install what it lacks:  $${sudo}apt-get install -y $$package"
  fi

  "$$python" -m venv --clear "$(VENV)"
}
endef

# Asked each time, since an environment breaks without a word: its Python goes with an upgrade of the system, a first
# `make booklet` is interrupted. The stamp is written last; older than the lock it is none.
# Wheels alone: to build one from source would run programs that the lock has no hash of.
define PREPARE_VENV
$(SHELL_WORDS)

stamp="$(VENV)/.lock-is-installed"
own="$(VENV)/$(BIN)/python"
if "$$own" -c 'import pip; $(IS_NEW_ENOUGH)' 2>/dev/null; then
  if [ -e "$$stamp" ] && [ -z "$$(find requirements.lock -newer "$$stamp")" ]; then exit; fi
else
  if [ -e "$(VENV)" ]; then echo "The environment in $(VENV) is not whole, and is made anew."; fi
  make_venv
fi

echo "Installing the libraries of requirements.lock into $(VENV) ..."
"$$own" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
  -r requirements.lock || give_up \
  "The libraries could not be installed. Once this machine is online, go on with:  make booklet"
touch "$$stamp"
endef

define WRITE_LOCK
$(SHELL_WORDS)

find_python || give_up "uv needs Python 3.11 or newer to run on:  make lock PYTHON=/path/to/python3"
folder=$$(mktemp -d)
trap 'rm -rf "$$folder"' EXIT
"$$python" -m venv "$$folder"
"$$folder/$(BIN)/python" -m pip install --quiet --disable-pip-version-check "$(UV)"
"$$folder/$(BIN)/python" -m uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --custom-compile-command "make lock" --group test \
  pyproject.toml --output-file requirements.lock
endef

export PREPARE_VENV
export WRITE_LOCK
