FROM python:3.12-slim
ARG PORT=8000
CMD python -m http.server $PORT
