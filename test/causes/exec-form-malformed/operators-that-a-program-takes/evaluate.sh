#!/bin/sh
eval "$*"
