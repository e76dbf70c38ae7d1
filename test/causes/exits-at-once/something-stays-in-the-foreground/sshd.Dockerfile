FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y openssh-server
CMD ["/usr/sbin/sshd", "-De"]
