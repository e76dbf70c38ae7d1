#!/bin/sh
docker compose --env-file shop.env up -d
node --env-file shop.env server.js
# docker run --env-file shop.env shop
docker run --env-file "$ENV_FILE" shop
docker run --env-file plain.env shop
