#!/bin/sh
set -e
envsubst < /etc/site.conf.template > /tmp/site.conf
exec "$@"
