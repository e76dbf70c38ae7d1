FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y nginx
CMD service nginx start
#   ^^^^^^^^^^^^^^^^^^^ exits-at-once: service nginx start goes into the background and is done: the container ends at once, and the server with it
