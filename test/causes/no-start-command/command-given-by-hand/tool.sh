#!/bin/sh
if [ "$1" = lint ]; then echo linting; fi
exec "$@"
