#!/bin/sh
set -e
mkdir -p /opt/tools
touch /opt/tools/ready
