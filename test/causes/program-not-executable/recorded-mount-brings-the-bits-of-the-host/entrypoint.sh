#!/bin/sh
echo "migrating"
exec "$@"
