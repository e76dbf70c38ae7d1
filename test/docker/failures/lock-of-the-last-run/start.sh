#!/bin/sh
if [ -e /run/shop/server.pid ]; then
  echo 'A server is already running. Check /run/shop/server.pid.' >&2
  exit 1
fi
exec sleep 600
