FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y cron
ENTRYPOINT ["/usr/sbin/cron", "-f"]
