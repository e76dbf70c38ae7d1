#!/usr/bin/env python3
import sys

print("report for", sys.argv[1:])
