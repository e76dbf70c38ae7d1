FROM python:3.12-slim
WORKDIR /srv
COPY . .
CMD ["PORT=8080", "python", "server.py"]
#     ^^^^^^^^^ exec-form-malformed: an assignment is for a shell: Docker looks for a program of that name: exec: "PORT=8080": executable file not found in $PATH
