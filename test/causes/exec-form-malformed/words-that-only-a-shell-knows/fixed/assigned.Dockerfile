FROM python:3.12-slim
WORKDIR /srv
COPY . .
CMD ["env", "PORT=8080", "python", "server.py"]
