#!/bin/sh
if [ -n "$DEBUG" ]; then
  set -x
fi
exec sleep 3600
