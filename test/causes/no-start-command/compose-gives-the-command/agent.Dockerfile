FROM python:3.12-slim
COPY agent.py /agent.py
ENTRYPOINT [""]
CMD ["python", "/agent.py"]
