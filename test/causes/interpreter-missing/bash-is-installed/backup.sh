#!/bin/bash
set -euo pipefail
exec sleep 86400
