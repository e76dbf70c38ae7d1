FROM debian:bookworm-slim
COPY start.sh /start.sh
RUN <<EOT
set -e
chmod +x /start.sh
EOT
CMD ["/start.sh"]
