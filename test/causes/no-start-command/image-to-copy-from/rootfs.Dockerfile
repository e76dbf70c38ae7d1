FROM scratch
ENTRYPOINT []
CMD []
COPY etc /etc
