FROM debian:bookworm-slim
WORKDIR /srv
COPY *.sh ./
RUN chmod +x *.sh
CMD ["./start.sh"]
