module example.com/feeder

go 1.23
