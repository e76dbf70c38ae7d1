FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT exec python "$0" "$@"
CMD ["server.py", "--port", "80"]
