#!/bin/sh
set -e
echo "listen: ${PORT:-8080}" > /srv/app.yaml
if [ -n "$DEBUG" ]; then
  cat /srv/app.yaml
fi
chown -R nobody /srv
exec "$@"
