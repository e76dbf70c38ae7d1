#!/bin/sh
echo "serving"
exec sleep infinity
