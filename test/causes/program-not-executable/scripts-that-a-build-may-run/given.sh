#!/bin/sh
echo ready > /srv/state
