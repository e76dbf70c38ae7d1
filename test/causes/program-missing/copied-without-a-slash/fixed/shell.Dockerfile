FROM debian:bookworm-slim
COPY --chmod=755 serve.sh /srv/shop/bin/
CMD /srv/shop/bin/serve.sh --all
