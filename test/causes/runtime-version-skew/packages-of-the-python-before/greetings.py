WORDS = "up"
