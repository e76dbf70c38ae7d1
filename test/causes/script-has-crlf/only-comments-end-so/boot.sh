#!/bin/sh
# Starts it.
exec sleep 3600
