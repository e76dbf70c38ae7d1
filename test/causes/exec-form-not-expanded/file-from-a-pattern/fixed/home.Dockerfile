FROM python:3.12-slim
COPY job.py /root/
ENTRYPOINT ["sh", "-c", "exec python -u ~/job.py"]
