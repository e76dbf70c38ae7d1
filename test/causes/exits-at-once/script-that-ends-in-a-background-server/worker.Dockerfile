FROM python:3.12-slim
COPY worker.py worker.sh /srv/
ENTRYPOINT ["sh", "/srv/worker.sh"]
