#!/bin/sh
set -e
mkdir -p /var/spool/cron/crontabs
exec crond -f
