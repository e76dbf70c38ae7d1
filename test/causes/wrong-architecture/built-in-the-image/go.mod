module example.com/pinger
