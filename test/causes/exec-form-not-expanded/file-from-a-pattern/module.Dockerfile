FROM python:3.12-slim
ENV MODULE=job
WORKDIR /srv
COPY job.py ./
CMD ["python", "-m", "$MODULE"]
#                     ^^^^^^^ exec-form-not-expanded: no shell reads this, so python gets the text $MODULE and not the variable's value
