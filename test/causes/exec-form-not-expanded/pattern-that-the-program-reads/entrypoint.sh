#!/bin/sh
eval exec "$@"
