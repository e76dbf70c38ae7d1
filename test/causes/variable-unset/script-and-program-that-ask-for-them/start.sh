#!/bin/sh
set -e
: "${LOG_LEVEL:?}" "${PORT:=8000}"
: "${DATABASE_URL:?must be set}"
: "${PORT:?}"
exec python worker.py
