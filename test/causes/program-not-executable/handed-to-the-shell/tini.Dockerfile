FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y tini
COPY start.sh /start.sh
ENTRYPOINT ["tini", "--", "bash", "/start.sh"]
