FROM debian:bookworm-slim
ARG NAME=shop
CMD awk '{ print $NAME }' /etc/passwd && sleep infinity
