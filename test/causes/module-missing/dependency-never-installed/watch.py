"""
import feedparser is what this module is about.
"""
import json

from feeds.reader import read

print(json.dumps(read()))
