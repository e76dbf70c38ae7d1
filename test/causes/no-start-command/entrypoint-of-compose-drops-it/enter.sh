#!/bin/sh
set -e
mkdir -p /var/run/shop
exec "$@"
