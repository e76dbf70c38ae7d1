#!/bin/sh
set -e
exec sleep 3600
