FROM debian:bookworm-slim
ENTRYPOINT /bin/bash
CMD ["bash"]
