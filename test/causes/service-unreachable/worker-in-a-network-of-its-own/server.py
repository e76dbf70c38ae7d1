import http.server
import os

port = int(os.environ.get("PORT", "8000"))
server = http.server.HTTPServer(("", port), http.server.SimpleHTTPRequestHandler)
print("listening on", port, flush=True)
server.serve_forever()
