#!/bin/sh
set -e
echo up > /var/log/shop/access.log
exec sleep 600
