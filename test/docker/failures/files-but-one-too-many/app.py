import time

files = [open("/dev/null") for _ in range(64)]
time.sleep(600)
