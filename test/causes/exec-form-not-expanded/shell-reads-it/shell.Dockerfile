FROM python:3.12-slim
ENV PORT=8000
WORKDIR /srv
RUN pip install fastapi uvicorn
COPY main.py ./
CMD exec uvicorn main:app --port $PORT
