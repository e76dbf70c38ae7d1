#!/bin/sh
docker run --rm \
  --env-file wait.env \
  waiter
