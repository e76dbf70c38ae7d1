FROM python:3.12-slim
WORKDIR /srv
COPY . .
CMD ["python3", "migrate.py", "&&", "python3", "server.py"]
#                              ^^ exec-form-malformed: no shell reads this command, so python3 is given "&&" as an argument, and what stands behind it is never run
