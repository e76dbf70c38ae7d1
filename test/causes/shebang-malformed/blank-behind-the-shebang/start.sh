#! /bin/sh -e

# Started by the scheduler.
exec sleep 60
