FROM python:3.12-slim
ENV PORT=8000
COPY --chmod=755 entrypoint.sh /
ENTRYPOINT ["/entrypoint.sh"]
CMD ["python", "-m", "http.server", "$PORT"]
