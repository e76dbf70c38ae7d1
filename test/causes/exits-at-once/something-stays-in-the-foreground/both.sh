#!/bin/sh
python /app.py &
sleep infinity &
wait
