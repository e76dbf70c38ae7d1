#!/bin/sh
while sleep "${2:-60}"; do date; done
