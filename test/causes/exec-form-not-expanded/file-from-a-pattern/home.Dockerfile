FROM python:3.12-slim
COPY job.py /root/
ENTRYPOINT ["python", "-u", "~/job.py"]
#                            ^^^^^^^^ exec-form-not-expanded: no shell reads this, so python gets the text ~/job.py and not a path in the home folder
