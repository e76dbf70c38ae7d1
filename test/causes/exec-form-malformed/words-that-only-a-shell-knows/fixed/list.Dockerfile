FROM python:3.12-slim
WORKDIR /srv
COPY . .
CMD ["sh", "-c", "cd /srv && python server.py"]
