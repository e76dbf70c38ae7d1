#!/bin/sh
exec python /job/sync.py "$@"
