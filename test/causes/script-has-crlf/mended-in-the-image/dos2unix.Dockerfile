FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends dos2unix
COPY entrypoint.sh /entrypoint.sh
RUN dos2unix /entrypoint.sh && chmod +x /entrypoint.sh
ENTRYPOINT ["/entrypoint.sh"]
