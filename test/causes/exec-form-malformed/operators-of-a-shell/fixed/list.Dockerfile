FROM python:3.12-slim
WORKDIR /srv
COPY . .
CMD ["sh", "-c", "python3 migrate.py && python3 server.py"]
