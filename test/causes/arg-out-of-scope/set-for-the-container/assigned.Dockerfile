FROM python:3.12-slim
ARG PORT=8000
CMD PORT=$(cat /etc/port) && echo $PORT && python -m http.server $PORT
