FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y cron openssh-server
CMD service cron start && exec /usr/sbin/sshd -D
