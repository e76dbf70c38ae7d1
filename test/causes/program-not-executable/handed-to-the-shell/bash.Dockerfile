FROM debian:bookworm-slim
COPY start.sh /start.sh
ENTRYPOINT ["/bin/bash", "-c", "/bin/sh /start.sh"]
