FROM alpine:3.20
COPY run.sh /run.sh
ENTRYPOINT [[ -n "$MODE" ]] || MODE=plain; exec /run.sh "$MODE"
