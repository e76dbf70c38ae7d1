#!/bin/sh
echo serving
exec sleep 600
