#!/bin/sh
set -eu
mkdir -p tmp/pids
rm -f tmp/pids/server.pid
exec "$@"
