FROM python:3.12-slim
WORKDIR /srv
COPY . .
CMD ["sh", "-c", "python migrate.py && python server.py"]
