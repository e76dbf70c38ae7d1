FROM python:3.12-slim
ENTRYPOINT [""]
CMD ["python", "-m", "http.server"]
