samples = []
while True:
    samples.append(bytearray(4 * 1024 * 1024))
    print(len(samples) * 4, "MiB")
