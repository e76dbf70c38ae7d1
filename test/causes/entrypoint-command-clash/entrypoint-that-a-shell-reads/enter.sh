#!/bin/sh
set -e
echo "prepared"
exec "$@"
