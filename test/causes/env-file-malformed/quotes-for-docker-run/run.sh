#!/bin/sh
cd "$(dirname "$0")" || exit 1
exec "$DOCKER" run --rm --name shop \
  --env-file shop.env shop
