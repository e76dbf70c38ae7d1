#!/bin/sh
echo "starting $0"
exec sleep 3600
