FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT ["./sourced.sh"]
CMD ["python", "server.py"]
