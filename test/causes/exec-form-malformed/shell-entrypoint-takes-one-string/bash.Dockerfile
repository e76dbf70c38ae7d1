FROM debian:bookworm-slim
ENTRYPOINT ["bash", "-lc"]
CMD ["sleep 3600"]
