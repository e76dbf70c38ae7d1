#!/bin/sh
. ./settings.sh
: "${DATABASE_URL:?must be set}"
if [ -n "$DEBUG" ]; then
  : "${DEBUG_PORT:?}"
fi
exec python worker.py
