#!/bin/sh
set -eu
STATE=/var/run/jobs
mkdir -p "$STATE"
echo $$ > "$STATE/pid"
exec sleep infinity
