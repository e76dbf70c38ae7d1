FROM gcr.io/distroless/python3-debian12
WORKDIR /srv
COPY worker.py ./
CMD worker.py
#   ^^^^^^^^^ entrypoint-command-clash: a command without brackets is one for a shell, and the entrypoint gets it as its arguments: /usr/bin/python3.11 /bin/sh -c worker.py
