import sys

sys.path.insert(0, "/srv/lib")
import httpx
