FROM debian:bookworm-slim
COPY start.sh /tmp/
RUN install -m 0755 /tmp/start.sh /usr/local/bin/start
CMD ["/usr/local/bin/start"]
