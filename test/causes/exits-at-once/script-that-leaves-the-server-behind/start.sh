#!/bin/sh
set -e
mkdir -p /var/spool/cron/crontabs
crond
