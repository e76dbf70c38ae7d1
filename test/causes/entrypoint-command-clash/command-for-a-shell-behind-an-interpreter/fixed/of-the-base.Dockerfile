FROM gcr.io/distroless/python3-debian12
WORKDIR /srv
COPY worker.py ./
CMD ["worker.py"]
