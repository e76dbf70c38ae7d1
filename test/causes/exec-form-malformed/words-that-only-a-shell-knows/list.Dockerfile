FROM python:3.12-slim
WORKDIR /srv
COPY . .
CMD ["cd", "/srv", "&&", "python", "server.py"]
#     ^^ exec-form-malformed: only a shell knows it: Docker looks for a program of that name: exec: "cd": executable file not found in $PATH
