#!/bin/sh
# Prepares the folders.

set -eu
mkdir -p /tmp/work
exec "$@"
