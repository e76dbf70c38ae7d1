FROM debian:bookworm-slim
COPY --chmod=755 serve.sh /srv/shop/bin
#                         ^^^^^^^^^^^^^ program-missing: without a slash at its end /srv/shop/bin becomes the file itself, not a folder that holds serve.sh: /bin/sh: 1: /srv/shop/bin/serve.sh: not found
CMD /srv/shop/bin/serve.sh --all
