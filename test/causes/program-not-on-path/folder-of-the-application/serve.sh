#!/bin/sh
echo "told: $*"
exec sleep infinity
