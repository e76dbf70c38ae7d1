FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT ["bash", "-c"]
CMD ["./serve.sh", "--quiet"]
