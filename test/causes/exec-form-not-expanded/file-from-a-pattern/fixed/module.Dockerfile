FROM python:3.12-slim
ENV MODULE=job
WORKDIR /srv
COPY job.py ./
CMD ["sh", "-c", "exec python -m $MODULE"]
