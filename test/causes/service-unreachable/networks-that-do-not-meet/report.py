import socket

connection = socket.create_connection(("db", 5432), 3)
