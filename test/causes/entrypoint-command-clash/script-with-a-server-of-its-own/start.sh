#!/bin/sh
set -e
mkdir -p /var/cache/server
python server.py
