import greetings

print(greetings.WORDS)
