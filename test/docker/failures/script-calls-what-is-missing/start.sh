#!/bin/sh
set -e
echo migrating
alembic upgrade head
exec sleep 600
