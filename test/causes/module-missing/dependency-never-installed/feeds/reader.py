import os, sys  # import nothing
import feedparser


def read():
    return feedparser.parse(os.environ["FEED"])
