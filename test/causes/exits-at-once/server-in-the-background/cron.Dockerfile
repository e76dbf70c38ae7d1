FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y cron
ENTRYPOINT ["/usr/sbin/cron"]
#            ^^^^^^^^^^^^^^ exits-at-once: /usr/sbin/cron goes into the background and is done: the container ends at once, and the server with it
