FROM python:3.12-slim
WORKDIR /srv
COPY . .
ENTRYPOINT python manage.py migrate && python manage.py collectstatic --no-input
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ entrypoint-command-clash: an ENTRYPOINT without brackets hands nothing on: a shell runs python manage.py migrate && python manage.py collectstatic --no-input alone, which comes to its end, and gunicorn shop.wsgi is never run
CMD ["gunicorn", "shop.wsgi"]
