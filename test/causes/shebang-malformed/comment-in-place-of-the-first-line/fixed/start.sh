#!/bin/sh
# Waits for the next run.
set -e
exec sleep infinity
