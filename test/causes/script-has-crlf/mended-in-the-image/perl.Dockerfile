FROM debian:bookworm-slim
COPY entrypoint.sh /entrypoint.sh
RUN perl -pi -e 's/\r\n/\n/' /entrypoint.sh && chmod 755 /entrypoint.sh
ENTRYPOINT ["/entrypoint.sh"]
