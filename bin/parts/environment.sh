# The project's own environment, .venv: made once, brought up to date when a lock file has changed.
# Sourced by the commands of bin/. Needs Python 3.11 or newer and nothing else; nothing is compiled.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
venv=$top/.venv

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local each
    for each in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$each" >/dev/null && new_enough "$each"; then
            echo "$each"
            return
        fi
    done
    if command -v python3 >/dev/null; then
        fail "Firsthand needs Python 3.11 or newer, and python3 here is $(python3 -c 'import platform; print(platform.python_version())'). Install a newer one and start again."
    fi
    fail "Firsthand needs Python 3.11 or newer, and there is no python3 here. Install it (on Debian: apt install python3 python3-venv) and start again."
}

make_venv() {
    local python
    python=$(find_python) || exit 1
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "The Python here cannot make an environment of its own. Install the missing part (on Debian: apt install python3-venv) and start again."
    "$python" -m venv --clear "$venv" ||
        fail "The environment $venv could not be made; the lines above say why."
}

# What is installed is remembered as a copy of the lock file, with the folder it was installed for.
stamp_of() { printf '%s\n' "# installed for $top" | cat - "$top/$1"; }

is_installed() { new_enough "$venv/bin/python" && stamp_of "$1" 2>/dev/null | cmp -s - "$venv/$1"; }

install() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes \
        --only-binary :all: --requirement "$top/$1" ||
        fail "What $1 names could not be installed; the lines above say why. Without a network nothing can be fetched the first time."
}

# Firsthand itself is not built: its source is put on the path, and the command is two lines that find their own folder.
install_ourselves() {
    local packages
    packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    # Relative, so that it can be read whatever the path is written in: it stands four folders down, in
    # .venv/lib/python3.x/site-packages.
    echo ../../../../src >"$packages/firsthand.pth"
    printf '%s\n' '#!/bin/sh' 'exec "$(dirname "$(readlink -f "$0")")/python" -P -m firsthand "$@"' >"$venv/bin/firsthand"
    chmod 755 "$venv/bin/firsthand"
}

# environment requirements.lock | environment requirements-dev.lock (which holds the first and more)
environment() {
    is_installed "$1" && return
    (
        if command -v flock >/dev/null; then
            exec 9<"$top/pyproject.toml"
            flock 9
        fi
        is_installed "$1" && exit
        say "Setting up Firsthand's own environment in $venv. This is done once and takes a minute or so."
        new_enough "$venv/bin/python" || make_venv
        install "$1"
        install_ourselves
        stamp_of requirements.lock >"$venv/requirements.lock"
        stamp_of "$1" >"$venv/$1"
    ) || exit 1
}
