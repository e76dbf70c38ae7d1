import socket

socket.create_connection(("localhost", 5432), timeout=3)
