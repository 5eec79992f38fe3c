#!/bin/sh
# Find a Python that works and hand over to tools/venv.py: `sh tools/venv.sh requirements-dev.txt`.
# PYTHON names the interpreter to use and no other; PYTHON_MIN asks for a newer one than 3.11.
set -eu
PYTHON_MIN=${PYTHON_MIN:-3.11}

usable() {
    # A version manager's shim may exist and still not run; a distribution may leave out venv or ensurepip.
    "$1" -c 'import ensurepip, sys, venv; sys.exit(list(sys.version_info) < list(map(int, sys.argv[1].split("."))))' "$PYTHON_MIN" >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    usable "$PYTHON" || { echo "PYTHON=$PYTHON is not a Python $PYTHON_MIN or newer with venv." >&2; exit 1; }
    exec "$PYTHON" tools/venv.py "$@"
fi
for candidate in python3.11 python3.12 python3.13 python3.14 python3 python \
    /usr/bin/python3.11 /usr/bin/python3.12 /usr/bin/python3.13 /usr/bin/python3 /usr/local/bin/python3 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[1-9]*/bin/python3; do
    if usable "$candidate"; then
        exec "$candidate" tools/venv.py "$@"
    fi
done
echo "No Python $PYTHON_MIN or newer with venv and pip was found. Install one, or name it: make PYTHON=/path/to/python3 ..." >&2
exit 1
