FROM python:3.12-slim
WORKDIR /srv
COPY . .
CMD ["python", "migrate.py", "&&", "python", "server.py"]
#                             ^^ exec-form-malformed: no shell reads this command, so python is given "&&" as an argument, and what stands behind it is never run
