FROM debian:bookworm-slim
RUN mkdir /opt/shop
COPY scripts/serve.sh /opt/shop
CMD ["/opt/shop/serve.sh"]
