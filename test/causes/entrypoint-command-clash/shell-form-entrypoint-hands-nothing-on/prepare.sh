#!/bin/sh
set -e
mkdir -p /var/cache/worker
exec "$@"
