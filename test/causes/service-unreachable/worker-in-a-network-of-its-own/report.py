import socket
import time

while True:
    try:
        socket.create_connection(("shop", 8000), 3)
        break
    except ConnectionRefusedError:
        time.sleep(0.1)
print("connected")
