import tomllib
import settings.local as local
from . import nothing
try:
    import httpx
except ImportError:
    httpx = None
if local.TRACE:
    import sentry_sdk
