FROM scratch
WORKDIR /
ENTRYPOINT []
COPY etc /etc
