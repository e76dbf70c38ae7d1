FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["python worker.py --queue $QUEUE"]
