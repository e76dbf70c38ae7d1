#!/bin/sh
set -e
echo "server_name $HOST;" > /etc/nginx/conf.d/host.conf
exec nginx -g 'daemon off;'
