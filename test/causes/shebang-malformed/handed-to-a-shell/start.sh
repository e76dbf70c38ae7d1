. ./settings.sh
exec sleep "$SECONDS_TO_SLEEP"
