celery = None
