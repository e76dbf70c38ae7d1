print("serving", flush=True)
