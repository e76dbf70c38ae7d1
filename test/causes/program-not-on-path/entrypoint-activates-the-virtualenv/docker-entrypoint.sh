#!/bin/sh
set -e
. /opt/venv/bin/activate
exec "$@"
