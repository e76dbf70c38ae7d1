#!/bin/sh
mkdir -p state/jobs
set -e
touch state/jobs/lock || true
if [ -n "$STATE" ]; then echo up > state/now; fi
exec sleep infinity
