FROM debian:bookworm-slim
COPY . /srv
RUN chmod -R a+rx /srv
CMD ["/srv/start.sh"]
