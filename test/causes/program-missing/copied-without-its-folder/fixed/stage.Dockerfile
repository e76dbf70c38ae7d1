FROM debian:bookworm-slim AS build
COPY scripts /out/scripts

FROM debian:bookworm-slim
COPY --from=build /out/scripts /opt/scripts
ENTRYPOINT ["/opt/scripts/serve.sh", "--all"]
