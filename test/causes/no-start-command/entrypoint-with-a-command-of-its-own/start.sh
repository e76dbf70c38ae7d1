#!/bin/sh
envsubst < /etc/nginx/template > /etc/nginx/conf.d/default.conf
exec nginx -g 'daemon off;' "$@"
