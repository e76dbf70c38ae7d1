FROM python:3.12-slim
WORKDIR /srv
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY worker ./worker
COPY settings.toml ./
#    ^^^^^^^^^^^^^ copy-source-ignored: settings.toml is there, but worker.Dockerfile.dockerignore keeps it out of the build context: the build fails with "/settings.toml": not found
CMD ["python", "-m", "worker"]
