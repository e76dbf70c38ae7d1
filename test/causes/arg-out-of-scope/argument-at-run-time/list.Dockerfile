ARG PORT=8000
# <------------- arg-out-of-scope: ARG PORT is gone when the image is built: at run time the shell finds no variable of that name, and $PORT is empty
FROM python:3.12-slim
WORKDIR /srv
COPY shop shop
CMD ["sh", "-c", "exec python -m http.server ${PORT}"]
