from flask import Flask
from pricing import total

app = Flask(__name__)
