FROM python:3.12-slim
COPY --chmod=755 both.sh /
COPY app.py /
CMD ["/both.sh"]
