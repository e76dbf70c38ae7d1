#!/bin/sh
set -e
echo $$ > press.lock
exec sleep 3600
