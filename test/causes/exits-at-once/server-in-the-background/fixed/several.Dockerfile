FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y cron nginx
CMD service cron start && exec nginx -g 'daemon off;'
