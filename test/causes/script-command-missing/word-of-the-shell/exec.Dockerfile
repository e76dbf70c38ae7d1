FROM alpine:3.20
COPY bin/worker /bin/
CMD exec $WORKER --once
