NAMES = ["mail"]
