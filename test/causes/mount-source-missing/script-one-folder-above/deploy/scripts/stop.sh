#!/bin/sh
exec kill -TERM 1
