FROM alpine:3.20 AS download
RUN wget -O /relay https://example.com/relay && chmod +x /relay

FROM scratch
COPY --from=download /relay /relay
