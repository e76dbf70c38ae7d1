FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["exec python worker.py"]
