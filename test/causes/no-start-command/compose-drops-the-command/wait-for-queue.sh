#!/bin/sh
set -e
until nc -z queue 5672; do sleep 1; done
exec "$@"
