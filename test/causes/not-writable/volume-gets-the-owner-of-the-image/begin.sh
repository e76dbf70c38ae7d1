#!/bin/sh
set -e
echo $$ > /data/pid
exec sleep infinity
