#!/bin/sh
[ $# -gt 0 ] || set -- python -m http.server
exec "$@"
