import time

while True:
    print(time.ctime(), flush=True)
    time.sleep(60)
