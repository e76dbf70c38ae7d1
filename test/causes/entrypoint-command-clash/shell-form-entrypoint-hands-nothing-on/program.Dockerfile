FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT python3
#          ^^^^^^^ entrypoint-command-clash: an ENTRYPOINT without brackets hands nothing on: a shell runs python3 alone, and so it runs without an argument, and worker.py is never run
CMD ["worker.py"]
