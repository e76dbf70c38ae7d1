FROM alpine:3.20
CMD while true; do date; sleep 60; done
