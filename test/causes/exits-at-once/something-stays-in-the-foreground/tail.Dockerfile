FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y cron
CMD service cron start && tail -f /var/log/cron.log
