FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y cron openssh-server
CMD service cron start && service ssh start
#                         ^^^^^^^^^^^^^^^^^ exits-at-once: service ssh start goes into the background and is done: the container ends at once, and the server with it
