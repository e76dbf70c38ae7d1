FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT ["python"]
CMD python worker.py
#   ^^^^^^^^^^^^^^^^ entrypoint-command-clash: a command without brackets is one for a shell, and the entrypoint gets it as its arguments: python /bin/sh -c python worker.py
