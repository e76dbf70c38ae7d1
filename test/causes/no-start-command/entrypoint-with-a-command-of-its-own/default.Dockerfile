FROM python:3.12-slim
COPY --chmod=755 default.sh /default.sh
ENTRYPOINT ["/default.sh"]
