pythonpath = "site"
