FROM debian:bookworm-slim AS build
COPY scripts /out/scripts

FROM debian:bookworm-slim
COPY --from=build /out/scripts /opt/
#                              ^^^^^ program-missing: COPY takes what scripts holds, not the folder: serve.sh comes to lie at /opt/serve.sh, and /opt/scripts/serve.sh is started: exec: "/opt/scripts/serve.sh": stat /opt/scripts/serve.sh: no such file or directory
ENTRYPOINT ["/opt/scripts/serve.sh", "--all"]
