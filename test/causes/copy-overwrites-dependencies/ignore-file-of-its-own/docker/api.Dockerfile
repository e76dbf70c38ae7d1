FROM python:3.11-slim
WORKDIR /app
RUN python -m venv .venv
COPY requirements.txt .
RUN .venv/bin/pip install -r requirements.txt
COPY . .
CMD [".venv/bin/python", "serve.py"]
