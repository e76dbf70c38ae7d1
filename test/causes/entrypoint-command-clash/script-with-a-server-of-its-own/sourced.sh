#!/bin/sh
. ./start-functions.sh
