FROM debian:bookworm-slim AS base
COPY start.sh /start.sh
FROM base
RUN ["chmod", "u+x", "/start.sh"]
CMD ["/start.sh"]
