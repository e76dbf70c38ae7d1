#!/bin/bash
set -euo pipefail
exec sleep 3600
