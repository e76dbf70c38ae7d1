import socket

socket.create_connection(("database", 5432), timeout=2)
