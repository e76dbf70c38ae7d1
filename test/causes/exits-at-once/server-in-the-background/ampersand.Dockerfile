FROM python:3.12-slim
COPY app.py /
CMD python /app.py &
#   ^^^^^^^^^^^^^^ exits-at-once: python /app.py runs in the background, and nothing waits for it: the container ends at once, and the server with it
