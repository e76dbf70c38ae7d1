ARG PORT=8000
FROM python:3.12-slim
ARG PORT
ENV PORT=$PORT
WORKDIR /srv
COPY shop shop
CMD ["sh", "-c", "exec python -m http.server ${PORT}"]
