#!/bin/sh
set -e
[ $# -gt 0 ] || { echo "await.sh: which command?" >&2; exit 64; }
exec "$@"
