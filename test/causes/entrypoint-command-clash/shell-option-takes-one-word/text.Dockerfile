FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT ["/bin/sh", "-c"]
CMD python worker.py --queue $QUEUE
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ entrypoint-command-clash: /bin/sh -c takes one word as its script, here "/bin/sh": the others never reach it, and without them it ends at once
