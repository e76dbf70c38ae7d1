#!/bin/sh
set -e
mkdir -p /var/lib/shop
echo "prepared"
exec "$@"
