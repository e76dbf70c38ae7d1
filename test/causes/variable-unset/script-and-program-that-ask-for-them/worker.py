import os

queue = os.environ["QUEUE_URL"]
token: str = os.environ["TOKEN"]
print(queue, os.environ.get("REGION"))
