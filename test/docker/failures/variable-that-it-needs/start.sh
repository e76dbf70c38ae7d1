#!/bin/sh
: "${DATABASE_URL:?must be set}"
exec sleep 600
